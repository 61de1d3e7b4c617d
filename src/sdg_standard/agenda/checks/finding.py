"""What a rule finds: one row of a sheet, and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sdg_standard.agenda.chain import Chain
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, Severity
from sdg_standard.words import Said


@dataclass(frozen=True, slots=True)
class Finding:
    """One case of a rule. ``at`` are positions of rows in the sheet; an error refuses all of them."""

    code: Code
    sheet: str
    at: tuple[int, ...]
    message: Said
    field: str = ""
    severity: Severity | None = None
    """Without one that of the code."""
    cure: Said | str = ""

    @property
    def refuses(self) -> bool:
        """Whether nothing is computed from its rows."""
        return (self.severity or self.code.severity) == "error"


@dataclass(frozen=True, slots=True)
class Subject:
    """What rules look at: the chain without the rows refused so far, and the standard, if there is one."""

    chain: Chain
    standard: Standard | None


Rule = Callable[[Subject], Iterator[Finding]]
