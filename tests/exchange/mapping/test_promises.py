"""What holds for any table: nothing is lost or changed on the way, and repetition costs no memory."""

from __future__ import annotations

import csv
import gc
import tempfile
import tracemalloc
from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.mapping import TableMapping, draft_of
from sdg_standard.exchange.mapping.draft import escaped, quoted

WORDS = st.text("abåÆø0159*{}\\.,;'\"=-+", min_size=1, max_size=8)
NUMBERS = st.floats(-1e9, 1e9).map(lambda number: number + 0.0)


@given(
    areas=st.lists(WORDS, min_size=1, max_size=4, unique=True),
    years=st.lists(st.integers(1990, 2040), min_size=1, max_size=4, unique=True),
    things=st.lists(WORDS, min_size=1, max_size=3, unique=True),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_evidence_made_wide_and_read_by_a_mapping_is_the_same_again(
    areas: list[str], years: list[int], things: list[str], data: st.DataObject
) -> None:
    keys = [(area, thing, year) for area in areas for thing in things for year in years]
    tidy = {key: data.draw(NUMBERS) for key in keys}
    wide = [["Sted", "Hva", *map(str, years)]]
    wide += [[area, thing, *(repr(tidy[area, thing, n]) for n in years)] for area in areas for thing in things]
    mapping = {
        "file": {"separator": ","},
        "wide": "{period}",
        "columns": {"area": "Sted"},
        "series": [
            {"where": {"Hva": escaped(thing)}, "series": f"town.{place}", "unit": "%"}
            for place, thing in enumerate(things)
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wide.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(wide)
        evidence = sdg.read_evidence(path, mapping=TableMapping.model_validate(mapping))
    frame = evidence.frame
    assert {
        (area, things[int(series[5:])], int(year)): float(value)
        for area, series, year, value in frame[["area", "series", "period", "value"]].itertuples(index=False)
    } == tidy
    assert len(frame) == len(tidy) and not evidence.problems


CELLS = st.sampled_from(
    ["", "a", "0301 Oslo", "2024", "2023", "12,5", "..", "Sum", "value", "1 234", "x;y", "*", "{}", "\\"]
)


@example([["id", "value"], ["1", "yes"]], ",")
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=80, deadline=None)
def test_the_draft_of_any_table_is_a_valid_mapping_of_it(rows: list[list[str]], separator: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_text("".join(separator.join(map(quoted, row)) + "\n" for row in rows), encoding="utf-8")
        try:
            text = draft_of(path, lambda code: f"NO-{code}" if code == "0301" else "", lambda _: ())
        except EvidenceError as refused:
            assert all(problem.cure for problem in refused.problems)
            return
        mapping = Path(folder, "m.yaml")
        mapping.write_text(text, encoding="utf-8")
        try:
            sdg.read_evidence(path, mapping=mapping)
        except EvidenceError as refused:
            assert {problem.code for problem in refused.problems} <= {"SDG607", "SDG642", "SDG643", "SDG645"}


def messy(path: Path, rows: int) -> Path:
    """A table in which everything goes wrong again and again."""
    areas = ["0301 Oslo", "3203 Asker", "Sum fylke", "Ukjent", ""]
    values = ["12,5", "..", "abc", ":", "1 234", "7*"]
    lines = (
        f"{areas[n % 5]};{'ABCD'[n % 4]};{2000 + n % 25};{values[n % 6]}{';x' if n % 50 == 49 else ''}\n"
        for n in range(rows)
    )
    path.write_text("Tittel\n\nregion;hva;år;verdi\n" + "".join(lines) + "Kilde: SSB\n", encoding="utf-8")
    return path


def test_a_messy_table_of_100_000_rows_tells_its_problems_together(tmp_path: Path) -> None:
    mapping = TableMapping.model_validate(
        {
            "file": {"header": 3, "decimal": ",", "thousands": " "},
            "marks": "ssb",
            "leave_out": [{"region": "Sum*"}],
            "columns": {"area": {"from": "region", "take": "{} *", "prefix": "NO-"}, "period": "år", "value": "verdi"},
            "series": [{"where": {"hva": ["A", "B", "C"]}, "series": "town.water", "unit": "%"}],
        }
    )

    def told(rows: int) -> list[tuple[str, str]]:
        evidence = sdg.read_evidence(messy(tmp_path / "t.csv", rows), mapping=mapping)
        return [(problem.code, problem.message) for problem in evidence.problems]

    many = told(100_000)
    codes = Counter(code for code, _ in many)
    # 100,000 / 50 rows have a cell too many: 1,000 are listed, and one says how many more there are
    assert codes["SDG607"] == 1001 and ("SDG607", "1000 further rows have this problem") in many
    assert codes - Counter(SDG607=1001) == Counter(SDG642=2, SDG645=1)  # "Ukjent" and "D"; the source line
    assert {code for code, _ in told(1_000)} == set(codes)


def test_what_is_told_of_a_table_takes_no_more_memory_for_repetition(tmp_path: Path) -> None:
    columns = {"area": {"from": "region", "codes": {"0301 Oslo": "NO-0301"}}, "period": "år", "value": "verdi"}
    mapping = TableMapping.model_validate(
        {"file": {"header": 3}, "columns": columns, "constants": {"series": "town.x"}}
    )

    def held(rows: int) -> int:
        path = messy(tmp_path / "t.csv", rows)
        tracemalloc.start()
        problems = sdg.read_evidence(path, mapping=mapping).problems
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert len(problems) < 1100
        return size

    held(1_000)
    assert held(20_000) < held(10_000) * 2.5
