from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.units import NO_UNIT, UnitError, Units

CANONICAL = [
    ("", ""),
    ("  ", ""),
    ("%", "%"),
    ("per cent", "%"),
    ("percent", "%"),
    ("prosent", "%"),
    ("Prosent", "%"),
    ("promille", "‰"),
    ("per mille", "‰"),
    ("fraction", "fraction"),
    ("stk", "count"),
    ("Antall", "count"),
    ("antal", "count"),
    ("m2", "m²"),
    ("m^2", "m²"),
    ("m**2", "m²"),
    ("m·m", "m²"),
    ("kvm", "m²"),
    ("km2", "km²"),
    ("m3/year", "m³/year"),
    ("hektar", "ha"),
    ("tonn", "t"),
    ("Tonn", "t"),
    ("years", "years"),
    ("år", "years"),
    ("kWh/år", "kWh/year"),
    ("timer", "h"),
    ("timar", "h"),
    ("døgn", "day"),
    ("d", "day"),
    ("days", "day"),
    ("liter/døgn", "L/day"),
    ("årsverk", "FTE"),
    ("\u00b5g/m³", "\u00b5g/m³"),
    ("\u03bcg/m³", "\u00b5g/m³"),
    ("\u03bcg/m3", "\u00b5g/m³"),
    ("ug/m3", "\u00b5g/m³"),
    ("ug/m^3", "\u00b5g/m³"),
    ("µg / m³", "µg/m³"),
    ("mg/m3", "mg/m³"),
    ("kWh/m²", "kWh/m²"),
    ("kg CO2e", "kg CO2e"),
    ("t\u00a0CO2e", "t CO2e"),
    ("t_CO2e", None),
    ("tonn CO2-ekvivalenter", "t CO2e"),
    ("tonnes CO2e", "t CO2e"),
    ("live births", "live births"),
    ("live birth", "live births"),
    ("Levendefødte", "live births"),
    ("levande fødde", "live births"),
    ("innbyggere", "inhabitants"),
    ("innbyggjarar", "inhabitants"),
    ("inhabitants/km2", "inhabitants/km²"),
    ("NOK", "NOK"),
    ("NOK 2020", "NOK 2020"),
    ("NOK 2020 per inhabitant", "NOK 2020 per inhabitant"),
    ("NOK/m²", "NOK/m²"),
    ("per 100000 inhabitants", "per 100000 inhabitants"),
    ("per 100 000 inhabitants", "per 100000 inhabitants"),
    ("per 100\u00a0000 innbyggere", "per 100000 inhabitants"),
    ("count per 100000 inhabitants", "per 100000 inhabitants"),
    ("stk per 1000 innbyggere", "per 1000 inhabitants"),
    ("km per 100000 inhabitants", "km per 100000 inhabitants"),
    ("ha per 100000 inhabitants", "ha per 100000 inhabitants"),
    ("FTE per 100000 inhabitants", "FTE per 100000 inhabitants"),
    ("t CO2e per inhabitant", "t CO2e per inhabitant"),
    ("t CO2e per inhabitants", "t CO2e per inhabitant"),
    ("t CO2e per capita", "t CO2e per inhabitant"),
    ("t CO2e per 1 inhabitant", "t CO2e per inhabitant"),
    ("L/d per inhabitant", "L/day per inhabitant"),
    ("per 100000 live births", "per 100000 live births"),
    ("per customer", "per customer"),
    ("min per customer", "min per customer"),
    ("per 1 000 000 inhabitants", "per 1000000 inhabitants"),
]


@pytest.mark.parametrize(("text", "canonical"), [case for case in CANONICAL if case[1] is not None])
def test_spellings_lead_to_the_canonical_unit(units: Units, text: str, canonical: str) -> None:
    unit = units.parse(text)
    assert (unit.text, str(unit)) == (canonical, canonical)
    assert units.parse(canonical) == unit
    assert units.parse(canonical).scale == unit.scale


REFUSED = [
    ("kgs", "SDG205", 'Write "kg".'),
    ("kt", "SDG205", "knot"),
    ("kt CO2e", "SDG205", "t CO2e"),
    ("kt/year", "SDG205", "knot"),
    ("ton", "SDG205", "1000 kg"),
    ("tons", "SDG205", "1000 kg"),
    ("daa", "SDG205", "ha"),
    ("dekar", "SDG205", "ha"),
    ("Dekar", "SDG205", "ha"),
    ("a", "SDG205", "years"),
    ("pp", "SDG205", 'write "%"'),
    ("prosentpoeng", "SDG205", 'write "%"'),
    ("dag", "SDG205", 'write "day"'),
    ("Mbps", "SDG205", "Mbit/s"),
    ("mkr", "SDG205", "NOK"),
    ("kr", "SDG205", "SEK"),
    ("kr per innbygger", "SDG205", "SEK"),
    ("1000 kr", "SDG205", "NOK"),
    ("mill. kr", "SDG205", "NOK"),
    ("pH", "SDG205", "no unit."),
    ("index", "SDG205", "no unit."),
    ("MT", "SDG205", 'write "t"'),
    ("Nm", "SDG205", "nautical"),
    ("ppb", "SDG205", "µg/m³"),
    ("CO2e", "SDG205", "size"),
    ("point", "SDG205", "no unit."),
    ("quarter", "SDG205", "period"),
    ("mins", "SDG205", 'Write "min".'),
    ("persons", "SDG205", "inhabitants"),
    ("%s", "SDG204", "standard/units.txt"),
    ("MWH", "SDG204", '"MWh"'),
    ("mW", "SDG204", '"MW"'),
    ("µg/m4", "SDG204", '"µg/m³"'),
    ("innbygerne", "SDG204", '"inhabitants"'),
    ("per 1000 innhabitants", "SDG204", '"per 1000 inhabitants"'),
    ("megatesla", "SDG204", "standard/units.txt"),
    ("decade", "SDG204", "standard/units.txt"),
    ("__import__('os')", "SDG204", "standard/units.txt"),
    ("t_CO2e", "SDG204", '"t CO2e"'),
    ("kg m", "SDG206", "·"),
    ("kg/inhabitant", "SDG206", '"kg per inhabitant"'),
    ("L/s·d", "SDG206", "/"),
    ("kg/", "SDG206", ""),
    ("/m", "SDG206", ""),
    ("m/m", "SDG206", ""),
    ("kg^9", "SDG206", ""),
    ("kg^9999999999", "SDG206", ""),
    ("m⁻¹", "SDG206", "divided"),
    ("per", "SDG206", ""),
    ("km per", "SDG206", ""),
    ("per 100000", "SDG206", "inhabitants"),
    ("per 0 inhabitants", "SDG206", "inhabitants"),
    ("per 100k inhabitants", "SDG206", "inhabitants"),
    ("per 100.000 inhabitants", "SDG206", "inhabitants"),
    ("per 100,000 inhabitants", "SDG206", "inhabitants"),
    ("per 1e5 inhabitants", "SDG206", "inhabitants"),
    ("per 10 00 inhabitants", "SDG206", "inhabitants"),
    ("per 1000000000000000 inhabitants", "SDG206", "inhabitants"),
    ("/ 100 000 inhabitants", "SDG206", "per 100000 inhabitants"),
    ("kg per year per inhabitant", "SDG206", "kWh/year per inhabitant"),
    ("% per inhabitant", "SDG206", "%"),
    ("inhabitants per 100000 inhabitants", "SDG206", "%"),
    ("3 kg", "SDG206", "per 100000 inhabitants"),
    ("NOK 20200", "SDG206", ""),
    ("m" * 101, "SDG206", ""),
    ("(" * 100_000, "SDG206", ""),
    ("/".join(["m"] * 50), "SDG206", ""),
]


@pytest.mark.parametrize(("text", "code", "cure"), REFUSED, ids=[case[0][:20] for case in REFUSED])
def test_everything_else_is_refused_with_a_cure(units: Units, text: str, code: str, cure: str) -> None:
    with pytest.raises(UnitError) as caught:
        units.parse(text)
    assert caught.value.code.number == code
    assert cure in caught.value.cure


def test_the_message_of_an_unknown_unit(units: Units) -> None:
    with pytest.raises(UnitError) as caught:
        units.parse("µg/m4")
    assert caught.value.message == 'unknown unit "µg/m4"'
    assert caught.value.cure.startswith('did you mean "µg/m³"')
    assert caught.value.cure.endswith("Every unit we know stands in standard/units.txt.")


def test_a_rate_knows_its_base_and_its_size(units: Units) -> None:
    rate = units.parse("km per 100 000 inhabitants")
    assert rate.base == "inhabitants"
    assert rate.scale == Fraction(1000, 100_000)  # one is 1000 m per 100 000 inhabitants
    assert rate.roots == (("inhabitant", -1), ("meter", 1))
    assert dict(rate.dimensions) == {"[number_of_inhabitants]": -1, "[length]": 1}
    assert units.parse("inhabitants").base == ""


def test_a_price_year_belongs_to_money_alone(units: Units) -> None:
    """The year behind a word for a product would leave it open what it belongs to; it must not swallow the rest."""
    own = units.extended("", {"square metre price": "NOK/m²"})
    assert own.parse("square metre price") == own.parse("NOK/m²")
    with pytest.raises(UnitError, match='"2020" does not belong to a unit'):
        own.parse("square metre price 2020")


def test_counts_shares_and_no_unit_are_three_things(units: Units) -> None:
    count, share = units.parse("count"), units.parse("%")
    assert (dict(count.dimensions), dict(share.dimensions)) == ({}, {})
    assert (count.is_count, share.is_share, NO_UNIT.is_none) == (True, True, True)
    assert (count.roots, share.roots, NO_UNIT.roots) == ((("count", 1),), (("fraction", 1),), ())


def test_units_are_hashable_and_equal_by_their_text(units: Units) -> None:
    assert {units.parse("m2"), units.parse("m²"), units.parse("kvm")} == {units.parse("m^2")}


_words = st.sampled_from(
    [
        "kg",
        "m",
        "per",
        "100",
        "000",
        "inhabitants",
        "/",
        "·",
        "*",
        "²",
        "^",
        "-",
        "2",
        "kt",
        "%",
        "NOK",
        "2020",
        " ",
        "CO2e",
        "t",
        "⁻",
    ]
)


@given(st.one_of(st.text(), st.lists(_words, max_size=12).map("".join), st.lists(_words, max_size=12).map(" ".join)))
def test_any_text_is_a_unit_or_a_unit_error(units: Units, text: str) -> None:
    try:
        unit = units.parse(text)
    except UnitError as error:
        assert error.message and error.cure
    else:
        again = units.parse(unit.text)
        assert (again, again.scale, again.roots) == (unit, unit.scale, unit.roots)
