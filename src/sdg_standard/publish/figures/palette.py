"""Colours that tell kinds of things apart, also for colour-blind readers; numbers beside the colours are for tests."""

from __future__ import annotations

CATEGORIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#5B6770")
"""Eight colours for parts of a whole: those of Okabe and Ito (2008, https://jfly.uni-koeln.de/color/), the last a grey
in place of their black. Letters or names stand beside them wherever they are used."""
