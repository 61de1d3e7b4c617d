"""What is told to be written where a certain unit is wanted can be written there."""

from __future__ import annotations

import re

import pytest

from sdg_standard.units import UnitError, Units, working_cure

WANTED = ("%", "‰", "count", "", "min", "µg/m³", "kWh per inhabitant", "per 100000 inhabitants", "NOK", "t CO2e", "km²")
WRITTEN = (
    *(
        "kWh/year/capita",
        "kWh per year per capita",
        "kg/inhabitants",
        "per",
        "5 kg",
        "m/s*s",
        "%/%",
        "per 12 34 people",
    ),
    *(
        "",
        "kg",
        "count",
        "%",
        "ratio",
        "kt",
        "kr",
        "persons",
        "kWt",
        "ug/m4",
        "inhabitnts",
        "gigawat",
        "NOK 2020",
        "yes/no",
    ),
)


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("text", WRITTEN)
def test_every_unit_that_a_cure_names_can_stand_there(units: Units, text: str, wanted: str) -> None:
    target = units.parse(wanted)
    try:
        units.factor(units.parse(text), target)
    except UnitError as refused:
        cure = working_cure(refused, target, units)
        named = [name for name in re.findall(r'"([^"]+)"', cure) if name not in ("per", "/", "·")]
        for name in named:
            units.factor(units.parse(name), target)  # raises where it cannot
        assert named or target.is_none or "price index" in cure, cure
        assert cure.endswith(".")


def test_a_cure_that_fits_is_kept_with_its_explanation(units: Units) -> None:
    with pytest.raises(UnitError) as kiloton:
        units.parse("kt")
    assert "3 kt as 3000" in working_cure(kiloton.value, units.parse("t"), units)
    assert working_cure(kiloton.value, units.parse("%"), units).startswith('Write "%"')


def test_near_misses_that_do_not_fit_are_left_out(units: Units) -> None:
    with pytest.raises(UnitError) as slip:
        units.parse("minuts")
    assert "min" in slip.value.cure
    assert "min" in working_cure(slip.value, units.parse("h"), units)
    assert "min" not in working_cure(slip.value, units.parse("kg"), units)
