"""A folder that somebody is writing in: which files have changed since the last look."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from sdg_standard._files import read_plain
from sdg_standard.catalogue.folder import MOST_BYTES, files_of
from sdg_standard.editions.single import problems_of_file
from sdg_standard.errors import Problem, Problems


@dataclass
class Watch:
    """The state of the files of a folder as they were seen last. The first look sees none as changed."""

    root: Path
    seen: dict[str, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.seen = self._now()

    def _now(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for path in files_of(self.root):
            try:
                state = os.stat(path)
            except OSError:  # gone since the folder was listed
                continue
            found[path.relative_to(self.root).as_posix()] = (state.st_mtime_ns, state.st_size)
        return found

    def changed(self) -> list[str]:
        """Names of the files that are new, gone, or other than at the last look."""
        before, self.seen = self.seen, self._now()
        names = before.keys() | self.seen.keys()
        return sorted(name for name in names if before.get(name) != self.seen.get(name))

    def first_answer(self, names: list[str]) -> Problems:
        """What is wrong with these files by themselves, each read alone: the answer while the whole is still read."""
        found: list[Problem] = []
        for name in names:
            if name in self.seen:
                try:
                    found += problems_of_file(name, read_plain(self.root / name, MOST_BYTES))
                except OSError:  # an editor is just putting it in place
                    continue
        return Problems(found)
