from __future__ import annotations

from fractions import Fraction

import pytest

from sdg_standard.units import Measure, Units


def of(units: Units, text: str) -> Measure:
    return Measure.of(units.parse(text))


NUMBER, ZERO = Measure(constant=True), Measure(constant=True, zero=True)


def test_products_and_quotients(units: Units) -> None:
    count, people, share = (of(units, text) for text in ("count", "inhabitants", "%"))
    assert (count / people).fits(units.parse("per 100000 inhabitants"))
    assert (people / people).fits(units.parse("%"))
    assert (count / count).fits(units.parse("%"))
    assert (count * share).fits(units.parse("count"))
    assert (of(units, "kW") * of(units, "h")).fits(units.parse("kWh"))
    assert (of(units, "m") ** Fraction(2)).fits(units.parse("ha"))


def test_counts_are_neutral_beside_a_dimension(units: Units) -> None:
    assert (of(units, "min") / of(units, "count")).fits(units.parse("min"))
    assert (of(units, "count") / of(units, "min")).fits(units.parse("per min"))


def test_minutes_and_minutes_for_each_are_minutes(units: Units) -> None:
    """(min per count + min) ÷ min is a share, in either order: beside a dimension a count leaves no trace."""
    minutes, each = of(units, "min"), of(units, "min") / of(units, "count")
    for total in (each.added(minutes), minutes.added(each)):
        assert total is not None
        assert (total / minutes).fits(units.parse("%")) and not (total / minutes).fits(units.parse("count"))


def test_what_fits_where(units: Units) -> None:
    count, share, none = units.parse("count"), units.parse("%"), units.parse("")
    assert Measure.of(count).fits(count) and not Measure.of(count).fits(share)
    assert Measure.of(share).fits(share) and not Measure.of(share).fits(count)
    assert all(measure.fits(None) and measure.fits(none) for measure in (Measure.of(count), Measure.of(share), NUMBER))
    assert not of(units, "kg").fits(None)


@pytest.mark.parametrize(("left", "right"), [("kg", "t"), ("count", "count"), ("%", "fraction"), ("", "%")])
def test_like_measures_are_added(units: Units, left: str, right: str) -> None:
    assert of(units, left).added(of(units, right)) is not None


@pytest.mark.parametrize(("left", "right"), [("kg", "min"), ("count", "%"), ("t", "t CO2e"), ("NOK", "NOK 2020")])
def test_unlike_measures_are_not(units: Units, left: str, right: str) -> None:
    assert of(units, left).added(of(units, right)) is None
    assert of(units, right).added(of(units, left)) is None


def test_written_numbers(units: Units) -> None:
    assert of(units, "count").added(NUMBER) == of(units, "count")
    assert NUMBER.added(of(units, "count")) == of(units, "count")
    assert of(units, "kg").added(NUMBER) is None
    assert of(units, "kg").added(ZERO) == ZERO.added(of(units, "kg")) == of(units, "kg")
