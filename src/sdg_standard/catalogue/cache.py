"""What YAML files said, kept as JSON in the user's cache folder: a standard is parsed once and not at every start.

The key is a digest of the files themselves and the version of the library: a changed file is another key, and nothing
ever has to be thrown away by hand. What is read back passes the same models as what was parsed; that a standard has
passed all checks is kept as well, by a digest of it and of all that it builds on. A cache that cannot be used
(``SDG_STANDARD_CACHE=off``, a folder that cannot be written, a damaged file) is no cache, and no error.

Whoever can write a file of the cache decides what a standard says. So folder and files must belong to the user (or to
root) and be writable by nobody else; where the operating system knows no such owners, the folder must lie below the
user's own.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sdg_standard._files import open_plain
from sdg_standard._version import __version__

FORMAT = "1"
MOST_BYTES = 64 * 2**20
MOST_ENTRIES = 32
"""So many entries are remembered, two for each standard; of more the one longest unused is forgotten."""
_ENTRY = re.compile(r"[0-9a-f]{32}\.json")
_HOUR = 3600
_FAULTS = (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError)
_LOG = logging.getLogger("sdg_standard")


def cache_folder() -> Path | None:
    """The folder for compiled standards; None where caching is switched off.

    ``SDG_STANDARD_CACHE`` is ``off`` or a folder; without it the place that the operating system has for caches.
    """
    asked = os.environ.get("SDG_STANDARD_CACHE", "").strip()
    if asked.lower() in ("off", "0", "no", "false"):
        return None
    if asked:
        return Path(asked)
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA")
        return Path(home) / "sdg-standard" / "Cache" if home else None
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sdg-standard"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sdg-standard"


def _file(digest: str) -> Path | None:
    folder = cache_folder()
    key = hashlib.sha256(f"{FORMAT}\0{__version__}\0{digest}".encode()).hexdigest()
    return None if folder is None else folder / f"{key[:32]}.json"


def _is_ours(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user or to root, and nobody else may write it."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid in (os.geteuid(), 0) and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _is_trusted(folder: Path) -> bool:
    """Whether nobody else can put a file into a folder."""
    found = os.stat(folder)
    ours = stat.S_ISDIR(found.st_mode) and _is_ours(found)
    if ours and not hasattr(os, "geteuid"):
        ours = any(folder.resolve().is_relative_to(home.resolve()) for home in _homes())
    if not ours:
        _LOG.info("the cache in %s is not used, since others may write there", folder)
    return ours


def _homes() -> list[Path]:
    """Folders that Windows keeps from other users."""
    return [Path.home(), *(Path(os.environ[name]) for name in ("LOCALAPPDATA",) if os.environ.get(name))]


def recall(digest: str) -> dict[str, Any] | None:
    """Return the plain data of every YAML file by name, as it was kept for this digest; None where there is none."""
    try:
        file = _file(digest)
        if file is None or not _is_trusted(file.parent):
            return None
        with open_plain(file, MOST_BYTES) as stream:
            if not _is_ours(os.fstat(stream.fileno())):
                return None
            data = json.loads(stream.read(MOST_BYTES + 1))
        documents = data["documents"] if data.get("digest") == digest else None
        if not isinstance(documents, dict) or not all(isinstance(item, dict) for item in documents.values()):
            return None
        with suppress(OSError):
            os.utime(file)  # used just now, so that it is not the first to be forgotten
        return documents
    except _FAULTS:
        return None


def keep(digest: str, documents: Mapping[str, Any]) -> None:
    """Keep the plain data of every YAML file; written beside and moved into place, so that nobody reads half a file."""
    try:
        file = _file(digest)
        if file is None:
            return
        _make(file.parent)
        if not _is_trusted(file.parent):
            return
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")  # for nobody else's eyes
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as part:
                json.dump({"digest": digest, "documents": dict(documents)}, part, ensure_ascii=False)
            os.replace(name, file)
        except BaseException:
            os.unlink(name)
            raise
        _forget_old(file)
    except _FAULTS:
        return


def _make(folder: Path) -> None:
    """Make the folder for the user alone; the usual one is closed to others where an earlier version left it open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = os.stat(folder)
    if not os.environ.get("SDG_STANDARD_CACHE", "").strip() and not _is_ours(found) and found.st_uid == os.geteuid():
        os.chmod(folder, 0o700)


def _forget_old(newest: Path) -> None:
    """Remove the entries longest unused, and what a program that was ended left half written."""
    changed: list[tuple[float, Path]] = []
    for path in newest.parent.iterdir():
        with suppress(OSError):
            changed.append((path.lstat().st_mtime, path))
    now = max(time for time, path in changed if path == newest)
    entries = sorted((item for item in changed if _ENTRY.fullmatch(item[1].name)), reverse=True)
    left = [item for item in changed if item[1].suffix == ".part" and item[0] < now - _HOUR]
    for _, path in [*entries[MOST_ENTRIES:], *left]:
        with suppress(OSError):
            path.unlink()
