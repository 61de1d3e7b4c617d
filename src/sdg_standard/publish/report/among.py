"""How a municipality lies among others: own numbers on the range of its peers, and no rank."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from sdg_standard.publish.figures import Dot, DotPlot, DotRow, Entry, Scale, Sign, Span, Tick, around
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import sign_of, text_of
from sdg_standard.publish.report.several import first_parts
from sdg_standard.publish.report.wording import bare_quantity, benchmark, quantity
from sdg_standard.study import peers
from sdg_standard.study.peers import FEWEST

BY = ("peers", "size", "county", "country")
"""Whose range is shown: that of the group which the table of areas names as peers, else the first with ranges."""
MOST = 12
"""Rows of a page that is not in detail."""
OWN = "peers"


@dataclass(frozen=True)
class Among:
    """The section: who the peers are, the figure, and how many numbers it leaves out, in words."""

    who: str
    plot: DotPlot
    left: str = ""


def among(report: Report, area: str, *, detail: bool = False) -> Among | None:
    """How an area lies among its peers; None where no group has enough of them.

    Rows that lie outside the middle four fifths come first where not all have room.
    """
    if len(report.card.areas) < FEWEST:
        return None
    parts = [name for name in first_parts(report) if not report.is_leaf(name)]
    leaves = [name for name in report.leaves if not report.leaf(name).read.is_path]
    for by in _known(report):
        found = peers(report.card, [*parts, *leaves], by, period=report.period)
        mine = found[(found["area"] == area) & found["median"].notna() & found["value"].notna()]
        if len(mine):
            return _among(report, area, by, mine, detail=detail)
    return None


def _known(report: Report) -> Iterator[str]:
    """The groupings that can be asked for here."""
    has_own = report.card._result.cases.table.has(OWN)
    yield from (by for by in BY if by != OWN or has_own)


def _among(report: Report, area: str, by: str, mine: pd.DataFrame, *, detail: bool) -> Among:
    say, group = report.say, str(mine["group"].iloc[0])
    numbers = mine[["p10", "median", "p90", "value"]].to_numpy(float).tolist()
    facts = {
        str(name): (low, middle, high, own)
        for name, (low, middle, high, own) in zip(mine["node"], numbers, strict=True)
    }
    outside = [name for name, (low, _, high, own) in facts.items() if not low <= own <= high]
    chosen = set([*outside, *(name for name in facts if name not in outside)][: None if detail else MOST])
    rows = tuple(_row(report, area, name, facts[name]) for name in facts if name in chosen)
    plot = DotPlot(
        say("among.title", area=report.area_name(area), period=report.period_text),
        rows,
        Scale(0, 1),
        (say("part"), say("value"), say("among.range"), say("benchmark")),
        tuple(_entries(report, area)),
        say("legend"),
    )
    left = len(facts) - len(rows)
    n = int(mine["n"].max())
    return Among(_who(report, by, group, n), plot, say("among.left", n=left) if left else "")


def _who(report: Report, by: str, group: str, n: int) -> str:
    """Who the peers are and how many, in words."""
    slug = f"among.size.{group.replace(' ', '_')}"
    named = report.say(slug) if by == "size" and report.say.has(slug) else group
    return report.say(f"among.{by}", group=named, n=n)


def _entries(report: Report, area: str) -> Iterable[Entry]:
    say = report.say
    yield Entry(report.area_name(area), Sign("●"))
    yield Entry(say("among.range"), shape="range")
    yield Entry(say("several.median"), shape="middle")
    yield Entry(say("benchmark"), shape="aim")


def _row(report: Report, area: str, name: str, numbers: tuple[float, float, float, float]) -> DotRow:
    """A number on the range of its peers, with its benchmark; the better end is on the right."""
    low, middle, high, value = numbers
    cell = report.cells[area][name]
    said = [_bare(report, name, each) for each in (low, middle, high)]
    text = report.say("among.span", low=said[0], high=said[2], median=said[1])
    own = quantity(report, name, value).text if report.is_leaf(name) else text_of(report, cell)
    aim = _aim(report, area, name)
    if report.is_leaf(name):
        left, right = around([low, high, value, *([aim.value] if aim else [])])
        scale = Scale(right, left) if report.leaf(name).series.direction == "lower_is_better" else Scale(left, right)
    else:
        whole = report.card.methodology.scale
        scale = Scale(whole.worst, whole.best)
    sign = sign_of(report, cell)
    dot = Dot(report.area_name(area), value, own, Sign(sign.symbol or "●", sign.css))  # what it means, the results say
    depth = 1 if report.is_leaf(name) else 0
    return DotRow(report.names.node(name).text, (dot,), Span(low, high, middle, text), aim, scale, depth)


def _bare(report: Report, name: str, value: float) -> str:
    """A number without its unit, which stands at the own number: of a leaf its value, of a branch its score."""
    if report.is_leaf(name):
        return bare_quantity(report, report.leaf(name).series, value).text
    return report.numerals.fixed(value, report.decimals(name))


def _aim(report: Report, area: str, name: str) -> Tick | None:
    """The benchmark of a leaf where it is one number."""
    if not report.is_leaf(name):
        return None
    newest, own = report.benchmark(area, name), report.target(area, name)
    value = own.value if own is not None else newest.value if newest is not None else None
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return Tick(float(value), benchmark(report, area, name).text.text)
