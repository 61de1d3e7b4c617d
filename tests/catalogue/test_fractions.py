"""Which numbers of a share read like a fraction."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sdg_standard.catalogue.fractions import fraction_words, may_be_fraction
from sdg_standard.units import Unit

PER_CENT = Unit("%", scale=Fraction(1, 100), roots=(("fraction", 1),))
PER_MILLE = Unit("‰", scale=Fraction(1, 1000), roots=(("fraction", 1),))
AS_FRACTION = Unit("fraction", roots=(("fraction", 1),))
NOBODY_SAYS = (float("-inf"), float("inf"))


@pytest.mark.parametrize(
    ("number", "unit", "plausible", "wanted"),
    [
        (0.5, PER_CENT, NOBODY_SAYS, True),
        (-0.5, PER_CENT, NOBODY_SAYS, True),
        (0.5, PER_CENT, (20, 100), True),
        (0.5, PER_CENT, (0.1, 5), False),  # half a per cent is what is usually seen
        (0.5, PER_CENT, (2, 20), True),  # neither 0.5 % nor 50 % is
        (0, PER_CENT, (20, 100), False),
        (1, PER_CENT, NOBODY_SAYS, False),
        (1, PER_CENT, (20, 100), True),
        (1, PER_CENT, (20, 90), False),
        (1.5, PER_CENT, (20, 100), False),
        (0.5, AS_FRACTION, NOBODY_SAYS, False),
        (0.5, Unit("min", roots=(("second", 1),)), NOBODY_SAYS, False),
    ],
)
def test_may_be_fraction(number: float, unit: Unit, plausible: tuple[float, float], wanted: bool) -> None:
    assert may_be_fraction(number, unit, plausible) is wanted


def test_both_readings_are_named() -> None:
    assert fraction_words(0.07, PER_CENT, NOBODY_SAYS) == (
        "0.07 means 0.07 % here, and 7 % may be meant",
        'Write "7 %" or "0.07 %".',
    )
    assert fraction_words(0.5, PER_MILLE, NOBODY_SAYS) == (
        "0.5 means 0.5 ‰ here, and 500 ‰ may be meant",
        'Write "500 ‰" or "0.5 ‰".',
    )


def test_who_writes_the_unit_has_thought_about_it() -> None:
    assert fraction_words("0.5 %", PER_CENT, NOBODY_SAYS) is None
