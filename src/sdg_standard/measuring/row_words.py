"""The words of rows: status, confidentiality, quality and verification, in the codes of their vocabularies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sdg_standard.catalogue import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.measuring.codes import STATUS_OF_ROW, WORD_OF_ROW
from sdg_standard.measuring.columns import Coded
from sdg_standard.measuring.rows import Rows
from sdg_standard.model.terms import CONFIDENTIALITIES, EMPTY_STATUSES, OBSERVATION_STATUSES, QUALITIES, VERIFICATIONS
from sdg_standard.words import LANGUAGES, say


def check_words(rows: Rows) -> None:
    """Status, confidentiality, quality and verification."""
    known = (*OBSERVATION_STATUSES, *EMPTY_STATUSES, "K")
    rows.replace("status", _words(rows, "status", "statuses", known))
    bad = rows.where(rows.status == "?")
    given = rows.text("status")

    def words(row: int) -> tuple[str, str]:
        return say(
            "measuring.no_status", given=str(given[row])[:40], hint=did_you_mean(near(str(given[row]), known))
        ), ""

    rows.report(bad, STATUS_OF_ROW, "status", words, refuse=True)
    # A word that nobody knows was written for a reason: better a number too few than one too many.
    confidentiality = _optional(rows, "confidentiality", "confidentiality", CONFIDENTIALITIES, unknown="N")
    rows.replace("confidentiality", confidentiality.renamed({"": "F"}))
    rows.replace("quality", _optional(rows, "quality", "quality", QUALITIES))
    rows.replace("verification", _optional(rows, "verification", "verification", VERIFICATIONS))


def _words(rows: Rows, column: str, vocabulary: str, known: Sequence[str]) -> Coded:
    """A column in the codes of a vocabulary; ``?`` for what is none."""
    coded = rows.texts(column)
    spelled = {word: word for word in known}
    terms = rows.standard.vocabularies.get(vocabulary)
    for term in terms.terms if terms else ():
        if term.code in known:
            spelled |= {word.casefold(): term.code for word in (*term.spellings, term.title)}
    if any(text and text not in spelled and text.casefold() not in spelled for text in coded.cells):
        spelled |= _titles(rows.standard, vocabulary, known)
    meant = [spelled.get(text, spelled.get(text.casefold(), "?")) if text else "" for text in coded.cells]
    return coded.mapped(np.array(meant, dtype=object))


def _titles(standard: Standard, vocabulary: str, known: Sequence[str]) -> dict[str, str]:
    """The titles of words in all languages, as drop-downs show them."""
    name = f"vocabulary:{vocabulary}"
    return {
        standard.text(name, f"terms.{code}.title", language).casefold(): code
        for language in dict.fromkeys((*standard.languages, *LANGUAGES))
        for code in known
        if standard.text(name, f"terms.{code}.title", language) != name
    }


def _optional(rows: Rows, column: str, vocabulary: str, known: Sequence[str], *, unknown: str = "") -> Coded:
    """The same; an unknown word is treated as empty, with a warning, since the number may still be good."""
    if column not in rows.table.columns:
        return Coded.alike("", rows.count)
    found = _words(rows, column, vocabulary, known)
    given = rows.text(column)

    def words(row: int) -> tuple[str, str]:
        hint = did_you_mean(near(str(given[row]), known))
        instead = say("measuring.treated", unknown=unknown) if unknown else ""
        text = say("measuring.no_word", given=str(given[row])[:40], column=column, instead=instead, hint=hint)
        return text, say("measuring.one_of", known=list(known))

    rows.report(rows.where(found.of_each("?".__eq__)), WORD_OF_ROW, column, words, refuse=False)
    return found.renamed({"?": unknown})
