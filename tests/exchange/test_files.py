"""Paths that lead to no table."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import is_text, read_table


def refused(path: object, **options: object) -> str:
    with pytest.raises(EvidenceError) as caught:
        read_table(path, **options)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.cure
    assert problem.severity == "error"
    return f"{problem.message} | {problem.cure}"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert '"no.csv" does not exist' in refused(tmp_path / "no.csv")
    assert "is a folder" in refused(tmp_path)
    assert "cannot be read" in refused("a\0b.csv")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "device or a pipe" in refused(tmp_path / "pipe.csv")
    assert "device or a pipe" in refused("/dev/zero")


def test_a_file_that_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "town.csv"
    path.write_text("area\n")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", denied)
    assert "may not be read by you" in refused(path)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "town.csv"
    path.write_text("area,value\nalder,1\n")
    assert len(read_table(path, max_bytes=19).frame) == 1
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as stream:
        stream.truncate(2**40)  # a terabyte of nothing, which takes no room

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr("builtins.open", opened)
    assert "at most 18 are read" in refused(path, max_bytes=18)
    assert f"{2**40} bytes" in refused(huge)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "town.csv"
    path.write_text("x" * 100)
    small = os.stat_result((0o100644, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr("sdg_standard.exchange.files.os.stat", lambda _: small)
    assert "more than 10 bytes" in refused(path, max_bytes=10)


@pytest.mark.parametrize(
    ("magic", "name", "text"),
    [
        (b"%PDF-1.7 ...", "report.csv", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "figure.csv", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old.xls", "Save it without password as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "secret.xlsx", "one with a password"),
        (b"\x1f\x8b\x08\x00", "town.csv.gz", "Unpack it"),
        (b"area,value\n\0\0", "town.csv", "NUL bytes"),
        ("area,value\n".encode("utf-16"), "town.csv", "is in UTF-16"),
        (b"\xfe\xff" + "area\n".encode("utf-16-be"), "town.csv", "is in UTF-16"),
        ("area,value\n".encode("utf-32"), "town.csv", "is in UTF-32"),
        (b"\0\0\xfe\xff" + "area\n".encode("utf-32-be"), "town.csv", "is in UTF-32"),
        (b"area,value\nalder,1\n", "town.xlsx", "ending in .csv"),
        (b"PAR1....PAR1", "town.csv", "ending in .parquet"),
        (b"PK\x03\x04....", "town.csv", "ending in .xlsx"),
        (b"PK\x03\x04....", "town.xlsx", "damaged"),
        (b"PAR1 not really", "town.parquet", "cannot be read as a Parquet file"),
    ],
)
def test_content_that_is_no_table(tmp_path: Path, magic: bytes, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(magic)
    assert text in refused(path)


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def test_zip_files_that_are_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(_zip(letter=b"<x/>"))
    assert "is no Excel workbook" in refused(path)
    path.write_bytes(_zip(xl__workbook=b"<x/>"))
    assert "cannot be read as an Excel workbook" in refused(path)
    monkeypatch.setattr("sdg_standard.exchange.excel_parts.MOST_UNPACKED", 10**6)
    path.write_bytes(_zip(xl__workbook=b"<x/>", bomb=b"0" * 2 * 10**6))
    assert path.stat().st_size < 10**4
    assert "unpacks to more than 1000000 bytes" in refused(path)


@pytest.mark.parametrize("text", ["area,period\na,2024", '{"format": "x"}', "[{}]", "x" * 5000])
def test_a_text_in_the_place_of_a_path_is_told_apart(text: str) -> None:
    said = refused(text)
    assert "text of a file" in said and len(said) < 250


@pytest.mark.parametrize("path", ["evidence.csv", "[2021] evidence.csv", "{area}.csv", "C:\\data\\e.csv"])
def test_a_strange_path_is_a_path(path: str) -> None:
    assert not is_text(path)


@pytest.mark.parametrize("read", [sdg.read_json_stat, sdg.read_evidence])
def test_an_address_is_not_fetched_and_that_is_said(read: Callable[[str], object]) -> None:
    with pytest.raises(EvidenceError, match="Nothing is fetched here"):
        read("https://data.ssb.no/api/pxwebapi/v2/tables/07459/data.json")
