"""COINr as one of the formats: a folder with ``iData.csv`` and ``iMeta.csv``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

import pandas as pd

from sdg_standard._files import read_plain, reason
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.formats.codes import COINR_TABLES, NOT_ITS_FORMAT
from sdg_standard.formats.coinr.folder import Normalisation, coinr_folder
from sdg_standard.formats.coinr.leaving import coinr_tables
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Found, Options
from sdg_standard.model.evidence import Evidence
from sdg_standard.words import say

FILES = ("iData.csv", "iMeta.csv")
SETTINGS = ("name", "title", "period", "decimal", "normalise", "aggregate", "denominate")
"""What a COINr script says beside its tables; see :func:`coinr_folder`."""


def write(content: Content, options: Options) -> Files:
    """The scores of a card as the two tables, with the script. Raises EvidenceError without a card."""
    if content.card is None:
        raise EvidenceError([NOT_ITS_FORMAT.problem(say("formats.coinr.no_card"))])
    return coinr_tables(content.card).files(options.language)


def read(path: Path, options: Options) -> Found:
    """The two tables of a folder as evidence and the files of an index. Raises StandardError, EvidenceError."""
    asked: dict[str, Any] = {key: options.settings[key] for key in SETTINGS if key in options.settings}
    name = asked.pop("name", "") or path.resolve().name
    if "aggregate" in asked:
        asked["aggregate"] = [one.strip() for one in asked["aggregate"].split(",")]
    if "denominate" in asked:
        asked["denominate"] = asked["denominate"].casefold() in ("true", "yes", "1", "ja")
    if "normalise" in asked:
        asked["normalise"] = cast(Normalisation, asked["normalise"])
    made = coinr_folder(Path(), name, *(_text(path / file) for file in FILES), **asked)
    files = {file.as_posix(): text for file, text in made.files.items()}
    rows = pd.read_csv(io.StringIO(files.pop("evidence.csv")), dtype=str, keep_default_na=False)
    return Found(Evidence.from_frame(rows), files, made.notes)


def _text(path: Path) -> str:
    """A table as text: UTF-8, else as R writes it on Windows."""
    try:
        data = read_plain(path, MAX_BYTES)
    except OSError as error:
        raise EvidenceError([COINR_TABLES.problem(reason(error), file=path.name)]) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def fits(path: Path) -> bool:
    """Whether a folder has both tables."""
    return all((path / file).is_file() for file in FILES)


COINR = Format("coinr", "", ("scores",), write, read, fits, SETTINGS)
