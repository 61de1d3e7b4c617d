"""The worked example of a folder of one's own is valid, scores as its arithmetic says, and is quoted as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "own-indicators"
PAGE = (ROOT / "docs" / "for-methodologists.md").read_text(encoding="utf-8")
QUOTED = re.findall(r'^```yaml title="(examples/own-indicators/[^"]+)"\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE)
SUMMARY = "3 indicators, 1 methodology, 5 examples on top of sdg-standard@2026.1: no problems"


def test_it_has_no_problem_and_says_what_was_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(FOLDER)]) == 0
    assert capsys.readouterr().out == f"{SUMMARY}\n"
    assert f"$ sdg-standard validate examples/own-indicators\n{SUMMARY}\n" in PAGE


def test_it_adds_to_the_edition_and_replaces_one_benchmark() -> None:
    own, below = sdg.load(FOLDER), sdg.load()
    assert set(own.indicators) - set(below.indicators) == {"county.cycle-parking", "county.street-lights"}
    assert set(own.methodologies) - set(below.methodologies) == {"county-report"}
    changed = [name for name in below.series if own.series[name].benchmarks != below.series[name].benchmarks]
    assert changed == ["u4ssc.ec.i.t.3c"]
    assert (own.series[changed[0]].benchmarks[-1].value, below.series[changed[0]].benchmarks[-1].value) == (250, 432)
    assert own.text("county.cycle-parking", "title", "nb") == "Sykkelparkering under tak"


def test_what_is_overridden_says_the_rest_as_the_edition_does() -> None:
    """The file has four keys, and all the rest is that of the edition."""
    own, below = (folder.indicator("u4ssc.ec.i.t.3c") for folder in (sdg.load(FOLDER), sdg.load()))
    alike = set(type(own).model_fields) - {"overrides", "version", "series"}
    assert {name for name in alike if getattr(own, name) != getattr(below, name)} == set()
    assert (
        own.series["value"].model_copy(update={"benchmarks": below.series["value"].benchmarks}) == below.series["value"]
    )


def test_its_evidence_scores_as_the_arithmetic_says() -> None:
    """Points are 25, 50, 75 and 100 from 0, 0.33, 0.66 and 0.95 of the benchmark, which are 20, 100 and 250."""
    card = sdg.score(sdg.read_evidence(FOLDER / "evidence.csv"), sdg.load(FOLDER), "county-report")
    assert not card.problems.errors
    scores = card.wide()
    expected = {
        "north-town": (75, 75, 100),  # 900 / 60 000 × 1000 = 15 of 20; 75 of 100; 300 of 250
        "south-town": (75, 100, 25),  # 450 / 30 000 × 1000 = 15 of 20; 98 of 100; 50 of 250
    }
    for area, points in expected.items():
        row = scores.loc[(area, "2026")]
        assert tuple(row[["county.cycle-parking", "county.street-lights", "u4ssc.ec.i.t.3c"]]) == points
        assert row["index"] == pytest.approx(sum(points) / 3)


@pytest.mark.parametrize(("name", "text"), QUOTED, ids=[name for name, _ in QUOTED])
def test_the_page_quotes_it_as_it_is(name: str, text: str) -> None:
    assert text in (ROOT / name).read_text(encoding="utf-8")


def test_the_page_quotes_every_kind_of_file() -> None:
    assert {name.split("/")[2] for name, _ in QUOTED} >= {
        "standard.yaml",
        "frameworks",
        "methodologies",
        "translations",
    }
    listed = set(re.findall(r"^\| `([^`]+)` \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert listed == files - {"README.md"}
