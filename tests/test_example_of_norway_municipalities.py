"""All Norwegian municipalities: evidence is what the script makes of the source, and one command scores it."""

from __future__ import annotations

import csv
import importlib.util
import re
import shlex
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import main

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "norway-municipalities"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
EDUCATION, GREEN, POVERTY, TURNOUT = (
    f"u4ssc.{name}" for name in ("sc.eh.ed.3c", "en.en.psn.2a", "sc.sh.si.3c", "sc.sh.si.4c")
)


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SOURCE, EVIDENCE = rows_of("municipal_values_no.csv"), rows_of("evidence.csv")


def inputs_in(rows: list[dict[str, str]]) -> dict[str, dict[str, int]]:
    """Holders and population of education by municipality."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row["series"] == EDUCATION:
            found[row["area"]][row["input"]] = int(row["value"])
    return dict(found)


BEFORE, AFTER = inputs_in(SOURCE), inputs_in(EVIDENCE)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_evidence", FOLDER / "make_evidence.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_what_is_committed(script: ModuleType, tmp_path: Path) -> None:
    script.main(tmp_path)
    for name in ("evidence.csv", "areas.csv", "not_moved.csv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), (
            f"{name} is out of date: run `python {(FOLDER / 'make_evidence.py').relative_to(ROOT)}`"
        )


def test_how_much_there_is() -> None:
    """An education value is two rows, so 4 787 values are 5 205 rows, and 4 369 + 346 values come out."""
    assert (len(SOURCE), len(SOURCE) - len(BEFORE)) == (5205, 4787)
    others = len(SOURCE) - 2 * len(BEFORE)
    assert (len(BEFORE), others, len(AFTER)) == (418, 4369, 346)
    assert len(EVIDENCE) == others + 2 * len(AFTER)
    assert "4 715 values" in README and 4369 + 346 == 4715


def test_everything_but_education_is_taken_over_as_it_is() -> None:
    keys = ("area", "period", "series", "input", "value", "unit", "source")
    left, right = (
        [tuple(row[key] for key in keys) for row in rows if row["series"] != EDUCATION] for rows in (SOURCE, EVIDENCE)
    )
    assert left == right


def test_a_merger_is_the_sum_of_its_inputs_and_renumbering_changes_nothing() -> None:
    moss, rygge = BEFORE["NO-0104"], BEFORE["NO-0136"]
    assert AFTER["NO-3103"] == {
        "holders": moss["holders"] + rygge["holders"],
        "population": moss["population"] + rygge["population"],
    }
    assert AFTER["NO-3103"] == {"holders": 8003 + 3586, "population": 32726 + 16145}
    assert AFTER["NO-3201"] == BEFORE["NO-0219"]  # Bærum
    assert AFTER["NO-0301"] == BEFORE["NO-0301"]


def test_nobody_is_lost_and_nobody_is_counted_twice() -> None:
    """Who was moved and who was left out are together everybody who was there."""
    left_out = rows_of("not_moved.csv")
    assert len(left_out) == 17 and all(row["reason"] for row in left_out)
    for name in ("holders", "population"):
        before = sum(numbers[name] for numbers in BEFORE.values())
        after = sum(numbers[name] for numbers in AFTER.values())
        assert before == after + sum(int(row[name]) for row in left_out)
    assert {row["area"] for row in left_out} <= set(BEFORE)


@pytest.mark.parametrize(
    "area", ["NO-1508", "NO-1580", "NO-1806", "NO-1875", "NO-5055", "NO-5056", "NO-5059", "NO-3903"]
)
def test_what_was_split_or_lacks_a_part_is_refused(area: str) -> None:
    assert area not in AFTER
    assert any(area in row["went_to"].split() for row in rows_of("not_moved.csv"))


def test_differing_definitions_are_marked() -> None:
    marked = {(row["series"], row["status"], bool(row["note"])) for row in EVIDENCE}
    assert marked == {(EDUCATION, "D", True), (GREEN, "D", True), (POVERTY, "A", False), (TURNOUT, "A", False)}


def test_evidence_is_understood() -> None:
    standard = sdg.load()
    values = sdg.measure(sdg.read_evidence(FOLDER / "evidence.csv"), standard)
    assert not values.problems.errors
    assert {problem.code for problem in values.problems} <= {"SDG802", "SDG711"}, "codes of today, and far-off values"
    number = values.frame.set_index(["area", "series"]).loc[("NO-3103", EDUCATION), "value"]
    assert number == pytest.approx((8003 + 3586) / (32726 + 16145) * 100_000)


# one command


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """What the command of the README writes."""
    words = shlex.split(re.findall(r"^\$ sdg-standard (score .*)$", README, re.MULTILINE)[0])
    out = tmp_path_factory.mktemp("norway")
    words[words.index("--out") + 1] = str(out)
    arguments = [str(ROOT / word) if word.startswith("examples/") else word for word in words]
    assert main(arguments) == 0
    return pd.read_csv(out / "scores.csv").set_index(["node", "area"])


def test_one_command_scores_all_municipalities(scores: pd.DataFrame) -> None:
    areas = {row["area"] for row in rows_of("areas.csv")}
    assert len(areas) == 357 and set(scores.index.get_level_values("area")) == areas
    counted = {node: int(scores.loc[node]["score"].notna().sum()) for node in (EDUCATION, GREEN, POVERTY, TURNOUT)}
    assert counted == {EDUCATION: 346, GREEN: 327, POVERTY: 355, TURNOUT: 357}
    assert (scores["period"] == 2023).all()


def test_a_score_is_the_place_between_the_tenths(scores: pd.DataFrame) -> None:
    turnout = {
        row["area"]: float(row["value"]) for row in EVIDENCE if (row["series"], row["period"]) == (TURNOUT, "2023")
    }
    for area in ("NO-0301", "NO-3201", "NO-1103"):
        expected = 100 * (turnout[area] - 57.4) / (72.6 - 57.4)
        assert scores.loc[(TURNOUT, area), "score"] == pytest.approx(min(max(expected, 0), 100))
    moss = 100_000 * (8003 + 3586) / (32726 + 16145)
    assert scores.loc[(EDUCATION, "NO-3103"), "score"] == pytest.approx(100 * (moss - 15390) / (25862 - 15390))


# the points of the methodology are those of the values


@pytest.mark.parametrize(
    ("series", "period", "decimals", "count"),
    [(TURNOUT, "2023", 1, 357), (POVERTY, "2022", 1, 355), (GREEN, "2024", 0, 333), (EDUCATION, "2018", 0, 418)],
)
def test_points_are_the_percentiles_of_the_published_values(
    series: str, period: str, decimals: int, count: int
) -> None:
    if series == EDUCATION:
        values = [100_000 * one["holders"] / one["population"] for one in BEFORE.values()]
    else:
        values = [float(row["value"]) for row in SOURCE if (row["series"], row["period"]) == (series, period)]
    tenth, ninetieth = (round(float(number), decimals) for number in np.percentile(values, [10, 90]))
    standard = sdg.load()
    points = next(rule for rule in standard.methodology("norway-goalposts").points if rule.for_.ids == (series,)).points
    worst, best = points["worst"], points["best"]
    falling = standard.series[series].sign < 0
    assert (worst.value, best.value) == ((ninetieth, tenth) if falling else (tenth, ninetieth))
    assert len(values) == count
    assert all(str(count) in point.why for point in (worst, best)) and period in worst.why
