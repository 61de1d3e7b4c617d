"""Evidence through time: brought to the borders of one day."""

from __future__ import annotations

from datetime import date

from sdg_standard.areas.asking import day_of
from sdg_standard.catalogue.standard import Standard
from sdg_standard.editions.loading import load
from sdg_standard.measuring.move_rules import MoveRule
from sdg_standard.measuring.moving import moved
from sdg_standard.model.evidence import Evidence


def move(
    evidence: Evidence, to: str | int | date, standard: Standard | None = None, *, rule: MoveRule = None
) -> Evidence:
    """Return evidence whose areas are those of one day: the last of the period ``to``, such as ``"2024"``.

    - A new code for the same territory: the row goes under the new id.
    - A merger: counts, amounts and inputs are added, in the unit of the definition, where every part has a number.
      What does not add up (shares, rates, means, answers) is left out, and made again from its inputs when measured.
    - A split, a moved border, or a merger that is undone: refused, unless a ``rule`` says how numbers divide.
      ``"population"`` takes the share of inhabitants from the register, where it knows one; ``"ignore_boundary"``
      leaves pieces of moved borders where they were; a mapping ``{("NO-1507", "NO-1508"): 0.86}``, a frame or a file
      with the columns ``from, to, share`` (and ``series``, for shares of one series) has shares of one's own, which go
      first. Several rules go in a list. What was shared out is an estimate: status ``E``.

    An id of no register stands as it is; a code that is not in force in its period stands for the territory of the
    nearest day on which it is. Names and bare codes are looked up first where the evidence has a country. A sum with a
    suppressed part is suppressed. What cannot be moved is a problem of the result and not in it. ``moved`` of the
    result is the record: a line for each row that went into another area; ``note`` and explanations say it too.

    ``standard`` says which numbers add up; without it that is the bundled edition. Raises
    :class:`~sdg_standard.errors.UnknownId` for an unknown word as rule,
    :class:`~sdg_standard.errors.EvidenceError` for shares that cannot be, and ``PeriodError`` for a ``to`` that is no
    period.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"area": ["NO-0220", "NO-0627", "NO-0628"], "value": [60000, 20000, 9000]})
    >>> rows = rows.assign(period="2015", series="common", input="population", unit="inhabitants")
    >>> asker = move(Evidence.from_frame(rows), to="2024")
    >>> asker.frame[["area", "value", "note"]].values.tolist()
    [['NO-3203', 89000, 'NO-0220 60000 + NO-0627 20000 + NO-0628 9000 → NO-3203']]
    """
    return moved(evidence, day_of(to), standard if standard is not None else load(), rule)
