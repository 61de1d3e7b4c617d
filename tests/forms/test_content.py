"""What a form asks for: every series and input once, in units that are read back as what they are."""

from __future__ import annotations

from collections import Counter

import pytest

from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId
from sdg_standard.forms.content import FormContent, content_of
from sdg_standard.forms.texts import Texts
from sdg_standard.words import LANGUAGES


def asked(content: FormContent) -> list[tuple[str, str]]:
    return [(row.series, row.input) for sheet in content.sheets for row in sheet.rows if row.asked and not row.part]


def test_a_small_standard_row_by_row(town: Standard) -> None:
    content = content_of(Texts(town, "en"), None)
    rows = [
        (sheet.title, row.kind, row.title, row.series, row.input, row.unit)
        for sheet in content.sheets
        for row in sheet.rows
    ]
    assert rows == [
        ("Common numbers", "input", "Population", "common", "population", "inhabitants"),
        ("People", "series", "Traffic injuries", "town.injuries", "", "per 100000 inhabitants"),
        ("People", "input", "People hurt in road traffic", "town.injuries", "injured", "number"),
        ("People", "series", "Youth council", "town.youth-council", "", ""),
        ("Place", "indicator", "Air pollution", "", "", ""),
        ("Place", "series", "Fine particles", "town.air.pm2_5", "", "µg/m³"),
        ("Place", "series", "Nitrogen dioxide", "town.air.no2", "", "µg/m³"),
        ("Place", "series", "Safe drinking water", "town.water", "", "%"),
    ]


@pytest.mark.parametrize("framework", [None, "u4ssc", "implementation", "undp-hdi"])
def test_every_series_and_every_input_of_a_formula_is_asked_for_once(edition: Standard, framework: str | None) -> None:
    found = Counter(asked(content_of(Texts(edition, "nb"), framework)))
    series = [item for item in edition.series.values() if framework in (None, item.framework)]
    wanted = {(item.id, "") for item in series}
    wanted |= {("common", name) for item in series for name in item.common_inputs}
    wanted |= {
        (item.indicator, name) for item in series for name in item.resolved_inputs if name not in item.common_inputs
    }
    assert set(found) == wanted
    assert set(found.values()) == {1}


def test_sheets_are_the_dimensions_of_the_framework(edition: Standard) -> None:
    content = content_of(Texts(edition, "nb"), "u4ssc")
    assert [sheet.title for sheet in content.sheets] == ["Felles tall", "Økonomi", "Miljø", "Samfunn og kultur"]
    bands = [row.title for row in content.sheets[2].rows if row.kind == "band"]
    assert bands[0] == "Miljø – Vann og avløp"  # the order of the framework file


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unit_that_stands_on_a_row_is_read_as_the_unit_of_the_row(edition: Standard, language: str) -> None:
    texts = Texts(edition, language)
    units = edition.units
    wrong = []
    for sheet in content_of(texts, None).sheets:
        for row in (row for row in sheet.rows if row.form_unit):
            series = edition.series.get(row.series) if not row.input else None
            also = series.understood if series is not None else {}
            if units.parse(row.unit, also) != units.parse(row.form_unit):
                wrong.append((row.series, row.input, row.unit))
    assert not wrong


def test_words_of_units_are_those_of_the_language(edition: Standard) -> None:
    rows = {
        (row.series, row.input): row.unit
        for sheet in content_of(Texts(edition, "nn"), None).sheets
        for row in sheet.rows
    }
    assert rows["u4ssc.sc.eh.h.3c", ""] == "per 100\N{NO-BREAK SPACE}000 innbyggjarar"
    assert rows["u4ssc.sc.eh.h.3c", "physicians"] == "antal"
    assert rows["u4ssc.sc.sh.si.1c", ""] == ""


def test_examples_are_told_with_the_marks_and_units_of_the_language(edition: Standard) -> None:
    rows = {
        (row.series, row.input): row for sheet in content_of(Texts(edition, "nb"), None).sheets for row in sheet.rows
    }
    assert rows["u4ssc.en.en.aq.1c.no2", ""].example == "24\N{NO-BREAK SPACE}µg/m³ (milligram regnes om)"
    assert rows["u4ssc.sc.sh.sa.3a", ""].example.startswith("Ja (")
    assert rows["implementation.anchor.1", ""].example.startswith("1 – Bare nevnt (")


def test_what_an_answer_means_stands_below_the_question(edition: Standard) -> None:
    rows = content_of(Texts(edition, "nb"), "implementation").sheets
    first = next(sheet for sheet in rows if sheet.rows[0].series == "implementation.anchor.1")
    assert [row.kind for row in first.rows[:6]] == ["series", *["answer"] * 5]
    assert first.rows[1].title == "0 – Ikke i noe vedtak"
    assert first.rows[1].definition.startswith("Ingen dokumenter")


def test_drop_downs_have_the_words_of_the_language(edition: Standard) -> None:
    lists = content_of(Texts(edition, "nb"), "u4ssc").lists
    assert ("Ikke rapportert", "O") in [(choice.text, choice.code) for choice in lists["status"]]
    assert [(choice.text, choice.code) for choice in lists["yes-no"]] == [("Nei", "no"), ("Ja", "yes")]
    assert len(lists["quality"]) == 6 and len(lists["verification"]) == 4


def test_a_framework_without_series(edition: Standard) -> None:
    with pytest.raises(UnknownId, match="u4ssc"):
        content_of(Texts(edition, "nb"), "u4sc")
    with pytest.raises(UnknownId):
        content_of(Texts(edition, "nb"), "un-sdg")


def test_parts_that_are_expected_stand_below_the_total(edition: Standard) -> None:
    rows = [row for sheet in content_of(Texts(edition, "nb"), "u4ssc").sheets for row in sheet.rows]
    parts = [(row.title, row.part) for row in rows if row.series == "u4ssc.sc.sh.sa.5a" and row.part]
    assert parts == [
        ("Ambulanse", "service=ambulance"),
        ("Brann og redning", "service=fire"),
        ("Politi", "service=police"),
    ]
