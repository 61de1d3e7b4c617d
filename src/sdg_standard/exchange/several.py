"""Which files are meant by a path, a folder, a pattern, or several of them, and what each is called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from sdg_standard._signs import visible
from sdg_standard.errors import Problem
from sdg_standard.exchange.codes import NO_FILE
from sdg_standard.exchange.files import EXCEL_ENDINGS, JSON_ENDING, PARQUET_ENDINGS, is_text
from sdg_standard.words import say

PathLike = str | os.PathLike[str]

TABLE_ENDINGS = (".csv", ".tsv", *EXCEL_ENDINGS, *PARQUET_ENDINGS, JSON_ENDING)
"""Endings by which a folder's files are taken for tables."""
_LEFT_OUT = ("~$", ".")
"""How the names of files begin that no person wrote: locks of a spreadsheet program, hidden files."""


@dataclass(frozen=True)
class Meant:
    """The files that somebody means: each path once, with the name that it is called by."""

    files: dict[PathLike, str]
    problems: tuple[Problem, ...] = ()


def files_meant(
    given: PathLike | Iterable[PathLike], *, whole: Callable[[PathLike], bool] = lambda path: False
) -> Meant:
    """Say which files a path, a folder, a pattern such as ``2024/*.csv``, or several of them mean.

    Of a folder the tables directly in it, by name; of a pattern what fits it, ``**`` being folders within folders. A
    file that is meant twice is there once. A folder or pattern without a table is a problem; whether a file can be read
    is not looked at. Folders that are ``whole`` are meant as they are.

    >>> list(files_meant(["2023/asker.csv", "2024/asker.csv"]).files.values())
    ['2023/asker.csv', '2024/asker.csv']
    """
    paths: list[PathLike] = [given] if isinstance(given, str | os.PathLike) else list(given)
    found: list[PathLike] = []
    problems: list[Problem] = []
    for path in paths:
        folder = os.path.isdir(path) and not whole(path)
        more = _tables_in(path) if folder else _fitting(path) if _is_pattern(path) else None
        if more == [] and not folder and not {"*", "?"} & set(os.fspath(path)):
            more = None  # brackets alone are rather part of a name, of a file that is not there
        found += [path] if more is None else more
        if more == []:
            text = say("exchange.no_table_there", name=visible(os.fspath(path))[:200])
            problems.append(NO_FILE.problem(text, say("exchange.name_tables", endings=list(TABLE_ENDINGS))))
    if not paths:
        problems.append(NO_FILE.problem(say("exchange.no_file_named"), say("exchange.name_one_file")))
    once: dict[str, PathLike] = {}
    for path in found:
        once.setdefault(_real(path), path)
    return Meant(dict(zip(once.values(), _told_apart(list(once.values())), strict=True)), tuple(problems))


def _real(path: PathLike) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # what is no path at all is refused where it is read
        return os.fspath(path)


def _is_pattern(path: PathLike) -> bool:
    text = os.fspath(path)
    return has_magic(text) and not is_text(text) and not os.path.lexists(text)


def _tables_in(folder: PathLike) -> list[Path]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except OSError:  # a folder that one may not look into
        return []
    return [Path(folder, name) for name in names if is_table(name)]


def is_table(name: str) -> bool:
    """Whether a file of this name in a folder of evidence is taken for a part of it."""
    return name.casefold().endswith(TABLE_ENDINGS) and not name.startswith(_LEFT_OUT)


def _fitting(pattern: PathLike) -> list[Path]:
    found = map(Path, sorted(glob(os.fspath(pattern), recursive=True)))
    return [path for path in found if path.is_file() and not path.name.startswith(_LEFT_OUT)]


def _told_apart(paths: list[PathLike]) -> list[str]:
    """The name of each file where two have the same, with as many folders before it as tell them apart."""
    if len(paths) == 1:
        return [""]
    parts = [Path(path).absolute().parts for path in paths]
    kept = [1] * len(paths)
    while True:
        names = ["/".join(part[-count:]) for part, count in zip(parts, kept, strict=True)]
        times = Counter(names)
        longer = [times[name] > 1 and count < len(part) for name, count, part in zip(names, kept, parts, strict=True)]
        if not any(longer):
            return [visible(name or str(path)) for name, path in zip(names, paths, strict=True)]
        kept = [count + more for count, more in zip(kept, longer, strict=True)]
