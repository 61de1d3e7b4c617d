"""What changes do to scores: which change moves what; and no edit is milder than what it does."""

from __future__ import annotations

import json
import re
import shutil
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from edition import AIR_FILE, DOCTORS_FILE, FILES, METHOD_FILE, WITH_UNITS, before, folder_of, side
from sdg_standard.cli import main
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.differing import changes_between
from sdg_standard.editions.effects import INTERACTION, effects_of
from sdg_standard.editions.loading import of_folder
from sdg_standard.errors import StandardError
from sdg_standard.model.evidence import Evidence
from sdg_standard.source import read_yaml
from sdg_standard.study.trying import moved

CONTRACT = Path(__file__).parents[2] / "contract"
WHEN = {"areas": CONTRACT / "areas.csv", "periods": ["2024"]}


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town, with two benchmarks and a weight changed."""
    root = Path(shutil.copytree(CONTRACT / "standard", tmp_path_factory.mktemp("later") / "standard"))
    for name, old, new in (("water", "value: 100,", "value: 95,"), ("air", "value: 20,", "value: 18,")):
        path = root / f"frameworks/town/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return root


def test_each_change_alone_and_what_is_left(later: Path) -> None:
    """Water of birch: (88 − 50) / (100 − 50) · 100 = 76 becomes (88 − 50) / (95 − 50) · 100 = 84.4."""
    found = sdg.diff(CONTRACT / "standard", later, CONTRACT / "evidence.csv", **WHEN)
    effects = found.effects
    moves = effects.moves.set_index(["methodology", "area", "node"])
    row = moves.loc[("levels", "birch", "town.water")]
    assert (row["score_from"], row["score_to"]) == (pytest.approx(76), pytest.approx((88 - 50) / (95 - 50) * 100))
    causes = effects.causes
    alone = causes[(causes["area"] == "alder") & (causes["node"] == "index") & (causes["methodology"] == "levels")]
    assert dict(zip(alone["id"], alone["change"], strict=True)) == pytest.approx(
        {"town.air": -15 / 28, "town.water": 2.0}
    )
    sums = causes.groupby(["methodology", "area", "period", "node"])["change"].sum()
    for key, change in effects.moves.set_index(["methodology", "area", "period", "node"])["change"].items():
        assert sums.get(key, 0.0) == pytest.approx(change, abs=1e-9)  # where only a rank moves there is no row
    assert not effects.untried and not effects.refused and effects.moves_scores
    assert effects.of("town.water") > effects.of("town.air") > 0 == effects.of("nothing")


def test_what_only_both_together_do_is_interaction(tmp_path: Path) -> None:
    """A product: 60 · 50 / 100 = 30 becomes 72 · 60 / 100 = 43.2; alone 36 and 36, so 1.2 is left of 13.2."""
    about = 'format: 1\nid: t\nedition: "1"\ntitle: T\nlanguages: [en]\n'
    end = "{{value: {1}, basis: expert, source: s}}"
    posts = f"goalposts: {{{{best: {end}, worst: {end.replace('{1}', '0')}}}}}"
    value = f"{{{{kind: index, direction: higher_is_better, {posts}}}}}"
    index = f"id: t.{{0}}\ntitle: T\nseries: {{{{value: {value}}}}}\n"
    method = """id: m
title: M
points: [{for: all, best: {rule: goalpost}, worst: {rule: goalpost}}]
leaves: [{for: all, steps: [goalposts]}]
tree: {id: both, children: [{id: a, series: t.a}, {id: b, series: t.b}]}
branches: [{for: all, aggregate: {formula: "a * b / 100"}}]
"""
    evidence = Evidence.from_records(
        [
            {"area": "x", "period": "2024", "series": "t.a", "value": 60},
            {"area": "x", "period": "2024", "series": "t.b", "value": 50},
        ]
    )
    sides = []
    for a, b in ((100, 100), (60 / 0.72, 50 / 0.6)):
        files = {"standard.yaml": about, "sources.yaml": "s: {title: S}\n", "methodologies/m.yaml": method}
        files["frameworks/t/framework.yaml"] = "id: t\ntitle: T\nkeeper: T\n"
        files |= {"frameworks/t/a.yaml": index.format("a", a), "frameworks/t/b.yaml": index.format("b", b)}
        folder = folder_of(files, {})
        standard, problems = of_folder(folder)
        if standard is None or problems.errors:
            raise AssertionError(str(problems))
        sides.append(Side(standard, folder))
    pair = Pair(*sides)
    causes = effects_of(pair, changes_between(*sides), evidence).causes
    mine = causes[causes["node"] == "both"].set_index("id")["change"]
    assert mine.to_dict() == pytest.approx({"t.a": 6.0, "t.b": 6.0, INTERACTION: 1.2})


def test_the_command_tells_what_moves(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["diff", str(CONTRACT / "standard"), str(later), "--evidence", str(CONTRACT / "evidence.csv")]
    arguments += ["--areas", str(CONTRACT / "areas.csv"), "--period", "2024", "--language", "nb"]
    assert main(arguments) == 4
    out = capsys.readouterr().out
    assert "84.44" in out or "84,44" in out
    assert "town.water" in out


# no edit is milder than what it does

EVIDENCE = Evidence.from_records(
    [
        {"area": area, "period": "2026", "series": series, "value": value, "unit": unit, **more}
        for area, dust, smell, doctors in (("0001", 10, "yes", 20), ("0002", 4, "little", 50))
        for series, value, unit, more in (
            ("hill.air.dust", dust, "µg/m³", {}),
            ("hill.air.smell", smell, "", {}),
            ("hill.doctors", doctors, "", {"input": "doctors"}),
            ("hill.doctors", 12_000, "inhabitants", {"input": "population"}),
        )
    ]
)
EDITED = [
    AIR_FILE,
    DOCTORS_FILE,
    METHOD_FILE,
    "inputs.yaml",
    "frameworks/hill/framework.yaml",
    "vocabularies/moods.yaml",
]
OTHER = ["higher_is_better", "lower_is_better", "none", "deprecated", "stable", "people", "air", "goal", "11.6", "3.9"]
OTHER += [
    "direct",
    "contextual",
    "geometric_mean",
    "minimum",
    "median",
    "count",
    "mg/m³",
    "inhabitants",
    "hill.air",
    "x",
]


TEXTS = {"title", "definition", "why", "count", "do_not_count", "examples", "disputes", "departs", "wanted", "sources"}
"""What is seldom edited here: the sweep over kinds of change looks at each of them."""


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of plain data."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [path] if path else []
    for key, part in parts:
        found += places(part, (*path, key))
    return found


def changed(data: Any, path: tuple[Any, ...], how: Any, draw: Any) -> Any:
    """The same data with one part taken away, replaced, or turned round."""
    head, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    if rest:
        copy[head] = changed(copy[head], tuple(rest), how, draw)
        return copy
    part = copy[head]
    if how == "remove":
        del copy[head]
    elif isinstance(part, bool):
        copy[head] = not part
    elif isinstance(part, int | float):
        copy[head] = draw(st.sampled_from([0, 1, part * 2, part + 1, part / 2, -part]))
    elif isinstance(part, str):
        copy[head] = draw(st.sampled_from(OTHER))
    elif isinstance(part, list):
        copy[head] = part[::-1]
    elif isinstance(part, dict):
        copy[head] = dict(reversed(part.items()))
    return copy


@settings(max_examples=25)
@given(st.data())
def test_no_edit_is_milder_than_what_it_does_to_scores(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(EDITED))
    document, _ = read_yaml(FILES[name], name)
    assert document is not None
    plain = json.loads(json.dumps(document.data))  # dates as texts
    matters = [path for path in places(plain) if not set(path) & TEXTS]
    numbers = [path for path in matters if isinstance(reduce(getitem, path, plain), int | float)]
    path = data.draw(st.sampled_from(data.draw(st.sampled_from([matters, numbers or matters]))))
    edited = changed(plain, path, data.draw(st.sampled_from(["remove", "replace", "replace"])), data.draw)
    text = yaml.safe_dump(edited, allow_unicode=True, sort_keys=False)
    folder = folder_of({**FILES, name: text})
    try:
        standard, problems = of_folder(folder)
    except StandardError:
        standard = None
    assume(standard is not None and not problems.errors)
    assert standard is not None
    changes = changes_between(before(), Side(standard, folder))
    old = sdg.score(EVIDENCE, before().standard, "hill-index")
    if "hill-index" not in standard.methodologies:
        assert changes.severity == "major"
        return
    new = sdg.score(EVIDENCE, standard, "hill-index")
    assert not old.problems.errors, str(old.problems)
    hurts = len(moved(old, new)) or new.problems.errors or set(old.nodes) - set(new.nodes)
    event(f"{changes.severity}, {'moves' if hurts else 'stays'}")
    if hurts:
        assert changes.severity == "major", (name, path, changes.records())


# What stands around definitions: units, spellings, a register, a table of points.

FRUIT = {
    **WITH_UNITS,
    "units.txt": WITH_UNITS["units.txt"] + "pear = 2 * apple = pears\n",
    "frameworks/hill/fruit.yaml": """id: hill.fruit
title: Fruit
classification: {theme: people}
series:
  value: {kind: amount, unit: apples, direction: higher_is_better, no_benchmark: Nobody knows.}
""",
    "methodologies/hill-fruit.yaml": """id: hill-fruit
title: Fruit
points: [{table: fruit.csv}]
leaves: [{for: all, steps: [goalposts]}]
tree: {id: basket, children: [hill.fruit]}
branches: [{for: all, aggregate: arithmetic_mean}]
""",
    "methodologies/fruit.csv": "series,unit,source,basis,worst,best\nhill.fruit,apples,book,expert,0,40\n",
}
AROUND = ["units.txt", "spellings.yaml", "areas/hc/municipalities.csv", "methodologies/fruit.csv"]
BASKETS = Evidence.from_records(
    [
        {"area": "HC-0001", "period": "2026", "series": "hill.fruit", "value": 9, "unit": "pears"},
        {"area": "HC-0002", "period": "2026", "series": "hill.fruit", "value": 7, "unit": "epler"},
    ]
)
WORDS = ["pear", "apple", "apples", "hill.fruit", "hill.doctors", "2020-01-01", "1900-01-01", "2025-01-01", "", "0001"]


@pytest.fixture(scope="module")
def orchard() -> Side:
    return side(FRUIT)


def line_changed(text: str, draw: Any) -> str:
    """The text with one of its lines taken away or doubled, or one of its words or numbers replaced."""
    lines = text.splitlines()
    place = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["remove", "number", "number", "word", "swap"]))
    if how == "remove":
        del lines[place]
    elif how == "swap":
        lines[place - 1], lines[place] = lines[place], lines[place - 1]
    else:
        parts = re.split(r"([\w.-]+)", lines[place])
        fitting = [k for k, part in enumerate(parts) if k % 2 and (how == "word" or re.fullmatch(r"\d+", part))]
        assume(fitting)
        chosen = draw(st.sampled_from(fitting))
        number = how == "number"
        parts[chosen] = str(int(parts[chosen]) * 2 + 1) if number else draw(st.sampled_from(WORDS))
        lines[place] = "".join(parts)
    return "\n".join([*lines, ""])


@settings(max_examples=15)
@given(st.data())
def test_no_edit_around_definitions_is_milder_than_what_it_does(orchard: Side, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(AROUND))
    folder = folder_of({**FRUIT, name: line_changed(FRUIT[name], data.draw)})
    try:
        standard, problems = of_folder(folder)
    except StandardError:
        standard = None
    assume(standard is not None and not problems.errors)
    assert standard is not None
    changes = changes_between(orchard, Side(standard, folder))
    old, new = (sdg.score(BASKETS, one, "hill-fruit") for one in (orchard.standard, standard))
    assert not old.problems.errors and not old.scores["score"].isna().any()
    hurts = bool(len(moved(old, new)) or new.problems.errors)
    event(f"{name}: {changes.severity}, {'moves' if hurts else 'stays'}")
    if hurts:
        assert changes.severity == "major", (name, changes.records())
