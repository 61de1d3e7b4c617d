"""A small standard whose series have parts, and evidence about them from a few words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values

INDICATORS = """\
indicators:
  - id: town.work
    title: People in work
    inputs:
      workers: {unit: inhabitants, title: Workers}
      population: common
    series:
      value: {kind: share, unit: "%", direction: higher_is_better, formula: workers / population,
              breakdowns: [sex, age], min_cell: 5}
  - id: town.patients
    title: Patients
    series:
      value: {kind: count, unit: count, direction: lower_is_better, breakdowns: [sex, district], min_cell: 5}
  - id: town.members
    title: Members
    series:
      value: {kind: count, unit: count, direction: none, breakdowns: [sex, district]}
  - id: town.life
    title: Life expectancy
    series:
      value: {kind: duration, unit: year, direction: higher_is_better, plausible: {min: 60, max: 90},
              breakdowns: [sex, district]}
  - id: town.health
    title: Health
    evidence:
      checks: [{rule: sums_to, with: [town.health.good, town.health.bad], value: 100 %, text: Good and bad are all.}]
    series:
      good: {title: Good, kind: share, unit: "%", direction: higher_is_better, breakdowns: [sex], min_cell: 5}
      bad: {title: Bad, kind: share, unit: "%", direction: lower_is_better, breakdowns: [sex]}
"""
FILES = {
    "standard.yaml": 'format: 1\nid: groups\nedition: "2026.1"\ntitle: Groups\nlanguages: [en]\n',
    "inputs.yaml": "population: {unit: inhabitants, title: Population}\n",
    "frameworks/town/framework.yaml": "id: town\ntitle: Town\nkeeper: Town\nclassification: {theme: {all: All}}\n",
    "frameworks/town/all.yaml": INDICATORS,
}
UNITS = {"town.work": "%", "town.life": "year", "town.health.good": "%", "town.health.bad": "%"}


@cache
def standard() -> Standard:
    """The standard, written out once."""
    folder = Path(mkdtemp())
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sdg.load(folder)


def evidence(*rows: dict[str, Any]) -> Evidence:
    """Evidence from rows of which only the interesting cells are given: of alder in 2024, in the unit of the series."""
    whole = []
    for row in rows:
        name = row.get("series", "town.patients")
        unit = "inhabitants" if row.get("input") else UNITS.get(name, "")
        whole.append({"area": "alder", "period": "2024", "series": name, "value": "", "unit": unit} | row)
    return Evidence.from_frame(pd.DataFrame(whole))


def measured(*rows: dict[str, Any]) -> Values:
    """The same, measured."""
    return sdg.measure(evidence(*rows), standard())


def table(series: str, cells: dict[tuple[str, str], float], **more: Any) -> list[dict[str, Any]]:
    """Rows of a table of sex by district, `_T` for all: the cells that are given, and no others."""
    return [{"series": series, "sex": sex, "district": place, "value": n, **more} for (sex, place), n in cells.items()]


def scored(text: str, *rows: dict[str, Any], below: Path, **more: Any) -> Scorecard:
    """Score rows under a methodology that is written out here, without its head."""
    path = below / "own.yaml"
    path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text, encoding="utf-8")
    return sdg.score(evidence(*rows), standard(), path, **more)


def part(values: Values, series: str, **codes: str) -> pd.Series:
    """The row of a part."""
    frame = values.parts
    mine = frame["series"] == series
    for name in values.breakdowns:
        mine &= frame[name] == codes.get(name, "_T")
    assert mine.sum() == 1, frame[frame["series"] == series]
    return frame[mine].iloc[0]


def codes_of(values: Values) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in values.problems]
