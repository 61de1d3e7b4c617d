"""Every draft that the commands write is valid as it is written, says what to do next, and replaces nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.editions.drafts import scalar
from sdg_standard.model.terms import KINDS
from sdg_standard.source import read_yaml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Own County"
    assert main(["init", str(root)]) == 0
    return root


def new(root: Path, *arguments: str) -> int:
    what, name, *more = arguments
    return main(["new", what, name, str(root), *more])


def test_a_folder_is_valid_as_it_is_begun(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")} == {
        *("standard.yaml", "frameworks/own-county/framework.yaml")
    }
    assert not sdg.validate(folder)
    standard = sdg.load(folder)
    assert (standard.id, len(standard.indicators)) == ("own-county", len(sdg.load().indicators))
    assert new(folder, "source", "plan") == 0
    assert f"then: sdg-standard validate '{folder}'" in capsys.readouterr().out


def test_a_draft_of_every_kind_is_valid(folder: Path) -> None:
    for kind in KINDS:
        assert new(folder, "indicator", f"own-county.{kind}", "--kind", kind) == 0
    assert not sdg.validate(folder), str(sdg.validate(folder))
    found = sdg.load(folder)
    assert {name for name in found.own if name.startswith("own-county.")} == {f"own-county.{kind}" for kind in KINDS}

    assert new(folder, "methodology", "county-report") == 0
    assert new(folder, "source", "plan-2026", "--title", "Plan: 2026", "--year", "2026") == 0
    assert not sdg.validate(folder).errors, str(sdg.validate(folder))
    assert not sdg.validate(folder).warnings, str(sdg.validate(folder))
    assert sdg.load(folder).sources["plan-2026"].title == "Plan: 2026"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ("Et utkast: et tall", "no_benchmark: Ikke bestemt", "title: Det som telles", "Indikatorer for county")),
        ("nn", ("Eit utkast: eit tal", "no_benchmark: Ikkje bestemt", "title: Det som blir talt", "Indikatorar for")),
    ],
)
def test_drafts_in_another_language_are_valid_too(language: str, said: tuple[str, ...], tmp_path: Path) -> None:
    root, spoken = tmp_path / "county", ["--language", language]
    assert main(["init", str(root), *spoken]) == 0
    for kind in KINDS:
        assert new(root, "indicator", f"county.{kind}", "--kind", kind, *spoken) == 0
    assert new(root, "methodology", "report", *spoken) == 0
    assert new(root, "source", "plan", *spoken) == 0
    assert not sdg.validate(root).errors and not sdg.validate(root).warnings, str(sdg.validate(root))
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.yaml")))
    assert not [text for text in said if text not in written]
    assert "draft:" not in written.replace("status: draft", "") and "What" not in written


def test_a_draft_of_a_methodology_scores(folder: Path) -> None:
    """900 of 1 000 lamps are 90 %, and 90 of the benchmark 80 is more than all of it: 100 points."""
    new(folder, "indicator", "own-county.lamps")
    path = folder / "frameworks/own-county/lamps.yaml"
    text = path.read_text(encoding="utf-8")
    benchmark = "benchmarks: [{value: 80, from: 2026-01-01, basis: expert, source: plan, status: proposed}]"
    path.write_text(text.replace("no_benchmark: Not decided yet.", benchmark), encoding="utf-8")
    new(folder, "source", "plan")
    new(folder, "methodology", "report", "--title", "Lamps: a report")
    problems = sdg.validate(folder)
    assert not problems, str(problems)
    rows = (
        "area,period,series,input,value,unit\na,2026,own-county.lamps,part,900,\na,2026,own-county.lamps,whole,1000,\n"
    )
    rows += "b,2026,own-county.lamps,part,400,\nb,2026,own-county.lamps,whole,1000,\n"
    (folder / "evidence.csv").write_text(rows, encoding="utf-8")
    card = sdg.score(sdg.read_evidence(folder / "evidence.csv"), sdg.load(folder), "report")
    assert card.wide()["index"].tolist() == [100, pytest.approx(40 / 80 * 100)]


def test_the_first_indicator_of_a_framework_brings_its_file(folder: Path) -> None:
    assert new(folder, "indicator", "town.benches", "--kind", "count", "--unit", "count") == 0
    assert (folder / "frameworks/town/framework.yaml").is_file()
    assert not sdg.validate(folder)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("indicator", "u4ssc.ec.i.t.3c"), "SDG592"),  # the edition has it: this is changed, not written anew
        (("indicator", "own-county.Lamps"), "SDG135"),
        (("indicator", "own-county.lamps", "--kind", "sharre"), "SDG134"),
        (("methodology", "u4ssc-performance"), "SDG592"),
        (("methodology", "report"), "SDG593"),
        (("source", "own-judgement-2026"), "SDG592"),
    ],
)
def test_what_cannot_be_written_is_refused(
    folder: Path, arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.rglob("*"))
    assert new(folder, *arguments) == 1
    assert code in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_nothing_is_written_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder)]) == 1
    assert "SDG592" in capsys.readouterr().err
    assert new(folder, "indicator", "own-county.lamps") == 0
    path = folder / "frameworks/own-county/lamps.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title:", "titel:"), encoding="utf-8")  # a file that cannot be read keeps its place
    assert new(folder, "indicator", "own-county.lamps") == 1
    assert "titel:" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["Lamps", "no", "2026.1", "a: b", "# x", 'say "x"', "Lys på vei", "12:30", " a", "~"])
def test_a_title_is_read_back_as_it_was_given(text: str) -> None:
    document, problems = read_yaml(f"title: {scalar(text)}\n", "t.yaml")
    assert not problems and document is not None and document.data == {"title": text}
