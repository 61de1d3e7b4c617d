"""A mapping from its file, or from those that are shipped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sdg_standard._files import read_plain, reason
from sdg_standard._resources import bundled
from sdg_standard._signs import visible
from sdg_standard.errors import StandardError, UnknownId
from sdg_standard.exchange.codes import MAPPING
from sdg_standard.exchange.mapping.model import TableMapping
from sdg_standard.source import Document, read_model
from sdg_standard.words import say

GIVEN = "mapping"
"""The name of a mapping that has no file."""
MOST_BYTES = 1 << 20
PathLike: TypeAlias = "str | os.PathLike[str]"


@dataclass(frozen=True)
class MappingFile:
    """A mapping, the text that it was read from, for the places of what is wrong with it, and the SHA-256 of it."""

    mapping: TableMapping
    document: Document | None = None
    digest: str = ""

    @property
    def name(self) -> str:
        """What the mapping is called: the name of its file, or ``mapping`` where a program gave it."""
        return self.document.file if self.document is not None else GIVEN


GivenMapping: TypeAlias = "PathLike | Mapping[str, Any] | TableMapping | MappingFile"
"""A mapping as a caller has it."""


def shipped_mappings() -> dict[str, Path]:
    """The mappings that the library brings, by name: ``no/07459``."""
    folder = bundled("standard") / "mappings"
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.yaml"))}


def read_mapping(given: GivenMapping) -> MappingFile:
    """Read a mapping from a YAML file, a shipped one by its name, or one that a program gives with the same keys.

    One that was read already stays as it is. Raises :class:`~sdg_standard.errors.StandardError` with all that is wrong
    with it, and UnknownId for a name that neither a file nor a shipped mapping has.
    """
    if isinstance(given, MappingFile):
        return given
    if isinstance(given, TableMapping):
        return MappingFile(given, digest=_digest(given.model_dump_json(by_alias=True, exclude_unset=True).encode()))
    if isinstance(given, Mapping):
        return _read(json.dumps(given, ensure_ascii=False).encode(), GIVEN)
    path = _path(given)
    file = visible(path.name)
    try:
        text = read_plain(path, MOST_BYTES)
    except OSError as error:
        why = say("exchange.does_not_exist") if isinstance(error, FileNotFoundError) else reason(error)
        message = say("exchange.mapping_cannot_be_read", file=visible(str(path)), why=why)
        raise StandardError([MAPPING.problem(message, say("exchange.mapping_give_file"), file=file)]) from None
    return _read(text, file)


def _read(text: bytes, file: str) -> MappingFile:
    mapping, document, problems = read_model(TableMapping, text, file)
    if mapping is None:
        raise StandardError(problems)
    return MappingFile(mapping, document, _digest(text))


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _path(given: PathLike) -> Path:
    path = Path(given)
    if path.suffix in (".yaml", ".yml") or path.exists():
        return path
    shipped = shipped_mappings()
    name = path.as_posix()
    if name not in shipped:
        raise UnknownId("mapping", name, shipped)
    return shipped[name]
