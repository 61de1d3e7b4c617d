"""A form as CSV: the same questions, opened and saved by a spreadsheet program of any country, read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.catalogue import Standard


class CsvForm:
    """A form as CSV, its cells by row and column."""

    def __init__(self, path: Path, separator: str) -> None:
        self.path, self.separator = path, separator
        text = path.read_text(encoding="utf-8-sig")
        self.names, *self.rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))

    def fill(self, series: str, column: str, text: str, input: str = "") -> None:
        asked = next(row for row in self.rows if (row[0], row[1]) == (series, input))
        asked[self.names.index(column)] = text

    def saved(self, encoding: str = "utf-8-sig", separator: str = "") -> Path:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=separator or self.separator).writerows([self.names, *self.rows])
        self.path.write_bytes(stream.getvalue().encode(encoding, "replace"))
        return self.path


@pytest.fixture
def form(town: Standard, tmp_path: Path) -> CsvForm:
    sdg.write_template(tmp_path / "form.csv", town, language="nb", area="alder", period="2024")
    return CsvForm(tmp_path / "form.csv", ";")


def rows(evidence: sdg.Evidence) -> list[list[Any]]:
    return evidence.frame[["area", "period", "series", "input", "value", "unit", "status"]].values.tolist()  # type: ignore[no-any-return]


def test_it_asks_the_same_as_the_workbook(form: CsvForm) -> None:
    asked = [(row[0], row[1]) for row in form.rows if row[0]]
    assert asked == [
        ("common", "population"),
        ("town.injuries", ""),
        ("town.injuries", "injured"),
        ("town.youth-council", ""),
        ("town.air.pm2_5", ""),
        ("town.air.no2", ""),
        ("town.water", ""),
    ]
    assert form.path.read_bytes().startswith(b"\xef\xbb\xbfseries;input;part;code;title;definition;")


def test_an_empty_one_has_no_rows_and_one_warning(form: CsvForm) -> None:
    evidence = sdg.read_evidence(form.path)
    assert len(evidence) == 0
    assert [(problem.code, problem.severity) for problem in evidence.problems] == [("SDG605", "warning")]


def test_what_is_filled_in_is_read_with_its_line(form: CsvForm) -> None:
    form.fill("town.water", "value", "95,5")
    form.fill("town.youth-council", "value", "1 – yes")
    form.fill("town.air.no2", "status", "O")
    form.fill("town.injuries", "value", "12", input="injured")
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [
        ["alder", "2024", "town.injuries", "injured", 12.0, "antall", ""],
        ["alder", "2024", "town.youth-council", "", "1", "", ""],
        ["alder", "2024", "town.air.no2", "", "", "µg/m³", "O"],
        ["alder", "2024", "town.water", "", 95.5, "%", ""],
    ]
    lines = form.path.read_text(encoding="utf-8-sig").split("\n")
    assert [lines[evidence.origins.place(n)["row"] - 1].split(";")[0] for n in range(4)] == [
        *("town.injuries", "town.youth-council", "town.air.no2", "town.water"),
    ]
    assert not evidence.problems


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8", ","), ("cp1252", ";"), ("utf-8", "\t")])
def test_it_may_be_saved_in_another_way(form: CsvForm, encoding: str, separator: str) -> None:
    form.fill("town.water", "value", "95,5")
    evidence = sdg.read_evidence(form.saved(encoding, separator))
    assert rows(evidence) == [["alder", "2024", "town.water", "", 95.5, "%", ""]]


def test_rows_of_other_areas_and_periods_may_say_so(form: CsvForm) -> None:
    form.fill("town.water", "value", "95,5")
    form.fill("town.air.no2", "value", "12")
    form.fill("town.air.no2", "area", "birch")
    form.fill("town.air.no2", "period", "2023")
    evidence = sdg.read_evidence(form.saved())
    assert [row[:3] for row in rows(evidence)] == [["birch", "2023", "town.air.no2"], ["alder", "2024", "town.water"]]


def test_a_form_for_nobody_asks_for_the_area(town: Standard, tmp_path: Path) -> None:
    sdg.write_template(tmp_path / "form.csv", town, language="en")
    form = CsvForm(tmp_path / "form.csv", ",")
    form.fill("town.water", "value", "95.5")
    problems = sdg.check(sdg.read_evidence(form.saved()), town)
    assert [problem.code for problem in problems.errors] == ["SDG702"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.floats(0, 100).map(lambda number: round(number, 6)),
    st.sampled_from(["", "A", "P", "E"]),
    st.text("abcæøå;,\"'\n=@", max_size=12),
)
def test_what_is_written_is_read(form: CsvForm, number: float, status: str, note: str) -> None:
    form.fill("town.water", "value", repr(number).replace(".", ",") if "e" not in repr(number) else "0")
    form.fill("town.water", "status", status)
    form.fill("town.water", "note", note)
    evidence = sdg.read_evidence(form.saved())
    (row,) = rows(evidence)
    assert (row[4], row[6]) == (number if "e" not in repr(number) else 0.0, status)
    assert evidence.frame["note"].tolist() == [note.strip()]
