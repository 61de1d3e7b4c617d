"""A common standard for measuring, evaluating and reporting the Sustainable Development Goals in municipalities.

Evidence → measure → score → rate → report, under a named edition of the standard, every number traceable to its
evidence and its rule. Names are loaded when they are first used, so that importing the package reads no file and loads
neither NumPy, pandas nor pint.

>>> import sdg_standard as sdg
>>> sdg.load().goal(11).title
'Sustainable cities and communities'
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sdg_standard._version import __version__

if TYPE_CHECKING:
    from sdg_standard import areas, plot
    from sdg_standard.agenda import Agenda, AgendaChanges, diff_agendas, read_agenda, write_agenda_template
    from sdg_standard.assess import ReadScorecard, Scorecard, Scorer, aggregate_areas, read_scorecard, rescore, score
    from sdg_standard.catalogue import Standard
    from sdg_standard.editions import Changes, diff, load, move, validate
    from sdg_standard.errors import (
        EvidenceError,
        MissingExtra,
        OutputError,
        Problem,
        Problems,
        SdgStandardError,
        StandardError,
        UnknownId,
    )
    from sdg_standard.exchange import demo_evidence, read_evidence, write_evidence
    from sdg_standard.exchange.statbank import StatTable, read_json_stat, statbank_query, write_json_stat
    from sdg_standard.explaining import Explanation
    from sdg_standard.formats import convert
    from sdg_standard.forms import write_template
    from sdg_standard.influence import sensitivity
    from sdg_standard.measuring import check, measure
    from sdg_standard.methodology.registry import register
    from sdg_standard.model.evidence import Evidence
    from sdg_standard.model.values import Values
    from sdg_standard.network import Network, read_network
    from sdg_standard.publish import write_council_report, write_network_report, write_report, write_workbook
    from sdg_standard.simulation import Uncertainty, uncertainty
    from sdg_standard.study import Comparison, Deliveries, compare, compare_deliveries, gaps
    from sdg_standard.verification import QuestionLog, questions

logging.getLogger("sdg_standard").addHandler(logging.NullHandler())  # silent unless the host program listens

_HOMES = {
    "agenda": ("Agenda", "AgendaChanges", "diff_agendas", "read_agenda", "write_agenda_template"),
    "assess": ("ReadScorecard", "Scorecard", "Scorer", "aggregate_areas", "read_scorecard", "rescore", "score"),
    "catalogue": ("Standard",),
    "editions": ("Changes", "diff", "load", "move", "validate"),
    "errors": (
        "EvidenceError",
        "MissingExtra",
        "OutputError",
        "Problem",
        "Problems",
        "SdgStandardError",
        "StandardError",
        "UnknownId",
    ),
    "exchange": ("demo_evidence", "read_evidence", "write_evidence"),
    "exchange.statbank": ("StatTable", "read_json_stat", "statbank_query", "write_json_stat"),
    "explaining": ("Explanation",),
    "formats": ("convert",),
    "forms": ("write_template",),
    "influence": ("sensitivity",),
    "measuring": ("check", "measure"),
    "model.evidence": ("Evidence",),
    "methodology.registry": ("register",),
    "model.values": ("Values",),
    "network": ("Network", "read_network"),
    "publish": ("write_council_report", "write_network_report", "write_report", "write_workbook"),
    "simulation": ("Uncertainty", "uncertainty"),
    "study": ("Comparison", "Deliveries", "compare", "compare_deliveries", "gaps"),
    "verification": ("QuestionLog", "questions"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Agenda",
    "AgendaChanges",
    "Changes",
    "Comparison",
    "Deliveries",
    "Evidence",
    "EvidenceError",
    "Explanation",
    "MissingExtra",
    "Network",
    "OutputError",
    "Problem",
    "Problems",
    "QuestionLog",
    "ReadScorecard",
    "Scorecard",
    "Scorer",
    "SdgStandardError",
    "Standard",
    "StandardError",
    "StatTable",
    "Uncertainty",
    "UnknownId",
    "Values",
    "__version__",
    "aggregate_areas",
    "areas",
    "check",
    "compare",
    "compare_deliveries",
    "convert",
    "demo_evidence",
    "diff",
    "diff_agendas",
    "gaps",
    "load",
    "measure",
    "move",
    "plot",
    "questions",
    "read_agenda",
    "read_evidence",
    "read_json_stat",
    "read_network",
    "read_scorecard",
    "register",
    "rescore",
    "score",
    "sensitivity",
    "statbank_query",
    "uncertainty",
    "validate",
    "write_agenda_template",
    "write_council_report",
    "write_evidence",
    "write_json_stat",
    "write_network_report",
    "write_report",
    "write_template",
    "write_workbook",
]


_MODULES = ("areas", "plot")
"""Modules that are public as a whole: ``sdg.areas.at``, ``sdg.plot.wheel``."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"sdg_standard.{name}")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'sdg_standard' has no attribute '{name}'")
    value = getattr(import_module(f"sdg_standard.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
