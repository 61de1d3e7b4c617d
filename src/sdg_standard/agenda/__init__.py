"""A municipality's own agenda: goal, objective, measure, money, report, decision, as plain files that are read, checked,
counted and followed.

In the order of the work: ``names`` (sheets and columns in three languages), ``tables`` (raw sheets of any kind of file),
``cells`` and ``rows`` (raw cells to models), ``agenda`` (the whole).
"""

from __future__ import annotations

from sdg_standard.agenda.agenda import About, Agenda, read_agenda

__all__ = ["About", "Agenda", "read_agenda"]
