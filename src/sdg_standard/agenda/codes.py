"""The codes of reading an agenda."""

from __future__ import annotations

from sdg_standard.errors import code

NOT_AN_AGENDA = code("SDG810", "not-an-agenda")
SHEET = code("SDG811", "agenda-sheet")
CELL = code("SDG812", "agenda-cell")
PERSON = code("SDG813", "agenda-person")
SHAPE = code("SDG814", "agenda-shape")
