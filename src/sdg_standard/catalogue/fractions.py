"""A share that was probably written as a fraction: 0.5 where the unit is %, and 50 % is meant."""

from __future__ import annotations

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.model.codes import FRACTION
from sdg_standard.units import Unit
from sdg_standard.words import say

Ends = tuple[float, float]


def ask_about_fraction(
    quantity: float | str | None,
    unit: Unit | None,
    plausible: Ends,
    path: Path,
    report: Report,
    about: str = "",
    *,
    once: bool = False,
) -> None:
    """Ask about a number that may be a fraction; ``once`` asks of the first series only that a rule is about."""
    words = fraction_words(quantity, unit, plausible)
    if words is not None:
        text, cure = words
        report.add(
            FRACTION,
            say("catalogue.series_message", series=about, message=text) if about else text,
            path,
            cure,
            once=once,
        )


def fraction_words(quantity: float | str | None, unit: Unit | None, plausible: Ends) -> tuple[str, str] | None:
    """Return question and cure for a bare number that may be a fraction; None where there is nothing to ask.

    A number that is written with its unit has been thought about.
    """
    if isinstance(quantity, str) or quantity is None or unit is None or not may_be_fraction(quantity, unit, plausible):
        return None
    as_share = f"{quantity / float(unit.scale):.12g} {unit}"
    text = say("catalogue.means_here_may_meant", quantity=f"{quantity:g}", unit=unit, as_share=as_share)
    return text, say("catalogue.write", as_share=as_share, quantity=f"{quantity:g}", unit=unit)


def may_be_fraction(number: float, unit: Unit | None, plausible: Ends) -> bool:
    """Whether the number of a share reads like a fraction: below 1 in size and, where that is known, not plausible.

    1 itself is asked about only where everything would be plausible and a hundredth is not.
    """
    if unit is None or not unit.is_share or unit.scale == 1 or not 0 < abs(number) <= 1 or _within(number, plausible):
        return False
    return abs(number) < 1 or _within(number / float(unit.scale), plausible)


def _within(number: float, ends: Ends) -> bool:
    """Whether a number lies within ends that were given; nothing lies within ends that nobody gave."""
    return ends != (float("-inf"), float("inf")) and ends[0] <= number <= ends[1]
