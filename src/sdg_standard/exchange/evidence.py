"""Evidence from files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange.several import files_meant
from sdg_standard.exchange.table import MAX_BYTES, read_table

if TYPE_CHECKING:
    from sdg_standard.exchange.mapping import GivenMapping, MappingFile
    from sdg_standard.exchange.marks import Marks
    from sdg_standard.model.evidence import Evidence

PathLike = str | os.PathLike[str]


def read_evidence(
    path: PathLike | Iterable[PathLike],
    *,
    decimal: str = ".",
    thousands: str | None = None,
    sheet: str | None = None,
    country: str | None = None,
    borders: str | int | None = None,
    mapping: GivenMapping | None = None,
    marks: str | Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Evidence:
    """Read evidence from CSV, Excel, Parquet or JSON files with the columns ``area, period, series, value`` and more.

    ``path`` is a file, a folder (the tables directly in it, by name), a pattern such as ``2024/*.csv``, or a list of
    these; every row knows its file. With a mapping also a file of JSON-stat, an answer of Kolada, or the folder of a
    repository of Open SDG. Of several files one that cannot be read is a problem, and the others are read.

    ``decimal`` is the mark that numbers in text are written with, ``.`` or ``,``; ``thousands`` the mark between their
    thousands (``.``, ``,``, a blank or ``'``). With the decimal comma the point groups, unless another mark is named;
    with the decimal point nothing does. Naming one also settles what the other means: ``25.000`` inhabitants are
    refused as ambiguous until it is known whether the point groups. With a ``country``, the prefix of a register
    (``NO``), areas may be written by name or bare code; without one, nothing is guessed. ``borders`` is the period
    whose areas the file has in all its periods, such as ``2024``; without it areas are those of their own period.
    ``max_bytes`` is the most that a file may have.

    ``mapping`` (its file, the name of a shipped one, or a dict) says how a table of somebody else becomes evidence;
    what is given here beside it goes before what it says. ``marks`` says what cells without a number mean, as the name
    of a set (``ssb``) or mark by mark: ``{"..": "O", "-": "zero"}``; without it no mark is taken for one.

    Rows are judged by :func:`sdg_standard.measure`; here a row is left out, with a problem, only where its cells cannot
    be told apart, or the mapping does not know what it holds. Raises ValueError for marks that cannot be, UnknownId for
    a set or mapping that nobody knows, StandardError for a mapping that is wrong, and EvidenceError, with the problems
    of all files, where none can be read.
    """
    from sdg_standard.model.period import Period
    from sdg_standard.units import grouping

    grouping(decimal, thousands)  # before a large file is read
    if borders is not None:
        Period.parse(str(borders))
    how = _How(decimal, thousands, sheet, _known_marks(marks), max_bytes)
    by = _known_mapping(mapping, how)
    named = by.mapping.country if by is not None else None
    return _of_files(path, how, by).in_country(country or named).on_borders(borders)


def _of_files(path: PathLike | Iterable[PathLike], how: _How, by: MappingFile | None) -> Evidence:
    """The evidence of all files that are meant; EvidenceError where none can be read."""
    from sdg_standard.model.evidence import Evidence

    meant = files_meant(path) if by is None else files_meant(path, whole=_is_open_sdg)
    read: list[Evidence] = []
    problems: list[Problem] = list(meant.problems)
    for file, name in meant.files.items():
        try:
            read.append(_tidy(file, name, how) if by is None else _mapped(file, name, by, how.max_bytes))
        except EvidenceError as error:
            problems += error.problems
    if not read:
        raise EvidenceError(problems)
    return Evidence.joined(read, problems=problems) if problems or len(read) > 1 else read[0]


@dataclass(frozen=True)
class _How:
    """How the caller says that files are read."""

    decimal: str
    thousands: str | None
    sheet: str | None
    marks: Marks | None
    max_bytes: int


def _known_marks(marks: str | Mapping[str, str] | None) -> Marks | None:
    if marks is None:
        return None
    from sdg_standard.exchange.marks import Marks

    return Marks.of(marks)


def _known_mapping(given: GivenMapping | None, how: _How) -> MappingFile | None:
    """The mapping; what the caller says goes before what it says."""
    if given is None:
        return None
    from sdg_standard.exchange.mapping import read_mapping

    read = read_mapping(given)
    said: dict[str, Any] = {
        **({"decimal": how.decimal} if how.decimal != "." else {}),
        **({"thousands": how.thousands} if how.thousands is not None else {}),
        **({"sheet": how.sheet} if how.sheet is not None else {}),
    }
    changed: dict[str, Any] = {"file": read.mapping.file.model_copy(update=said)} if said else {}
    if how.marks is not None:
        changed["marks"] = how.marks.name or how.marks.meaning
    return replace(read, mapping=read.mapping.model_copy(update=changed))


def _tidy(path: PathLike, name: str, how: _How) -> Evidence:
    """Evidence of a file that has its columns."""
    from sdg_standard.model.evidence import Evidence

    raw = read_table(path, name=name, sheet=how.sheet, max_bytes=how.max_bytes)
    evidence = Evidence.from_table(
        raw.frame,
        file=raw.file,
        sheet=raw.sheet,
        origins=raw.origins,
        decimal=how.decimal,
        thousands=how.thousands,
        digest=raw.digest,
        problems=raw.problems,
    )
    return evidence if how.marks is None else _with_marks_read(evidence, how.marks)


def _with_marks_read(evidence: Evidence, marks: Marks) -> Evidence:
    from sdg_standard.exchange.marks import read_marks

    origins = evidence.origins
    frame, told = read_marks(evidence.frame, marks, origins, decimal=evidence.decimal, thousands=evidence.thousands)
    return evidence._with_table(frame, origins=origins.read_by(marks=marks.text), problems=[*evidence.problems, *told])


def _is_open_sdg(path: PathLike) -> bool:
    from sdg_standard.exchange.open_sdg import is_open_sdg

    return is_open_sdg(path)


def _mapped(path: PathLike, name: str, by: MappingFile, max_bytes: int) -> Evidence:
    """Evidence of a table of somebody else."""
    from sdg_standard.exchange.mapping import apply_mapping, read_named_table
    from sdg_standard.exchange.open_sdg import read_open_sdg
    from sdg_standard.exchange.wholes import OPEN_SDG, UN, is_of_un, told_apart

    if _is_open_sdg(path):
        table = told_apart(read_open_sdg(path, by.mapping.file, max_bytes=max_bytes), OPEN_SDG, by.mapping.codes_used)
    else:
        table = read_named_table(path, mapping=by.mapping, name=name, max_bytes=max_bytes)
        table = told_apart(table, UN, by.mapping.codes_used) if is_of_un(table) else table
    named = table.origins.read_by(mapping=by.name, mapping_digest=by.digest)
    return apply_mapping(by.mapping, replace(table, origins=named), by.document)
