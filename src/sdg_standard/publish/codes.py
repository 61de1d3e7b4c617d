"""The codes of what is published."""

from __future__ import annotations

from sdg_standard.errors import code

NOTES = code("SDG980", "notes")
