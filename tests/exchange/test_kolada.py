"""Answers of Kolada become evidence by a mapping; the CSV that tools make of them does too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.mapping import draft_of

ENTRY = {"kpi": "N00945", "period": 2024}
ANSWER: dict[str, Any] = {
    "count": 2,
    "values": [
        {
            **ENTRY,
            "municipality": "0180",
            "values": [
                {"gender": "T", "count": 1, "status": "", "value": 95.5},
                {"gender": "K", "count": 1, "status": "", "value": 96},
                {"gender": "M", "count": 1, "status": "Missing", "value": None},
            ],
        },
        {**ENTRY, "municipality": "0000", "values": [{"gender": "T", "count": 1, "status": "Private", "value": None}]},
    ],
}
MAPPING = """\
marks: kolada
leave_out: [{municipality: "0000"}]
columns:
  area: {from: municipality, digits: 4, prefix: SE-}
  period: period
  value: value
  sex: {from: gender, codes: {T: _T, K: F, M: M}}
series: [{where: {kpi: N00945}, series: town.water, unit: "%"}]
"""
ROWS = [["SE-0180", "_T", ""], ["SE-0180", "F", ""], ["SE-0180", "M", "O"]]


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def written(tmp_path: Path, answer: object) -> Path:
    path = tmp_path / "kolada.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


def test_an_answer_becomes_evidence(tmp_path: Path, mapping: Path) -> None:
    evidence = sdg.read_evidence(written(tmp_path, ANSWER), mapping=mapping)
    assert evidence.frame[["area", "sex", "status"]].values.tolist() == ROWS
    assert evidence.frame["value"].tolist() == [95.5, 96.0, ""]
    assert evidence.frame["source"].unique().tolist() == ["Kolada (RKA)"]
    assert evidence.origins.place(1)["key"] == "N00945, 0180, 2024, K"


def test_so_does_a_table_of_it(tmp_path: Path, mapping: Path) -> None:
    table = tmp_path / "kolada.csv"
    table.write_text(
        "kpi,municipality,period,gender,value\n"
        "N00945,0180,2024,T,95.5\nN00945,180,2024,K,96\nN00945,0180,2024,M,Missing\nN00945,0000,2024,T,Private\n",
        encoding="utf-8",
    )
    evidence = sdg.read_evidence(table, mapping=mapping)
    assert evidence.frame[["area", "sex", "status"]].values.tolist() == ROWS


def test_a_page_of_several_says_so(tmp_path: Path, mapping: Path) -> None:
    evidence = sdg.read_evidence(written(tmp_path, ANSWER | {"next_page": "https://…"}), mapping=mapping)
    assert "one page of several" in str(evidence.problems)


def test_an_entry_that_is_none_is_told(tmp_path: Path, mapping: Path) -> None:
    answer = ANSWER | {"values": [*ANSWER["values"], {"kpi": "N1"}, 3]}
    evidence = sdg.read_evidence(written(tmp_path, answer), mapping=mapping)
    assert len(evidence) == 3 and "entry 3" in str(evidence.problems) and "entry 4" in str(evidence.problems)


def test_no_numbers(tmp_path: Path, mapping: Path) -> None:
    with pytest.raises(EvidenceError, match="no row to read"):
        sdg.read_evidence(written(tmp_path, {"count": 0, "values": []}), mapping=mapping)


def test_what_was_deleted_is_not_read(tmp_path: Path, mapping: Path) -> None:
    """Version 3 keeps a number that was taken back, and says so."""
    cells = [
        {"gender": "T", "count": 1, "status": "", "value": 95.5, "isdeleted": False},
        {"gender": "K", "count": 1, "status": "", "value": 12.5, "isdeleted": True},
    ]
    answer = {"values": [{**ENTRY, "municipality": "0180", "values": cells}], "next_url": None, "count": 1}
    evidence = sdg.read_evidence(written(tmp_path, answer), mapping=mapping)
    assert evidence.frame["value"].tolist() == [95.5]


def test_the_draft_is_of_sweden(tmp_path: Path) -> None:
    """Code 1860 is Laxå's there, and was Vestvågøy's in Norway."""
    path = written(tmp_path, {"values": [{**ENTRY, "municipality": "1860", "values": ANSWER["values"][0]["values"]}]})
    text = draft_of(path, lambda code: f"NO-{code}", lambda _: ())
    (tmp_path / "draft.yaml").write_text(text.replace("series: todo", "series: town.water"), encoding="utf-8")
    frame = sdg.read_evidence(path, mapping=tmp_path / "draft.yaml").frame
    assert frame[["area", "sex", "status"]].values.tolist() == [
        [area.replace("0180", "1860"), *more] for area, *more in ROWS
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"values": [{"kpi": "N15030", "ou": "V15E144001301", "period": 2010, "values": []}]}, "one of Kolada"),
        ({"values": [{"id": "N00945", "title": "Andel (%)"}], "count": 1}, "one of Kolada"),
        ({"codes": [{"code": "3203", "name": "Asker"}]}, "one of Klass"),
        ({"codeChanges": []}, "one of Klass"),
    ],
)
def test_an_answer_without_numbers_is_named(answer: object, said: str, tmp_path: Path, mapping: Path) -> None:
    with pytest.raises(EvidenceError, match=said):
        sdg.read_evidence(written(tmp_path, answer), mapping=mapping)


def test_a_number_that_no_float_holds_stays_what_it_says(tmp_path: Path, mapping: Path) -> None:
    cells = [{"gender": "T", "count": 1, "status": "", "value": 10**400}]
    answer = {"values": [{**ENTRY, "municipality": "0180", "values": cells}]}
    assert sdg.read_evidence(written(tmp_path, answer), mapping=mapping).frame["value"].tolist() == [f"{10**400}"]
