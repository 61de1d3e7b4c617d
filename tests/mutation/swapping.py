"""Puts a mutant into a running program: the code of the functions that were imported is exchanged for other code.

Nothing is imported again, so that every module that took a function by name has the mutant too. What was worked out
while importing (a constant of a module) stays as it was.
"""

from __future__ import annotations

import functools
import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

from mutants import Mutant

EARLIER = ("words", "units", "methods", "formula", "source", "model", "methodology", "areas", "catalogue", "plans")
EARLIER += ("exchange", "measuring", "scoring")
"""Folders that import only from those before them: what those remember has not seen a mutant of a later one."""
NOT_IN_LOADING = ("methods", "measuring", "scoring")
"""Folders of which nothing is called when a standard is loaded, which takes longer than most tests."""
Place = tuple[str, str, int]
"""Where a function is written: file, qualified name, first line."""


class Program:
    """The functions and caches of a package that stand in memory now."""

    def __init__(self, package: Path) -> None:
        self._package = package
        self._sources = {file: file.read_text(encoding="utf-8") for file in package.rglob("*.py")}
        self._functions: dict[Place, list[FunctionType]] = defaultdict(list)
        self._caches = []
        for found in gc.get_objects():
            if isinstance(found, FunctionType) and found.__code__.co_filename.startswith(str(package)):
                self._functions[_place(found.__code__)].append(found)
            elif isinstance(found, functools._lru_cache_wrapper):
                self._caches.append(found)

    def put_in(self, mutant: Mutant) -> int:
        """Exchange what the mutant changes and forget what was remembered; how many functions were exchanged."""
        file = self._package / mutant.file
        source = self._sources[file]  # as it was imported, whatever somebody writes meanwhile
        after = _codes(mutant.applied(source), str(file))
        changed = 0
        for key, code in _codes(source, str(file)).items():
            for function in self._functions[_place(code)]:
                if not _alike(code, after[key]):
                    function.__code__ = after[key]
                    changed += 1
        for cache in self._caches:
            if not _kept(cache.__module__ or "", mutant.folder):
                cache.cache_clear()
        return changed


def _kept(module: str, folder: str) -> bool:
    """Whether what the functions of a module remember cannot have to do with a folder."""
    if module == "sdg_standard.editions.loading":
        return folder in NOT_IN_LOADING
    of = module.removeprefix("sdg_standard.").partition(".")[0]
    return folder in EARLIER and of in EARLIER[: EARLIER.index(folder)]


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(source: str, file: str) -> dict[tuple[str, int], CodeType]:
    """Every function of a module by its qualified name, and its number among those of the same name."""
    count: Counter[str] = Counter()
    found = {}
    for code in _inside(compile(source, file, "exec", dont_inherit=True)):
        count[code.co_qualname] += 1
        found[code.co_qualname, count[code.co_qualname]] = code
    return found


def _inside(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _inside(part)


def _alike(one: CodeType, other: CodeType) -> bool:
    """Whether two functions do the same; on which lines they stand does not matter."""
    return _plain(one) == _plain(other)


def _plain(code: CodeType) -> object:
    constants = [_plain(part) if isinstance(part, CodeType) else (type(part), repr(part)) for part in code.co_consts]
    return code.co_code, code.co_names, constants
