"""A folder of one's own: standing alone, adding to an edition, and what such a folder must not do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.catalogue import folder as folder_module
from sdg_standard.editions import load, read_standard

HEAD = 'format: 1\nid: county\nedition: "1"\ntitle: County\nlanguages: [en]\n'
TITLED = {"translations/nb/county.yaml": 'county: {title: {text: Fylket, of: "136c87de"}}\n'}
EXTENDING = HEAD + "extends: sdg-standard@2026.1\n"
PM = "u4ssc.en.en.aq.1c"

Read = Callable[..., Any]
Write = Callable[..., Path]
Text = Callable[..., str]


def told(problems: Any) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in problems]


# --- standing alone -------------------------------------------------------------------------------------------------


def test_the_least_that_loads(read: Read, indicator: Text) -> None:
    standard, problems = read({"frameworks/t/a.yaml": indicator("t.a")})
    assert not problems
    assert list(standard.indicators) == ["t.a"] and not standard.methodologies
    assert (len(standard.goals), len(standard.targets)) == (17, 169)  # the UN's hold everywhere
    assert "yes-no" in standard.vocabularies and "NO" in standard.registers
    assert str(standard.units.parse("per 100000 inhabitants").text) == "per 100000 inhabitants"
    assert not standard.sources and not standard.inputs  # those are the folder's own


def test_a_methodology_alone_is_enough(read: Read) -> None:
    text = "id: m\ntitle: M\ntree: {levels: [goal]}\n"
    standard, problems = read({"methodologies/m.yaml": text})
    assert standard is not None
    assert told(problems) == [("methodologies/m.yaml", "SDG546")]  # there is nothing to select


def test_own_units_vocabularies_and_goals_add_to_those_of_the_library(read: Read, indicator: Text) -> None:
    words = "id: size\ntitle: Size\nterms: [{code: small, title: Small, value: 0}, {code: big, title: Big, value: 1}]\n"
    texts = {
        "units.txt": "lamp = [lamp]\n",
        "vocabularies/size.yaml": words,
        "frameworks/t/a.yaml": indicator("t.a", "kind: amount, unit: lamp, direction: none"),
        "frameworks/t/b.yaml": indicator("t.b", "kind: category, direction: none, categories: size"),
        "frameworks/t/c.yaml": indicator("t.c", "kind: concentration, unit: µg/m³, direction: lower_is_better"),
    }
    standard, problems = read(texts)
    assert not problems, str(problems)
    assert standard.series["t.a"].unit == "lamp"
    assert [item.code for item in standard.series["t.b"].categories] == ["small", "big"]


@pytest.mark.parametrize(
    ("units", "line"), [("lamp =\n", 1), ("# fine\n\nlamp = 2 * nothing\n", 3), ("inhabitant = [inhabitant]\n", 1)]
)
def test_a_wrong_list_of_units_is_one_problem(read: Read, indicator: Text, units: str, line: int) -> None:
    standard, problems = read({"units.txt": units, "frameworks/t/a.yaml": indicator("t.a")})
    assert standard is None
    (problem,) = problems
    assert (problem.file, problem.line) == ("units.txt", line)


def test_titles_without_translation_are_noted(read: Read, indicator: Text) -> None:
    texts = {
        "standard.yaml": HEAD.replace("[en]", "[en, nb]"),
        **TITLED,
        "frameworks/t/a.yaml": indicator("t.a"),
        "frameworks/t/b.yaml": indicator("t.b"),
        "translations/nb/t.yaml": 't.a: {title: {text: A, of: "71a13eb2"}}\n',
    }
    _, problems = read(texts)
    (stale, missing) = sorted(problems, key=lambda problem: problem.code)
    assert (stale.code, missing.code) == ("SDG521", "SDG522")
    assert missing.message == 'this text has no translation into "nb"'
    assert (missing.file, missing.line) == ("frameworks/t/b.yaml", 2)
    assert {stale.severity, missing.severity} == {"note"}


def test_the_line_that_a_missing_translation_asks_for_is_the_one_that_mends_it(read: Read, indicator: Text) -> None:
    texts = {
        "standard.yaml": HEAD.replace("[en]", "[en, nb]"),
        **TITLED,
        "vocabularies/own.yaml": "id: own\ntitle: Own\nterms: [{code: a, title: A}, {code: 'no', title: B}]\n",
        "frameworks/t/a.yaml": indicator(
            "t.a", "kind: category, categories: [{code: 'no', value: 0, title: Never}, {code: y1, value: 1}]"
        ),
        "frameworks/t/framework.yaml": "id: t\ntitle: T\nkeeper: Nobody\n",
        "methodologies/m.yaml": "id: m\ntitle: M\ntree: {id: i, children: [t.a]}\nbranches: [{aggregate: first}]\n",
    }
    _, problems = read(texts)
    assert {problem.code for problem in problems} == {"SDG522"}
    lines = [problem.cure.partition("`")[2].rstrip("`.").replace("…", "Tekst") for problem in problems]
    places = {problem.field: (problem.file, problem.line, problem.column) for problem in problems}
    assert places["vocabulary:own.terms.no.title"] == ("vocabularies/own.yaml", 3, 50)
    assert places["t.a.series.value.categories.no.title"][0] == "frameworks/t/a.yaml"
    assert len(lines) == len(places) == 7  # of the vocabulary, its two terms, the indicator, its answer, t, and m
    files = {f"translations/nb/{number}.yaml": f"{line}\n" for number, line in enumerate(lines)}
    assert not read({**texts, **files})[1]


def test_a_translation_without_the_digest_of_its_text_is_told_which(read: Read, indicator: Text) -> None:
    """``printf A | sha256sum`` begins with 559aead0."""
    texts = {
        "standard.yaml": HEAD.replace("[en]", "[en, nb]"),
        **TITLED,
        "frameworks/t/a.yaml": indicator("t.a").replace("title: t.a", "title: A"),
        "translations/nb/t.yaml": "t.a:\n  title: {text: A, of: }\n",
    }
    standard, (problem,) = read(texts)
    assert standard.text("t.a", "title", "nb") == "A"
    assert (problem.severity, problem.line, problem.column) == ("warning", 2, 10)
    assert '"A" today' in problem.message and 'Write `of: "559aead0"`' in problem.cure
    texts["translations/nb/t.yaml"] = 't.a:\n  title: {text: A, of: "559aead0"}\n'
    assert not read(texts)[1]


# --- adding to an edition -------------------------------------------------------------------------------------------


def test_adding_to_an_edition(read: Read, indicator: Text) -> None:
    texts = {
        "standard.yaml": EXTENDING,
        "sources.yaml": "county-plan: {title: The county's plan}\n",
        "inputs.yaml": "lamps: {unit: count, title: Lamps}\n",
        "frameworks/county/lamps.yaml": indicator(
            "county.lamps",
            "kind: rate, unit: per 100000 inhabitants, direction: none, formula: lamps / population",
            "inputs: {lamps: common, population: common}\nsources: [county-plan, own-judgement-2026]\n",
        ),
    }
    standard, problems = read(texts)
    assert not problems, str(problems)
    below = load()
    assert set(standard.indicators) == {*below.indicators, "county.lamps"}
    assert set(standard.methodologies) == set(below.methodologies)
    assert set(standard.series["county.lamps"].common_inputs) == {"lamps", "population"}
    assert (standard.id, standard.edition) == ("county", "1")
    assert standard.digest != below.digest


def test_a_folder_in_another_language_reads_the_edition_in_it(read: Read, indicator: Text) -> None:
    """The first language of a folder is that of its own definitions; those of the edition have translations."""
    about = EXTENDING.replace("[en]", "[nb, en]")
    standard, _ = read({"standard.yaml": about, "frameworks/t/a.yaml": indicator("t.a", title="Benker")})
    assert [standard.text("t.a", "title", language) for language in (None, "nb", "en")] == ["Benker"] * 3
    titles = [standard.text("input:population", "title", language) for language in (None, "nb", "en")]
    assert titles == ["Folketall", "Folketall", "Population"]


def test_an_id_of_the_edition_needs_a_reason(read: Read, indicator: Text) -> None:
    own = indicator(PM, "{pm2_5: {kind: index}, pm10: {kind: index}}")
    path = "frameworks/u4ssc/air.yaml"
    _, problems = read({"standard.yaml": EXTENDING, path: own}, "without")
    (problem,) = [problem for problem in problems if problem.file == path]
    assert (problem.code, problem.line, problem.column) == ("SDG504", 1, 5)
    assert "overrides" in problem.cure
    own += "overrides: The county counts otherwise.\n"
    standard, problems = read({"standard.yaml": EXTENDING, path: own}, "with")
    assert path not in {problem.file for problem in problems}
    assert standard.indicator(PM).overrides == "The county counts otherwise."
    assert standard.series[f"{PM}.pm2_5"].kind == "index"


def test_a_methodology_of_the_edition_needs_a_reason(read: Read) -> None:
    text = "id: u4ssc-performance\ntitle: Ours\nselect: {framework: u4ssc}\ntree: {levels: [dimension]}\n"
    text += "leaves: [{for: all, steps: [share_of]}]\nbranches: [{for: all, aggregate: arithmetic_mean}]\n"
    path = "methodologies/ours.yaml"
    _, problems = read({"standard.yaml": EXTENDING, path: text}, "without")
    assert (path, "SDG504") in told(problems)
    standard, problems = read({"standard.yaml": EXTENDING, path: text + "overrides: Ours.\n"}, "with")
    assert (path, "SDG504") not in told(problems)
    assert standard.methodology("u4ssc-performance").title == "Ours"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sources.yaml", "own-judgement-2026: {title: Another}\n"),
        ("inputs.yaml", "population: {unit: inhabitants, title: Another}\n"),
        ("vocabularies/yes-no.yaml", "id: yes-no\ntitle: A\nterms: [{code: ja, title: Ja, value: 1}]\n"),
        ("frameworks/u4ssc/framework.yaml", "id: u4ssc\ntitle: A\nkeeper: B\n"),
        ("frameworks/un-sdg/goals/11.yaml", "goal: 11\ntitle: Towns\n"),
    ],
)
def test_nothing_of_the_edition_is_replaced_in_silence(read: Read, indicator: Text, path: str, text: str) -> None:
    _, problems = read({"standard.yaml": EXTENDING, path: text, "frameworks/county/a.yaml": indicator("county.a")})
    assert (path, "SDG504") in told(problems)


def test_a_methodology_may_start_from_one_of_the_edition(read: Read) -> None:
    text = "id: county\ntitle: County\nextends: u4ssc-performance\n"
    text += "select: {framework: u4ssc, classification: {level: core}}\n"
    standard, problems = read({"standard.yaml": EXTENDING, "methodologies/county.yaml": text})
    assert not problems.errors, str(problems)
    base = standard.methodology("u4ssc-performance")
    assert standard.methodology("county").leaves == base.leaves


@pytest.mark.parametrize("edition", ["sdg-standard@2019.1", "sdg-standard", "other@2026.1"])
def test_an_edition_that_is_not_there(read: Read, indicator: Text, edition: str) -> None:
    head = HEAD + f'extends: "{edition}"\n'
    standard, problems = read({"standard.yaml": head, "frameworks/t/a.yaml": indicator("t.a")})
    assert standard is None
    (problem,) = problems
    assert (problem.file, problem.line, problem.column, problem.code) == ("standard.yaml", 6, 10, "SDG506")
    assert f'"{edition}"' in problem.message and "2026.1" in problem.message


# --- what is no standard --------------------------------------------------------------------------------------------


def test_no_standard_at_all(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere", Path(__file__)):
        standard, problems = read_standard(root)
        assert standard is None
        assert told(problems) == [("standard.yaml", "SDG501")]


def test_a_standard_without_definitions(read: Read) -> None:
    _, problems = read({})
    assert told(problems) == [("standard.yaml", "SDG501")]
    assert problems[0].message == "there is nothing under frameworks/ and methodologies/"


def test_a_broken_standard_yaml_is_all_that_is_said(read: Read, indicator: Text) -> None:
    standard, problems = read(
        {"standard.yaml": HEAD.replace("title", "titel"), "frameworks/t/a.yaml": indicator("t.a")}
    )
    assert standard is None
    assert told(problems) == [("standard.yaml", "SDG130")]


def test_a_register_that_cannot_be_read_is_a_problem(read: Read, indicator: Text) -> None:
    standard, problems = read({"areas/se/municipalities.csv": "code\n0180\n", "frameworks/t/a.yaml": indicator("t.a")})
    assert standard is not None
    assert [problem.file for problem in problems] == ["areas/se/municipalities.csv"]


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("notes.yaml", "Definitions stand under frameworks/<id>/"),
        ("frameworks/a.yaml", "Definitions stand under frameworks/<id>/"),
        ("frameworks/t/b.yml", "Let its name end in .yaml."),
        ("methodologies/old/m.yaml", "Move it into the folder methodologies/ itself."),
        ("translations/nb.yaml", "Definitions stand under frameworks/<id>/"),
    ],
)
def test_a_file_that_nothing_reads(read: Read, indicator: Text, path: str, cure: str) -> None:
    standard, problems = read({"frameworks/t/a.yaml": indicator("t.a"), path: "not: [read"})
    assert standard is not None
    (problem,) = problems
    assert (problem.file, problem.code, problem.severity) == (path, "SDG503", "warning")
    assert problem.cure.startswith(cure)


def test_other_files_and_hidden_folders_are_nobodys_business(read: Read, indicator: Text) -> None:
    texts = {
        "frameworks/t/a.yaml": indicator("t.a"),
        "README.md": "# Notes\n",
        ".github/workflows/ci.yaml": "on: push\n",
        "schema/indicator.yaml": "a: 1\n",
        "frameworks/t/.a.yaml": "a: [",
    }
    assert not read(texts)[1]


def link(target: Path, at: Path, *, folder: bool = False) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.symlink(target, at, target_is_directory=folder)
    except OSError:
        pytest.skip("links cannot be made here")


def test_a_link_to_the_outside_is_not_followed(write: Write, indicator: Text, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(indicator("t.secret"), encoding="utf-8")
    root = write({"frameworks/t/a.yaml": indicator("t.a")})
    link(secret, root / "frameworks/t/secret.yaml")
    standard, problems = read_standard(root)
    assert told(problems) == [("frameworks/t/secret.yaml", "SDG502")]
    assert problems[0].message == '"frameworks/t/secret.yaml" is not read: it leads out of the folder'
    assert standard is not None and "t.secret" not in standard.indicators


def test_a_linked_folder_is_not_followed(write: Write, indicator: Text, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.yaml").write_text(indicator("t.b"), encoding="utf-8")
    root = write({"frameworks/t/a.yaml": indicator("t.a")})
    link(outside, root / "frameworks/u", folder=True)
    link(root / "frameworks/t", root / "frameworks/v", folder=True)
    link(root, root / "frameworks/t/loop", folder=True)
    problems = read_standard(root)[1]
    names = ["frameworks/t/loop", "frameworks/u", "frameworks/v"]
    assert told(problems) == [(name, "SDG502") for name in names]


def test_a_link_within_the_folder_is_fine(write: Write, indicator: Text) -> None:
    root = write({"frameworks/t/a.yaml": indicator("t.a"), "inputs.yaml": ""})
    (root / "inputs.yaml").unlink()
    (root / "own.yaml").write_text("x: {unit: count, title: X}\n", encoding="utf-8")
    link(root / "own.yaml", root / "inputs.yaml")
    standard, problems = read_standard(root)
    assert standard is not None and list(standard.inputs) == ["x"]
    assert told(problems) == [("own.yaml", "SDG503")]


def test_a_broken_link_is_a_problem(write: Write, indicator: Text) -> None:
    root = write({"frameworks/t/a.yaml": indicator("t.a")})
    link(root / "nowhere.yaml", root / "frameworks/t/b.yaml")
    assert told(read_standard(root)[1]) == [("frameworks/t/b.yaml", "SDG502")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(write: Write, indicator: Text) -> None:
    root = write({"frameworks/t/a.yaml": indicator("t.a")})
    os.mkfifo(root / "frameworks/t/pipe.yaml")
    assert told(read_standard(root)[1]) == [("frameworks/t/pipe.yaml", "SDG502")]


def test_bounds_of_a_folder(write: Write, indicator: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({f"frameworks/t/{name}.yaml": indicator(f"t.{name}") for name in "abcdef"})
    monkeypatch.setattr(folder_module, "MOST_FILES", 4)
    _, problems = read_standard(root)
    assert "there are too many files" in str(problems)
    monkeypatch.setattr(folder_module, "MOST_FILES", 100)
    monkeypatch.setattr(folder_module, "MOST_BYTES", 30)
    problems = read_standard(root)[1]
    assert {problem.code for problem in problems} == {"SDG502"}


def test_a_definition_with_a_problem_causes_none_elsewhere(read: Read, indicator: Text) -> None:
    texts = {
        "frameworks/t/a.yaml": indicator("t.a", "kind: share, direction: none"),  # no unit
        "frameworks/t/b.yaml": indicator("t.b", more="evidence: {checks: [{rule: at_most, than: t.a}]}\n"),
        "methodologies/m.yaml": """
            id: m
            title: M
            points: [{for: [t.a, t.b], worst: 0, best: 100}]
            leaves: [{for: t.a, weight: 2}, {for: all, steps: [goalposts]}]
            tree: {id: index, children: [t.a, t.b]}
            branches: [{for: all, aggregate: arithmetic_mean}]
        """,
        "methodologies/other.yaml": """
            id: other
            title: Other
            leaves: [{for: {kind: share}, steps: []}, {for: t.a, weight: 2}]
            tree: {levels: [goal], root: {id: index}}
            branches: [{for: all, aggregate: arithmetic_mean}]
        """,
    }
    _, problems = read(texts)
    assert told(problems) == [("frameworks/t/a.yaml", "SDG401")]


@pytest.mark.parametrize(
    "name", ["sources.yaml", "inputs.yaml", "vocabularies/own.yaml", "frameworks/t/framework.yaml"]
)
def test_a_broken_file_that_others_lean_on_is_the_only_problem(read: Read, indicator: Text, name: str) -> None:
    texts = {
        "sources.yaml": "s: {title: S}\n",
        "inputs.yaml": "lamps: {unit: count, title: Lamps}\n",
        "vocabularies/own.yaml": "id: own\ntitle: O\nterms: [{code: a, title: A, value: 1}]\n",
        "frameworks/t/framework.yaml": "id: t\ntitle: T\nkeeper: K\nclassification: {part: {one: One}}\n",
        "frameworks/t/a.yaml": indicator(
            "t.a",
            "kind: count, unit: count, direction: none, formula: lamps",
            "inputs: {lamps: common}\nsources: [s]\nclassification: {part: one}\n",
        ),
        "frameworks/t/b.yaml": indicator("t.b", "kind: category, direction: none, categories: own"),
        "methodologies/m.yaml": """
            id: m
            title: M
            sources: [s]
            select: {framework: t}
            tree: {levels: [part], root: {id: index}}
            leaves: [{for: all, steps: []}]
            branches: [{for: all, aggregate: median}]
        """,
    }
    _, problems = read(texts, "good")
    assert [problem.code for problem in problems] in ([], ["SDG538"]), str(problems)
    texts[name] = texts[name].replace("title", "titel", 1)
    _, problems = read(texts, "broken")
    assert {problem.file for problem in problems} - {"methodologies/m.yaml"} == {name}, str(problems)
