"""What the two tables of COINr are called and have in them: its own names, as its documentation gives them."""

from __future__ import annotations

from collections.abc import Mapping

UNIT, NAME, TIME = "uCode", "uName", "Time"
DATA_COLUMNS = (UNIT, NAME, TIME)
"""Columns of ``iData`` that ``iMeta`` does not describe."""
NEEDED = ("Level", "iCode", "Parent", "Direction", "Weight", "Type")
"""Columns that ``iMeta`` has to have."""
GOALPOSTS = ("goalpost_lower", "goalpost_upper", "goalpost_scale", "goalpost_trunc2posts")
"""What ``n_goalposts`` reads of ``iMeta`` where its parameters are ``use_iMeta``."""
META_COLUMNS = (*NEEDED, "iName", "Unit", *GOALPOSTS, "id")
"""The columns that are written; ``id`` is ours: COINr passes over columns that it does not know."""

INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER = "Indicator", "Aggregate", "Group", "Denominator", "Other"
KINDS = (INDICATOR, AGGREGATE, GROUP, DENOMINATOR, OTHER)
"""What ``Type`` may say."""

AGGREGATES: Mapping[str, str] = {
    "arithmetic_mean": "a_amean",
    "geometric_mean": "a_gmean",
    "harmonic_mean": "a_hmean",
}
"""Our aggregates that COINr has, and what it calls them."""
