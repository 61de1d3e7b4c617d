"""The files of a standard, found and read without leaving its folder."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sdg_standard._files import NotPlain, read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.areas import Register, read_registers
from sdg_standard.catalogue.codes import NOT_A_STANDARD, UNKNOWN_FILE, UNREADABLE_FILE
from sdg_standard.errors import Problem
from sdg_standard.words import say

MOST_FILES = 20_000
MOST_BYTES = 64 * 2**20
_SINGLE = ("standard.yaml", "inputs.yaml", "sources.yaml", "spellings.yaml", "retired.yaml")
_DEPTHS = {"frameworks": (3, 12), "methodologies": (2, 2), "vocabularies": (2, 2), "translations": (3, 12)}
"""Fewest and most parts of the path of a file below each folder of definitions."""
_FOR_TRANSLATORS = "translations/terms.yaml"
"""The list of terms: people read it and a test applies it, so it has a place and defines nothing."""
_AREAS = "areas"
_TABLES = (_AREAS, "methodologies")
"""Folders with tables; those of evidence and results that lie elsewhere do not belong to the standard."""
_MAPPINGS = "mappings"
"""The folder of mappings: they say how tables of others are read, and no score rests on them."""


@dataclass(frozen=True)
class Folder:
    """A folder that holds a standard: its YAML and CSV files by relative path, read once.

    ``files`` define something; ``mappings`` stand beside them.
    """

    root: Path
    files: dict[str, bytes]
    problems: tuple[Problem, ...] = field(default=())
    mappings: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> Folder:
        """Read all files of a folder that define something; what cannot be read or leads outside is a problem."""
        files: dict[str, bytes] = {}
        mappings: dict[str, bytes] = {}
        problems: list[Problem] = []
        if (why := _no_standard(root)) is not None:
            problems.append(
                NOT_A_STANDARD.problem(say("catalogue.no_standard_yaml", root=root, why=why), file="standard.yaml")
            )
            return cls(root, files, tuple(problems))

        def unread(path: Path, why: str) -> None:
            name = visible(path.relative_to(root).as_posix())
            problems.append(UNREADABLE_FILE.problem(say("catalogue.not_read", name=name, why=why), file=name))

        for path in _walk(root, unread):
            if len(files) >= MOST_FILES:
                unread(path, say("catalogue.too_many_files"))
                break
            try:
                name = _name_of(path, root)
                if _has_place(name) or path.is_dir():  # a folder is a link here, and refused as one
                    files[name] = _content(path, root)
                elif name.startswith(f"{_MAPPINGS}/") and name.endswith(".yaml"):
                    mappings[name] = _content(path, root)
                elif name.endswith((".yaml", ".yml")) and name != _FOR_TRANSLATORS:
                    problems.append(_out_of_place(name))
            except OSError as error:
                unread(path, say("catalogue.it", reason=reason(error)))
        return cls(root, files, tuple(problems), mappings)

    def under(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Names of the files below a folder."""
        return [name for name in self.files if name.startswith(f"{folder}/") and name.endswith(ending)]

    def registers(self) -> dict[str, Register]:
        """The registers of areas by prefix. Raises StandardError where a table cannot be read."""
        return read_registers(self.root / _AREAS)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names and contents of all files that define something, line ends put aside."""
        state = hashlib.sha256()
        for name in sorted(self.files):
            content = self.files[name].replace(b"\r\n", b"\n")
            state.update(f"{name}\0{len(content)}\0".encode())
            state.update(content)
        return state.hexdigest()


@dataclass(frozen=True)
class Packed(Folder):
    """The files of a standard that lies in no folder: of a released edition."""

    def registers(self) -> dict[str, Register]:
        """The registers of areas by prefix, from tables that are written out for as long as they are read."""
        with tempfile.TemporaryDirectory(prefix="sdg-standard-") as place:
            for name in self.under(_AREAS, ".csv"):
                path = Path(place, *name.split("/"))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self.files[name])
            return read_registers(Path(place) / _AREAS)


def files_of(root: Path) -> Iterator[Path]:
    """The files below a folder that say something of the standard in it."""
    for path in _walk(root, lambda path, why: None):
        if _has_place(path.relative_to(root).as_posix()):
            yield path


def _no_standard(root: Path) -> str | None:
    """None for a folder with a standard.yaml, otherwise why there is none, where that is not plain."""
    try:
        return None if stat.S_ISREG(os.stat(root / "standard.yaml").st_mode) else say("catalogue.no_file")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:  # a path too long, one with a NUL, a folder without permission
        return say("catalogue.because", why=getattr(error, "strerror", None) or str(error))


def _walk(root: Path, unread: Callable[[Path, str], None]) -> Iterator[Path]:
    """YAML, CSV and text files below the root, sorted; hidden folders and the generated schema are left out.

    ``unread`` is told of a folder that cannot be looked into.
    """

    def failed(error: OSError) -> None:
        unread(Path(error.filename), say("catalogue.it", reason=reason(error)))

    for folder, names, files in os.walk(root, onerror=failed, followlinks=False):
        here = Path(folder)
        names[:] = sorted(name for name in names if not name.startswith(".") and (here != root or name != "schema"))
        yield from (here / name for name in names if (here / name).is_symlink())
        for name in sorted(files):
            if not name.startswith(".") and name.endswith((".yaml", ".yml", ".csv", ".txt")):
                yield here / name


def _content(path: Path, root: Path) -> bytes:
    """The bytes of a file. Raises OSError with the reason: a link may lead anywhere, a pipe would wait for ever."""
    if path.is_symlink():
        _check_link(path, root)
    return read_plain(path, MOST_BYTES)


def _check_link(path: Path, root: Path) -> None:
    """Raise OSError for a link that leads out of the folder, or to a folder."""
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # a link that leads to itself
        inside = False
    if not inside:
        raise NotPlain(errno.EINVAL, say("catalogue.leads_out_folder"))
    if path.is_dir():
        raise NotPlain(errno.EISDIR, say("catalogue.link_folder"))


def _name_of(path: Path, root: Path) -> str:
    """The name of a file within the standard. Raises OSError for one that is no text, which JSON cannot hold."""
    name = path.relative_to(root).as_posix()
    if visible(name) != name:
        raise NotPlain(errno.EILSEQ, say("catalogue.name_signs_no_letters"))
    return name


def _has_place(name: str) -> bool:
    """Whether something reads a file: YAML where definitions stand, tables of areas and methodologies, the units."""
    parts = name.split("/")
    if not name.endswith((".yaml", ".yml")):
        return name == "units.txt" or (name.endswith(".csv") and parts[0] in _TABLES and len(parts) > 1)
    fewest, most = _DEPTHS.get(parts[0], (0, 0))
    return name in _SINGLE or (name.endswith(".yaml") and fewest <= len(parts) <= most)


def _out_of_place(name: str) -> Problem:
    cure = say("catalogue.definitions_stand_under_frameworks")
    if name.endswith(".yml"):
        cure = say("catalogue.let_name_end_yaml")
    elif name.startswith(("methodologies/", "vocabularies/")):
        cure = say("catalogue.move_into_folder_itself", folder=name.partition("/")[0])
    return UNKNOWN_FILE.problem(say("catalogue.nothing_reads", name=name), cure, file=name, line=1, column=1)
