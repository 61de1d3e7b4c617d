"""The files of a standard, found and read without leaving its folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sdg_standard.catalogue.codes import NOT_A_STANDARD, UNKNOWN_FILE, UNREADABLE_FILE
from sdg_standard.errors import Problem

MOST_FILES = 20_000
MOST_BYTES = 64 * 2**20
_SINGLE = ("standard.yaml", "inputs.yaml", "sources.yaml", "spellings.yaml", "retired.yaml")
_DEPTHS = {"frameworks": (3, 12), "methodologies": (2, 2), "vocabularies": (2, 2), "translations": (3, 12)}
"""Fewest and most parts of the path of a file below each folder of definitions."""


@dataclass(frozen=True)
class Folder:
    """A folder that holds a standard: its YAML and CSV files by relative path, read once."""

    root: Path
    files: dict[str, bytes]
    problems: tuple[Problem, ...] = field(default=())

    @classmethod
    def read(cls, root: Path) -> Folder:
        """Read all files of a folder; what cannot be read or leads outside is a problem."""
        files: dict[str, bytes] = {}
        problems: list[Problem] = []
        if not (root / "standard.yaml").is_file():
            problems.append(NOT_A_STANDARD.problem(f'there is no standard.yaml in "{root}"', file="standard.yaml"))
            return cls(root, files, tuple(problems))
        for path in _walk(root):
            name = path.relative_to(root).as_posix()
            why = "there are too many files" if len(files) >= MOST_FILES else _obstacle(path, root)
            if why:
                problems.append(UNREADABLE_FILE.problem(f'"{name}" is not read: {why}', file=name))
            if len(files) >= MOST_FILES:
                break
            if not why:
                files[name] = path.read_bytes()
        problems += [_out_of_place(name) for name in files if name.endswith((".yaml", ".yml")) and not _has_place(name)]
        return cls(root, {name: text for name, text in files.items() if _has_place(name)}, tuple(problems))

    def under(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Names of the files below a folder."""
        return [name for name in self.files if name.startswith(f"{folder}/") and name.endswith(ending)]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names and contents of all files that define something, line ends put aside."""
        state = hashlib.sha256()
        for name in sorted(self.files):
            content = self.files[name].replace(b"\r\n", b"\n")
            state.update(f"{name}\0{len(content)}\0".encode())
            state.update(content)
        return state.hexdigest()


def _walk(root: Path) -> Iterator[Path]:
    """YAML, CSV and text files below the root, sorted; hidden folders and the generated schema are left out."""
    for folder, names, files in os.walk(root, followlinks=False):
        here = Path(folder)
        names[:] = sorted(name for name in names if not name.startswith(".") and (here != root or name != "schema"))
        yield from (here / name for name in names if (here / name).is_symlink())
        for name in sorted(files):
            if not name.startswith(".") and name.endswith((".yaml", ".yml", ".csv", ".txt")):
                yield here / name


def _obstacle(path: Path, root: Path) -> str:
    """Why a file is not read; an empty text if it is. A pipe would wait for ever, a link may lead anywhere."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "it leads out of the folder"
        if not path.is_file():
            return "it is a link to a folder, or no plain file"
        if path.stat().st_size > MOST_BYTES:
            return f"it has more than {MOST_BYTES} bytes"
        with path.open("rb"):
            return ""
    except OSError as error:
        return error.strerror or "it cannot be opened"


def _has_place(name: str) -> bool:
    """Whether something reads a file: every table and text, and YAML where definitions stand."""
    if not name.endswith((".yaml", ".yml")):
        return True
    parts = name.split("/")
    fewest, most = _DEPTHS.get(parts[0], (0, 0))
    return name in _SINGLE or (name.endswith(".yaml") and fewest <= len(parts) <= most)


def _out_of_place(name: str) -> Problem:
    cure = "Definitions stand under frameworks/<id>/, methodologies/, vocabularies/ and translations/<language>/."
    if name.endswith(".yml"):
        cure = "Let its name end in .yaml."
    elif name.startswith(("methodologies/", "vocabularies/")):
        cure = f"Move it into the folder {name.partition('/')[0]}/ itself."
    return UNKNOWN_FILE.problem(f'nothing reads "{name}"', cure, file=name, line=1, column=1)
