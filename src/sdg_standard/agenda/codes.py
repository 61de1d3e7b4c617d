"""The codes of reading and checking an agenda. Rules C1 to C10 are numbered as in ``red_thread.md`` 5.6."""

from __future__ import annotations

from sdg_standard.errors import code

NOT_AN_AGENDA = code("SDG810", "not-an-agenda")
SHEET = code("SDG811", "agenda-sheet")
CELL = code("SDG812", "agenda-cell")
PERSON = code("SDG813", "agenda-person")
SHAPE = code("SDG814", "agenda-shape")
PERIOD = code("SDG815", "agenda-period", severity="warning")
HEADER = code("SDG816", "agenda-header", severity="note")
REPORT_UNIT = code("SDG817", "agenda-report-unit")
C1 = code("SDG821", "agenda-c1-references")
C2 = code("SDG822", "agenda-c2-time")
C3 = code("SDG823", "agenda-c3-quantity")
C4 = code("SDG824", "agenda-c4-bands", severity="warning")
C5 = code("SDG825", "agenda-c5-broken-chain", severity="warning")
C6 = code("SDG826", "agenda-c6-orphans", severity="warning")
C7 = code("SDG827", "agenda-c7-days", severity="warning")
C8 = code("SDG828", "agenda-c8-forgotten", severity="warning")
C9 = code("SDG829", "agenda-c9-totals")
C10 = code("SDG830", "agenda-c10-status", severity="warning")
NOTICE = code("SDG831", "agenda-notice", severity="note")
