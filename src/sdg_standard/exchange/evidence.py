"""Evidence from files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange.several import files_meant
from sdg_standard.exchange.table import MAX_BYTES, read_table

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence

PathLike = str | os.PathLike[str]


def read_evidence(
    path: PathLike | Iterable[PathLike],
    *,
    decimal: str = ".",
    thousands: str | None = None,
    sheet: str | None = None,
    country: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Evidence:
    """Read evidence from CSV, Excel, Parquet or JSON files with the columns ``area, period, series, value`` and more.

    ``path`` is a file, a folder (the tables directly in it, by name), a pattern such as ``2024/*.csv``, or a list of
    these; every row knows its file. Of several files one that cannot be read is a problem, and the others are read.

    ``decimal`` is the mark that numbers in text are written with, ``.`` or ``,``; ``thousands`` the mark between their
    thousands (``.``, ``,``, a blank or ``'``). With the decimal comma the point groups, unless another mark is named;
    with the decimal point nothing does. Naming one also settles what the other means: ``25.000`` inhabitants are
    refused as ambiguous until it is known whether the point groups. With a ``country``, the prefix of a register
    (``NO``), areas may be written by name or bare code; without one, nothing is guessed. ``max_bytes`` is the most that
    a file may have.

    Rows are judged by :func:`sdg_standard.measure`; here a row is left out, with a problem, only where its cells cannot
    be told apart. Raises ValueError for marks that cannot be, and :class:`~sdg_standard.errors.EvidenceError`, with the
    problems of all files, where none can be read at all.
    """
    from sdg_standard.model.area_reading import AreaReading
    from sdg_standard.model.evidence import Evidence
    from sdg_standard.units import grouping

    grouping(decimal, thousands)  # before a large file is read
    meant = files_meant(path)
    how: dict[str, Any] = {"decimal": decimal, "thousands": thousands, "sheet": sheet, "max_bytes": max_bytes}
    read: list[Evidence] = []
    problems: list[Problem] = list(meant.problems)
    for file, name in meant.files.items():
        try:
            read.append(_of_file(file, name, **how))
        except EvidenceError as error:
            problems += error.problems
    if not read:
        raise EvidenceError(problems)
    whole = Evidence.joined(read, problems=problems) if problems or len(read) > 1 else read[0]
    return whole.with_areas(AreaReading(country=(country or "").upper()))


def _of_file(path: PathLike, name: str, *, decimal: str, thousands: str | None, **how: Any) -> Evidence:
    from sdg_standard.model.evidence import Evidence

    raw = read_table(path, name=name, **how)
    return Evidence.from_table(
        raw.frame,
        file=raw.file,
        sheet=raw.sheet,
        decimal=decimal,
        thousands=thousands,
        digest=raw.digest,
        problems=raw.problems,
    )
