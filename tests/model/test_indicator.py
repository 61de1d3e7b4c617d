from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.source import read_model

FULL = """
id: u4ssc.sc.eh.h.3c
code: "SC: EH: H: 3C"
aliases: ["SC:EH:H:3C"]
version: "1.0.0"
status: stable
title: Physicians
definition: Licensed physicians who practise in the municipality.
why: Health needs physicians.
count: General and specialist.
do_not_count: Retired ones.
classification: {dimension: society-and-culture, level: core, type: structural}
sdg:
  - {target: "3.c", relation: direct, source: manual}
  - {indicator: "3.c.1", relation: partial}
  - {goal: 3, relation: contextual}
inputs:
  physicians: {unit: count, title: Licensed physicians}
  population: common
series:
  value:
    kind: rate
    unit: per 100000 inhabitants
    direction: higher_is_better
    formula: physicians / population
    benchmarks:
      - {value: 300, from: 2026-01-01, basis: expert, source: manual, status: proposed}
      - {between: [200, 400], from: "2030-01-01", basis: sdg-target, source: manual, adopted_by: Asker}
    possible: {min: 0}
    plausible: {min: 20, max: 3 per 1000 inhabitants}
evidence:
  accepted: [national-register]
  checks:
    - {rule: change_within, share: 0.2, text: Has the number of physicians really changed that much?}
    - {rule: at_most, than: u4ssc.sc.eh.h.4c}
    - {rule: sums_to, with: [u4ssc.a, u4ssc.b], value: 100 %}
    - {rule: same_denominator, with: [u4ssc.a]}
    - {rule: document}
    - {text: A question in words.}
examples:
  - name: a town of 60 000
    given: {physicians: 150, population: 60000 inhabitants}
    expect: {value: 250 per 100000 inhabitants}
sources: [manual]
provenance: {confidence: seen, note: Read in the manual.}
"""


def read(text: str) -> Indicator:
    model, _, problems = read_model(Indicator, text, "a.yaml")
    assert model is not None, "\n".join(map(str, problems))
    return model


def test_every_key_of_the_page_is_read() -> None:
    indicator = read(FULL)
    series = indicator.series["value"]
    assert indicator.series_ids == {"value": "u4ssc.sc.eh.h.3c"}
    assert indicator.framework == "u4ssc"
    assert [link.codes for link in indicator.sdg] == [("3", "3.c"), ("3", "3.c"), ("3", None)]
    assert (series.benchmarks[0].value, series.benchmarks[1].between) == (300, (200, 400))
    assert str(series.benchmarks[1].from_) == "2030-01-01"
    assert series.plausible is not None and series.plausible.max == "3 per 1000 inhabitants"
    assert [check.rule for check in indicator.evidence.checks][-2:] == ["document", None]


def test_a_draft_needs_little() -> None:
    indicator = read("id: town.a\ntitle: A\nseries: {value: {kind: index}}\n")
    assert (indicator.status, indicator.version, indicator.series["value"].direction) == ("draft", "1.0.0", "none")


def test_several_series_have_the_key_in_their_id() -> None:
    indicator = read("id: town.air\ntitle: Air\nseries: {pm2_5: {kind: index}, no2: {kind: index}}\n")
    assert indicator.series_ids == {"pm2_5": "town.air.pm2_5", "no2": "town.air.no2"}


@pytest.mark.parametrize("kind", ["ratio", "index"])
def test_kinds_without_unit(kind: str) -> None:
    assert read(f"id: town.a\ntitle: A\nseries: {{value: {{kind: {kind}}}}}\n").series["value"].unit is None


@pytest.mark.parametrize(
    "missing", ["definition", "why", "count", "classification", "sdg", "examples", "sources", "provenance"]
)
def test_a_stable_definition_has_everything(missing: str) -> None:
    lines = FULL.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"{missing}:"))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith((" ", "-"))), len(lines))
    model, _, problems = read_model(Indicator, "\n".join([*lines[:start], *lines[end:]]), "a.yaml")
    assert model is None
    (problem,) = problems
    assert (problem.code, problem.line) == ("SDG409", 6)
    assert problem.message == f"a stable definition lacks `{missing}`"


@pytest.mark.parametrize(
    ("rule", "key"),
    [("at_most", "than"), ("at_least", "than"), ("same_denominator", "with"), ("change_within", "share")],
)
def test_a_check_says_what_it_lacks(rule: str, key: str) -> None:
    text = f"id: town.a\ntitle: A\nseries: {{value: {{kind: index}}}}\nevidence: {{checks: [{{rule: {rule}}}]}}\n"
    _, _, (problem,) = read_model(Indicator, text, "a.yaml")
    assert (problem.code, problem.message) == ("SDG408", f'the rule "{rule}" needs `{key}`')


def test_definitions_cannot_be_changed() -> None:
    indicator = read(FULL)
    with pytest.raises(ValidationError, match="frozen"):
        indicator.title = "Nurses"  # type: ignore[misc]
    with pytest.raises(TypeError):
        indicator.series["other"] = indicator.series["value"]  # type: ignore[index]


def series(**given: Any) -> Series:
    fields = {"id": "town.a", "indicator": "town.a", "key": "value", "label": "A", "kind": "index"}
    return Series.model_validate(fields | given)


@pytest.mark.parametrize(("direction", "sign"), [("higher_is_better", 1), ("lower_is_better", -1), ("none", 0)])
def test_the_sign_of_a_direction(direction: str, sign: int) -> None:
    assert series(direction=direction).sign == sign
    assert series(direction=direction).framework == "town"
