"""Tables that a description names, of Frictionless or CSV on the Web: those that are evidence are read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from sdg_standard.errors import EvidenceError, Problems
from sdg_standard.exchange.files import read_bytes
from sdg_standard.exchange.json_data import parsed
from sdg_standard.exchange.table import MAX_BYTES, RawTable, table_of_bytes
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.formats.format import Found, Options
from sdg_standard.model.evidence import REQUIRED_COLUMNS, Evidence
from sdg_standard.words import say

DESCRIPTIONS = ("datapackage.json", "csv-metadata.json")
_OWN = "evidence"
"""The table that goes before all others where there is one of the name."""
_TEXT = (".csv", ".tsv", ".txt", "")
_ENCODINGS = ("utf", "iso8859", "cp", "ascii", "mac")
"""How the names of encodings begin that a file may be in."""
_LINE_END = re.compile(rb"\r\n|\r|\n")
_SHOWN = 20
"""So many tables that are no evidence are named."""


@dataclass(frozen=True)
class _Table:
    """A table as its description has it: files one below the other, or rows that stand in the description itself."""

    name: str
    files: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Any, ...] = ()
    headed: bool = True
    encoding: str = ""
    decimal: str = "."

    @property
    def lacks(self) -> list[str]:
        """The columns of evidence that it has not."""
        return sorted({*REQUIRED_COLUMNS} - {name.casefold() for name in self.columns})


def is_package(path: Path, name: str) -> bool:
    """Whether a path is a description of that name, or a folder that has one."""
    return (path.is_file() and path.name == name) or (path / name).is_file()


def read_described(path: Path, options: Options) -> Found:
    """The evidence of a package: the table of that name, else every one that has the columns of evidence.

    A table may be in several files, of which those behind the first may lack the header, or have its rows in the
    description. Only files below the folder of the description are read. Raises EvidenceError, saying which tables
    there are and what each lacks, where none is evidence, and where a file of one cannot be read.
    """
    description = path if path.is_file() else next(path / name for name in DESCRIPTIONS if (path / name).is_file())
    data = parsed(read_bytes(description, MAX_BYTES))
    tables = list(_tables(data)) if isinstance(data, Mapping) else []
    lacking = [one.lacks or _away(description.parent, one) for one in tables]
    fitting = [one for one, missing in zip(tables, lacking, strict=True) if not missing]
    if not fitting:
        said = [
            say("formats.table_lacks", name=one.name, missing=missing)
            for one, missing in zip(tables[:_SHOWN], lacking[:_SHOWN], strict=True)
        ]
        message = say("formats.no_table_of_evidence", tables=said or [say("formats.no_tables")])
        raise EvidenceError([NOT_ITS_FORMAT.problem(message, file=description.name)])
    chosen = [one for one in fitting if one.name == _OWN] or fitting
    if len({one.decimal for one in chosen}) > 1:
        message = say("formats.marks_differ", tables=[one.name for one in chosen])
        raise EvidenceError([NOT_ITS_FORMAT.problem(message, file=description.name)])
    parts = [part for one in chosen for part in _evidence(description, one)]
    evidence = parts[0] if len(parts) == 1 else Evidence.joined(parts)
    return Found(evidence, problems=Problems(evidence.problems))


# what a description says


def _tables(data: Mapping[str, Any]) -> Iterator[_Table]:
    """The tables of a description of either kind; what has another shape is none."""
    group = data.get("resources") or data.get("tables") or ([data] if "url" in data else [])
    for one in group if isinstance(group, list) else []:
        if isinstance(one, Mapping) and (found := _table(one, data)) is not None:
            yield found


def _table(one: Mapping[str, Any], whole: Mapping[str, Any]) -> _Table | None:
    files = _texts(one.get("path", one.get("url")))
    schema = _mapping(one.get("schema", one.get("tableSchema")))
    fields = [each for each in _list(schema.get("fields", schema.get("columns"))) if isinstance(each, Mapping)]
    names = tuple(str(each.get("name")) for each in fields if not each.get("virtual"))
    rows = tuple(_list(one.get("data")))
    if not files and not rows:
        return None
    dialect = _mapping(whole.get("dialect")) | _mapping(one.get("dialect"))
    numbers = next((_decimal(each) for each in fields if str(each.get("name")).casefold() == "value"), ".")
    return _Table(
        name=str(one.get("name") or PurePosixPath(files[0] if files else "").stem),
        files=files,
        columns=names or _names_of(rows),
        rows=rows,
        headed=dialect.get("header") is not False,
        encoding=str(one.get("encoding") or dialect.get("encoding") or ""),
        decimal="," if numbers == "," else ".",
    )


def _decimal(field: Mapping[str, Any]) -> str:
    """The decimal mark of a field: of its own with Frictionless, of the format of its type with CSV on the Web."""
    form = _mapping(_mapping(field.get("datatype")).get("format"))
    return str(field.get("decimalChar") or form.get("decimalChar") or ".")


def _names_of(rows: Sequence[Any]) -> tuple[str, ...]:
    """The columns of rows that stand in the description: keys of objects, or the cells of the first row."""
    first = rows[0] if rows else ()
    if isinstance(first, Mapping):
        return tuple(dict.fromkeys(str(key) for row in rows if isinstance(row, Mapping) for key in row))
    return tuple(map(str, first)) if isinstance(first, list) else ()


def _mapping(found: Any) -> dict[str, Any]:
    return dict(found) if isinstance(found, Mapping) else {}


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _texts(found: Any) -> tuple[str, ...]:
    """A text, or several, each once."""
    return tuple(dict.fromkeys(one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)))


# its files


def _away(folder: Path, table: _Table) -> list[str]:
    """The files that do not lie below the folder."""
    return [file for file in table.files if _inside(folder, file) is None]


def _inside(folder: Path, file: str) -> Path | None:
    """The path of a file that lies below a folder; None for any other."""
    parts = PurePosixPath(file).parts
    if "://" in file or PurePosixPath(file).is_absolute() or ".." in parts or "\\" in file or "\0" in file:
        return None
    found = folder.joinpath(*parts)
    return found if found.is_file() and found.resolve().is_relative_to(folder.resolve()) else None


def _evidence(description: Path, table: _Table) -> Iterator[Evidence]:
    if not table.files:
        yield Evidence.from_records(_records(table))
        return
    header = b"" if table.headed else _header(table)
    for file in table.files:
        path = _inside(description.parent, file)
        assert path is not None
        raw, header = _read(path, file, table, header)
        frame = raw.frame
        if len(frame.columns) == len(table.columns) and {*REQUIRED_COLUMNS} - set(map(str, frame.columns)):
            frame = frame.set_axis([name.casefold() for name in table.columns], axis=1)  # the header has their titles
        yield Evidence.from_table(
            frame,
            file=raw.file,
            sheet=raw.sheet,
            origins=raw.origins,
            decimal=table.decimal,
            digest=raw.digest,
            problems=raw.problems,
        )


def _records(table: _Table) -> list[Mapping[str, Any]]:
    if isinstance(table.rows[0], Mapping):
        return [row for row in table.rows if isinstance(row, Mapping)]
    names = _names_of(table.rows)
    return [dict(zip(names, row, strict=False)) for row in table.rows[1:] if isinstance(row, list)]


def _read(path: Path, name: str, table: _Table, header: bytes) -> tuple[RawTable, bytes]:
    """A file as a table, and the header that stands before what the next file has. Rows count the lines of the file."""
    content = read_bytes(path, MAX_BYTES, name)
    if path.suffix.casefold() not in _TEXT:
        return table_of_bytes(content.data, name), header
    data = _as_utf8(content.data, table.encoding, name).removeprefix(codecs.BOM_UTF8)
    first = _LINE_END.split(data, maxsplit=1)[0] + b"\n"
    if not header or first == header:
        raw, header = table_of_bytes(data, name), first
    else:
        raw = table_of_bytes(header + data, name)
        raw.frame.index = raw.frame.index - 1
        raw.problems[:] = [replace(one, row=one.row - 1) if one.row else one for one in raw.problems]
    return replace(raw, digest=content.digest), header


def _header(table: _Table) -> bytes:
    return ",".join(f'"{name}"' for name in table.columns).encode() + b"\n"


def _as_utf8(data: bytes, encoding: str, name: str) -> bytes:
    """The same text in UTF-8, where the description says that it is in something else."""
    if encoding.casefold().replace("_", "-") in ("", "utf-8", "utf8"):
        return data
    try:
        if codecs.lookup(encoding).name.startswith(_ENCODINGS):
            return data.decode(encoding).encode()
    except (LookupError, ValueError):  # nobody knows it, or the text is not in it
        pass
    message = say("formats.not_in_encoding", encoding=encoding)
    raise EvidenceError([NOT_ITS_FORMAT.problem(message, file=name)])
