"""Agendas in the formats of others, and decisions as municipalities keep them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sdg_standard as sdg
from agendas import with_basis
from sdg_standard.agenda.imports import import_decisions, write_imported
from sdg_standard.errors import EvidenceError, SdgStandardError
from small_agenda import ALL

P = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"
STRATML = {
    "PerformancePlanOrReport": [
        "Name",
        "Description",
        "OtherInformation",
        "StrategicPlanCore",
        "AdministrativeInformation",
    ],
    "StrategicPlanCore": ["Organization", "Vision", "Mission", "Value", "Goal"],
    "Goal": ["Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation", "Objective"],
    "Objective": [
        *("Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation"),
        "PerformanceIndicator",
    ],
    "PerformanceIndicator": [
        *("SequenceIndicator", "MeasurementDimension", "UnitOfMeasurement", "Identifier", "Relationship"),
        "MeasurementInstance",
    ],
    "MeasurementInstance": ["TargetResult", "ActualResult"],
    "TargetResult": ["StartDate", "EndDate", "NumberOfUnits", "Descriptor", "Description"],
    "ActualResult": ["StartDate", "EndDate", "NumberOfUnits", "Descriptor", "Description"],
}
"""The order of elements in schema 2.2 of 2016, as read from it."""
IATI = [
    *("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"),
    *("activity-date", "recipient-country", "sector", "tag", "budget", "transaction", "result"),
]
"""The order of elements of an activity of 2.03, as far as they are written."""


def in_order(element: ElementTree.Element, order: list[str], prefix: str = "") -> bool:
    places = [order.index(child.tag.removeprefix(prefix)) for child in element]
    return places == sorted(places)


def test_stratml_has_the_structure_of_its_schema(tmp_path: Path) -> None:
    made = with_basis(tmp_path, **ALL).export("stratml")
    root = ElementTree.fromstring(made.text)
    assert root.tag == f"{P}PerformancePlanOrReport" and root.get("Type") == "Performance_Report"
    checked = 0
    for element in root.iter():
        order = STRATML.get(element.tag.removeprefix(P))
        if order:
            assert in_order(element, order, P), element.tag
            checked += 1
    assert checked > 20
    ids = [element.text for element in root.iter(f"{P}Identifier")]
    assert len(ids) == len(set(ids)) and all(text and (text[0].isalpha() or text[0] == "_") for text in ids)
    units = {element.text for element in root.iter(f"{P}NumberOfUnits")}
    assert {"10", "15", "80", "65"} <= units
    assert any("Vedtak" in words for words in (each.told("nb") for each in made.lost))


def test_iati_activities_have_their_parts_in_order(tmp_path: Path) -> None:
    root = ElementTree.fromstring(with_basis(tmp_path, **ALL).export("iati").text)
    assert root.tag == "iati-activities" and root.get("version") == "2.03"
    activities = {each.findtext("iati-identifier"): each for each in root}
    assert list(activities) == [f"NO-3203-T{number}" for number in range(1, 7)]
    for activity in activities.values():
        assert in_order(activity, IATI)
        for name in IATI[:7]:
            assert activity.find(name) is not None, name
    sweep = activities["NO-3203-T1"]
    assert [each.findtext("value") for each in sweep.iter("budget")] == ["1000000", "9999000"]
    assert sweep.find("result/indicator").get("ascending") == "0"  # type: ignore[union-attr]
    assert sweep.find("result/indicator/baseline").get("value") == "20"  # type: ignore[union-attr]
    assert [each.get("value") for each in sweep.iter("actual")] == ["15"]


def test_json_is_read_back_as_yaml_with_the_same_rows(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, **ALL)
    data = json.loads(agenda.export("json").text)
    assert {name: len(rows) for name, rows in data.items() if isinstance(rows, list) and rows} == {
        name: len(sheet) for name, sheet in agenda.sheets.items() if len(sheet)
    }
    assert data["objectives"][1] == {
        "id": "M1",
        "title": "Clean air",
        "document": "D1",
        "parent": "H1",
        "un_targets": ["11.6"],
    }


AWKWARD = {
    # three levels; ids that are the same in two sheets, or become the same; no dates, no money, an end before its plan
    "objectives": "id,title,document,parent\n1,Top,D1,\n2,Middle,D1,1\n3,Low,D1,2\n4/1,Alone,D1,\n4 1,Alone too,D1,\n",
    "commitments": "id,objective,series,unit,value,period\n1,3,own.x,prosent,5,2030\n2,4/1,own.y,,,\n",
    "measures": "id,title,objectives,kind,document,end\n"
    "1/1,A,3,drift,D2,2024-06-30\n1 1,B,3,drift,D2,\n2,C,,rammekutt,D1,\n",
    "money": "measure,year,phase,amount\n1/1,2025,approved,10\n1/1,2025,executed,5\n",
    "reports": "id,about,document,period,status,value,source\nR1,3,D3,2024,on_track,6,register\n",
}


def test_awkward_agendas_keep_the_rules_of_the_schemas(tmp_path: Path) -> None:
    """StratML: ids once (xsd:ID), dates or nothing. IATI: identifiers once, a sector, planned start before the end,
    money used not after the day of the agenda, target and result of the only commitment."""
    agenda = with_basis(tmp_path, **AWKWARD)
    root = ElementTree.fromstring(agenda.export("stratml").text)
    ids = [each.text or "" for each in root.iter(f"{P}Identifier")]
    assert (
        len(ids) == len(set(ids)) == 1 + 3 + 2 * 2 + 2
    )  # a municipality, 3 + 2 objectives, 2 of them twice, 2 numbers
    for name in ("StartDate", "EndDate", "PublicationDate"):
        assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", each.text or "") for each in root.iter(f"{P}{name}"))
    assert [each.text for each in root.iterfind(f".//{P}ActualResult/{P}NumberOfUnits")] == ["6"]
    activities = list(ElementTree.fromstring(agenda.export("iati").text))
    names = [each.findtext("iati-identifier") for each in activities]
    assert names == ["NO-3203-_1_1", "NO-3203-_1_1-2", "NO-3203-_2"]
    for each in activities:
        assert in_order(each, IATI) and each.find("sector/narrative") is not None
        assert each.find("recipient-country").get("code") == "NO"  # type: ignore[union-attr]
        dates = {date.get("type"): date.get("iso-date") or "" for date in each.iter("activity-date")}
        assert dates["1"] <= dates.get("3", dates["1"])
        assert each.find("reporting-org").get("type") == "11"  # type: ignore[union-attr]
    day = activities[0].find("transaction/transaction-date")
    assert day is not None and day.get("iso-date") == "2025-06-30"
    assert [each.get("value") for each in activities[0].iter("actual")] == ["6"]
    assert activities[0].find("result/indicator").get("measure") == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize("to", ["stratml", "iati", "json"])
def test_hostile_text_stays_text_and_bytes_are_the_same(tmp_path: Path, to: str) -> None:
    text = 'id,title,document\nM1,"<script>&\u202e]]> ""q"" \x0b",D1\n'
    measures = text.replace("title,document", "title,objectives,kind,document").replace(",D1", ",M1,drift,D1")
    sheets = {"objectives": text, "measures": measures.replace("\nM1", "\nT1")}
    made = with_basis(tmp_path, **sheets).export(to).text
    assert made == with_basis(tmp_path, **sheets).export(to).text
    assert "<script>" not in made or to == "json"
    if to != "json":
        ElementTree.fromstring(made)


def test_what_cannot_be_exported_is_said(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path)
    with pytest.raises(SdgStandardError, match="no objective"):
        agenda.export("stratml")
    with pytest.raises(SdgStandardError, match="no measure"):
        agenda.export("iati")
    with pytest.raises(sdg.UnknownId):
        agenda.export("rdf")


def test_case_numbers_and_bodies_as_municipalities_write_them(tmp_path: Path) -> None:
    table = tmp_path / "oppfølging.csv"
    table.write_text(
        "Utvalg;Møtedato;Saksnr og tittel;Vedtak;Status\n"
        "Bystyret;12. desember 2024;Sak 46/2024 - Sykkelplan;;Pågår\n"
        ";12.12.24;KST-sak 047/24 Uten utvalg;;\n"
        "Formannskapet;2024-12-12;PS-49/24 Klokke;Utsatt;\n"
        "Formannskapet;2024-12-12;2024/123-4 Saksmappe;;\n"
        "Formannskapet;12/12/2024;50/24 Dag og måned;;\n"
        "Formannskapet;31.12.99;51/24 Forrige århundre;;\n",
        encoding="utf-8",
    )
    found = import_decisions(table)
    assert [(row["body"], row["case"], row["date"], row["title"]) for row in found.decisions] == [
        ("Bystyret", "46/2024", "2024-12-12", "Sykkelplan"),
        ("Bystyret", "047/24", "2024-12-12", "Uten utvalg"),
        ("Formannskapet", "49/24", "2024-12-12", "Klokke"),
    ]
    assert [(p.row, p.field) for p in found.problems] == [(5, "case"), (6, "date"), (7, "date")]


def test_a_table_of_decisions_becomes_a_sheet(tmp_path: Path) -> None:
    table = tmp_path / "oppfølging.csv"
    table.write_text(
        "Utvalg;Møtedato;Saksnr og tittel;Vedtak;Status;Merknad\n"
        "Kommunestyret;12.12.2024;PS 45/24 Handlingsplan;Som innstilt;Gjennomført;\n"
        "Formannskapet;2025-01-10;3/25: Sykkelplan;Saken utsettes;Under arbeid;\n"
        "Eldrerådet;20.1.2025;4/25 Høring;Tas til orientering;;\n"
        "Kommunestyret;i fjor;5/25 Noe;;;\n",
        encoding="utf-8",
    )
    found = import_decisions(table)
    assert [(row["case"], row["date"], row["title"], row["outcome"], row["followup"]) for row in found.decisions] == [
        ("45/24", "2024-12-12", "Handlingsplan", "adopted", "done"),
        ("3/25", "2025-01-10", "Sykkelplan", "postponed", "under_way"),
        ("4/25", "2025-01-20", "Høring", "noted", ""),
    ]
    assert [row["kind"] for row in found.bodies] == ["council", "executive", "statutory_council_elderly"]
    assert [(p.row, p.code) for p in found.problems] == [(5, "SDG812")]
    folder = tmp_path / "agenda"
    write_imported(found, folder)
    (folder / "agenda.yaml").write_text('format: 1\nmunicipality: "NO-3203"\nlanguage: nb\n', encoding="utf-8")
    agenda = sdg.read_agenda(folder)
    assert not agenda.problems and len(agenda.decisions) == 3
    with pytest.raises(SdgStandardError, match="already"):
        write_imported(found, folder)


def test_decisions_of_einnsyn(tmp_path: Path) -> None:
    file = tmp_path / "moete.jsonld"
    case = {
        "@type": "Moetesak",
        "moetesakstype": "politisk",
        "moetesaksaar": 2024,
        "moetesakssekvensnummer": 45,
        "utvalg": "Kommunestyret",
        "offentligTittel": "Handlingsdel",
        "offentligTittelSensitiv": "Handlingsdel for Kari Nordmann",
        "vedtak": {"vedtakstekst": "Vedtatt med følgende endring", "dato": "2024-12-12"},
    }
    file.write_text(json.dumps({"@graph": [{"moetesak": [case]}]}), encoding="utf-8")
    (row,) = import_decisions(file).decisions
    assert (row["case"], row["outcome"], row["case_type"]) == ("45/24", "adopted_changed", "politisk")
    assert "Nordmann" not in str(row)


def test_a_file_without_decisions_is_refused(tmp_path: Path) -> None:
    for name, text in (("a.csv", "a;b\n1;2\n"), ("b.json", "[" * 50_000), ("c.json", "{}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(EvidenceError, match="no decision"):
            import_decisions(tmp_path / name)
