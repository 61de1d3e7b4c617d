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
_SINGLE = ("standard.yaml", "inputs.yaml", "sources.yaml", "spellings.yaml", "retired.yaml")
_FOLDERS = ("frameworks", "methodologies", "vocabularies", "translations")


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
        inside = root.resolve()
        for path in _walk(root):
            name = path.relative_to(root).as_posix()
            if not path.resolve().is_relative_to(inside):
                problems.append(UNREADABLE_FILE.problem(f'"{name}" leads out of the folder', file=name))
                continue
            try:
                files[name] = path.read_bytes()
            except OSError as error:
                problems.append(UNREADABLE_FILE.problem(f'"{name}" cannot be read: {error.strerror}', file=name))
        problems += [_out_of_place(name) for name in files if name.endswith((".yaml", ".yml")) and not _has_place(name)]
        return cls(root, files, tuple(problems))

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
    count = 0
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith(".") and name != "schema")
        for name in sorted(files):
            if name.startswith(".") or not name.endswith((".yaml", ".yml", ".csv", ".txt")):
                continue
            count += 1
            if count > MOST_FILES:
                return
            yield Path(folder) / name


def _has_place(name: str) -> bool:
    return name in _SINGLE or name.split("/", 1)[0] in _FOLDERS


def _out_of_place(name: str) -> Problem:
    cure = "Definitions stand under frameworks/, methodologies/, vocabularies/ and translations/."
    return UNKNOWN_FILE.problem(f'nothing reads "{name}"', cure, file=name)
