"""What areas and roles of a log are called in a language, and why each kind of question is asked."""

from __future__ import annotations

from sdg_standard.catalogue import Standard
from sdg_standard.errors import CODES
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.verification.entries import Entry
from sdg_standard.words import has, say, told


def area_title(entry: Entry, standard: Standard) -> str:
    """The name of an area in a register at the end of the period, or its latest; without one its id."""
    register = standard.registers.get(entry.area.partition("-")[0])
    try:
        on = Period.parse(entry.period).end
    except PeriodError:  # of a table that somebody else made
        on = None
    name = register.name(entry.area, on) if register else None
    return name or entry.area


def role_title(code: str, standard: Standard, language: str) -> str:
    """The title of a role; what the vocabulary does not have stands as it is."""
    vocabulary = standard.vocabularies.get("roles")
    known = vocabulary is not None and any(term.code == code for term in vocabulary.terms)
    return standard.text("vocabulary:roles", f"terms.{code}.title", language) if known else code


def why(rule: str, language: str) -> str:
    """Why a kind of question is asked: for a rule its own sentence, for a code its cause."""
    if has(f"verification.why.{rule}"):
        return told(say(f"verification.why.{rule}"), language)
    causes = {code.name: code.cause for code in CODES.values()}
    return told(causes.get(rule, ""), language)
