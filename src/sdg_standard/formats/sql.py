"""Tables of a database for evidence and what is made of it: PostgreSQL, DuckDB and SQLite, from the columns we have.

A submission is what somebody handed in, whole; its rows of evidence stand as they came. A run is one scoring of a
submission under an edition and a methodology; problems, values and scores belong to it. Evidence may hold numbers that
are not for publication: whoever may read the table of evidence is the owner's choice. Values and scores hold none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from sdg_standard.errors import PROBLEM_COLUMNS, UnknownId
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.results.results import SCORE_COLUMNS

Dialect = Literal["postgresql", "duckdb", "sqlite"]
DIALECTS: tuple[str, ...] = get_args(Dialect)

_TYPES: Mapping[str, Mapping[str, str]] = {
    "postgresql": {"number": "double precision", "whole": "bigint", "truth": "boolean", "json": "jsonb"},
    "duckdb": {"number": "DOUBLE", "whole": "BIGINT", "truth": "BOOLEAN", "json": "JSON"},
    "sqlite": {"number": "REAL", "whole": "INTEGER", "truth": "INTEGER", "json": "TEXT"},
}
_NUMBERS = frozenset({"low", "high", "score", "coverage", "trend_value"})
_WHOLES = frozenset({"line", "column", "row", "count", "position"})
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "submission": ("id", "received"),
    "evidence": ("submission", "position"),
    "run": ("id", "submission", "standard", "edition", "digest", "methodology"),
    "problem": ("run", "position", "severity", "code", "message"),
    "value": ("run", "area", "period", "series"),
    "score": ("run", "area", "period", "node"),
}
"""Columns that always have something in them. Evidence may lack anything: it stands as it came."""
_FREE = """("value" IS NULL OR (COALESCE("confidentiality", 'F') = 'F' AND COALESCE("status", 'A') <> 'Q'))"""

TABLES: Mapping[str, tuple[str, ...]] = {
    "submission": ("id", "area", "received", "sent_by", "note"),
    "evidence": ("submission", "position", *EVIDENCE_COLUMN_NAMES, "row_key", "further"),
    "run": ("id", "submission", "standard", "edition", "digest", "methodology", "version", "library", "provenance"),
    "problem": ("run", "position", *PROBLEM_COLUMNS),
    "value": ("run", *VALUE_COLUMNS),
    "score": ("run", *SCORE_COLUMNS, "further"),
}
"""The tables with their columns, each behind those that it points to."""
_PRIMARY = {
    "submission": ("id",),
    "evidence": ("submission", "position"),
    "run": ("id",),
    "problem": ("run", "position"),
    "value": ("run", "area", "period", "series"),
    "score": ("run", "area", "period", "node"),
}


def quoted(name: str) -> str:
    """A name as SQL takes it whatever it is; ours are letters and underscores, some of them words of SQL.

    >>> quoted("row")
    '"row"'
    """
    return '"' + name.replace('"', '""') + '"'


def table_definitions(dialect: str = "postgresql") -> str:
    """Return the statements that make the tables, each with ``IF NOT EXISTS``.

    Raises UnknownId for a database that is none of ``postgresql``, ``duckdb`` and ``sqlite``.

    >>> print(table_definitions("duckdb").split(";")[0])
    CREATE TABLE IF NOT EXISTS "submission" (
        "id" TEXT NOT NULL,
        "area" TEXT,
        "received" TEXT NOT NULL,
        "sent_by" TEXT,
        "note" TEXT,
        PRIMARY KEY ("id")
    )
    """
    if dialect not in DIALECTS:
        raise UnknownId("database", dialect, DIALECTS)
    return ";\n\n".join(_table(name, columns, dialect) for name, columns in TABLES.items()) + ";\n"


def insertion(table: str, mark: str = "?") -> str:
    """Return the statement that puts a row into a table, with a mark for each value: ``?``, or ``%s`` of PostgreSQL.

    >>> insertion("run", "%s").partition(" VALUES ")[2]
    '(%s, %s, %s, %s, %s, %s, %s, %s, %s)'
    """
    columns = TABLES[table]
    names, marks = ", ".join(map(quoted, columns)), ", ".join([mark] * len(columns))
    return f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})"


def _table(name: str, columns: Sequence[str], dialect: str) -> str:
    lines = [f"    {line}" for line in (*_columns(name, columns, dialect), *_rules(name))]
    return f"CREATE TABLE IF NOT EXISTS {quoted(name)} (\n" + ",\n".join(lines) + "\n)"


def _columns(table: str, columns: Sequence[str], dialect: str) -> Iterator[str]:
    for name in columns:
        yield f"{quoted(name)} {_type(table, name, dialect)}{' NOT NULL' if name in _NEEDED[table] else ''}"


def _type(table: str, name: str, dialect: str) -> str:
    types = _TYPES[dialect]
    if name in ("further", "provenance"):
        return types["json"]
    if name in _NUMBERS or (name == "value" and table != "evidence"):  # the value of evidence may be an answer
        return types["number"]
    if name in _WHOLES or name == "rank":
        return types["whole" if name in _WHOLES else "number"]
    return types["truth"] if name == "imputed" else "TEXT"


def _rules(table: str) -> Iterator[str]:
    """Keys, what points to what, and that no value is there which must not be shown."""
    yield f"PRIMARY KEY ({', '.join(map(quoted, _PRIMARY[table]))})"
    if table in ("evidence", "run"):
        yield 'FOREIGN KEY ("submission") REFERENCES "submission" ("id")'
    if table in ("problem", "value", "score"):
        yield 'FOREIGN KEY ("run") REFERENCES "run" ("id")'
    if table == "value":
        yield f"CHECK {_FREE}"
    if table == "score":
        yield """CHECK (COALESCE("reason", '') <> 'suppressed' OR "value" IS NULL)"""


def write(content: Content, options: Options) -> Files:
    """The statements for one database."""
    return {"": table_definitions(options.settings.get("database", "postgresql"))}


SQL = Format("sql", ".sql", ("standard", "evidence", "values", "scores"), write, settings=("database",))
