"""A standard of an edition and a few changes that somebody has adopted, such as other benchmarks, held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sdg_standard.catalogue.definitions import read_definitions
from sdg_standard.catalogue.folder import Packed
from sdg_standard.catalogue.standard import Standard
from sdg_standard.editions.loading import load, put_together
from sdg_standard.editions.released import LIBRARY, released_name
from sdg_standard.errors import Problems


def extended(files: Mapping[str, bytes]) -> tuple[Standard | None, Problems]:
    """The standard of a folder that is nowhere, by its files; None where it cannot be made.

    What the files say of their own is checked. The methodologies are those of the edition below, and are planned when
    somebody asks for one: a benchmark changes no plan that the edition was not checked with.
    """
    return _extended(tuple(sorted(files.items())))


@lru_cache(maxsize=8)
def _extended(files: tuple[tuple[str, bytes], ...]) -> tuple[Standard | None, Problems]:
    folder = Packed(Path("adopted"), dict(files))
    return put_together(folder, read_definitions(folder))


def is_edition(name: str) -> bool:
    """Whether the library has an edition of this name.

    >>> is_edition("2026.1"), is_edition("1999.1")
    (True, False)
    """
    known = load()
    return bool(released_name(name)) or name in (known.edition, f"{LIBRARY}@{known.edition}")
