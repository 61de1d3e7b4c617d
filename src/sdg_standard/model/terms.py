"""The closed word lists of the field, as types: a misspelt word is a problem with near misses."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from sdg_standard.source import Code

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
Confidence = Literal["seen", "partly-seen", "reconstructed"]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]

UNITLESS: frozenset[str] = frozenset({"ratio", "index", "category"})
"""Kinds that have no unit."""

KINDS: tuple[str, ...] = get_args(Kind)
DIRECTIONS: tuple[str, ...] = get_args(Direction)

Id = Annotated[Code, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=120)]
"""An id: small letters, digits, ``.``, ``_`` and ``-``."""

Name = Annotated[Code, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name that a formula may use."""

Version = Annotated[Code, Field(pattern=r"^\d+\.\d+\.\d+$")]
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
