"""Repositories of Open SDG and series of the UN become evidence by a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.mapping import apply_mapping, read_mapping
from sdg_standard.exchange.open_sdg import is_open_sdg, read_open_sdg


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    data, meta = tmp_path / "data", tmp_path / "meta"
    data.mkdir(), meta.mkdir()
    (data / "indicator_6-1-1.csv").write_text("Year,Units,Value\n2023,Percentage,95\n2024,Percentage,96.5\n")
    (data / "indicator_11-6-2.csv").write_text("Year,Sex,Value\n2024,,12\n2024,Female,11.5\n")
    (data / "notes.csv").write_text("a,b\n1,2\n")
    (meta / "6-1-1.md").write_text("---\nindicator_name: Safe water\ncomputation_units: Percentage\n---\nText.\n")
    (meta / "11-6-2.yml").write_text("indicator_name: >-\n  Particles in\n  the air\nsource_organisation_1: Met\n")
    return tmp_path


def test_all_indicators_are_one_table(repository: Path) -> None:
    assert is_open_sdg(repository) and not is_open_sdg(repository / "data")
    table = read_open_sdg(repository)
    assert table.frame.columns.tolist() == [
        *("indicator", "Year", "Sex", "Value", "Units"),
        *("indicator_name", "computation_units", "source_organisation_1"),
    ]
    assert table.frame.values.tolist() == [
        ["11.6.2", "2024", "", "12", "", "Particles in the air", "", "Met"],
        ["11.6.2", "2024", "Female", "11.5", "", "Particles in the air", "", "Met"],
        ["6.1.1", "2023", "", "95", "Percentage", "Safe water", "Percentage", ""],
        ["6.1.1", "2024", "", "96.5", "Percentage", "Safe water", "Percentage", ""],
    ]
    assert table.origins.place(3) == {"file": "indicator_6-1-1.csv", "sheet": "", "row": 3}


MAPPING = """\
constants: {area: NO-3203}
leave_out: [{indicator: "6.1.1", Year: "2023"}]
columns:
  period: Year
  value: Value
  sex: {from: Sex, codes: {"": _T, Female: F, Male: M}}
series:
  - {where: {indicator: "6.1.1"}, series: town.water, unit: "%"}
  - {where: {indicator: "11.6.2"}, series: town.air.pm2_5, unit: ug/m3}
"""


def test_a_mapping_makes_evidence_of_it(repository: Path) -> None:
    path = repository / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    evidence = sdg.read_evidence(repository, mapping=path)
    assert evidence.frame[["period", "series", "value", "unit", "sex"]].values.tolist() == [
        ["2024", "town.air.pm2_5", "12", "ug/m3", "_T"],
        ["2024", "town.air.pm2_5", "11.5", "ug/m3", "F"],
        ["2024", "town.water", "96.5", "%", "_T"],
    ]
    assert len(apply_mapping(read_mapping(path).mapping, read_open_sdg(repository))) == 3


@pytest.mark.parametrize("text", ["a: [", "!!python/object:os.system {}", "d: 2020-13-45", "[" * 5000])
def test_a_broken_description_costs_no_data(repository: Path, text: str) -> None:
    (repository / "meta" / "11-6-2.yml").write_text(text)
    table = read_open_sdg(repository)
    assert len(table) == 4 and [problem.file for problem in table.problems] == ["notes.csv", "11-6-2.yml"]


def test_a_broken_file_costs_no_other(repository: Path) -> None:
    (repository / "data" / "indicator_1-1-1.csv").write_bytes(b"")
    table = read_open_sdg(repository)
    assert len(table) == 4 and [problem.file for problem in table.problems] == ["notes.csv", "indicator_1-1-1.csv"]


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert not is_open_sdg(tmp_path)
    with pytest.raises(EvidenceError, match="no row to read"):
        read_open_sdg(tmp_path)


UNSD = """\
Goal,Target,Indicator,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Location],[Observation Status],[Sex],[Units]
11,11.6,11.6.2,EN_ATM_PM25,578,Norway,2019,6.96,ALLAREA,A,,mgr/m^3
11,11.6,11.6.2,EN_ATM_PM25,578,Norway,2019,7.1,CITY,A,,mgr/m^3
11,11.6,11.6.2,EN_ATM_PM25,752,Sweden,2019,<0.1,ALLAREA,E,,mgr/m^3
6,6.1,6.1.1,SH_H2O_SAFE,578,Norway,2020,98.6,ALLAREA,E,BOTHSEX,PERCENT
"""
UNSD_MAPPING = """\
leave_out: [{"[Location]": CITY}]
columns:
  area: {from: GeoAreaCode, codes: {"578": alder, "752": birch}}
  period: TimePeriod
  value: Value
  status: "[Observation Status]"
  sex: {from: "[Sex]", codes: {"": _T, BOTHSEX: _T, FEMALE: F, MALE: M}}
series:
  - {where: {SeriesCode: EN_ATM_PM25, "[Units]": [mgr/m^3, GPERM3]}, series: town.air.pm2_5, unit: ug/m3}
  - {where: {SeriesCode: SH_H2O_SAFE, "[Units]": PERCENT}, series: town.water, unit: "%"}
"""


def test_a_series_of_the_un(tmp_path: Path) -> None:
    """`mgr/m^3` and `GPERM3` read like something else than the micrograms that they are; the mapping says so."""
    table, mapping = tmp_path / "unsd.csv", tmp_path / "unsd.yaml"
    table.write_text(UNSD, encoding="utf-8")
    mapping.write_text(UNSD_MAPPING, encoding="utf-8")
    evidence = sdg.read_evidence(table, mapping=mapping)
    assert evidence.frame[["area", "period", "series", "value", "unit", "status", "sex"]].values.tolist() == [
        ["alder", "2019", "town.air.pm2_5", "6.96", "ug/m3", "A", "_T"],
        ["birch", "2019", "town.air.pm2_5", "<0.1", "ug/m3", "E", "_T"],
        ["alder", "2020", "town.water", "98.6", "%", "E", "_T"],
    ]
    values = sdg.measure(evidence, sdg.load(Path(__file__).parents[1] / "contract" / "standard"))
    assert [problem.area for problem in values.problems.errors] == ["birch"], "a censored number is no number"


@pytest.mark.parametrize(
    ("header", "rows", "kept", "told"),
    [
        (
            "Year,Sex,Value",
            ["2024,,12", "2024,Female,11.5", "2023,Female,3"],
            ["12"],
            '2 rows are about a part, such as "Sex"',
        ),
        ("Year,GeoCode,Value", ["2024,,12", "2024,E06,0"], ["12"], '1 row is about a part, such as "GeoCode" = "E06"'),
        ("Year,Series,Value", ["2024,A,12", "2024,B,11", "2023,A,10"], [], '3 rows are about a part, such as "Series"'),
        ("Year,Series,Units,Value", ["2024,A,%,12", "2023,A,%,0"], ["12", "0"], ""),
    ],
)
def test_a_part_never_passes_for_the_whole(
    header: str, rows: list[str], kept: list[str], told: str, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "indicator_11-6-2.csv").write_text("\n".join([header, *rows]) + "\n")
    (tmp_path / "m.yaml").write_text(
        "constants: {area: NO-3203}\ncolumns: {period: Year, value: Value}\n"
        'series: [{where: {indicator: "11.6.2"}, series: town.air.pm2_5, unit: ug/m3}]\n'
    )
    if not kept:
        with pytest.raises(EvidenceError, match=told):
            sdg.read_evidence(tmp_path, mapping=tmp_path / "m.yaml")
        return
    evidence = sdg.read_evidence(tmp_path, mapping=tmp_path / "m.yaml")
    assert (
        evidence.frame["value"].tolist() == kept
        and told in str(evidence.problems)
        and bool(told) == bool(evidence.problems)
    )


def test_a_city_is_not_the_country(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text(
        "SeriesCode,GeoAreaCode,TimePeriod,Value,[Location],[Units]\n"
        "EN_ATM_PM25,578,2018,6.65,ALLAREA,GPERM3\nEN_ATM_PM25,578,2018,8,CITY,GPERM3\nEN_ATM_PM25,578,2019,9,CITY,GPERM3\n"
    )
    series = [{"where": {"SeriesCode": "EN_ATM_PM25"}, "series": "town.air.pm2_5", "unit": "ug/m3"}]
    mapping = {"columns": {"area": "GeoAreaCode", "period": "TimePeriod", "value": "Value"}, "series": series}
    evidence = sdg.read_evidence(tmp_path / "un.csv", mapping=mapping)
    assert evidence.frame["value"].tolist() == ["6.65"]
    assert '2 rows are about a part, such as "[Location]" = "CITY"' in str(evidence.problems)


def test_of_two_files_about_an_indicator_one_is_read(repository: Path) -> None:
    text = (repository / "data" / "indicator_6-1-1.csv").read_bytes()
    (repository / "data" / "6-1-1.csv").write_bytes(text)
    table = read_open_sdg(repository)
    assert len(table) == 4
    assert {(problem.file, str(problem.code)) for problem in table.problems} >= {("6-1-1.csv", "SDG614")}
