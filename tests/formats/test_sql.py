"""Tables of databases: those of SQLite here, which every Python has; the others in `tests/integration`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.errors import PROBLEM_COLUMNS, UnknownId
from sdg_standard.formats.sql import DIALECTS, TABLES, insertion, table_definitions
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.results.results import SCORE_COLUMNS


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(table_definitions("sqlite") * 2)  # twice: what is there stays
        yield connection


def test_every_column_of_ours_has_a_place(database: sqlite3.Connection) -> None:
    for table, columns in {
        "evidence": EVIDENCE_COLUMN_NAMES,
        "problem": PROBLEM_COLUMNS,
        "value": VALUE_COLUMNS,
        "score": SCORE_COLUMNS,
    }.items():
        there = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        assert there == list(TABLES[table]) and set(columns) <= set(there)


def test_a_number_that_is_withheld_does_not_get_in(database: sqlite3.Connection) -> None:
    database.execute(insertion("submission"), ("s", None, "2026-11-29", None, None))
    database.execute(insertion("run"), ("r", "s", "sdg-standard", "2026.1", "d", "m", "1.0.0", "0.1", None))
    row = dict.fromkeys(TABLES["value"]) | {"run": "r", "area": "a", "period": "2024", "series": "s"}
    row |= {"value": 3.0, "status": "A"}
    for wrong in ({"confidentiality": "C"}, {"status": "Q"}):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            database.execute(insertion("value"), tuple({**row, **wrong}.values()))
    database.execute(insertion("value"), tuple({**row, "confidentiality": "F"}.values()))
    with pytest.raises(sqlite3.IntegrityError):  # once
        database.execute(insertion("value"), tuple(row.values()))


def test_nothing_points_to_what_is_not_there(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute(insertion("run"), ("r", "nobody", "s", "e", "d", "m", "1", "0", None))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_database_has_its_types(dialect: str) -> None:
    text = table_definitions(dialect)
    assert text == table_definitions(dialect) and text.count("CREATE TABLE IF NOT EXISTS") == len(TABLES)
    assert ("jsonb" in text) == (dialect == "postgresql")


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables.sql"
    source = str(Path(__file__).parents[2] / "standard")
    assert main(["convert", source, str(out), "--to", "sql", "--set", "database=duckdb"]) == 0
    assert out.read_text(encoding="utf-8") == table_definitions("duckdb")
    assert main(["convert", source, str(out), "--to", "sql", "--set", "database=oracle"]) != 0
    assert "oracle" in capsys.readouterr().err
    with pytest.raises(UnknownId):
        table_definitions("oracle")


def test_a_record_without_a_key_is_told_and_no_fault_of_ours() -> None:
    found = sdg.check(sdg.Evidence.from_records([{}, {}]), sdg.load())
    assert [(one.code, one.row) for one in found] == [("SDG702", 1), ("SDG702", 2)]
