"""A file that names only what it changes of a definition below, and a file that holds several indicators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.editions import load

HEAD = 'format: 1\nid: county\nedition: "1"\ntitle: County\nlanguages: [en, nb]\n'
EXTENDING = HEAD + "extends: sdg-standard@2026.1\n"
BICYCLES = "u4ssc.ec.i.t.3c"
OWN = "frameworks/u4ssc/bicycles.yaml"

Read = Callable[..., Any]
Write = Callable[..., Path]
Text = Callable[..., str]


@pytest.fixture
def read(read: Read) -> Read:
    """Read a folder whose own title is translated."""
    titled = {"translations/nb/head.yaml": 'county: {title: {text: Fylket, of: "136c87de"}}\n'}
    return lambda files: read({**titled, **files} if files.get("standard.yaml") == EXTENDING else files)


def change(body: str, *, of: str = "1.0.0", name: str = BICYCLES, more: str = "") -> str:
    return f'overrides: {{id: {name}, of: "{of}", because: Ours.{more}}}\n{body}'


def test_only_what_is_named_is_changed(read: Read) -> None:
    body = "series: {value: {plausible: {max: 900}}}\nsources: [own-judgement-2026]\n"
    standard, problems = read({"standard.yaml": EXTENDING, OWN: change(body)})
    assert not problems, str(problems)
    own, below = standard.indicator(BICYCLES), load().indicator(BICYCLES)
    assert own.overrides.because == "Ours."
    assert {key for key in type(own).model_fields if getattr(own, key) != getattr(below, key)} == {
        *("overrides", "series", "sources")
    }
    assert (own.series["value"].plausible.min, own.series["value"].plausible.max) == (2, 900)  # `min` is the edition's
    assert own.sources == ("own-judgement-2026",)  # a list replaces the one below


def test_a_key_below_is_taken_away(read: Read) -> None:
    body = "series: {value: {no_benchmark: Nobody has one.}}\n"
    files = {"standard.yaml": EXTENDING, OWN: change(body, more=", without: [series.value.benchmarks]")}
    standard, problems = read(files)
    assert not problems, str(problems)
    series = standard.series[BICYCLES]
    assert (series.benchmarks, series.no_benchmark) == ((), "Nobody has one.")
    assert load().series[BICYCLES].benchmarks  # the edition itself is as it was


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        (change("title: A\n", of="0.9.0"), "SDG591", (1, 38), 'has version "1.0.0" now'),
        (change("title: A\n", name="u4ssc.ec.i.t.33"), "SDG590", (1, 17), 'did you mean "u4ssc.ec.i.t.3c"'),
        (change("title: A\n", more=", without: [wanted.a]"), "SDG590", None, 'no key "wanted.a"'),
        (change("id: u4ssc.x\n"), "SDG590", (2, 5), 'its id is "u4ssc.x"'),
        (change("titel: A\n"), "SDG130", (2, 1), 'unknown key "titel"'),
        # what only the two together have wrong stands where the file has its part of it
        (change("series: {value: {no_benchmark: None}}\n"), "SDG403", (2, 18), "the series has benchmarks"),
        (change("status: stable\nversion: '1.1.0'\n"), "SDG409", (1, 1), "lacks nothing"),
    ],
)
def test_what_is_wrong_with_a_change_is_said_in_its_file(
    read: Read, text: str, code: str, place: tuple[int, int] | None, message: str
) -> None:
    _, problems = read({"standard.yaml": EXTENDING, OWN: text})
    problem, *more = [item for item in problems if item.severity != "note"]
    assert (problem.file, problem.code) == (OWN, code), str(problems)
    assert place is None or (problem.line, problem.column) == place
    assert message in problem.message
    assert not more, str(problems)


def test_only_an_older_version_is_a_warning(read: Read) -> None:
    standard, problems = read({"standard.yaml": EXTENDING, OWN: change("aliases: [bikes]\n", of="0.9.0")})
    assert standard.find_indicator("bikes").id == BICYCLES
    assert [item.severity for item in problems] == ["warning"]
    assert 'write `of: "1.0.0"`' in problems[0].cure


def test_a_methodology_is_changed_in_the_same_way(read: Read) -> None:
    text = change("decimals: {dimension: 2}\n", name="u4ssc-performance", more=", without: [examples]")
    standard, problems = read({"standard.yaml": EXTENDING, "methodologies/ours.yaml": text})
    assert not problems, str(problems)
    own, below = (each.methodology("u4ssc-performance") for each in (standard, load()))
    assert own.decimals["dimension"] == 2 and below.examples and not own.examples
    assert own.leaves == below.leaves
    assert "u4ssc-performance" in standard.own


def test_a_text_that_is_changed_loses_the_translation_of_the_old_one(read: Read) -> None:
    standard, problems = read({"standard.yaml": EXTENDING, OWN: change("title: Roads for bicycles\n")})
    assert load().text(BICYCLES, "title", "nb") == "Sykkelveinett"
    assert standard.text(BICYCLES, "title", "nb") == "Roads for bicycles"
    assert standard.has_text(BICYCLES, "definition", "nb")  # that text is as it was
    assert [(item.code, item.field) for item in problems] == [("SDG522", f"{BICYCLES}.title")]


def test_changes_are_read_from_the_cache_as_from_the_files(write: Write, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path / "cache"))
    several = f"indicators:\n  - {change('    aliases: [bikes]')}\n"
    root = write({"standard.yaml": EXTENDING, OWN: several})
    first, second = load(root), load(root)
    assert first.indicator("bikes") == second.indicator("bikes")
    assert second.indicator("bikes").id == BICYCLES


# --- several in one file ---------------------------------------------------------------------------------------------

SEVERAL = """
    indicators:
      - id: t.a
        title: A
        series: {value: {kind: share, unit: "%", direction: higher_is_better}}
      - id: t.b
        title: B
        series:
          value:
            {kind: count, unit: count, direction: higher_is_better, benchmarks: [{value: 3, from: 2026-01-01,
            basis: expert, source: s}]}
"""


def test_a_file_may_hold_several_indicators(read: Read) -> None:
    standard, problems = read({"frameworks/t/all.yaml": SEVERAL, "sources.yaml": "s: {title: S}\n"})
    assert not problems, str(problems)
    assert list(standard.indicators) == ["t.a", "t.b"]
    assert standard.series["t.b"].benchmarks[0].value == 3


def test_a_problem_in_a_list_has_its_line_and_leaves_the_others_alone(read: Read) -> None:
    method = "id: m\ntitle: M\ntree: {id: i, children: [t.a, t.b]}\nbranches: [{aggregate: arithmetic_mean}]\n"
    wrong = SEVERAL.replace("kind: count, unit: count", "kind: share, unit: count")
    files = {"frameworks/t/all.yaml": wrong, "methodologies/m.yaml": method, "sources.yaml": "s: {title: S}\n"}
    standard, problems = read(files)
    assert "t.a" in standard.series and "t.b" not in standard.series
    assert {(problem.file, problem.line) for problem in problems} == {("frameworks/t/all.yaml", 9)}


def test_the_same_id_in_a_list_and_in_a_file_of_its_own(read: Read, indicator: Text) -> None:
    files = {"frameworks/t/all.yaml": SEVERAL, "frameworks/t/b.yaml": indicator("t.b"), "sources.yaml": "s: {title: S}"}
    _, (problem,) = read(files)
    assert (problem.file, problem.code) == ("frameworks/t/all.yaml", "SDG504")
    assert '"frameworks/t/b.yaml"' in problem.message
