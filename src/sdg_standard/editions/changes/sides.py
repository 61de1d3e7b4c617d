"""One of the two editions that are compared: what it says, and where in which file it says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.extends import Layered
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.changes.comparing import Path
from sdg_standard.source import Document, read_yaml

Place = tuple[str, int | None]
"""File and line."""


@dataclass
class Side:
    """An edition with its files; without files, only what the definitions themselves know of their places."""

    standard: Standard
    folder: Folder | None = None
    _read: dict[str, Document | None] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, bytes]:
        """Content of every file that defines something, by name."""
        return self.folder.files if self.folder else {}

    def document(self, name: str) -> Document | None:
        """A file of YAML, read with the places of its parts; None where there is none."""
        if name not in self._read:
            content = {**self.files, **(self.folder.mappings if self.folder else {})}.get(name)
            self._read[name] = None if content is None else read_yaml(content, name)[0]
        return self._read[name]

    def in_file(self, name: str, path: Path) -> Place:
        """The place of a part of a file, or of what it belongs to where it does not stand there itself."""
        document = self.document(name)
        return (name, None) if document is None else (name, document.place(path, key=True)["line"])

    def of_definition(self, name: str, path: Path) -> Place:
        """The place of a part of an indicator or a methodology."""
        placed = self._placed(self.standard.place_of(name), name)
        if placed is None:
            return "", None
        found = placed.place(path, key=True)
        known = self.document(str(found.get("file", ""))) is not None
        return str(found.get("file", "")), found.get("line") if known else None

    def _placed(self, placed: Any, name: str) -> Any:
        """What knows the lines: a definition from the cache knows its file only, which is read again."""
        if isinstance(placed, Layered):
            return replace(placed, own=self._placed(placed.own, name), below=self._placed(placed.below, ""))
        if not isinstance(placed, Document):
            return placed
        whole = self.document(placed.file)
        if whole is None or isinstance(whole.data.get("overrides"), dict):
            return placed
        for entry in whole.node(("indicators",)).items if "indicators" in whole.data else ():
            if entry.kind == "mapping" and entry.value.get("id") == name:
                return Document(placed.file, entry.value, entry)
        return whole

    def named(self, folder: str, name: str) -> str:
        """The file below a folder that defines an id: the one with its name, else the one that says it."""
        usual = f"{folder}/{name}.yaml"
        if usual in self.files or self.folder is None:
            return usual
        asked = re.compile(rf"^id: *[\"']?{re.escape(name)}[\"']?\s*(#.*)?$".encode(), re.MULTILINE)
        return next((file for file in self.folder.under(folder) if asked.search(self.files[file])), usual)

    def with_text(self, folder: str, text: str) -> str:
        """The file below a folder in which a text stands at the beginning of a line."""
        asked = re.compile(rf"^[\"']?{re.escape(text)}[\"']?:".encode(), re.MULTILINE)
        names = self.folder.under(folder) if self.folder else []
        return next((file for file in names if asked.search(self.files[file])), "")

    def line_with(self, file: str, pattern: str) -> Place:
        """The place of the first line that begins so."""
        lines = self.files.get(file, b"").decode("utf-8", "replace").splitlines()
        return file, next((place for place, line in enumerate(lines, 1) if re.match(pattern, line)), None)
