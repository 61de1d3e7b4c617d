"""Five measures of how an agenda hangs together, each with its numerator, denominator and rows; never one number.

Definitions and degenerate cases are those of ``red_thread.md`` 5.7. A measure that says nothing is not assessed, with
the reason. None of them is a virtue in itself, and none has a colour.
"""

from __future__ import annotations

from sdg_standard.agenda.coherence.measures import Coherence, coherence_of
from sdg_standard.agenda.coherence.result import Measured, Share

__all__ = ["Coherence", "Measured", "Share", "coherence_of"]
