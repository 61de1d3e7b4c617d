"""Evidence from a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sdg_standard.exchange.table import MAX_BYTES, read_table

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence


def read_evidence(
    path: str | os.PathLike[str],
    *,
    decimal: str = ".",
    thousands: str | None = None,
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Evidence:
    """Read evidence from a CSV, Excel or Parquet file with the columns ``area, period, series, value`` and more.

    ``decimal`` is the mark that numbers in text are written with, ``.`` or ``,``; ``thousands`` the mark between their
    thousands (``.``, ``,``, a blank or ``'``). With the decimal comma the point groups, unless another mark is named;
    with the decimal point nothing does. Naming one also settles what the other means: ``25.000`` inhabitants are
    refused as ambiguous until it is known whether the point groups.

    Rows are judged by :func:`sdg_standard.measure`; here a row is left out, with a problem, only where its cells cannot
    be told apart. Raises ValueError for marks that cannot be, and :class:`~sdg_standard.errors.EvidenceError` for a
    file that cannot be read at all.
    """
    from sdg_standard.model.evidence import Evidence
    from sdg_standard.units import grouping

    grouping(decimal, thousands)  # before a large file is read
    raw = read_table(path, sheet=sheet, max_bytes=max_bytes)
    return Evidence.from_table(
        raw.frame,
        file=raw.file,
        sheet=raw.sheet,
        origins=raw.origins,
        decimal=decimal,
        thousands=thousands,
        digest=raw.digest,
        problems=raw.problems,
    )
