"""The five measures together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.coherence.funnel import funnel, orphans
from sdg_standard.agenda.coherence.money import concentration, need
from sdg_standard.agenda.coherence.reaction import reaction
from sdg_standard.agenda.coherence.result import Measured

COLUMNS = ("measure", "part", "value", "numerator", "denominator", "assessed", "rows", "why")


@dataclass(frozen=True)
class Coherence:
    """Five measures of one agenda. They are never averaged."""

    funnel: Measured
    orphans: Measured
    concentration: Measured
    reaction: Measured
    need: Measured

    def __iter__(self) -> Iterator[Measured]:
        return iter((self.funnel, self.orphans, self.concentration, self.reaction, self.need))

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """Return every number as a row, with numerator, denominator and the rows behind it."""
        return pd.DataFrame([row for each in self for row in _rows(each, language)], columns=list(COLUMNS))


def _rows(each: Measured, language: str) -> Iterator[tuple[object, ...]]:
    why = each.why.told(language) if each.why is not None else "; ".join(note.told(language) for note in each.notes)
    for part, share in each.shares.items():
        yield each.name, part, share.share, share.top, share.bottom, each.assessed, "; ".join(share.above), why
    for part, number in each.numbers.items():
        yield each.name, part, number, None, None, each.assessed, "", why
    for part, names in each.lists.items():
        yield each.name, part, float(len(names)), None, None, each.assessed, "; ".join(names), why
    if not (each.shares or each.numbers or each.lists):
        yield each.name, "", None, None, None, each.assessed, "", why


def coherence_of(chain: Chain) -> Coherence:
    """Work out the five measures."""
    return Coherence(funnel(chain), orphans(chain), concentration(chain), reaction(chain), need(chain))
