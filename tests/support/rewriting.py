"""Expectations that lie in files: compared, or with SDG_REWRITE=1 written anew and the difference shown."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

REWRITE = bool(os.environ.get("SDG_REWRITE"))
ROOT = Path(__file__).parents[2]

differences: list[str] = []
"""What was rewritten in this run; shown when it ends."""


def expect(path: Path, text: str) -> None:
    """Say that a file has this text; with SDG_REWRITE write it where it has another."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if not REWRITE:
        assert text == before
    elif text != before:
        path.write_text(text, encoding="utf-8")
        differences.append(difference(before, text, path))


def difference(before: str, after: str, path: Path) -> str:
    """The lines that differ, with two around them."""
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    lines = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(*lines, fromfile=name, tofile=f"{name}, rewritten", n=2))
