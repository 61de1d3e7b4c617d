"""A municipality's own agenda: goal, objective, measure, money, report and decision as plain files.

They are read, checked, counted and followed. In the order of the work: ``names`` (sheets and columns in three
languages), ``tables`` (raw sheets of any kind of file), ``cells`` and ``rows`` (raw cells to models), ``entered`` (all
sheets), ``chain`` (the rows tied together), ``following`` (a figure against bands or pace), ``checks``, ``agenda``.
"""

from __future__ import annotations

from sdg_standard.agenda.agenda import Agenda, read_agenda
from sdg_standard.agenda.coherence import Coherence
from sdg_standard.agenda.difference import AgendaChanges, diff_agendas
from sdg_standard.agenda.entered import About
from sdg_standard.agenda.template import write_agenda_template

__all__ = [
    "About",
    "Agenda",
    "AgendaChanges",
    "Coherence",
    "diff_agendas",
    "read_agenda",
    "write_agenda_template",
]
