"""Everything that the definitions ask about some evidence, question by question: what a log of questions is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.codes import (
    CHECK,
    CONTRADICTION,
    DIFFERS,
    EMPTY_VALUE,
    IMPLAUSIBLE,
    IMPOSSIBLE,
    INPUTS_DIFFER,
    INTERVAL,
    MISSING_INPUT,
    NO_RESULT,
    STATUS_OF_ROW,
    UNIT_OF_ROW,
    VALUE_OF_ROW,
)
from sdg_standard.measuring.measuring import judged
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.rows import Rows
from sdg_standard.measuring.wide import as_tidy
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values

OF_NUMBERS = frozenset(
    code.number
    for code in (
        *(CHECK, CONTRADICTION, DIFFERS, EMPTY_VALUE, IMPLAUSIBLE, IMPOSSIBLE, INPUTS_DIFFER, INTERVAL),
        *(MISSING_INPUT, NO_RESULT, STATUS_OF_ROW, UNIT_OF_ROW, VALUE_OF_ROW),
    )
)
"""What is asked about a number of an area, a period and a series; other problems are about the file."""


@dataclass(frozen=True)
class Asked:
    """What is asked about some evidence.

    ``rows`` has for each row of ``evidence``, in its order, the ``area``, ``period``, ``series`` (or indicator, or
    ``common``) and ``input`` that it is about; empty where nobody knows, and where it is about a part.
    """

    evidence: Evidence
    values: Values
    questions: tuple[Question, ...]
    rows: pd.DataFrame


def asked(evidence: Evidence, standard: Standard) -> Asked:
    """Measure some evidence and keep every question about its numbers, however many there are."""
    tidy = as_tidy(evidence, standard)
    found: list[Question] = []
    rows = Rows(tidy, standard, found)
    values = judged(rows)
    columns = {"area": rows.area, "period": rows.period, "series": rows.key, "input": rows.input}
    known = rows.known() & (rows.part == 0)
    places = pd.DataFrame({name: np.where(known, column, "") for name, column in columns.items()})
    questions = tuple(item for item in found if item.series and item.problem.code in OF_NUMBERS)
    return Asked(tidy, values, questions, places)
