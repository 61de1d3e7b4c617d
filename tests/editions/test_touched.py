"""Methodologies of the edition below are planned anew where they read what a folder changes, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdg_standard.catalogue.definitions import read_definitions
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions import load, loading
from sdg_standard.editions.touched import Touched
from sdg_standard.plans import plan_of

STANDARD = """\
format: 1
id: county
edition: "1"
title: County
languages: [en]
extends: sdg-standard@2026.1
"""
METERS = "frameworks/u4ssc/meters.yaml"
CHANGE = '{{overrides: {{id: {id}, of: "1.0.0", because: Ours.}}, {rest}}}'


def change(name: str, rest: str) -> str:
    return CHANGE.format(id=name, rest=rest)


def folder_of(files: dict[str, str]) -> Folder:
    texts = {"standard.yaml": STANDARD, **files}
    return Folder(Path("/nowhere"), {name: text.encode() for name, text in texts.items()})


def touched_by(files: dict[str, str]) -> set[str]:
    """The methodologies below that a folder touches; each of the others works as it did."""
    folder = folder_of(files)
    own = read_definitions(folder)
    standard, _ = loading.put_together(folder, own)
    assert standard is not None and not own.broken and own.edition is not None, own.problems
    base = loading._base(folder.root, own)
    assert base is not None
    touched = Touched(standard, own, base)
    below = {name: item for name, item in standard.methodologies.items() if name not in standard.own}
    found = {name for name, item in below.items() if touched.by(item)}
    for name in below.keys() - found:
        errors = [problem for problem in plan_of(below[name], standard).problems if problem.severity == "error"]
        assert not errors, (name, errors)
    return found


def test_a_text_touches_nothing() -> None:
    assert (
        touched_by({METERS: change("u4ssc.ec.ict.es.1c", 'title: Meters, definition: Ours., version: "1.0.1"')})
        == set()
    )


def test_what_is_read_touches_those_that_read_its_framework_or_name_it() -> None:
    found = touched_by({METERS: change("u4ssc.ec.p.em.1c", "series: {value: {direction: none}}")})
    assert {"u4ssc-performance", "norway-goalposts", "own-commitments"} <= found
    assert found.isdisjoint({"undp-hdi", "implementation-profile"})


def test_another_code_touches_those_that_may_write_it() -> None:
    found = touched_by({METERS: change("u4ssc.sc.sh.si.4c", "aliases: [Another]")})
    assert {"u4ssc-performance", "norway-goalposts"} <= found and "undp-hdi" not in found


VOCABULARY = (
    "{{id: {id}, title: Ours, {rest}terms: [{{code: a, title: A, value: 0}}, {{code: b, title: B, value: 1}}]}}"
)
AGAIN = "overrides: Ours., "


@pytest.mark.parametrize(
    "name, rest, touched",
    [
        ("towns", "", "nothing"),
        ("yes-no", AGAIN, "answers"),
        ("age", "", "all"),
        ("sex", AGAIN, "all"),
    ],
)
def test_a_vocabulary_touches_those_whose_answers_or_parts_it_lists(name: str, rest: str, touched: str) -> None:
    found = touched_by({f"vocabularies/{name}.yaml": VOCABULARY.format(id=name, rest=rest)})
    wanted = {"nothing": set(), "all": set(load().methodologies)}
    if touched == "answers":
        assert {"u4ssc-performance", "implementation-profile"} <= found and "undp-hdi" not in found
    else:
        assert found == wanted[touched]


def test_a_file_touches_those_that_extend_it_and_one_cause_is_told_once() -> None:
    own = {"overrides": {"id": "u4ssc-performance", "of": "1.0.0", "because": "Ours."}, "branches": []}
    files = {"methodologies/ours.yaml": json.dumps(own)}
    assert touched_by(files) == {"u4ssc-core", "u4ssc-verified"}
    _, problems = loading.of_folder(folder_of(files))
    assert [problem.code for problem in problems] == ["SDG539"]


def test_an_error_below_that_the_folder_provokes_is_told() -> None:
    more = "series: {more: {kind: count, unit: count, direction: none}}"
    files = {"frameworks/undp-hdi/life.yaml": change("undp-hdi.life-expectancy", more)}
    _, problems = loading.of_folder(folder_of(files))
    (problem,) = [problem for problem in problems.errors if problem.file == "methodologies/undp-hdi.yaml"]
    assert "undp-hdi.life-expectancy" in problem.message and "undp-hdi" in touched_by(files)


def test_what_was_checked_is_planned_when_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path / "cache"))
    (tmp_path / "own" / "vocabularies").mkdir(parents=True)
    (tmp_path / "own" / "frameworks" / "u4ssc").mkdir(parents=True)
    (tmp_path / "own" / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    meters = tmp_path / "own" / METERS
    meters.write_text(change("u4ssc.ec.ict.es.1c", "series: {value: {plausible: {max: 99}}}"), encoding="utf-8")
    planned = [len(load(tmp_path / "own").plans) for _ in range(2)]
    assert planned[0] > planned[1] == 0
    meters.write_text(change("u4ssc.ec.ict.es.1c", "series: {value: {plausible: {max: 98}}}"), encoding="utf-8")
    assert load(tmp_path / "own").plans
