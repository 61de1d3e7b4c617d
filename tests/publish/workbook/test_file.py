"""The workbook of a scorecard, opened again."""

from __future__ import annotations

import io
import math
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import sdg_standard as sdg
from public_objects import CONTRACT, evidence, town
from sdg_standard.publish.workbook import sheets, workbook_of, writing

SHEETS = ["Overview", "Scores", "Values", "Explanations", "Problems", "Provenance"]
HOSTILE = "=HYPERLINK(\"http://x\",'a') <script> 🏔️ #N/A"


@pytest.fixture(scope="module")
def card() -> sdg.Scorecard:
    return sdg.score(evidence(), town(), "trend", areas=CONTRACT / "areas.csv", periods=["2023", "2024"])


@pytest.fixture(scope="module")
def rated() -> sdg.Scorecard:
    return sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])


@pytest.fixture(scope="module")
def book(rated: sdg.Scorecard) -> Any:
    return opened(workbook_of(rated))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def frame_of(page: Any) -> pd.DataFrame:
    rows = list(page.iter_rows(values_only=True))
    return pd.DataFrame(rows[1:], columns=list(rows[0]))


def test_the_sheets_in_each_language(card: sdg.Scorecard) -> None:
    assert opened(workbook_of(card)).sheetnames == SHEETS
    assert opened(workbook_of(card, language="nn")).sheetnames[3:5] == ["Forklaringar", "Problem"]
    with pytest.raises(sdg.UnknownId):
        workbook_of(card, language="xx")


def test_numbers_are_those_of_the_card(rated: sdg.Scorecard, book: Any) -> None:
    page = frame_of(book["Scores"])
    assert page["Node id"].tolist() == rated.scores["node"].tolist()
    for head, column in (("Score", "score"), ("Value", "value"), ("Coverage", "coverage")):
        for there, here in zip(page[head], rated.scores[column], strict=True):
            assert (there is None or math.isnan(there)) if here != here else there == pytest.approx(here, rel=1e-15)
    values = frame_of(book["Values"])
    assert values["Value"].dropna().tolist() == pytest.approx(rated.values.frame["value"].dropna().tolist(), rel=1e-15)


def test_numbers_show_the_decimals_that_they_have(rated: sdg.Scorecard, book: Any) -> None:
    cells = {row[3].value: row[5] for row in book["Values"].iter_rows(min_row=2) if row[5].value is not None}
    assert cells["u4ssc.sc.sh.si.4c"].number_format == "0.00"  # 67.94 was reported
    dimension = [
        row
        for row in book["Scores"].iter_rows(min_row=2)
        if row[3].value == "dimension:economy" and row[8].value is not None
    ]
    assert {row[8].number_format for row in dimension} == {"0.00"}  # as `decimals` of the methodology says
    assert dimension and {row[9].number_format for row in dimension} == {"0%"}


def test_headings_are_frozen_and_filtered(book: Any) -> None:
    for name in SHEETS[1:]:
        page = book[name]
        assert page.freeze_panes == "A2" and page.auto_filter.ref.startswith("A1:"), name
    head = next(row for row in book["Overview"].iter_rows() if row[0].value == "Area")[0].row
    assert book["Overview"].freeze_panes == f"A{head + 1}"
    assert all(page.column_dimensions["A"].width >= 11 for page in book)


def test_a_rating_has_a_symbol_and_words_beside_its_colour(book: Any) -> None:
    page = frame_of(book["Scores"])
    rated = page.dropna(subset=["Rating"])
    assert len(rated) and rated["Symbol"].notna().all()
    rules = [rule for of in book["Scores"].conditional_formatting for rule in of.rules]
    said = {rule.formula[0].partition("=")[2].strip('"') for rule in rules}
    assert set(rated["Rating"]) <= said


def test_every_number_is_explained_in_the_language(rated: sdg.Scorecard) -> None:
    page = frame_of(opened(workbook_of(rated, language="nb"))["Forklaringer"])
    assert len(page) == len(rated.scores)
    row = page[(page["Område"] == "Stavanger") & (page["Node-id"] == "dimension:economy")].iloc[0]
    inside = rated.explain("NO-1103", "2021", "dimension:economy").told("nb")
    assert row["Hvordan tallet ble til"] == "\n".join(line.strip() for line in inside.split("\n")[1:])


def test_many_numbers_are_explained_only_on_demand(card: sdg.Scorecard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_EXPLAINED", 3)
    left = opened(workbook_of(card))["Explanations"]
    assert "not explained here" in left["A1"].value and left.max_row == 2
    asked = opened(workbook_of(card, explanations=True))["Explanations"]
    assert asked.max_row == 1 + len(card.scores)


def test_the_overview_says_what_is_proposed(book: Any) -> None:
    said = [str(row[1]) for row in book["Overview"].iter_rows(values_only=True, max_row=12)]
    assert any("this standard proposes" in text for text in said)


def test_problems_and_provenance(rated: sdg.Scorecard, book: Any) -> None:
    problems = frame_of(book["Problems"])
    assert sorted(problems["Code"]) == sorted(item.code for item in rated.problems)
    lines = dict(book["Provenance"].iter_rows(min_row=2, values_only=True))
    assert lines["standard"] == rated.provenance["standard"]


def test_the_same_card_gives_the_same_bytes_also_when_it_was_read(card: sdg.Scorecard) -> None:
    once = workbook_of(card, language="nb")
    assert workbook_of(card, language="nb") == once
    assert workbook_of(sdg.Scorecard.from_json(card.to_json()), language="nb") == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_texts_of_others_stay_texts() -> None:
    rows = pd.read_csv(CONTRACT / "evidence.csv", dtype=str, keep_default_na=False)
    given = sdg.Evidence.from_frame(rows.assign(source=HOSTILE, note=HOSTILE))
    found = sdg.score(given, town(), "levels", areas=pd.DataFrame({"area": ["alder"], "name": [HOSTILE]}))
    for page in opened(workbook_of(found)):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.data_type != "e"
                assert not str(cell.value or "").startswith("=") or cell.quotePrefix


def test_a_card_without_anything(tmp_path: Path) -> None:
    empty = sdg.score(sdg.Evidence.from_records([]), town(), "levels", areas=pd.DataFrame({"area": ["alder"]}))
    sdg.write_workbook(empty, tmp_path / "empty.xlsx")
    assert openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames == SHEETS


def test_infinities_and_sheets_that_are_too_long(card: sdg.Scorecard, monkeypatch: pytest.MonkeyPatch) -> None:
    from sdg_standard.publish.workbook.cells import Column, Sheet

    endless = Sheet("x", (Column("n", 9),), ((float("inf"),), (float("nan"),), (-float("inf"),)))
    cells = [row[0] for row in opened(writing.workbook_bytes([endless], "", ""))["x"].iter_rows(values_only=True)]
    assert cells == ["n", "∞", None, "-∞"]
    monkeypatch.setattr(writing, "MOST_ROWS", 4)
    with pytest.raises(sdg.OutputError, match="has 4 rows at most"):
        workbook_of(card)


def test_without_openpyxl_the_extra_is_named(card: sdg.Scorecard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(sdg.MissingExtra, match="excel"):
        workbook_of(card)
