"""Evidence from a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sdg_standard.exchange.table import MAX_BYTES, read_table

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence


def read_evidence(
    path: str | os.PathLike[str], *, decimal: str = ".", sheet: str | None = None, max_bytes: int = MAX_BYTES
) -> Evidence:
    """Read evidence from a CSV, Excel or Parquet file with the columns ``area, period, series, value`` and more.

    ``decimal`` is the mark that numbers in text are written with, ``.`` or ``,``. Rows are judged by
    :func:`sdg_standard.measure`; here a row is left out, with a problem, only where its cells cannot be told apart.
    Raises :class:`~sdg_standard.errors.EvidenceError` for a file that cannot be read at all.
    """
    from sdg_standard.model.evidence import Evidence

    raw = read_table(path, sheet=sheet, max_bytes=max_bytes)
    return Evidence.from_table(
        raw.frame, file=raw.file, sheet=raw.sheet, decimal=decimal, digest=raw.digest, problems=raw.problems
    )
