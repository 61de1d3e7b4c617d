"""Areas and commitments, from files and from frames."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_areas, read_commitments
from sdg_standard.model import Area, Commitment


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_areas_of_a_file(tmp_path: Path) -> None:
    frame = read_areas(write(tmp_path, "Area;Name;Region;coastal\nalder;Alder;north;true\nbirch;;south;\n"))
    assert frame.columns.tolist() == ["area", "name", "Region", "coastal"]
    assert frame.loc[2].tolist() == ["alder", "Alder", "north", "true"]
    assert frame.loc[3].tolist() == ["birch", "birch", "south", ""]


def test_areas_of_frames() -> None:
    frame = pd.DataFrame(
        {
            "population": [20000, 25000.5, np.nan],
            "coastal": [True, False, None],
            "code": pd.array([1, 2, None], "Int64"),
        },
        index=pd.Index(["alder", "birch", "cedar"], name="area"),
    )
    read = read_areas(frame)
    assert read["area"].tolist() == read["name"].tolist() == ["alder", "birch", "cedar"]
    assert read["population"].tolist() == ["20000", "25000.5", ""]
    assert read["coastal"].tolist() == ["true", "false", ""]
    assert read["code"].tolist() == ["1", "2", ""]
    assert frame.index.name == "area"  # the frame handed over is as it was
    assert frame.columns.tolist() == ["population", "coastal", "code"]


def test_areas_with_periods() -> None:
    frame = pd.DataFrame({"area": ["a", "a", "b"], "period": [2023, 2024, 2024], "population": ["1", "2", "3"]})
    assert read_areas(frame)["period"].tolist() == ["2023", "2024", "2024"]


def test_problems_of_areas_come_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_areas(write(tmp_path, "area,name,period\nalder,A,2024\n,B,2024\nalder,A,2024\nalder,A,2023\ncedar\n"))
    assert [(problem.row, problem.field, problem.area) for problem in caught.value.problems] == [
        (3, "area", ""),
        (4, "area", "alder"),
        (6, "", ""),
    ]


def test_areas_without_the_column(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match='the column "area" is missing') as caught:
        read_areas(write(tmp_path, "areas,name\nalder,Alder\n"))
    assert 'did you mean "areas"' in caught.value.problems[0].cure
    with pytest.raises(EvidenceError, match="no row to read"):
        read_areas(write(tmp_path, "area,name\n"))


HEADER = "area,series,value,unit,year,decided_by,decided_on,source"


@pytest.mark.parametrize("kind", ["csv", "frame", "xlsx", "parquet"])
def test_commitments_that_nobody_has_made(tmp_path: Path, kind: str) -> None:
    """A municipality that has adopted nothing yet has a table with only a header."""
    empty = pd.DataFrame(columns=HEADER.split(","))
    path = tmp_path / f"table.{kind}"
    if kind == "csv":
        path.write_text(HEADER + "\n", encoding="utf-8")
    elif kind == "xlsx":
        empty.to_excel(path, index=False)
    elif kind == "parquet":
        empty.astype(str).to_parquet(path)
    frame = read_commitments(empty if kind == "frame" else path)
    assert len(frame) == 0
    assert frame.columns[:8].tolist() == HEADER.split(",")


def test_commitments_without_a_header_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError):
        read_commitments(write(tmp_path, ""))
    with pytest.raises(EvidenceError, match='the column "year" is missing'):
        read_commitments(write(tmp_path, "area,series,value\n"))


def test_commitments(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = 'year,area,series,value,unit,decided_by,notes\n2030,alder,town.water,"97,5",%,council,x\n'
    with caplog.at_level(logging.WARNING, "sdg_standard"):
        frame = read_commitments(write(tmp_path, text))
    assert frame.columns.tolist() == [
        "area",
        "series",
        "value",
        "unit",
        "year",
        "decided_by",
        "decided_on",
        "source",
    ]
    assert frame.loc[2].tolist() == ["alder", "town.water", "97,5", "%", "2030", "council", "", ""]
    assert "notes" in caplog.text


def test_commitments_of_a_frame() -> None:
    frame = pd.DataFrame({"area": ["a"], "series": ["s"], "value": [0.5], "unit": ["%"], "year": [2030]})
    assert read_commitments(frame).loc[2].tolist() == ["a", "s", "0.5", "%", "2030", "", "", ""]


def test_problems_of_commitments(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_commitments(write(tmp_path, "area,series,value,year\nalder,s,,2030\nbirch,,1,next year\n"))
    assert [(problem.row, problem.field) for problem in caught.value.problems] == [
        (2, "value"),
        (3, "year"),
        (3, "series"),
    ]
    with pytest.raises(EvidenceError, match='the column "year" is missing'):
        read_commitments(pd.DataFrame({"area": ["a"], "series": ["s"], "value": [1]}))


def test_areas_in_another_spelling_are_the_same_and_unseen_signs_are_refused() -> None:
    assert read_areas(pd.DataFrame({"area": ["A\u030as\u00a0town"]}))["area"].tolist() == ["\u00c5s town"]
    with pytest.raises(EvidenceError, match="ZERO WIDTH SPACE"):
        read_areas(pd.DataFrame({"area": ["os\u200blo"]}))
    with pytest.raises(EvidenceError, match="second row"):
        read_areas(pd.DataFrame({"area": ["A\u030as", "\u00c5s"]}))
    targets = {"area": ["x"], "series": ["a\u00adb"], "value": [1], "year": [2030]}
    with pytest.raises(EvidenceError, match="SOFT HYPHEN"):
        read_commitments(pd.DataFrame(targets))


class TestRecords:
    def test_areas_as_models_or_dicts(self) -> None:
        rows = [Area(area="alder", population="20000"), {"area": "birch", "name": "Birch", "population": 25000}]
        found = read_areas(rows)
        assert found.index.tolist() == [1, 2]
        assert found["name"].tolist() == ["alder", "Birch"]
        assert found["population"].tolist() == ["20000", "25000"]

    def test_commitments_as_models_or_dicts(self) -> None:
        rows = [
            Commitment(area="alder", series="s", value=97.5, unit="%", year=2030, accepted_low=90),
            {"area": "birch", "series": "s", "value": "98", "year": 2031, "decimals": 1},
        ]
        found = read_commitments(rows)
        assert found.loc[1].to_dict() == {
            **dict.fromkeys(("decided_by", "decided_on", "source", "decimals"), ""),
            **{"area": "alder", "series": "s", "value": "97.5", "unit": "%", "year": "2030", "accepted_low": "90"},
        }
        assert found.loc[2, ["value", "year", "decimals"]].tolist() == ["98", "2031", "1"]

    def test_nothing_adopted_yet(self) -> None:
        assert len(read_commitments([])) == 0

    @pytest.mark.parametrize("bad", [5, "alder", None, Area(area="alder")])
    def test_a_record_that_is_none_is_named_by_its_row(self, bad: Any) -> None:
        with pytest.raises(EvidenceError) as caught:
            read_commitments([Commitment(area="alder", series="s", value=1, year=2030), bad])
        assert [problem.row for problem in caught.value.problems] == [2]

    def test_frames_that_share_their_columns(self) -> None:
        arrow = pytest.importorskip("pyarrow")
        table = arrow.table({"area": ["alder"], "population": [20000]})
        assert read_areas(table)["population"].tolist() == ["20000"]


def test_columns_that_are_not_text_are_refused_in_models() -> None:
    with pytest.raises(ValidationError):
        Area(area="alder", population=20000)  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        Commitment(area="alder", series="s", value=1, year=20300)
