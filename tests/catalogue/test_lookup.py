from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sdg_standard.catalogue import Standard
from sdg_standard.editions import load
from sdg_standard.errors import UnknownId

ID = "u4ssc.en.en.aq.1c"


@pytest.fixture(scope="module")
def standard() -> Standard:
    return load()


@pytest.mark.parametrize(
    "name", ["EN: EN: AQ: 1C", "EN:EN:AQ:1C", "en.en.aq.1c", ID, " En : eN : aQ : 1c ", "EN. EN. AQ. 1C"]
)
def test_any_spelling_of_an_official_code_finds_it(standard: Standard, name: str) -> None:
    assert standard.indicator(name).id == ID


@pytest.mark.parametrize("name", [f"{ID}.pm2_5", "EN: EN: AQ: 1C.pm2_5", "EN:EN:AQ:1C.pm2_5", "en.en.aq.1c.pm2_5"])
def test_a_part_behind_the_code_finds_the_series(standard: Standard, name: str) -> None:
    assert standard.one_series(name).id == f"{ID}.pm2_5"


def test_a_code_is_no_series_where_there_are_several(standard: Standard) -> None:
    assert standard.find_series("EN: EN: AQ: 1C") is None
    single = next(item for item in standard.indicators.values() if len(item.series) == 1 and item.code)
    assert standard.one_series(str(single.code)).id == single.id


def test_every_code_and_alias_finds_its_indicator(standard: Standard) -> None:
    spelled = [(item.id, text) for item in standard.indicators.values() for text in (item.code, *item.aliases) if text]
    assert len(spelled) > 90
    for name, text in spelled:
        assert standard.indicator(text).id == name


def test_an_alias_finds_it(read: Callable[..., Any], indicator: Callable[..., str]) -> None:
    texts = {"frameworks/t/a.yaml": indicator("t.a", more='code: "T: A"\naliases: ["OLD 7", "Straße"]')}
    standard, problems = read(texts)
    assert standard is not None and not problems
    for name in ("T: A", "old 7", "OLD 7", "strasse", "t.a"):
        assert standard.indicator(name).id == "t.a"


@pytest.mark.parametrize(("goal", "number"), [(11, 11), ("11", 11), ("goal:11", 11)])
def test_goals_by_number(standard: Standard, goal: int | str, number: int) -> None:
    assert standard.goal(goal).number == number


@pytest.mark.parametrize("code", ["11.6", "target:11.6", "3.c"])
def test_targets_by_code(standard: Standard, code: str) -> None:
    assert standard.target(code).code == code.removeprefix("target:")


@pytest.mark.parametrize("code", ["11.6.2", "un-sdg.11.6.2"])
def test_global_indicators_by_code(standard: Standard, code: str) -> None:
    assert standard.global_indicator(code).id == "un-sdg.11.6.2"


def test_the_framework_of_the_un_is_whole(standard: Standard) -> None:
    assert (len(standard.goals), len(standard.targets), len(standard.global_indicators)) == (17, 169, 251)
    assert list(standard.goals) == [str(number) for number in range(1, 18)]


@pytest.mark.parametrize(
    ("look", "name", "message"),
    [
        ("goal", 18, 'there is no goal "18"'),
        ("target", "11.66", 'there is no target "11.66"; did you mean "11.6"'),
        ("indicator", "EN: EN: AQ: 1CC", 'there is no indicator "EN: EN: AQ: 1CC"; did you mean "EN: EN: AQ: 1C"'),
        ("one_series", f"{ID}.pm25", f'there is no series "{ID}.pm25"; did you mean "{ID}.pm2_5"'),
        ("methodology", "u4ssc-performence", 'did you mean "u4ssc-performance"'),
        ("global_indicator", "11.6.22", 'there is no global indicator "11.6.22"'),
        ("indicator", "", 'there is no indicator ""'),
    ],
)
def test_what_is_not_there_is_named_with_near_misses(standard: Standard, look: str, name: object, message: str) -> None:
    with pytest.raises(UnknownId) as caught:
        getattr(standard, look)(name)
    assert message in str(caught.value)


def test_a_million_letters_cost_little(standard: Standard) -> None:
    with pytest.raises(UnknownId):
        standard.indicator("x" * 1_000_000)


# --- search ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["EN: EN: AQ: 1C", "en.en.aq.1c", ID])
def test_a_code_is_found_first(standard: Standard, text: str) -> None:
    assert standard.search(text)[0].id == ID


@pytest.mark.parametrize(
    ("text", "language"),
    [("air pollution", "en"), ("luftforurensning", "nb"), ("luftforureining", "nn"), ("LUFTFORUREINING", "nn")],
)
def test_titles_are_found_in_all_languages(standard: Standard, text: str, language: str) -> None:
    hits = standard.search(text)
    found = {hit.id: hit for hit in hits}
    assert ID in found, [hit.title for hit in hits]
    assert f"({language})" in found[ID].where


def test_titles_stand_before_definitions(read: Callable[..., Any], indicator: Callable[..., str]) -> None:
    texts = {
        "frameworks/t/b.yaml": indicator("t.b", more="definition: Something with xylophones in it."),
        "frameworks/t/z.yaml": indicator("t.z", title="Xylophones"),
    }
    standard, _ = read(texts)
    hits = [(hit.id, hit.where) for hit in standard.search("xylophone")]
    assert hits == [("t.z", "title (en)"), ("t.b", "definition (en)")]


@pytest.mark.parametrize("text", ["", "   ", "no such words anywhere"])
def test_nothing_is_found_for_nothing(standard: Standard, text: str) -> None:
    assert standard.search(text) == []


def test_a_text_falls_back_to_the_first_language_and_then_to_the_id(standard: Standard) -> None:
    title = standard.indicator(ID).title
    assert standard.text(ID) == standard.text(ID, language="de") == title
    assert standard.text(ID, language="nb") != title
    assert standard.text("no.such.id") == "no.such.id"
