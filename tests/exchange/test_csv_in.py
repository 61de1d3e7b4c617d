"""CSV as people really send it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdg_standard._signs import tidy
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import RawTable, read_table

HEADER = "area,period,series,value,unit\n"


def read(tmp_path: Path, content: str | bytes, name: str = "town.csv", **options: object) -> RawTable:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, **options)


def refused(tmp_path: Path, content: str | bytes, name: str = "town.csv", **options: object) -> str:
    with pytest.raises(EvidenceError) as caught:
        read(tmp_path, content, name, **options)
    assert all(problem.cure and problem.file == name for problem in caught.value.problems)
    return " / ".join(problem.message for problem in caught.value.problems)


def test_cells_stay_text_and_lines_are_those_of_the_file(tmp_path: Path) -> None:
    raw = read(tmp_path, HEADER + 'alder,2024,town.water,"3,5",%\n\nbirch,2024,town.water,95 424, %\n')
    assert raw.frame["value"].tolist() == ["3,5", "95 424"]
    assert raw.frame["unit"].tolist() == ["%", "%"]
    assert raw.frame.index.tolist() == [2, 4]
    assert raw.problems == []
    assert (raw.file, raw.sheet, len(raw.digest)) == ("town.csv", "", 64)


def test_what_looks_like_missing_or_true_is_text_too(tmp_path: Path) -> None:
    words = ["NA", "nan", "null", "None", "true", "0301", "1e3", "=1+1", "-", "..", ":", "<5"]
    raw = read(tmp_path, "value,note\n" + "".join(f"{word},x\n" for word in words))
    assert raw.frame["value"].tolist() == words
    assert {type(cell) for cell in raw.frame["value"]} == {str}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str) -> None:
    lines = ["area,period,value", "alder,2024,1", "birch,2024,2"]
    raw = read(tmp_path, (end.join(lines) + end).replace(",", separator))
    assert raw.frame.columns.tolist() == ["area", "period", "value"]
    assert raw.frame["area"].tolist() == ["alder", "birch"]
    assert raw.frame.index.tolist() == [2, 3]
    assert raw.problems == []


def test_a_semicolon_file_keeps_decimal_commas(tmp_path: Path) -> None:
    raw = read(tmp_path, "area;period;value;note\nalder;2024;3,5;a, b, c\n")
    assert raw.frame.loc[2].tolist() == ["alder", "2024", "3,5", "a, b, c"]


def test_the_first_line_of_excel_that_names_the_separator(tmp_path: Path) -> None:
    raw = read(tmp_path, "sep=;\r\narea;value\r\nalder;1\r\n")
    assert raw.frame.loc[3].tolist() == ["alder", "1"]
    assert 'separated by "|"' in refused(tmp_path, "sep=|\narea|value\nalder|1\n")


def test_a_doubtful_separator_is_named(tmp_path: Path) -> None:
    raw = read(tmp_path, "by;land,stat;verdi\n1;2,3;4\n")
    assert raw.frame.columns.tolist() == ["by", "land,stat", "verdi"]
    assert [(problem.severity, problem.row) for problem in raw.problems] == [("note", 1)]


def test_known_names_decide_about_the_separator(tmp_path: Path) -> None:
    raw = read(tmp_path, "area;value;a,b,c,d,e\nalder;1;x\n")
    assert raw.frame.columns.tolist() == ["area", "value", "a,b,c,d,e"]
    assert raw.problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_norwegian_letters_in_utf8(tmp_path: Path, encoding: str) -> None:
    raw = read(tmp_path, "area,unit\nBærum Ålesund Hábmer,µg/m³\n".encode(encoding))
    assert raw.frame.loc[2].tolist() == ["Bærum Ålesund Hábmer", "µg/m³"]
    assert raw.frame.columns.tolist() == ["area", "unit"]
    assert raw.problems == []


def test_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    raw = read(tmp_path, "area;value;note\nBærum;1;\nÅlesund;2;– µ\n".encode("cp1252"))
    assert raw.frame["area"].tolist() == ["Bærum", "Ålesund"]
    assert raw.frame.loc[3, "note"] == "– µ"
    assert [(problem.severity, problem.row) for problem in raw.problems] == [("note", 2)]


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    assert "UTF-16" in refused(tmp_path, "area,value\nalder,1\n".encode("utf-16"))
    assert "UTF-16" in refused(tmp_path, "\ufeffarea,value\n".encode("utf-16-be"))
    assert "NUL" in refused(tmp_path, "area,value\nalder,1\n".encode("utf-16-le"))
    assert "neither UTF-8 nor Windows-1252" in refused(tmp_path, b"area,value\n\x81\x8d,1\n")


def test_quoted_line_ends_and_true_lines(tmp_path: Path) -> None:
    raw = read(tmp_path, 'area,note\nalder,"one\ntwo\r\nthree"\nbirch,"say ""hi"""\ncedar,x,y\n')
    assert raw.frame.index.tolist() == [2, 5]
    assert raw.frame["note"].tolist() == ["one\ntwo\r\nthree", 'say "hi"']
    assert [problem.row for problem in raw.problems] == [6]


def test_rows_that_do_not_fit_are_refused_and_the_others_kept(tmp_path: Path) -> None:
    raw = read(tmp_path, HEADER + "alder,2024,town.water,3,5,%\nbirch,2024\ncedar,2024,town.water,91,%,,,\n,,,,\n,,\n")
    assert raw.frame.index.tolist() == [4]
    assert [(problem.row, problem.severity) for problem in raw.problems] == [(2, "error"), (3, "error")]
    assert "6 cells, the header 5" in raw.problems[0].message
    assert "double quotes" in raw.problems[0].cure
    assert "2 cells, the header 5" in raw.problems[1].message


def test_a_broken_quote_costs_one_row(tmp_path: Path) -> None:
    raw = read(tmp_path, 'area,note\nalder,"x"y\nbirch,"never closed\ncedar,ok\ndogwood,ok\n')
    assert raw.frame["area"].tolist() == ["cedar", "dogwood"]
    assert [problem.row for problem in raw.problems] == [2, 3]
    assert "never closed" in raw.problems[1].message


def test_a_huge_quoted_cell_costs_one_row(tmp_path: Path) -> None:
    raw = read(tmp_path, 'area,note\nalder,"' + "x" * 200_000 + "\n" * 3 + "birch,ok\n")
    assert raw.frame["area"].tolist() == ["birch"]
    assert "100 000 characters" in raw.problems[0].message


def test_thousands_of_broken_quotes_end_the_reading(tmp_path: Path) -> None:
    assert "more than 1000 rows" in refused(tmp_path, "area,note\n" + 'alder,"x"y\n' * 1500)


def test_of_many_equal_problems_the_first_thousand_are_listed(tmp_path: Path) -> None:
    raw = read(tmp_path, "area,note\nalder,ok\n" + "birch\n" * 2500)
    assert len(raw.frame) == 1
    assert len(raw.problems) == 1001
    assert raw.problems[-1].message == "1500 further rows have this problem"


def test_blank_lines_before_the_header(tmp_path: Path) -> None:
    raw = read(tmp_path, "\n,,\narea,value,\nalder,1,\n")
    assert raw.frame.index.tolist() == [4]
    assert raw.frame.columns.tolist() == ["area", "value"]


def test_header_names(tmp_path: Path) -> None:
    raw = read(tmp_path, ' Area ,\xa0VALUE,Region,"unit"\nalder,1,North,%\n')
    assert raw.frame.columns.tolist() == ["area", "value", "Region", "unit"]


def test_headers_that_cannot_be_used(tmp_path: Path) -> None:
    assert 'the column "value" occurs 2 times' in refused(tmp_path, "area,value,Value\nalder,1,2\n")
    assert "more than 200 columns" in refused(tmp_path, ",".join(f"c{i}" for i in range(201)) + "\n")
    assert "never closed" in refused(tmp_path, '"area,value\nalder,1\n')
    wide = read(tmp_path, ",".join(f"c{i}" for i in range(200)) + "\n" + ",".join("1" * 200) + "\n")
    assert wide.frame.shape == (1, 200)


def test_a_column_without_name_is_reported_when_it_holds_something(tmp_path: Path) -> None:
    raw = read(tmp_path, "area,,value\nalder,,1\n")
    assert (raw.frame.columns.tolist(), raw.problems) == (["area", "value"], [])
    raw = read(tmp_path, "area,,value\nalder,x,1\n")
    assert [(problem.severity, problem.message) for problem in raw.problems] == [
        ("warning", "column 2 has no name and is not read")
    ]


def test_nothing_to_read(tmp_path: Path) -> None:
    for empty in ("", "\ufeff", "\n\n  \n"):
        assert "is empty" in refused(tmp_path, empty)
    raw = read(tmp_path, HEADER)
    assert raw.frame.empty
    assert raw.frame.columns.tolist() == ["area", "period", "series", "value", "unit"]
    assert [(problem.severity, problem.message) for problem in raw.problems] == [
        ("error", "there is no row to read below the header")
    ]


def test_too_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdg_standard.exchange.csv_in.MOST_ROWS", 100)
    assert "more than 100 lines" in refused(tmp_path, "a\n" * 101)


def test_blocks_do_not_show(tmp_path: Path) -> None:
    # around the size of a block, with a record of two lines in the middle of the second one
    rows = [f"a{i},{i}\n" for i in range(2500)]
    rows[1700] = 'a1700,"17\n00"\n'
    raw = read(tmp_path, "area,value\n" + "".join(rows))
    assert raw.frame["area"].tolist() == [f"a{i}" for i in range(2500)]
    assert raw.frame.index.tolist() == [i + 2 + (i > 1700) for i in range(2500)]


cell = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_whatever_is_quoted_properly_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list, mark: str
) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    text = f"x{mark}area{mark}value\n" + "".join(f"1{mark}{quoted(a)}{mark}{quoted(b)}\n" for a, b in rows)
    raw = read(tmp_path_factory.mktemp("csv"), text)
    assert raw.problems == []
    assert list(zip(raw.frame["area"], raw.frame["value"], strict=True)) == [(tidy(a), tidy(b)) for a, b in rows]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_an_evidence_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("x.csv", "x.xlsx", "x.parquet", "x"):
        path = tmp_path_factory.mktemp("any") / name
        path.write_bytes(data)
        try:
            assert isinstance(read_table(path), RawTable)
        except EvidenceError as error:
            assert error.problems


def test_a_sheet_of_a_text_file_is_not_silently_ignored(tmp_path: Path) -> None:
    raw = read(tmp_path, HEADER + "a,2024,s,1,%\n", sheet="Ark1")
    assert [problem.severity for problem in raw.problems] == ["warning"]
