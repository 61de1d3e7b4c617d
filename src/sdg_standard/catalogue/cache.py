"""What YAML files said, kept as JSON in the user's cache folder: a standard is parsed once and not at every start.

The key is a digest of the files themselves and the version of the library: a changed file is another key, and nothing
ever has to be thrown away by hand. What is read back passes the same models and checks as what was parsed. A cache that
cannot be used (``SDG_STANDARD_CACHE=off``, a folder that cannot be written, a damaged file) is no cache, and no error.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdg_standard._version import __version__

FORMAT = "1"
MOST_BYTES = 64 * 2**20


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


def recall(digest: str) -> dict[str, Any] | None:
    """Return the plain data of every YAML file by name, as it was kept for this digest; None where there is none."""
    try:
        file = _file(digest)
        if file is None or file.stat().st_size > MOST_BYTES:
            return None
        data = json.loads(file.read_text(encoding="utf-8"))
        documents = data["documents"] if data.get("digest") == digest else None
        return documents if isinstance(documents, dict) else None
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError, RecursionError):
        return None


def keep(digest: str, documents: Mapping[str, Any]) -> None:
    """Keep the plain data of every YAML file; written beside and moved into place, so that nobody reads half a file."""
    try:
        file = _file(digest)
        if file is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            json.dump({"digest": digest, "documents": dict(documents)}, part, ensure_ascii=False)
        os.replace(name, file)
    except (OSError, ValueError, TypeError, RuntimeError):
        return
