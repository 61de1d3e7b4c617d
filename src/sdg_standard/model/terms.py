"""The closed word lists of the field, as types: a misspelt word is a problem with near misses."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo

from sdg_standard.source import Code, refuse
from sdg_standard.source.codes import WRONG_FORM
from sdg_standard.words import say

Kind = Literal["share", "rate", "ratio", "count", "amount", "concentration", "duration", "index", "category"]
Direction = Literal["higher_is_better", "lower_is_better", "target_value", "none"]
Status = Literal["draft", "stable", "deprecated"]
Proposal = Literal["proposed", "adopted"]
Basis = Literal[
    "sdg-target",
    "international-guideline",
    "national-target",
    "national-statistics",
    "best-performer",
    "expert",
]
Relation = Literal["direct", "partial", "contextual"]
Confidence = Literal["seen", "partly-seen", "reconstructed", "own"]

UNITLESS: frozenset[str] = frozenset({"ratio", "index", "category"})
"""Kinds that have no unit."""

KINDS: tuple[str, ...] = get_args(Kind)
DIRECTIONS: tuple[str, ...] = get_args(Direction)


def _formed(pattern: str, what: str, cure: str) -> tuple[AfterValidator, FieldInfo]:
    """A form that is asked for, said in words: a pattern helps programs, not the author of a definition."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            refuse(WRONG_FORM, say("model.no", text=text[:60], what=what), cure)
        return text

    return AfterValidator(check), Field(json_schema_extra={"pattern": f"^{pattern}$"})


_LANGUAGE = _formed(r"[a-z]{2}", say("model.a_language"), say("model.write_two_letters_en"))
_ID = _formed(r"[a-z0-9][a-z0-9_.-]{0,119}", say("model.an_id"), say("model.write_small_letters_digits"))
_NAME = _formed(r"[a-z][a-z0-9_]{0,59}", say("model.name_formula"), say("model.write_small_letters_digits_letter"))
_VERSION = _formed(r"\d+\.\d+\.\d+", say("model.a_version"), say("model.write_major_minor_patch"))

Language = Annotated[Code, *_LANGUAGE]
"""Two letters: ``nb``."""

Id = Annotated[Code, *_ID]
"""An id: small letters, digits, ``.``, ``_`` and ``-``."""

Name = Annotated[Code, *_NAME]
"""A name that a formula may use."""

Version = Annotated[Code, *_VERSION]
"""Major, minor and patch: ``"1.0.0"``."""

OBSERVATION_STATUSES: tuple[str, ...] = ("A", "D", "B", "W", "P", "S", "J", "V", "N", "E", "I", "U", "G", "F")
"""SDMX observation statuses that go with a number, best first."""

EMPTY_STATUSES: tuple[str, ...] = ("O", "M", "L", "H", "Q")
"""SDMX observation statuses that go without a number."""

CONFIDENTIALITIES: tuple[str, ...] = ("F", "N", "C", "D", "S", "A", "O", "T", "G", "M", "E")
"""SDMX confidentiality statuses; ``F`` is free."""

QUALITIES: tuple[str, ...] = ("measured", "survey", "higher-level", "estimate", "personal-estimate", "unknown")
"""U4SSC's six levels of data quality, best first."""

VERIFICATIONS: tuple[str, ...] = ("verified", "partial", "reported", "not-verified")
"""Whether somebody independent looked at the number, best first."""
