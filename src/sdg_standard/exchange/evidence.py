"""Evidence from a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sdg_standard.exchange.table import MAX_BYTES, read_table

if TYPE_CHECKING:
    from sdg_standard.exchange.mapping import MappingFile, TableMapping
    from sdg_standard.exchange.marks import Marks
    from sdg_standard.model.evidence import Evidence


def read_evidence(
    path: str | os.PathLike[str],
    *,
    decimal: str = ".",
    thousands: str | None = None,
    sheet: str | None = None,
    mapping: str | os.PathLike[str] | TableMapping | MappingFile | None = None,
    marks: str | Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Evidence:
    """Read evidence from a CSV, Excel or Parquet file with the columns ``area, period, series, value`` and more.

    ``decimal`` is the mark that numbers in text are written with, ``.`` or ``,``; ``thousands`` the mark between their
    thousands (``.``, ``,``, a blank or ``'``). With the decimal comma the point groups, unless another mark is named;
    with the decimal point nothing does. Naming one also settles what the other means: ``25.000`` inhabitants are
    refused as ambiguous until it is known whether the point groups.

    ``mapping`` is the file (or the name of a shipped one) that says how a table of somebody else becomes evidence; what
    is given here beside it goes before what it says. ``marks`` says what cells without a number mean, as the name of a
    set (``ssb``, ``eurostat`` …) or mark by mark: ``{"..": "O", "-": "zero"}``. Without it no mark is taken for one.

    Rows are judged by :func:`sdg_standard.measure`; here a row is left out, with a problem, only where its cells cannot
    be told apart. Raises ValueError for marks that cannot be, UnknownId for a set or a mapping that nobody knows,
    :class:`~sdg_standard.errors.StandardError` for a mapping that is wrong, and
    :class:`~sdg_standard.errors.EvidenceError` for a file that cannot be read at all.
    """
    from sdg_standard.units import grouping

    grouping(decimal, thousands)  # before a large file is read
    known = _known_marks(marks)
    if mapping is not None:
        return _mapped(path, mapping, decimal, thousands, sheet, known, max_bytes)
    return _tidy(path, decimal, thousands, sheet, known, max_bytes)


def _known_marks(marks: str | Mapping[str, str] | None) -> Marks | None:
    if marks is None:
        return None
    from sdg_standard.exchange.marks import Marks

    return Marks.of(marks)


def _tidy(
    path: str | os.PathLike[str],
    decimal: str,
    thousands: str | None,
    sheet: str | None,
    marks: Marks | None,
    max_bytes: int,
) -> Evidence:
    from sdg_standard.model.evidence import Evidence
    from sdg_standard.model.origins import Origins, TableRead

    raw = read_table(path, sheet=sheet, max_bytes=max_bytes)
    frame, problems = raw.frame, list(raw.problems)
    origins = Origins(np.asarray(frame.index, dtype=np.intp), (TableRead(raw.file, raw.sheet, raw.digest),))
    if marks is not None and "value" in frame:
        from sdg_standard.exchange.marks import read_marks

        frame, told = read_marks(frame, marks, origins, decimal=decimal, thousands=thousands)
        problems += told
    return Evidence.from_table(frame, decimal=decimal, thousands=thousands, problems=problems, origins=origins)


def _mapped(
    path: str | os.PathLike[str],
    mapping: str | os.PathLike[str] | TableMapping | MappingFile,
    decimal: str,
    thousands: str | None,
    sheet: str | None,
    marks: Marks | None,
    max_bytes: int,
) -> Evidence:
    """Evidence of a table of somebody else; what the caller says goes before what the mapping says."""
    from sdg_standard.exchange.mapping import apply_mapping, read_mapping, read_named_table
    from sdg_standard.exchange.open_sdg import is_open_sdg, read_open_sdg

    read = read_mapping(mapping)
    said: dict[str, Any] = {
        **({"decimal": decimal} if decimal != "." else {}),
        **({"thousands": thousands} if thousands is not None else {}),
        **({"sheet": sheet} if sheet is not None else {}),
    }
    changed = {"file": read.mapping.file.model_copy(update=said)} if said else {}
    meant = read.mapping.model_copy(update=changed | ({"marks": marks.meaning} if marks is not None else {}))
    table = (
        read_open_sdg(path, meant.file, max_bytes=max_bytes)
        if is_open_sdg(path)
        else read_named_table(path, mapping=meant, max_bytes=max_bytes)
    )
    return apply_mapping(meant, table, read.document)
