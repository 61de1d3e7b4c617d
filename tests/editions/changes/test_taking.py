"""Each fact of a definition taken over alone: nothing else of the newer edition comes with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from edition import AIR_FILE, DOCTORS_FILE, FILES, METHOD_FILE, WITH_UNITS, before, side
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.differing import changes_between
from sdg_standard.editions.taking import Taken, definitions_taken, facts_taken

CONTRACT = Path(__file__).parents[2] / "contract"
REGISTER = "areas/hc/municipalities.csv"


def majors(pair: Pair, name: str) -> tuple[str, ...]:
    changes = changes_between(pair.before, pair.after)
    return tuple(item.path for item in changes if item.id == name and item.severity == "major")


def brought(pair: Pair, taken: Taken) -> list[str]:
    """The paths of what the older edition says otherwise with it."""
    assert taken.standard is not None, taken.cause
    return [item.path for item in changes_between(Side(pair.old), Side(taken.standard)) if item.id == taken.cause.id]


CASES: list[tuple[str, str, dict[str, str]]] = [
    ("hill.air", AIR_FILE, {"value: 5, from": "value: 6, from", "value: 50,": "value: 60,", "max: 1000": "max: 900"}),
    ("hill.air", AIR_FILE, {'"11.6", relation: d': '"3.9", relation: d', "value: 1, title": "value: 3, title"}),
    ("hill-index", METHOD_FILE, {"max_age: 5": "max_age: 4", "by: 100": "by: 50", "weight: 1": "weight: 2"}),
    ("hill-index", METHOD_FILE, {"share: 0.5, of: leaves": "share: 0.4, of: leaves", "from: 50": "from: 40"}),
    (
        "hill-index",
        METHOD_FILE,
        {"by: 100}": "by: 50}, {method: scale, by: 2}", "value: 100, basis": "value: 90, basis"},
    ),
    ("vocabulary:moods", "vocabularies/moods.yaml", {"value: 1": "value: 2", "spellings: [bra]": "spellings: []"}),
]


@pytest.mark.parametrize(("name", "file", "edits"), CASES)
def test_one_fact_alone_leaves_the_others(name: str, file: str, edits: dict[str, str]) -> None:
    text = FILES[file]
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    pair = Pair(before(), side({**FILES, file: text}))
    paths = majors(pair, name)
    assert len(paths) >= 2
    taken = facts_taken(pair, name, paths)
    follows = {"series.smell.possible"}  # the range of answers follows from their values
    assert {path for one in taken for path in one.cause.paths} == set(paths) - follows
    for one in taken:
        assert set(brought(pair, one)) - follows == set(one.cause.paths)


def test_facts_that_need_each_other_are_taken_together() -> None:
    """A formula that reads a new input is refused without it; a benchmark beside them stands alone."""
    doctors = FILES[DOCTORS_FILE].replace(
        "  population: common\n", "  population: common\n  nurses: {unit: count, title: Nurses}\n"
    )
    doctors = doctors.replace("formula: doctors / population", "formula: (doctors + nurses) / population")
    pair = Pair(before(), side({**FILES, DOCTORS_FILE: doctors.replace("value: 300", "value: 240")}))
    benchmark, formula = "series.value.benchmarks.2026-01-01.value", "series.value.formula"
    taken = {one.cause.path: one for one in facts_taken(pair, "hill.doctors", majors(pair, "hill.doctors"))}
    assert set(taken) == {benchmark, formula}
    assert brought(pair, taken[benchmark]) == [benchmark]
    assert sorted(brought(pair, taken[formula])) == ["inputs.nurses", formula]


def test_rows_of_a_register_and_lines_of_units() -> None:
    rows = FILES[REGISTER].replace("Alder", "Elder").replace("0002,Birch,1900-01-01,", "0002,Birch,1950-01-01,")
    pair = Pair(before(), side({**FILES, REGISTER: rows}))
    paths = majors(pair, "areas:HC")
    taken = facts_taken(pair, "areas:HC", paths)
    assert len(paths) == len(taken) == 2
    names = [item.standard.registers["HC"].name("HC-0001") for item in taken if item.standard]
    assert sorted(map(str, names)) == ["Alder", "None"]  # another name is a row that goes, and one that comes
    units = WITH_UNITS["units.txt"] + "pear = 2 * apple = pears\nplum = 3 * apple = plums\n"
    more = units.replace("2 *", "4 *").replace("3 *", "6 *")
    pair = Pair(side({**WITH_UNITS, "units.txt": units}), side({**WITH_UNITS, "units.txt": more}))
    found = definitions_taken(pair, changes_between(pair.before, pair.after))
    assert [brought(pair, one) for one, _ in found] == [["size"], ["size"]]


def test_of_what_stands_side_by_side_in_a_file_one_is_taken() -> None:
    inputs = FILES["inputs.yaml"] + "acres: {unit: km², title: Acres}\nhomes: {unit: count, title: H}\n"
    later = inputs.replace("km²", "m²").replace("homes: {unit: count, title: H}\n", "")
    pair = Pair(side({**FILES, "inputs.yaml": inputs}), side({**FILES, "inputs.yaml": later}))
    found = {one.cause.id: one.standard for one, _ in definitions_taken(pair, changes_between(pair.before, pair.after))}
    assert {name: sorted(one.inputs) for name, one in found.items() if one} == {
        "input:acres": ["acres", "homes", "population"],
        "input:homes": ["acres", "population"],
    }


def test_what_has_too_many_facts_is_one_cause() -> None:
    assert facts_taken(Pair(before(), before()), "hill.air", tuple(map(str, range(41)))) == []
    assert facts_taken(Pair(before(), before()), "hill.nowhere", ("a", "b")) == []


def test_each_fact_of_one_definition_has_its_share(tmp_path: Path) -> None:
    """PM2.5 of alder: (50 − 12) / (50 − 10) · 100 = 95 becomes (50 − 12) / (50 − 8) · 100; NO₂ beside it as before."""
    root = Path(shutil.copytree(CONTRACT / "standard", tmp_path / "standard"))
    air = root / "frameworks/town/air.yaml"
    text = air.read_text(encoding="utf-8").replace("value: 10, from", "value: 8, from")
    air.write_text(text.replace("value: 20,", "value: 18,"), encoding="utf-8")
    found = sdg.diff(
        CONTRACT / "standard", root, CONTRACT / "evidence.csv", areas=CONTRACT / "areas.csv", periods=["2024"]
    )
    causes = found.effects.causes
    causes = causes[(causes["area"] == "alder") & (causes["methodology"] == "levels")]
    dust, gas = (f"series.{name}.benchmarks.2024-01-01.value" for name in ("pm2_5", "no2"))
    leaf = causes[causes["node"] == "town.air.pm2_5"]
    assert dict(zip(leaf["path"], leaf["change"], strict=True)) == pytest.approx(
        {dust: (50 - 12) / (50 - 8) * 100 - 95}
    )
    index = causes[causes["node"] == "index"]  # means of means: nothing is left for interaction
    assert set(index["path"]) == {dust, gas} and set(index["id"]) == {"town.air"}
    assert dict(zip(index["path"], index["change"], strict=True))[gas] == pytest.approx(-15 / 28)
    effects = {item["where"]: item["effect"] for item in found.records() if item["severity"] == "major"}
    assert len(set(effects.values())) == 2 and min(effects.values()) > 0
