"""A store of submissions and what was made of them, in PostgreSQL, DuckDB or SQLite: one transaction per submission.

Everything about a submission is written together or not at all: its rows, the run, problems, values and scores. The id
of a submission is the digest of its rows, so that one which is sent twice stands there once.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pandas as pd

import sdg_standard as sdg
from sdg_standard.errors import PROBLEM_COLUMNS
from sdg_standard.formats.sql import TABLES, insertion, quoted, table_definitions

Row = Mapping[str, Any]
COLUMNS = TABLES["evidence"][2:-2]
KEY = "row_key"


@dataclass(frozen=True)
class Made:
    """What became of a submission."""

    submission: str
    run: str
    card: sdg.Scorecard
    problems: sdg.Problems = field(default_factory=sdg.Problems)


class Store:
    """The tables of ``sdg_standard.formats.sql`` in a database that is reached by Python's DB-API."""

    def __init__(self, connection: Any, dialect: str) -> None:
        self.connection, self.dialect = connection, dialect
        self.mark = "%s" if dialect == "postgresql" else "?"

    def prepare(self) -> None:
        """Make the tables where they are missing."""
        with self.transaction() as cursor:
            for statement in table_definitions(self.dialect).split(";\n"):
                if statement.strip():
                    cursor.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Everything inside is there afterwards, or nothing is."""
        cursor = self.connection.cursor()
        if self.dialect in ("duckdb", "sqlite"):
            cursor.execute("BEGIN" if self.dialect == "duckdb" else "BEGIN IMMEDIATE")
        try:
            yield cursor
        except BaseException:
            cursor.execute("ROLLBACK") if self.dialect != "postgresql" else self.connection.rollback()
            raise
        cursor.execute("COMMIT") if self.dialect != "postgresql" else self.connection.commit()

    # in

    def submit(self, rows: Sequence[Row], made: Made | None, *, area: str = "", sent_by: str = "") -> str:
        """Write a submission, and the run that was made of it, in one transaction. Returns the id of the submission."""
        name = submission_id(rows)
        with self.transaction() as cursor:
            known = self._fetch(cursor, f'SELECT "id" FROM "submission" WHERE "id" = {self.mark}', (name,))
            if not known:
                received = datetime.now(UTC).isoformat(timespec="milliseconds")
                self._insert(cursor, "submission", [(name, area or None, received, sent_by or None, None)])
                self._insert(cursor, "evidence", evidence_rows(name, rows))
            if made is not None:
                self._run(cursor, made)
        return name

    def _run(self, cursor: Any, made: Made) -> None:
        if self._fetch(cursor, f'SELECT "id" FROM "run" WHERE "id" = {self.mark}', (made.run,)):
            return
        standard, methodology, told = made.card.standard, made.card.methodology, json.dumps(made.card.provenance)
        where = (standard.id, standard.edition, standard.digest, methodology.id, methodology.version)
        self._insert(cursor, "run", [(made.run, made.submission, *where, sdg.__version__, told)])
        self._insert(cursor, "problem", problem_rows(made.run, made.problems))
        self._insert(cursor, "value", frame_rows(made.run, made.card.values.frame, TABLES["value"][1:]))
        scores, first = made.card.scores, TABLES["score"][1:-1]
        further = [name for name in scores.columns if name not in first]
        self._insert(cursor, "score", frame_rows(made.run, scores, first, further))

    def _insert(self, cursor: Any, table: str, rows: Iterable[Sequence[Any]]) -> None:
        found = [list(row) for row in rows]
        if found:
            cursor.executemany(insertion(table, self.mark), found)

    def _fetch(self, cursor: Any, statement: str, facts: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        cursor.execute(statement, tuple(facts))
        return list(cursor.fetchall())

    # out

    def rows(self, submission: str) -> list[dict[str, Any]]:
        """The rows of a submission as they came, in their order; none where there is no such submission."""
        names = TABLES["evidence"][2:]
        listed = ", ".join(map(quoted, names))
        statement = f'SELECT {listed} FROM "evidence" WHERE "submission" = {self.mark} ORDER BY "position"'
        found = []
        for cells in self._fetch(self.connection.cursor(), statement, (submission,)):
            row = {name: cell for name, cell in zip(names, cells, strict=True) if cell not in (None, "")}
            further = row.pop("further", None) or "{}"
            found.append({**row, **(further if isinstance(further, dict) else json.loads(further))})
        return found

    def table(self, name: str, run: str) -> pd.DataFrame:
        """The rows of a run in one of its tables: ``problem``, ``value`` or ``score``."""
        columns = TABLES[name][1:]
        order = '"position"' if name == "problem" else '"area", "period"'
        listed = ", ".join(map(quoted, columns))
        statement = f'SELECT {listed} FROM {quoted(name)} WHERE "run" = {self.mark} ORDER BY {order}'
        return pd.DataFrame(self._fetch(self.connection.cursor(), statement, (run,)), columns=list(columns))

    def history(self, area: str = "") -> list[dict[str, Any]]:
        """All submissions, or those that speak of an area, the newest first, each with its runs."""
        statement = (
            'SELECT s."id", s."received", s."sent_by", r."id", r."edition", r."methodology", r."version" '
            'FROM "submission" s LEFT JOIN "run" r ON r."submission" = s."id"'
        )
        facts: tuple[Any, ...] = ()
        if area:
            statement += f' WHERE s."id" IN (SELECT "submission" FROM "evidence" WHERE "area" = {self.mark})'
            facts = (area,)
        statement += ' ORDER BY s."received" DESC, s."id", r."id"'
        names = ("submission", "received", "sent_by", "run", "edition", "methodology", "version")
        return [dict(zip(names, row, strict=True)) for row in self._fetch(self.connection.cursor(), statement, facts)]


def submission_id(rows: Sequence[Row]) -> str:
    """The digest of the rows: the same rows have the same id, whoever sends them and when."""
    text = json.dumps([dict(sorted(row.items())) for row in rows], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def score(standard: sdg.Standard, methodology: str, rows: Sequence[Row], *, key: str = KEY) -> Made:
    """Score rows under an edition and a methodology. Raises EvidenceError where nothing in them is evidence."""
    evidence = sdg.Evidence.from_records(rows, key=key if any(key in row for row in rows) else None)
    card = sdg.score(evidence, standard, methodology)
    name = submission_id(rows)
    run = f"{name[:32]}:{standard.id}@{standard.edition}:{standard.digest[:16]}:{card.methodology.id}"
    return Made(name, run, card, card.problems)


def evidence_rows(submission: str, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows as the table of evidence has them: known columns, the caller's key, and whatever else as JSON."""
    for position, row in enumerate(rows):
        further = {str(name): cell for name, cell in row.items() if name not in (*COLUMNS, KEY)}
        cells = [None if row.get(name) is None else text(row[name]) for name in COLUMNS]
        key = None if row.get(KEY) is None else text(row[KEY])
        rest = json.dumps(further, ensure_ascii=True, default=str).replace("\\u0000", "\\ufffd") if further else None
        yield submission, position, *numbers(cells), key, rest


def numbers(cells: list[Any]) -> list[Any]:
    """The ends of intervals are numbers in the table; what is none stays out of it, and is among the problems."""
    for name in ("low", "high"):
        place = COLUMNS.index(name)
        try:
            found = None if cells[place] in (None, "") else float(cells[place])
        except ValueError:
            found = None
        cells[place] = found if found is not None and math.isfinite(found) else None
    return cells


def text(cell: Any) -> str:
    """A cell as a database takes it: no NUL, which PostgreSQL refuses, and no half of a letter."""
    return str(cell).replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def problem_rows(run: str, problems: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Problems as their table has them."""
    for position, problem in enumerate(problems):
        cells = (getattr(problem, name) for name in PROBLEM_COLUMNS)
        yield run, position, *(cell if isinstance(cell, int) else text(cell) if cell else None for cell in cells)


def frame_rows(
    run: str, frame: pd.DataFrame, columns: Sequence[str], further: Sequence[str] | None = None
) -> Iterator[list[Any]]:
    """The rows of a frame as a table has them; ``further`` columns go into one of JSON."""
    columns_of = [_cells(frame, name) for name in columns]
    if further is not None:
        rest = [_cells(frame, name) for name in further]
        columns_of.append([_json(further, cells) for cells in zip(*rest, strict=True)] if rest else [None] * len(frame))
    for cells in zip(*columns_of, strict=True):
        yield [run, *cells]


def _cells(frame: pd.DataFrame, name: str) -> list[Any]:
    """A column as Python's own types; an empty text, and what is no number, is nothing."""
    found = frame[name].tolist()
    return [None if cell is None or cell == "" or cell != cell else cell for cell in found]


def _json(names: Sequence[str], cells: Sequence[Any]) -> str | None:
    found = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
    return json.dumps(found) if found else None
