"""Repositories of others, as they are really met, become evidence and drafts that load."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.errors import EvidenceError
from sdg_standard.formats.format import Options
from sdg_standard.formats.open_sdg import OPEN_SDG
from sdg_standard.formats.open_sdg.reading import read_repository
from sdg_standard.formats.open_sdg.units import unit_of

FILES = {
    "data/indicator_6-1-1.csv": (
        "Year,Units,Value\n2023,Percentage (%),95\n2024,Percentage (%),96.5\n2025,Percentage (%),\n"
    ),
    "data/indicator_11-6-2.csv": (
        "Year,Sex,data.Ward,Value\n2024,,,12\n2024,Female,,11.5\n2024,,Åsen & Øst <b>,12.5\n2015/16,,,14\n"
    ),
    "data/indicator_8-1-1.csv": "\ufeffYear;Series;Units;Value\n2024;Growth;%;-1.5\n2024;Level;USD;1200\n",
    "data/indicator_3-2-1-a.csv": '"Year","COMMENT_OBS","GeoCode","Value"\n"2024","rounded","",3\n"2024","","E09",<5\n',
    "data/9-1-2.csv": (
        "Year,Local Authority,Observation status,Unit multiplier,Unit measure,Reporting type,GeoCode,Value\n"
        "2024,,Undefined,Thousands,Number,National,,1.5\n2024,Åsen,Estimated value,Units,Number,National,E09,20\n"
    ),
    "data/indicator_9-9-9.csv": "Year,Municipality,Period,Value\n2024,Åsen,spring,1\n2024,Øst,,2\n",
    "data/notes.csv": "a,b\n1,2\n",
    "meta/6-1-1.yml": "indicator_name: global_indicators.6-1-1-title\nsource_organisation_1: =cmd()\n",
    "indicator-config/6-1-1.yml": "computation_units: ignored\nindicator_number: 6.1.1\n",
    "meta/11-6-2.md": "---\nindicator_name: Particles\ncomputation_units: micrograms per cubic metre\n---\nText.\n",
    "meta/8-1-1.yml": "a: [",
    "translations/en/global_indicators.yml": "6-1-1-title: 'Water: \"safe\" & no'\n",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "Our City (2024)"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_it_becomes_evidence_under_its_own_drafts(repository: Path, tmp_path: Path) -> None:
    assert OPEN_SDG.fits is not None and OPEN_SDG.fits(repository)
    made = sdg.convert(repository, tmp_path / "draft", "draft", settings={})
    assert sorted(problem.code for problem in made.problems) == ["SDG603", "SDG614", "SDG708", "SDG985", "SDG986"]
    standard = sdg.load(tmp_path / "draft")
    assert standard.indicator("open-sdg.6.1.1").title == 'Water: "safe" & no'
    assert standard.series["open-sdg.11.6.2"].unit == "µg/m³"
    assert standard.series["open-sdg.8.1.1.growth"].limits[0] == -1.5
    assert {link.indicator for link in standard.indicator("open-sdg.3.2.1.a").sdg} == {"3.2.1"}
    values = sdg.measure(sdg.read_evidence(tmp_path / "draft/evidence.csv"), standard)
    assert values.frame[["area", "period", "series", "value"]].values.tolist()[-2:] == [
        ["Åsen", "2024", "open-sdg.9.9.9", 1.0],
        ["Øst", "2024", "open-sdg.9.9.9", 2.0],
    ]
    assert values.frame[["area", "period", "series", "value"]].values.tolist()[:-2] == [
        ["Our_City_2024_", "2015/2016", "open-sdg.11.6.2", 14.0],
        ["Our_City_2024_", "2023", "open-sdg.6.1.1", 95.0],
        ["Our_City_2024_", "2024", "open-sdg.11.6.2", 12.0],
        ["Our_City_2024_", "2024", "open-sdg.3.2.1.a", 3.0],
        ["Our_City_2024_", "2024", "open-sdg.6.1.1", 96.5],
        ["Our_City_2024_", "2024", "open-sdg.8.1.1.growth", -1.5],
        ["Our_City_2024_", "2024", "open-sdg.8.1.1.level", 1200.0],
        ["Our_City_2024_", "2024", "open-sdg.9.1.2", 1500.0],
    ]
    assert values.parts["status"].tolist() == ["A", "A", "E"]
    assert values.parts[["series", "sex", "ward", "local_authority", "value"]].values.tolist() == [
        ["open-sdg.11.6.2", "F", "_T", "_T", 11.5],
        ["open-sdg.11.6.2", "_T", "Åsen & Øst <b>", "_T", 12.5],
        ["open-sdg.9.1.2", "_T", "_T", "Åsen", 20.0],
    ]


def test_it_goes_on_into_other_formats_by_one_command(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["convert", str(repository), str(tmp_path / "out"), "--to", "sdmx", "--set", "area=NO-3203"]
    assert main(command) == 1  # since "<5" is no number
    said = capsys.readouterr()
    assert "SDG986" in said.err and "NO-3203" in (tmp_path / "out/values.csv").read_text(encoding="utf-8")


def test_a_folder_without_a_readable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/indicator_1-1-1.csv").write_bytes(b"")
    with pytest.raises(EvidenceError):
        read_repository(tmp_path, Options(standard=sdg.load()))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Percent", "%"),
        ("per 1,000 live births", "per 1000 live births"),
        ("Rate per 100 000 population", "per 100000 inhabitants"),
        ("PER_100000_POP", "per 100000 inhabitants"),
        ("kWh/m²", "kWh/m²"),
        ("US Dollars (millions)", None),
        ("", None),
        ("%; drop table", None),
    ],
)
def test_units_in_words(text: str, unit: str | None) -> None:
    assert unit_of(text, sdg.load().units) == unit
