"""Examples of definitions run, and one that does not come out is a problem at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.editions.examples import agrees
from sdg_standard.editions.indicator_examples import half_decimal, split
from sdg_standard.errors import Problem

pytestmark = pytest.mark.usefixtures("examples_remembered")


@pytest.fixture
def copy(contract: Path, tmp_path: Path) -> Path:
    root = tmp_path / "standard"
    shutil.copytree(contract / "standard", root)
    return root


def after(root: Path, name: str, old: str, new: str) -> list[Problem]:
    """The problems after one change in one file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(sdg.validate(root))


def line_of(root: Path, name: str, text: str) -> int:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


WATER, LEVELS = "frameworks/town/water.yaml", "methodologies/levels.yaml"


def test_all_come_out(copy: Path) -> None:
    assert not sdg.validate(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        (WATER, "expect: {value: 96 %}", "expect: {value: 95 %}", "gives 96 %, not 95 %"),
        (WATER, "expect: {value: 96 %}", "expect: {valeu: 96 %}", 'did you mean "value"'),
        (WATER, "expect: {value: 96 %}", "expect: {value: 96 kg}", "kg"),
        (WATER, "given: {value: 0.96 fraction}", "given: {valeu: 0.96 fraction}", 'did you mean "value"'),
        (WATER, "given: {value: 0.96 fraction}", "given: {value: 9.6 fraction}", "no value"),
        ("frameworks/town/injuries.yaml", "injured: 30,", "injured: 31,", "gives 155"),  # 31 / 20000 × 100000
        (LEVELS, "index: 83.6}", "index: 83.7}", "gives score 83.6"),
        (LEVELS, "index: 83.6}", "indx: 83.6}", 'did you mean "index"'),
        (LEVELS, "index: 83.6}", "index: medium}", "gives rating high"),
        (LEVELS, "index: 90}", "index: {coverage: 0.9}}", "gives coverage 0.8"),
        (LEVELS, "given: {town.water: 96 %,", "given: {town.watr: 96 %,", 'did you mean "town.water"'),
        ("methodologies/trend.yaml", "trend_value: 1.3333", "trend_value: 1.4", "trend_value"),
        ("methodologies/trend.yaml", "given: trend.example.csv", "given: nowhere.csv", "nowhere.csv"),
    ],
)
def test_one_that_does_not(copy: Path, name: str, old: str, new: str, word: str) -> None:
    problems = after(copy, name, old, new)
    assert problems and all(item.file == name and item.severity == "error" for item in problems)
    assert any(word in item.message for item in problems), problems
    assert all(item.line is not None and abs(item.line - line_of(copy, name, new)) <= 3 for item in problems)


TREND, TABLE = "methodologies/trend.yaml", "methodologies/trend.example.csv"
WRITTEN = "methodologies/written.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        (LEVELS, "town.water: 96 %,", "town.water: ,", '"town.water" has no value'),
        (LEVELS, "town.water: 96 %,", "town.water: [96],", '"town.water" has no value'),
        (LEVELS, "town.water: 96 %,", "town.water: true,", '"town.water" has no value'),
        (LEVELS, "town.water: 96 %,", "town.water: {value: 96},", '"town.water" has no value'),
        (LEVELS, "town.water: 96 %,", 'town.water: "9,6 %",', "decimal comma"),
        (LEVELS, "town.water: 96 %,", "town.water: 96 km,", '"km"'),
        (LEVELS, "town.water: 96 %,", "town.watr: 96 %,", 'did you mean "town.water"'),
        (LEVELS, "index: 83.6}", "index: true}", "neither a score nor a rating"),
        (LEVELS, "index: 83.6}", "index: {}}", "no column"),
        (LEVELS, "index: 83.6}", "index: {scor: 83.6}}", 'did you mean "score"'),
        (LEVELS, "index: 83.6}", "index: {score: true}}", "gives score 83.6"),
        (WRITTEN, "coastal: false}\n    given: {town.water", "costal: false}\n    given: {town.water", '"coastal"'),
        (WRITTEN, "region: south, coastal: false}", "region: [south], coastal: false}", "no text, number"),
        (TREND, "given: trend.example.csv", "given: trend.exmple.csv", 'did you mean "trend.example.csv"'),
        (TREND, "given: trend.example.csv", "given: 0,5", "is no table"),
        (TREND, 'period: "2024"', 'period: "20244"', "20244"),
        (TREND, "expect: {ash:", "expect: {asj:", 'did you mean "ash"'),
        (TREND, "{score: 80,", "{scor: 80,", 'did you mean "score"'),
        (TREND, "{score: 80, trend_value: 1.3333, trend: on-track}", "{}", "no column"),
    ],
)
def test_one_mistake_in_an_example_is_one_problem(copy: Path, name: str, old: str, new: str, word: str) -> None:
    line = line_of(copy, name, old.partition("\n")[0])
    problems = after(copy, name, old, new)
    assert len(problems) == 1, problems
    assert word in f"{problems[0].message} {problems[0].cure}" and problems[0].cure
    assert (problems[0].file, problems[0].line) == (name, line)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("area,period,series,value,unit", "area,period,sries,value,unit", '"series" is missing'),
        ("ash,2022,town.air.pm2_5,22,", "ash,2022,town.air.pm2_5,2,2,", "line 2: the row is not read"),
        ("ash,2022,town.air.pm2_5,22,", 'ash,2022,town.air.pm2_5,"2,2",', "line 2: "),
        ("ash,2022,town.air.pm2_5,22,µg/m³", "ash,2022,town.air.pm2_5,22,kg", "line 2: "),
        ("ash,2022,town.air.pm2_5", "ash,2022,town.air.pm3", 'did you mean "town.air.pm2_5"'),
        ("ash,2022,", "ash,20222,", "line 2: "),
        ("ash,2022,", '"ash,2022,', "line 2: "),
    ],
)
def test_a_broken_table_is_said_where_it_is_named(copy: Path, old: str, new: str, word: str) -> None:
    problems = after(copy, TABLE, old, new)
    assert len(problems) == 1 and word in problems[0].message and problems[0].cure, problems
    assert (problems[0].file, problems[0].line) == (TREND, line_of(copy, TREND, "given: trend.example.csv"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0\0", b"area\n", b"%PDF", b"area,period,series,value,unit\n"])
def test_a_table_that_is_none_is_one_problem(copy: Path, content: bytes) -> None:
    (copy / TABLE).write_bytes(content)
    problems = list(sdg.validate(copy))
    assert len(problems) == 1 and problems[0].cure and problems[0].line, problems


def test_one_mistake_that_changes_many_numbers_is_said_in_few_words(copy: Path) -> None:
    problems = after(copy, LEVELS, '{"no": 0, "yes": 100}', '{"no": 0, "yes": 90}')
    # of the two examples one expects five numbers, of which pillar and index change; the other pillar and index
    assert [problem.line is not None for problem in problems] == [True] * 4


def test_of_many_numbers_that_do_not_come_out_three_are_listed(copy: Path) -> None:
    problems = after(copy, LEVELS, "[goalposts]}", "[{method: goalposts, to: [0, 50]}]}")
    assert len(problems) <= 6 and any("more do not come out" in problem.message for problem in problems)


def test_a_text_is_the_rating_and_a_mapping_names_columns(copy: Path) -> None:
    assert not after(copy, LEVELS, "index: 83.6}", "index: high}")
    assert not after(copy, LEVELS, "index: 90}", "index: {score: 90, coverage: 0.8, rating: high, imputed: false}}")


@pytest.mark.parametrize(
    ("got", "wanted", "same"),
    [
        (83.5834, 83.58, True),
        (83.586, 83.58, False),
        (83.6, 84, True),
        (83.4, 84, False),
        (float("nan"), 0, False),
        ("high", "high", True),
        ("high", "High", False),
        ("", None, True),
        (True, True, True),
        ("high", 5, False),
    ],
)
def test_what_agrees(got: object, wanted: object, same: bool) -> None:
    assert agrees(got, wanted) == same


def test_quantities() -> None:
    assert split("1.2 per 1000 inhabitants") == ("1.2", "per 1000 inhabitants")
    assert split("12‰") == ("12", "‰")
    assert split(0.1) == ("0.1", "")
    assert half_decimal("1.25") == pytest.approx(0.005)


QUANTITY = """\
id: quantity
title: Bands that begin at a quantity
leaves: [{for: all, steps: []}]
tree: {id: index, children: [town.air.no2]}
branches: [{for: all, aggregate: sum}]
ratings: {air: [{for: leaves, of: value, bands: [{label: bad}, {from: 0.04 mg/m³, label: good}]}]}
examples:
  - {name: 0.04 mg is 40 µg, given: {town.air.no2: 40 µg/m³}, expect: {town.air.no2: good}}
  - {name: and 41 µg is more, given: {town.air.no2: 41 µg/m³}, expect: {town.air.no2: bad}}
"""


def test_a_band_may_begin_at_a_quantity_in_another_unit(copy: Path) -> None:
    (copy / "methodologies" / "quantity.yaml").write_text(QUANTITY, encoding="utf-8")
    assert not sdg.validate(copy)


SHARE = """\
id: town.paved
title: Paved streets
series: {{value: {{kind: share, unit: "%", no_benchmark: A test., plausible: {{min: 20, max: 100}}}}}}
examples:
  - {{name: one, given: {{value: {given}}}, expect: {{value: {expect}}}}}
"""


@pytest.mark.parametrize(
    ("given", "expect", "asked"),
    [
        ("0.5 %", "0.5 %", ["SDG711"]),  # as evidence is: half a per cent is not plausible
        ("0.5 %", "0.5", ["SDG429", "SDG711"]),
        ("0.5 fraction", "50 %", []),
        ("50 %", "50", []),
        ("15 %", "15 %", []),  # not plausible, and not a fraction: an example may show something rare
    ],
)
def test_a_share_below_one_in_an_example_is_asked_about(copy: Path, given: str, expect: str, asked: list[str]) -> None:
    path = copy / "frameworks" / "town" / "paved.yaml"
    path.write_text(SHARE.format(given=given, expect=expect), encoding="utf-8")
    problems = sdg.validate(copy)
    assert sorted(problem.code for problem in problems) == asked
    assert all(
        problem.severity == "warning" and (problem.file, problem.line) == ("frameworks/town/paved.yaml", 5)
        for problem in problems
    )
