"""Evidence that is written is read as the same records, in every format."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard._signs import tidy
from sdg_standard.model import Observation
from sdg_standard.model.terms import EMPTY_STATUSES, QUALITIES

ENDINGS = (".csv", ".xlsx", ".parquet", ".json")
ROW: dict[str, Any] = {"area": "alder", "period": "2024", "series": "town.water", "value": 96.0, "unit": "%"}

SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
WORDS = st.text(SEEN, max_size=12).map(tidy)
IDS = st.text(SEEN, min_size=1, max_size=8).map(tidy).filter(bool)
NUMBERS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-2000, 2000).map(lambda n: n / 1000))
OBSERVATIONS = st.builds(
    Observation,
    area=IDS,
    period=IDS,
    series=IDS,
    value=st.none() | NUMBERS.map(lambda number: number + 0.0) | st.sampled_from(["yes", "3,5", "25.000", "ja"]),
    unit=WORDS,
    status=st.sampled_from(["", "A", *EMPTY_STATUSES]),
    quality=st.sampled_from(["", *QUALITIES]),
    low=st.none() | NUMBERS.map(lambda number: number + 0.0),
    note=WORDS,
    source=WORDS,
)


def again(evidence: sdg.Evidence, folder: Path, ending: str) -> sdg.Evidence:
    path = folder / f"evidence{ending}"
    sdg.write_evidence(evidence, path)
    return sdg.read_evidence(path)


@pytest.mark.parametrize("ending", ENDINGS)
@given(rows=st.lists(OBSERVATIONS, min_size=1, max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_records_survive_every_format(rows: list[Observation], ending: str, tmp_path: Path) -> None:
    rows = [row for row in rows if not row.note.startswith("'")] or [Observation(**ROW)]
    evidence = sdg.Evidence.from_records(rows)
    assert evidence.records() == rows
    assert sdg.Evidence.from_frame(evidence.frame).records() == rows
    assert again(evidence, tmp_path, ending).records() == rows


@pytest.mark.parametrize("ending", ENDINGS)
class TestEachFormat:
    def test_what_is_measured_stays_the_same(self, ending: str, tmp_path: Path) -> None:
        """Also of evidence with mistakes in it: what was refused is refused again, for the same reason."""
        contract = Path(__file__).parents[1] / "contract"
        standard = sdg.load(contract / "standard")
        evidence = sdg.read_evidence(contract / "evidence.csv")
        one, other = (sdg.measure(each, standard) for each in (evidence, again(evidence, tmp_path, ending)))
        assert one.frame.equals(other.frame)
        assert sorted(item.code for item in one.problems) == sorted(item.code for item in other.problems)

    def test_marks_are_not_needed_to_read_it(self, ending: str, tmp_path: Path) -> None:
        rows = [{**ROW, "value": text} for text in ("96,5", "25.125", "25,125")]
        evidence = sdg.Evidence.from_records(rows, decimal=",")
        found = [row.value for row in again(evidence, tmp_path, ending).records()]
        assert found == [96.5, 25125.0, 25.125]

    def test_a_refused_number_is_not_written_as_one_that_would_be_read(self, ending: str, tmp_path: Path) -> None:
        path = tmp_path / f"evidence{ending}"
        with pytest.raises(sdg.EvidenceError, match="SDG472"):
            sdg.write_evidence(sdg.Evidence.from_records([{**ROW, "value": "3.5"}], decimal=","), path)
        assert not path.exists()

    def test_formulas_breakdowns_and_lines(self, ending: str, tmp_path: Path) -> None:
        rows = [
            Observation(**ROW, note="=HYPERLINK(1)", source="first\nsecond", sex="F"),
            Observation(**{**ROW, "area": "=1+1"}, note="x;=1", source="-see above", sex="M"),
        ]
        assert again(sdg.Evidence.from_records(rows), tmp_path, ending).records() == rows

    def test_nothing_but_a_header(self, ending: str, tmp_path: Path) -> None:
        sdg.write_evidence(sdg.Evidence.from_records([]), tmp_path / f"evidence{ending}")
        assert (tmp_path / f"evidence{ending}").stat().st_size


def test_the_same_evidence_gives_the_same_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the properties nor the archive know what time it is: two days lie between these two."""
    paths = [tmp_path / name for name in ("one.xlsx", "other.xlsx")]
    for day, path in enumerate(paths):
        monkeypatch.setattr("time.time", lambda day=day: 1_800_000_000.0 + 172_800 * day)
        sdg.write_evidence(sdg.Evidence.from_records([ROW]), path)
    one, other = (path.read_bytes() for path in paths)
    assert one == other
    with zipfile.ZipFile(paths[0]) as book:
        assert {member.date_time for member in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2  # created, modified


@pytest.mark.parametrize("text", ["=1+1", "+47 22 22", "-x", "@SUM(A1)", " =cmd|'/c calc'!A0", "\x1b[2J", "a\uffffb"])
def test_hostile_texts_of_a_workbook_stay_texts(tmp_path: Path, text: str) -> None:
    sdg.write_evidence(sdg.Evidence.from_records([{**ROW, "note": text}]), tmp_path / "evidence.xlsx")
    head, row = openpyxl.load_workbook(tmp_path / "evidence.xlsx").active.iter_rows()
    cell = row[[each.value for each in head].index("note")]
    assert cell.data_type == "s" and "\x1b" not in cell.value
    assert cell.quotePrefix == (text.strip()[0] in "=+-@"), "a text also once somebody has edited the cell"


def test_another_ending_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(sdg.OutputError, match=r"\.csv, \.xlsx, \.parquet or \.json"):
        sdg.write_evidence(sdg.Evidence.from_records([ROW]), tmp_path / "evidence.docx")


def test_what_a_sheet_cannot_hold_is_refused(tmp_path: Path) -> None:
    evidence = sdg.Evidence.from_records([{**ROW, "note": "x" * 40_000}])
    with pytest.raises(sdg.OutputError, match="32767 characters"):
        sdg.write_evidence(evidence, tmp_path / "evidence.xlsx")


class TestJson:
    def read(self, folder: Path, text: str | bytes) -> sdg.Evidence:
        path = folder / "evidence.json"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return sdg.read_evidence(path)

    def test_a_record_that_is_none_is_told_and_the_others_are_kept(self, tmp_path: Path) -> None:
        row = json.dumps(ROW)
        twice = row.replace('"unit"', '"Area": "birch", "unit"')
        nested = row.replace('"%"', '["%"]')
        evidence = self.read(tmp_path, f"[{row}, {twice}, {nested}, 5, null, {row}]")
        assert [item.row for item in evidence.problems] == [2, 3, 4, 5]
        assert [evidence.origins.place(place)["row"] for place in (0, 1)] == [1, 6]

    def test_numbers_where_codes_belong(self, tmp_path: Path) -> None:
        text = '[{"area": 17, "period": 2024, "series": "s", "value": 1, "unit": null}]'
        (row,) = self.read(tmp_path, text).records()
        assert row.columns == {"area": "17", "period": "2024", "series": "s", "value": 1.0}

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{}",
            '{"records": []}',
            "[",
            "[1, 2]",
            "[]",
            "[" * 100_000,
            b"\xff\xfe[",
            "[" + "1" * 5000 + "]",
            "[{}]",
        ],
    )
    def test_what_is_no_list_of_records_is_refused(self, tmp_path: Path, text: str | bytes) -> None:
        with pytest.raises(sdg.EvidenceError):
            self.read(tmp_path, text)

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "1" + "0" * 400, "1e999"])
    def test_numbers_that_are_none_lose_no_other_row(self, tmp_path: Path, number: str) -> None:
        row = json.dumps(ROW)
        evidence = self.read(tmp_path, f"[{row.replace('96.0', number)}, {row}]")
        values = sdg.measure(evidence, sdg.load(Path(__file__).parents[1] / "contract" / "standard"))
        assert values.problems.errors and 96.0 in values.frame["value"].tolist()
