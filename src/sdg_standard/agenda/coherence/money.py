"""Measures 3 and 5: about how many objectives the money is, and whether it follows need."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import standing_of
from sdg_standard.agenda.coherence.result import Measured
from sdg_standard.agenda.following import Standing
from sdg_standard.model.agenda import Money, Objective
from sdg_standard.words import say

KINDS = ("drift", "investering")
FEWEST_PAIRS = 6
HUNDRED = 100.0


def kind_of(chain: Chain, row: Money) -> str:
    """Operating or investment: as the row says, otherwise as its measure."""
    measure = chain.measures.get(row.measure)
    said = row.kind or (measure.kind if measure else "")
    return "investering" if said == "investering" else "drift"


def tied_kroner(chain: Chain, wanted: Callable[[Money], bool], *, sole: bool) -> dict[str, float]:
    """Kroner by objective. Money of a measure with several objectives and no shares counts for none, or for all.

    ``sole``: only what belongs to one objective for certain, the lower bound; otherwise all that may, the upper one.
    """
    found: dict[str, float] = {}
    for row in filter(wanted, chain.rows("money")):
        measure = chain.measures.get(row.measure)
        names = (row.objective,) if row.objective else measure.objectives if measure else ()
        if sole and len(names) != 1:
            continue
        for name in names:
            found[name] = found.get(name, 0.0) + abs(row.kroner)
    return found


def effective_number(amounts: Mapping[str, float]) -> float | None:
    """1 / Σ s² over the shares s: how many equal shares would be as concentrated. None where there is no money.

    >>> effective_number({"M1": 50.0, "M2": 50.0}), effective_number({"M1": 9.0, "M2": 1.0})
    (2.0, 1.2195121951219512)
    """
    total = math.fsum(amounts.values())
    return None if not total else 1.0 / math.fsum((amount / total) ** 2 for amount in amounts.values())


def concentration(chain: Chain) -> Measured:
    """Measure 3. The effective number of objectives by approved kroner, operating and investment apart, as bounds."""
    leaves = {row.id for row in chain.leaves}
    if len(leaves) < 2:
        return Measured("concentration", False, say("agenda.too_few_objectives", n=len(leaves)))
    numbers: dict[str, float | None] = {"objectives": float(len(leaves))}
    for kind in KINDS:
        wanted = partial(_is_approved, chain, kind)
        for bound, sole in (("lower", True), ("upper", False)):
            found = tied_kroner(chain, wanted, sole=sole)
            amounts = {name: amount for name, amount in found.items() if name in leaves}
            effective = effective_number(amounts)
            numbers[f"{kind}.{bound}"] = effective
            numbers[f"{kind}.{bound}.share"] = None if effective is None else effective / len(leaves)
            total = math.fsum(amounts.values())
            numbers[f"{kind}.{bound}.largest"] = max(amounts.values()) / total if total else None
    if all(numbers[f"{kind}.upper"] is None for kind in KINDS):
        return Measured("concentration", False, say("agenda.no_money"))
    return Measured("concentration", True, numbers=numbers)


def _is_approved(chain: Chain, kind: str, row: Money) -> bool:
    return row.phase == "approved" and kind_of(chain, row) == kind


def kendall_tau_b(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Kendall's tau-b: (concordant − discordant) / √((n₀ − n₁)(n₀ − n₂)); None where all of x or of y are tied.

    >>> kendall_tau_b([1, 2, 3], [1, 2, 3]), kendall_tau_b([1, 2, 3, 4], [1, 3, 2, 4])
    (1.0, 0.6666666666666666)
    """
    one, other = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    score = ties_x = ties_y = 0
    for at in range(len(one) - 1):  # a row of pairs at a time
        signs = np.sign(one[at] - one[at + 1 :]), np.sign(other[at] - other[at + 1 :])
        score += int((signs[0] * signs[1]).sum())
        ties_x += int((signs[0] == 0).sum())
        ties_y += int((signs[1] == 0).sum())
    pairs = len(one) * (len(one) - 1) // 2
    below = (pairs - ties_x) * (pairs - ties_y)
    return score / math.sqrt(below) if below else None


def need(chain: Chain) -> Measured:
    """Measure 5. Kendall's tau-b between the gap that is left and the change of approved money, with bounds; execution.

    The gap of an objective is 1 − p, p being the share of the way to its target that its latest figure has gone. A
    negative tau is a question and never a fault: a need that falls may rightly get less.
    """
    years = sorted({row.year for row in chain.rows("money") if row.phase == "approved"})
    gaps = {row.id: gap for row in chain.leaves if (gap := gap_of(chain, row)) is not None}
    numbers: dict[str, float | None] = dict(_execution(chain))
    if len(years) < 2:
        return Measured("need", False, say("agenda.one_year"), numbers=numbers)
    lists: dict[str, tuple[str, ...]] = {}
    for bound, sole in (("lower", True), ("upper", False)):
        change = _changes(chain, years[-2], years[-1], sole=sole)
        names = [name for name in gaps if name in change]
        lists[bound] = tuple(names)
        enough = len(names) >= FEWEST_PAIRS
        tau = kendall_tau_b([gaps[name] for name in names], [change[name] for name in names]) if enough else None
        numbers[f"tau.{bound}"] = tau
    if numbers["tau.upper"] is None and numbers["tau.lower"] is None:
        why = say("agenda.too_few_objectives", n=len(lists["upper"]))
        return Measured("need", False, why, numbers=numbers, lists=lists)
    return Measured("need", True, numbers=numbers, lists=lists)


def gap_of(chain: Chain, row: Objective) -> float | None:
    """What is left of the way to an objective's target at its latest figure: 0 reached, 1 nothing done."""
    standings = [each for each in (standing_of(chain, report) for report in chain.reports_on(row)) if each is not None]
    dated = [each for each in standings if each.period is not None and each.gone is not None]
    latest = max(dated, key=_when, default=None)
    return None if latest is None or latest.gone is None else 1.0 - latest.gone


def _when(standing: Standing) -> str:
    assert standing.period is not None
    return standing.period.end.isoformat()


def _changes(chain: Chain, before: int, after: int, *, sole: bool) -> dict[str, float]:
    """Change of approved money by objective in per cent, less that of the whole municipality."""
    old = tied_kroner(chain, lambda row: row.phase == "approved" and row.year == before, sole=sole)
    new = tied_kroner(chain, lambda row: row.phase == "approved" and row.year == after, sole=sole)
    totals = [
        math.fsum(abs(row.kroner) for row in chain.rows("money") if row.phase == "approved" and row.year == year)
        for year in (before, after)
    ]
    general = HUNDRED * (totals[1] / totals[0] - 1.0) if totals[0] else 0.0
    return {name: HUNDRED * (new.get(name, 0.0) / amount - 1.0) - general for name, amount in old.items() if amount}


def _execution(chain: Chain) -> dict[str, float | None]:
    """Executed over approved kroner, and the mean deviation, of the rows that have both."""
    sums: dict[tuple[str, int], dict[str, float]] = {}
    for row in chain.rows("money"):
        if row.phase in ("approved", "executed"):
            phases = sums.setdefault((row.measure, row.year), {})
            phases[row.phase] = phases.get(row.phase, 0.0) + abs(row.kroner)
    both = [each for each in sums.values() if each.get("approved") and "executed" in each]
    if not both:
        return {"executed": None, "deviation": None}
    approved = math.fsum(each["approved"] for each in both)
    off = math.fsum(abs(each["executed"] - each["approved"]) / each["approved"] for each in both)
    return {"executed": math.fsum(each["executed"] for each in both) / approved, "deviation": off / len(both)}
