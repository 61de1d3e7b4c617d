"""Repositories of Open SDG: a file of data for each indicator, and what is written about it beside, as one table."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from sdg_standard._signs import visible
from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange.codes import FILE_LEFT_OUT, NO_ROWS, NOT_A_TABLE
from sdg_standard.exchange.mapping.model import FileShape
from sdg_standard.exchange.mapping.reading import read_named_table
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.model.origins import Origins
from sdg_standard.source.guard import MAX_BYTES as MOST_OF_YAML
from sdg_standard.source.guard import admit
from sdg_standard.words import say

INDICATOR = "indicator"
ABOUT = ("indicator_name", "computation_units", "source_organisation_1")
"""What is taken from the description of an indicator, each a column of its name."""
_PREFIX = "indicator_"
_NAME = re.compile(rf"(?:{_PREFIX})?([0-9]+(?:-[0-9a-z]+)+)", re.IGNORECASE)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_ENDINGS = (".yml", ".yaml", ".md")
PathLike = str | os.PathLike[str]


def is_open_sdg(path: PathLike) -> bool:
    """Whether a folder is a repository of Open SDG: ``data/`` with files such as ``indicator_11-6-2.csv``."""
    folder = Path(path, "data")
    return folder.is_dir() and any(_NAME.fullmatch(file.stem) for file in folder.glob("*.csv"))


def read_open_sdg(path: PathLike, shape: FileShape | None = None, *, max_bytes: int = MAX_BYTES) -> NamedTable:
    """Read the data of all indicators of a repository as one table.

    ``indicator`` is the number in the name of the file (``11.6.2``); then come the columns of all files, ``Year``,
    ``Value`` and the disaggregations, an empty cell being the total, also where a file has no such column; then
    ``indicator_name``, ``computation_units`` and ``source_organisation_1`` of ``meta/``. A file that cannot be read is
    told, and the others are read, likewise one whose name says no indicator, and of two about the same one the one
    that does not begin with ``indicator_``. Raises EvidenceError where none can be.
    """
    folder = Path(path)
    tables: list[NamedTable] = []
    files, problems = _files(folder)
    for number, file in files:
        try:
            table = read_named_table(file, shape, max_bytes=max_bytes)
        except EvidenceError as error:
            problems += error.problems
            continue
        about, told = _about(folder, file.stem, number)
        problems += [*table.problems, *told]
        frame = table.frame.copy()
        for name, text in {INDICATOR: number.replace("-", "."), **about}.items():
            frame[name] = text
        tables.append(NamedTable(frame, table.origins))
    if not tables:
        raise EvidenceError(problems or [NO_ROWS.problem(say("exchange.no_row_read"), file=folder.name)])
    return _joined(tables, problems)


def _files(folder: Path) -> tuple[list[tuple[str, Path]], list[Problem]]:
    """The files of data with the numbers of their indicators, by name, and what is said of those that are left out."""
    found: dict[str, tuple[str, Path]] = {}
    problems: list[Problem] = []
    for file in sorted(Path(folder, "data").glob("*.csv"), key=lambda file: (not file.stem.startswith(_PREFIX), file)):
        number = _NAME.fullmatch(file.stem)
        if number is None:
            problems.append(
                FILE_LEFT_OUT.problem(say("exchange.names_no_indicator"), severity="note", file=visible(file.name))
            )
        elif number[1].casefold() in found:
            text = say("exchange.same_indicator", other=found[number[1].casefold()][1].name)
            problems.append(FILE_LEFT_OUT.problem(text, file=file.name))
        else:
            found[number[1].casefold()] = (number[1], file)
    return sorted(found.values(), key=lambda one: one[1]), problems


def _joined(tables: list[NamedTable], problems: list[Problem]) -> NamedTable:
    """All tables below each other; what one has no column for is empty."""
    names = dict.fromkeys(str(name) for table in tables for name in table.frame.columns)
    first = [INDICATOR, *(name for name in names if name not in (INDICATOR, *ABOUT)), *ABOUT]
    frame = pd.concat([table.frame for table in tables], ignore_index=True).reindex(columns=first)
    filled = frame.astype(object).where(frame.notna(), "")
    return NamedTable(filled, Origins.joined([table.origins for table in tables]), problems=tuple(problems))


def _about(folder: Path, stem: str, number: str) -> tuple[dict[str, str], list[Problem]]:
    """What is written about an indicator, in one line each."""
    data, problems = description_of(folder, stem, number)
    return {key: _line(data.get(key)) for key in ABOUT}, problems


def description_of(folder: Path, stem: str, number: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """All that is written about an indicator: the head of a Markdown file, or a file of YAML, in one or two folders."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for place in ("indicator-config", "meta"):
        for name in dict.fromkeys((stem, number)):
            file = next(
                (each for each in (Path(folder, place, f"{name}{end}") for end in _ENDINGS) if each.is_file()), None
            )
            if file is not None:
                data, told = yaml_of(file)
                found |= {str(key): value for key, value in data.items() if value not in (None, "")}
                problems += told
                break
    return found, problems


def yaml_of(file: Path) -> tuple[Mapping[str, Any], list[Problem]]:
    """The mapping in a file of YAML or in the head of one of Markdown; what cannot be read is told."""
    with file.open("rb") as stream:
        text, problem = admit(stream.read(MOST_OF_YAML + 1), file.name)
    if problem is not None:
        return {}, [problem]
    if file.suffix == ".md":
        head = _FRONT.search(text)
        text = head[1] if head else ""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that is none
        message = say("exchange.meta_not_read", why=type(error).__name__)
        return {}, [NOT_A_TABLE.problem(message, say("exchange.meta_correct"), severity="warning", file=file.name)]
    return (data if isinstance(data, Mapping) else {}), []


def _line(found: Any) -> str:
    return " ".join(str(found).split()) if isinstance(found, (str, int, float)) else ""
