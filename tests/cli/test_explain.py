"""The command that says how a number came about."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

CONTRACT = Path(__file__).parents[1] / "contract"
TOWN = (
    "explain",
    CONTRACT / "evidence.csv",
    *("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas"),
)
Run = Callable[..., object]


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    """The areas of the contract under Norwegian names."""
    path = tmp_path / "areas.csv"
    path.write_text("area,name,region\nalder,Ålesund,north\nbirch,Bærum,north\ncedar,Sør-Øst,south\n", encoding="utf-8")
    return path


def test_a_node_of_an_area(run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, "--area", "alder", "--node", "town.air.pm2_5", "--period", "2024")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "Air pollution: Fine particles (town.air.pm2_5), Ålesund, 2024"
    assert "100 × (12 − 50) / (10 − 50) = 95" in done.out


@pytest.mark.parametrize("name", ["Ålesund", "ålesund", unicodedata.normalize("NFD", "Ålesund"), "alder"])
def test_an_area_by_its_name_in_norwegian_letters(name: str, run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, "--area", name, "--period", "2024")
    assert done.code == 0 and ", Ålesund, 2024" in done.out.splitlines()[0]


def test_several_periods(run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, "--area", "alder", "--node", "town.water", "--period", "2022", "--period", "2024")
    heads = [line for line in done.out.splitlines() if line and not line.startswith(" ")]
    assert [line.rpartition(", ")[2] for line in heads] == ["2022", "2024"]


def test_a_node_without_a_value_says_why(run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, "--area", "cedar", "--node", "town.youth-council", "--period", "2022")
    assert done.code == 0 and "no number: " in done.out


def test_as_data(run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, "--area", "alder", "--node", "town.air.pm2_5", "--period", "2024", "--format", "json")
    assert json.loads(done.out)[0]["number"] == 95


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--area", "Ålesudn"), 'there is no scored area "Ålesudn"; did you mean "Ålesund"?'),
        (("--area", "alder", "--node", "town.watr"), 'there is no scored node "town.watr"; did you mean "town.water"'),
        (("--area", "alder", "--node", "Safe drinking watr"), "Safe drinking water"),
    ],
)
def test_what_is_not_there(arguments: tuple[str, ...], message: str, run: Run, areas: Path) -> None:
    done = run(*TOWN, areas, *arguments)
    assert done.code == 1 and message in done.err and done.out == ""


def test_an_area_that_is_screened_out_says_why(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text(
        "id: strict\ntitle: Strict\nextends: levels\nareas: {min_coverage: 1}\nreference: {areas: scored}\n",
        encoding="utf-8",
    )
    done = run(*TOWN[:-3], "--methodology", file, "--area", "cedar", "--period", "2022")
    assert done.code != 0
    assert '"cedar" does not take part: in 2022 it has a value for ' in done.err
    assert "of what applies, and the least is 100 %" in done.err


def test_what_is_needed_for_a_rating(run: Run, areas: Path) -> None:
    common = (*TOWN, areas, "--area", "alder", "--node", "town.air.pm2_5", "--period", "2024")
    done = run(*common, "--needed", "traffic-light:green", "--language", "nb")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].split() == [
        "periode",
        "nå",
        "trengs",
        "enhet",
        "svar",
        "per",
        "år",
        "hvorfor",
        "ingenting",
    ]
    assert "den har denne vurderingen eller en bedre" in done.out
    done = run(*TOWN, areas, "--area", "alder", "--node", "index", "--needed", "high", "--format", "json")
    assert {row["reason"] for row in json.loads(done.out)} <= {"", "reached"}
    done = run(*common, "--needed", "grene")
    assert done.code == 1 and "green" in done.err
