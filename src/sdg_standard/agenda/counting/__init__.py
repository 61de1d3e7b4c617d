"""Counting: what an agenda says about the indicators of ``implementation``, with the rows behind every number.

Eleven are counted, ten are levels that are suggested with their proof and confirmed by a person, seven stay for people.
A share needs a sheet that is declared complete and agrees with its control total; without it, it is not assessed.
"""

from __future__ import annotations

from sdg_standard.agenda.counting.counts import counts_of
from sdg_standard.agenda.counting.evidence import evidence_of
from sdg_standard.agenda.counting.result import Counted, counted_frame

__all__ = ["Counted", "counted_frame", "counts_of", "evidence_of"]
