"""What a command writes must not be what it reads."""

from __future__ import annotations

import argparse
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.catalogue.folder import files_of
from sdg_standard.cli.codes import OUTPUT_IS_INPUT
from sdg_standard.errors import OutputError
from sdg_standard.exchange.several import files_meant, is_table
from sdg_standard.methodology import Methodology
from sdg_standard.plans.file import names_a_file
from sdg_standard.words import say

_READ = ("areas", "commitments", "card", "mapping")
"""Arguments that name files to be read."""
_EVIDENCE = ("evidence", "reference", "previous", "table")
"""Arguments that name files, folders or patterns of evidence."""


class OutputIsInput(OutputError):
    """A file that would be written is read as well, or is to be written twice."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.problem = OUTPUT_IS_INPUT.problem(self.args[0])


def refuse_inputs(outputs: Iterable[Path], arguments: argparse.Namespace, further: Iterable[Path] = ()) -> None:
    """Raise :class:`OutputIsInput` where one of the outputs is a file that the arguments name, or stands there twice.

    ``further`` are other files that are read. Files are compared as the file system knows them, so that links and the
    case of letters do not matter.
    """
    inputs = [*_inputs(arguments), *further]
    folders = [Path(given) for name in _EVIDENCE for given in _several(getattr(arguments, name, None))]
    taken: dict[str, Path] = {}
    for path in outputs:
        found = next((given for given in inputs if _is_same(path, given)), None)
        if found is not None:
            raise OutputIsInput(path, say("cli.read_as_well", given=str(found)))
        folder = next((given for given in folders if given.is_dir() and _is_same(path.parent, given)), None)
        if folder is not None and is_table(path.name):  # the next run would take it for evidence
            raise OutputIsInput(path, say("cli.read_as_well", given=str(folder)))
        if taken.setdefault(_folded(path), path) is not path:
            raise OutputIsInput(path, say("cli.written_twice"))


def _several(given: str | list[str] | None) -> list[str]:
    """What an argument names, whether it may be given once or several times."""
    return [given] if isinstance(given, str) else given or []


def tables_named(methodology: Methodology, given: str) -> list[Path]:
    """The tables beside the file of a methodology that it names; none where the methodology was given by id."""
    if not names_a_file(given):
        return []
    return [Path(given).parent / rule.table for rule in methodology.points if rule.table]


def _inputs(arguments: argparse.Namespace) -> Iterator[Path]:
    yield from (Path(given) for name in _READ for given in _several(getattr(arguments, name, None)))
    for given in filter(None, (getattr(arguments, name, None) for name in _EVIDENCE)):
        yield from map(Path, files_meant(given).files)
    methodology, standard = (getattr(arguments, name, None) for name in ("methodology", "standard"))
    if methodology and names_a_file(methodology):
        yield Path(methodology)
    yield from files_of(Path(standard) if standard else bundled("standard"))


def _is_same(path: Path, given: Path) -> bool:
    """Whether two paths lead to one file, by whatever links and spelling; false where one of them is not there."""
    with suppress(OSError, ValueError):
        return os.path.samefile(path, given)
    return False


def _folded(path: Path) -> str:
    """A path as the least particular file system reads it: two that differ in case only may be one file."""
    with suppress(OSError, ValueError):
        path = path.parent.resolve() / path.name
    return unicodedata.normalize("NFC", str(path)).casefold()
