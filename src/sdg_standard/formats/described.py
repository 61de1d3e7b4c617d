"""Tables that a description names, of Frictionless or CSV on the Web: the one that is evidence is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from sdg_standard.errors import EvidenceError, Problems
from sdg_standard.exchange import read_evidence
from sdg_standard.exchange.files import read_bytes
from sdg_standard.exchange.json_data import parsed
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.formats.format import Found, Options
from sdg_standard.words import say

DESCRIPTIONS = ("datapackage.json", "csv-metadata.json")
_NEEDED = {"area", "period", "series", "value"}
_MOST = 64 * 2**20


def is_package(path: Path, name: str) -> bool:
    """Whether a path is a description of that name, or a folder that has one."""
    return (path.is_file() and path.name == name) or (path / name).is_file()


def read_described(path: Path, options: Options) -> Found:
    """The evidence of a package: the table of that name, else one that has the columns of evidence.

    Only files below the folder of the description are read. Raises EvidenceError, saying which tables there are and
    what each lacks, where none is evidence.
    """
    description = path if path.is_file() else next(path / name for name in DESCRIPTIONS if (path / name).is_file())
    data = parsed(read_bytes(description, _MOST))
    tables = list(_tables(data)) if isinstance(data, Mapping) else []
    lacking = {}
    for name, file, columns in sorted(tables, key=lambda one: one[0] != "evidence"):
        missing = sorted(_NEEDED - columns)
        if not missing and (found := _inside(description.parent, file)) is not None:
            evidence = read_evidence(found)
            return Found(evidence, problems=Problems(evidence.problems))
        lacking[name] = missing or [file]
    said = [say("formats.table_lacks", name=name, missing=missing) for name, missing in lacking.items()]
    message = say("formats.no_table_of_evidence", tables=said or [say("formats.no_tables")])
    raise EvidenceError([NOT_ITS_FORMAT.problem(message, file=description.name)])


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, str, set[str]]]:
    """Name, file and columns of the tables of a description of either kind; what has another shape is none."""
    group = data.get("resources") or data.get("tables") or ([data] if "url" in data else [])
    for one in group if isinstance(group, list) else []:
        if not isinstance(one, Mapping):
            continue
        file = one.get("path", one.get("url"))
        file = file[0] if isinstance(file, list) and file else file
        schema = one.get("schema", one.get("tableSchema"))
        columns = schema.get("fields", schema.get("columns")) if isinstance(schema, Mapping) else None
        if isinstance(file, str) and isinstance(columns, list):
            names = {str(column.get("name")) for column in columns if isinstance(column, Mapping)}
            yield str(one.get("name") or PurePosixPath(file).stem), file, names


def _inside(folder: Path, file: str) -> Path | None:
    """The path of a file that lies below a folder; None for any other."""
    parts = PurePosixPath(file).parts
    if "://" in file or PurePosixPath(file).is_absolute() or ".." in parts or "\\" in file:
        return None
    found = folder.joinpath(*parts)
    return found if found.is_file() and found.resolve().is_relative_to(folder.resolve()) else None
