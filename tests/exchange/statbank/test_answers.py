"""Answers as statistical offices send them, written by hand after their shapes; the expected numbers stand in them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.statbank import StatTable, read_json_stat

ANSWERS = Path(__file__).parent / "answers"
TABLES = ["ssb_v2_population", "ssb_kostra", "dst_v1", "scb_v2", "eurostat", "fhi"]


def answer(name: str, dataset: str | None = None) -> StatTable:
    return read_json_stat(ANSWERS / f"{name}.json", dataset=dataset)


def cell(table: StatTable, *codes: str) -> tuple[object, str, str]:
    """The number (None for a gap), status and text of the cell of some codes, one for each dimension."""
    frame = table.frame
    for column, code in zip(table.columns.values(), codes, strict=True):
        frame = frame[frame[column] == code]
    assert len(frame) == 1
    value, status, text = frame.iloc[0][["value", "status", "text"]]
    return None if math.isnan(value) else value, status, text


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_has_a_row(name: str) -> None:
    table = answer(name)
    assert len(table.frame) == math.prod(table.shape) and not table.problems.errors
    assert list(table.frame.columns[-5:]) == ["value", "status", "text", "unit", "decimals"]


def test_statbank_version_2() -> None:
    table = answer("ssb_v2_population")
    assert cell(table, "3203", "Personer1", "2024") == (99083, "", "")
    assert cell(table, "0220", "Personer1", "2019") == (61523, "", "")
    assert cell(table, "3203", "Personer1", "2019") == (None, ".", "")
    row = table.frame.iloc[6]
    assert (row["Region.label"], row["unit"], row["decimals"]) == ("Asker (-2019)", "personer", 0)
    assert table.cited == "SSB 07459, updated 2026-02-24" and table.note == ("Tallene gjelder per 1. januar.",)
    assert table.dimension("ContentsCode").said("measuringType", "Personer1") == "Stock"
    assert not table.problems


@pytest.mark.parametrize("name", ["ssb_v2_metadata", "ssb_v1_metadata"])
def test_the_description_of_a_table_has_no_cells(name: str) -> None:
    table = answer(name)
    assert table.described_only and table.frame.empty and "Region" in table.frame.columns
    assert table.table_id == "07459" and table.of_role("time")[0].id == "Tid"
    assert table.dimension("Region").label_of("3203") == "Asker"


def test_kostra_has_a_constant_dimension_without_index() -> None:
    table = answer("ssb_kostra")
    assert table.dimension("KOKfunksjon0000").codes == ("FGK14",)
    assert cell(table, "K-3203", "FGK14", "KOSbrutto0000", "2025") == (98765, "", "")
    assert cell(table, "K-3203", "FGK14", "KOSandel0000", "2025") == (None, ":", "")
    assert table.keys()[3] == "KOKkommuneregion0000=K-3203, ContentsCode=KOSandel0000"
    assert set(table.frame["unit"]) == {"1000 kr", "prosent"}


def test_version_1_keeps_its_ids_among_the_dimensions() -> None:
    table = answer("dst_v1")
    assert table.shape == (2, 1, 2) and cell(table, "147", "FOLK1A", "2024K2") == (104500, "", "")
    assert [one.id for one in table.of_role("geo")] == ["OMRÅDE"]


def test_a_document_of_several_datasets_asks_which() -> None:
    with pytest.raises(EvidenceError, match=r'2 datasets[\s\S]*"oecd" or "canada"'):
        answer("bundle_v1")
    with pytest.raises(EvidenceError, match='no dataset "norway"'):
        answer("bundle_v1", "norway")
    oecd, canada = answer("bundle_v1", "oecd"), answer("bundle_v1", "canada")
    assert cell(oecd, "UNR", "AU", "2004") == (None, "m", "") and cell(oecd, "UNR", "AT", "2003") == (6.1, "", "")
    assert cell(canada, "CA", "F", "PERCENT") == (16.5, "a", "") and cell(canada, "CA", "T", "PERCENT")[0] is None


def test_a_collection_holds_datasets_or_only_leads_to_them() -> None:
    assert cell(answer("collection", "Waste"), "2023") == (40.5, "", "")
    with pytest.raises(EvidenceError, match=r"2 links[\s\S]*oecd\.json"):
        answer("collection_of_links")


def test_a_dimension_alone() -> None:
    table = answer("hierarchy")
    assert table.described_only and table.dimensions[0].children == {"A": ("A1", "A2")}


def test_eurostat_leaves_out_cells() -> None:
    table = answer("eurostat")
    assert cell(table, "A", "KG_HAB", "NO", "2023") == (776, "e", "")
    assert cell(table, "A", "KG_HAB", "SE", "2022") == (None, ":", "")
    assert cell(table, "A", "KG_HAB", "DK", "2023") == (1.2, "bp", "")
    assert cell(table, "A", "KG_HAB", "DK", "2022") == (None, "", "")
    assert table.cited == "ESTAT ENV_WASMUN, updated 2026-02-10"
    assert table.columns["unit"] == "dimension.unit"  # beside the column of units


def test_fhi_writes_marks_where_numbers_belong() -> None:
    table = answer("fhi")
    assert cell(table, "4223", "2022_2024", "MEIS") == (None, "3", ":")
    assert cell(table, "3203", "2022_2024", "MEIS") == (84.6, "", "")
    assert table.of_role("time") == () and "METRIC_UNIT_MISSING" in str(table.problems)


def test_statistics_sweden_names_no_geography() -> None:
    table = answer("scb_v2")
    assert table.of_role("geo") == () and table.cited == "SCB TAB638, updated 2026-02-21"


@pytest.mark.parametrize(
    ("name", "said"),
    [("problem_of_v2", "400 – Non-existent value"), ("px_json", "format `json-stat2`")],
)
def test_what_is_no_table_says_what_it_is(name: str, said: str) -> None:
    with pytest.raises(EvidenceError, match=said):
        answer(name)
