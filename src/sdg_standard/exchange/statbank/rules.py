"""The rules of JSON-stat 2.0 under the names that its validator gives them, and how a breach is told.

A rule that is broken in a way that leaves every number in its cell is a warning; what cannot be placed is an error.
"""

from __future__ import annotations

from typing import Any, Literal

from sdg_standard.errors import EvidenceError, Severity
from sdg_standard.exchange.codes import JSON_STAT_RULE
from sdg_standard.exchange.grid import Findings
from sdg_standard.words import say

Rule = Literal[
    "ID_SIZE_LEN_MISMATCH",
    "DIM_KEY_ID_MISMATCH",
    "VALUE_LEN_MISMATCH",
    "SPARSE_KEY_OUT_OF_RANGE",
    "ROLE_ID_UNKNOWN",
    "STATUS_LEN_MISMATCH",
    "STATUS_KEY_OUT_OF_RANGE",
    "INDEX_COUNT_MISMATCH",
    "INDEX_POSITIONS_INVALID",
    "LABEL_KEY_UNKNOWN",
    "UNIT_KEY_UNKNOWN",
    "CHILD_CYCLE",
    "METRIC_UNIT_MISSING",
    "LABEL_KEY_INCOMPLETE",
]


def broken(findings: Findings, rule: Rule, severity: Severity, place: str, **facts: Any) -> None:
    """Note that a rule is broken; ``place`` is the member of the document, such as ``dimension.Region``."""
    findings.add(JSON_STAT_RULE, say(f"statbank.rule.{rule}", **facts), severity=severity, field=place)


def refused(findings: Findings, rule: Rule, place: str, **facts: Any) -> EvidenceError:
    """The error for a document whose numbers cannot be put into cells, with all that was found so far."""
    broken(findings, rule, "error", place, **facts)
    return EvidenceError(findings.problems)
