"""Released editions, which travel with the library: each in one compact file, beside a manifest that can be signed.

``releases/2026.1/edition.json.xz`` has every file of the edition as it was, ``manifest.json`` its digest and those of
all files, ``CHANGES.md`` what is different from the edition before. Nothing else of the working copy is read for a
released edition, so that it says the same in ten years.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sdg_standard._files import read_plain
from sdg_standard._resources import bundled
from sdg_standard.catalogue.folder import Folder, Packed
from sdg_standard.editions.codes import DAMAGED_RELEASE
from sdg_standard.errors import Problems, SdgStandardError, StandardError
from sdg_standard.source import read_yaml
from sdg_standard.words import say

LIBRARY = "sdg-standard"
"""The id of the standard that the library carries."""
FORMAT = "sdg-standard edition 1"
COMPILED, MANIFEST, CHANGES = "edition.json.xz", "manifest.json", "CHANGES.md"
SIGNATURE = f"{MANIFEST}.sig"
"""The signature of the manifest, where somebody has signed it; `docs/governance.md` says how."""
MOST_BYTES = 64 * 2**20
NAME = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
"""Numbers with points: such names have an order, and are names of folders everywhere."""


@dataclass(frozen=True)
class Release:
    """A released edition: its manifest, and its files."""

    manifest: Mapping[str, Any]
    folder: Packed


def releases_folder() -> Path | None:
    """Where the released editions lie; None where there are none."""
    try:
        return bundled("releases")
    except SdgStandardError:
        return None


def released_editions(root: Path | None = None) -> tuple[str, ...]:
    """Return the names of the released editions, the oldest first.

    >>> released_editions()[:1]
    ('2026.1',)
    """
    root = root or releases_folder()
    found = [path.parent.name for path in root.glob(f"*/{MANIFEST}")] if root else []
    return tuple(sorted((name for name in found if NAME.fullmatch(name)), key=_parts))


def _parts(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))


def released_name(edition: str, root: Path | None = None) -> str:
    """Return the name of a released edition, as ``2026.1`` or with its id before ``@``; else nothing.

    Without a folder of releases those of the library are meant.

    >>> released_name("sdg-standard@2026.1"), released_name("2019.1")
    ('2026.1', '')
    """
    of, at, name = edition.rpartition("@")
    if name not in released_editions(root):
        return ""
    return name if not at or of == _id_of(name, root) else ""


def _id_of(name: str, root: Path | None) -> str:
    """The id of the standard of which an edition was released."""
    if root is None:
        return LIBRARY
    try:
        return str(json.loads(read_plain(root / name / MANIFEST, MOST_BYTES))["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def releases_beside(folder: Path) -> Path | None:
    """Where the released editions of a folder lie, beside it; None where there are none, or those of another one."""
    try:
        root = folder.resolve().parent / "releases"
        names = released_editions(root)
    except (OSError, ValueError, RuntimeError):  # a path that no system takes: what reads the folder says so
        return None
    if not names:
        return None
    try:
        document, _ = read_yaml(read_plain(folder / "standard.yaml", MOST_BYTES), "standard.yaml")
    except OSError:
        return None
    known = "" if document is None else str(document.data.get("id", ""))
    return root if known == _id_of(names[-1], root) else None


@lru_cache(maxsize=4)
def read_release(name: str, root: Path | None = None) -> Release:
    """Return a released edition. Raises StandardError where it is not what its manifest says."""
    place = (root or releases_folder() or Path()) / name
    try:
        manifest = json.loads(read_plain(place / MANIFEST, MOST_BYTES))
        folder = unpacked(read_plain(place / COMPILED, MOST_BYTES), place)
        right = manifest["digest"] == folder.digest
    except (OSError, ValueError, KeyError, TypeError, AttributeError, lzma.LZMAError) as error:
        raise _damaged(name, str(error)) from None
    if not right:
        raise _damaged(name, say("editions.another_digest"))
    return Release(manifest, folder)


def verified(name: str, root: Path | None = None) -> Release:
    """Return a released edition of which every file is what its manifest says. Raises StandardError otherwise.

    Loading an edition checks its digest; this checks the bytes of each file as well, which a signature vouches for.
    """
    found = read_release(name, root)
    place = (root or releases_folder() or Path()) / name
    wrong = [file for file, digest in found.manifest.get("compiled", {}).items() if _digest_of(place / file) != digest]
    inside = {file: sha256(content.replace(b"\r\n", b"\n")) for file, content in found.folder.files.items()}
    told = found.manifest.get("files", {})
    wrong += sorted(file for file in {*inside, *told} if inside.get(file) != told.get(file))
    if wrong:
        raise _damaged(name, say("editions.other_bytes", files=wrong))
    return found


def _digest_of(path: Path) -> str:
    try:
        return sha256(read_plain(path, MOST_BYTES))
    except OSError:
        return ""


def _damaged(name: str, why: str) -> StandardError:
    text = say("editions.release_damaged", name=name, why=why)
    return StandardError(Problems([DAMAGED_RELEASE.problem(text, file=f"{name}/{MANIFEST}")]))


def compiled(folder: Folder) -> bytes:
    """Return all files of an edition in one, the same bytes for the same files."""
    texts = {
        part: {name: content.decode("utf-8").replace("\r\n", "\n") for name, content in sorted(files.items())}
        for part, files in (("files", folder.files), ("mappings", folder.mappings))
    }
    text = json.dumps({"format": FORMAT, **texts}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_SHA256, preset=9)


def unpacked(content: bytes, root: Path) -> Packed:
    """Return the files of an edition. Raises ValueError for what :func:`compiled` did not make."""
    reader = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=2 * MOST_BYTES)
    text = reader.decompress(content, max_length=MOST_BYTES)
    data = json.loads(text) if reader.eof else {}
    if data.get("format") != FORMAT:
        raise ValueError(say("editions.no_compiled_edition"))
    files, mappings = ({name: str(one).encode() for name, one in data[part].items()} for part in ("files", "mappings"))
    return Packed(root, files, mappings=mappings)


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
