"""Writing the workbook of a scorecard."""

from __future__ import annotations

import os
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.assess.card import Card
from sdg_standard.publish.workbook.sheets import Sheets
from sdg_standard.publish.workbook.writing import workbook_bytes


def write_workbook(
    card: Card, path: str | os.PathLike[str], *, language: str = "en", explanations: bool | None = None
) -> None:
    """Write a scorecard, just made or read from a file, as an Excel workbook.

    Sheets: overview, scores, values, explanations, problems, provenance. Cells hold all digits and show those that the
    series has; headings are frozen and have filters; a rating has a symbol and words beside its colour. Texts that look
    like formulas stay texts. ``explanations`` says whether each number is explained in sentences; without it they are
    where there are at most 5,000. The same scorecard gives the same bytes.

    Raises UnknownId for a language, :class:`~sdg_standard.errors.MissingExtra` without openpyxl (the extra ``excel``),
    :class:`~sdg_standard.errors.OutputError` where the file cannot be written or a sheet cannot hold the rows, and
    EvidenceError for a scorecard read from a file that does not come out as it was saved.

    >>> import pathlib, tempfile, sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-core", periods=["2021"])
    >>> file = pathlib.Path(tempfile.mkdtemp(), "three.xlsx")
    >>> sdg.write_workbook(card, file, language="nb")
    >>> import pandas as pd
    >>> list(pd.read_excel(file, sheet_name=None))
    ['Oversikt', 'Skårer', 'Verdier', 'Forklaringer', 'Problemer', 'Opphav']
    """
    write_together({Path(path): workbook_of(card, language=language, explanations=explanations)})


def workbook_of(card: Card, *, language: str = "en", explanations: bool | None = None) -> bytes:
    """The bytes of the workbook; see :func:`write_workbook`."""
    sheets = Sheets(card, language, explanations)
    about = card.standard.about
    return workbook_bytes(sheets.all(), sheets.title, f"{about.id} {about.edition}")
