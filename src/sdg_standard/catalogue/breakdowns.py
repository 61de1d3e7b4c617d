"""Breakdown columns of evidence: which columns they are, and which codes stand in them."""

from __future__ import annotations

from collections.abc import Iterable

from sdg_standard.catalogue.standard import Standard
from sdg_standard.model.parts import TOTAL


class Breakdowns:
    """The breakdowns that a standard knows, each with the codes of the vocabulary of its name, if there is one."""

    def __init__(self, standard: Standard) -> None:
        vocabulary = standard.vocabularies.get("breakdowns")
        self.terms = vocabulary.terms if vocabulary else ()
        self.codes = tuple(term.code for term in self.terms)
        self._known: dict[str, dict[str, str]] = {}
        for name in self.codes:
            own = standard.vocabularies.get(name)
            if own is not None:
                self._known[name] = {
                    word.casefold(): term.code
                    for term in own.terms
                    for word in (*term.spellings, term.title, term.code)
                }

    def columns(self, names: Iterable[str]) -> dict[str, str]:
        """The breakdown of each column that is one, by the name of the column: its code or a listed spelling."""
        meant = {word.casefold(): term.code for term in self.terms for word in (term.code, *term.spellings)}
        found: dict[str, str] = {}
        for name in names:
            code = meant.get(name.strip().casefold())
            if code is not None and code not in found.values():
                found[name] = code
        return found

    def code_of(self, breakdown: str, text: str) -> str:
        """The code that a cell means: one of the vocabulary by code, title or spelling, otherwise as it stands."""
        if text in ("", TOTAL):
            return ""
        return self._known.get(breakdown, {}).get(text.casefold(), text)

    def known(self, breakdown: str) -> tuple[str, ...]:
        """The codes of a breakdown; nothing where any code may stand there."""
        return tuple(dict.fromkeys(self._known.get(breakdown, {}).values()))
