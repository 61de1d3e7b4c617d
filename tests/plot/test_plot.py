"""Figures for notebooks: what is drawn are the numbers, axes come back, nothing global changes."""

from __future__ import annotations

import io
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import sdg_standard as sdg
from plot_samples import CARDS, EVIL, FRAMES, norway, ring_frame, town
from sdg_standard import plot
from sdg_standard.errors import MissingExtra, SdgStandardError, UnknownId
from sdg_standard.plot.cards import at
from sdg_standard.words import LANGUAGES

SOURCE = Path(sdg.__file__).parents[1]


def test_every_figure_is_tried() -> None:
    assert set(FRAMES) == set(plot.__all__)
    assert set(CARDS) == set(plot.__all__) - {"rank_intervals", "scree", "sensitivity", "swings"}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_drawn_with_the_words_of_the_caller(name: str) -> None:
    ax = FRAMES[name](title=EVIL, unit="per cent", source="Source: we")
    assert isinstance(ax.figure, Figure)
    drawn = io.BytesIO()
    ax.figure.savefig(drawn, format="svg")  # warnings are errors, so no sign is missing and nothing is mathematics
    text = drawn.getvalue().decode()
    assert "Source: we" in text and "per cent" in text
    assert ax.get_title(loc="left").replace("\\$", "$") == '<script>$x^2$ "æ'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_what_is_seen_and_where_it_is_from(name: str, language: str) -> None:
    ax = CARDS[name](language=language)
    texts = [text.get_text().replace("\n", " ") for text in ax.figure.findobj(matplotlib.text.Text)]
    assert ax.get_title(loc="left")
    assert any({"en": "Source", "nb": "Kilde", "nn": "Kjelde"}[language] in text for text in texts)
    edition = norway().standard.edition if name in ("rings", "wheel") else town("levels").standard.edition
    assert any(edition in text for text in texts)


@pytest.mark.parametrize("name", FRAMES)
def test_nothing_global_changes_and_the_axes_given_come_back(name: str) -> None:
    before = list(dict.items(matplotlib.rcParams))  # as they lie there: reading one may choose a backend
    loaded = "matplotlib.pyplot" in sys.modules  # by a notebook that was run before in this process
    polar = name in ("wheel", "rings")
    ax = Figure().add_subplot(projection="polar" if polar else None)
    assert FRAMES[name](ax=ax) is ax
    assert list(dict.items(matplotlib.rcParams)) == before
    assert ("matplotlib.pyplot" in sys.modules) == loaded


@pytest.mark.parametrize("name", ["wheel", "rings"])
def test_a_circle_needs_polar_axes(name: str) -> None:
    with pytest.raises(ValueError, match="polar"):
        FRAMES[name](ax=Figure().add_subplot())


# what is drawn are the numbers


def scores(card: Any, period: str = "2024") -> pd.DataFrame:
    return card.scores[card.scores["period"] == period].pivot(index="area", columns="node", values="score")


def test_dots_lie_at_the_scores() -> None:
    card = town("levels")
    ax = plot.dots(card, nodes=card.nodes)
    wanted = scores(card)
    for place, area in enumerate(card.areas):
        drawn = np.ma.filled(ax.collections[place].get_offsets()[:, 0], np.nan)
        assert drawn == pytest.approx(wanted.loc[area, list(card.nodes)].to_numpy(float), nan_ok=True)


def test_bullets_are_as_long_as_the_scores_over_the_bands_of_the_rating() -> None:
    card = town("levels")
    ax = plot.bullets(card, area="birch", nodes=card.nodes)
    bars = [patch.get_width() for patch in ax.patches[: len(card.nodes)]]
    assert bars == pytest.approx(scores(card).loc["birch", list(card.nodes)].fillna(0).to_list())
    words = [text.get_text() for text in ax.texts]
    assert words.count("no number") == scores(card).loc["birch", list(card.nodes)].isna().sum()


def test_a_heat_map_has_the_matrix() -> None:
    card = town("levels")
    ax = plot.heat_map(card, nodes=card.nodes)
    drawn = np.ma.filled(ax.images[0].get_array(), np.nan)
    assert drawn == pytest.approx(scores(card).loc[list(card.areas), list(card.nodes)].to_numpy(float), nan_ok=True)


def test_correlations_of_few_are_empty() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5.0], "b": [2, 4, 6, 8, 30.0], "c": [1, 2, 3, 4, math.nan]})
    drawn = np.ma.filled(plot.correlations(frame).images[0].get_array(), np.nan)
    assert drawn[0, 1] == pytest.approx(1)  # of ranks
    assert np.isnan(drawn[0, 2]) and np.isnan(drawn[2, 2])


def test_the_wheel_has_the_official_colours_and_the_scores_of_goals() -> None:
    card = norway()
    ax = plot.wheel(card, area="NO-1149")
    goals = [name for name in card.nodes if name.startswith("goal:")]
    bars = ax.patches[len(goals) :]
    numbers = scores(card, "2021").loc["NO-1149", goals].fillna(0)
    assert [bar.get_height() for bar in bars] == pytest.approx(numbers.to_list())
    colours = [matplotlib.colors.to_hex(bar.get_facecolor()).upper() for bar in bars]
    assert colours == [card.standard.goal(name.removeprefix("goal:")).colour for name in goals]


def test_contributions_add_up_to_the_whole() -> None:
    card = town("levels")
    ax = plot.contributions(card, node="index", period="2024")
    wanted = scores(card).loc[list(card.areas), "index"].fillna(0)  # a whole without a number has no parts either
    ends = {area: 0.0 for area in card.areas}
    for patch in ax.patches:
        ends[card.areas[round(patch.get_y() + patch.get_height() / 2)]] += patch.get_width()
    assert list(ends.values()) == pytest.approx(wanted.to_list())
    assert 0 in list(ends.values()) and max(ends.values()) > 50


def test_a_line_leads_to_its_target_from_the_latest_number() -> None:
    frame = pd.DataFrame({"a": [5.0, 1.0, math.nan]}, index=["2021", "2019", "2022"])
    ax = plot.lines(frame, target=(2030, 9))
    assert ax.lines[0].get_xdata().tolist() == [2019, 2021, 2022]
    assert [list(ax.lines[1].get_xdata()), list(ax.lines[1].get_ydata())] == [[2021.0, 2030], [5.0, 9]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2019", "2021", "2022", "2030"]


def test_a_slope_leaves_out_what_has_one_number() -> None:
    assert len(FRAMES["slope"]().lines) == 1
    with pytest.raises(ValueError, match="two periods, not 3"):
        plot.slope(pd.DataFrame({"a": [1], "b": [2], "c": [3]}))


def test_rings_have_a_piece_for_every_part_and_a_frame_for_every_gap() -> None:
    ax = plot.rings(ring_frame())
    # two parts; ten bars, each with its track; the two without a number are frames only
    assert len(ax.patches) == 2 + 10 + 8


@pytest.mark.parametrize("frame", [ring_frame().head(4), ring_frame().assign(parent="north")])
def test_rings_that_make_no_sense_are_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SdgStandardError, match="8 to 240"):
        plot.rings(frame)


# a card that was saved, wrong names, wrong types, no matplotlib


def test_a_card_read_back_is_drawn_the_same() -> None:
    card = town("levels")
    again = sdg.Scorecard.from_json(card.to_json())
    one, other = (plot.heat_map(each, nodes=card.nodes).images[0].get_array() for each in (card, again))
    assert np.array_equal(np.ma.filled(one, -1), np.ma.filled(other, -1))


def test_indices_lie_at_their_numbers_and_a_choice_without_one_says_so() -> None:
    ax = FRAMES["sensitivity"]()
    first, total = (
        mark.get_offsets()[:, 0] for mark in ax.collections if mark.get_label() in ("alone", "with all others")
    )
    assert first[:2].tolist() == [0.6, 0.1] and total[:2].tolist() == [0.8, 0.3]
    assert [text.get_text() for text in ax.get_yticklabels()][1:] == ["b", "c"]
    assert [text.get_text() for text in ax.texts] == ["changes nothing, or is too seldom there"]


def test_of_several_areas_one_is_named() -> None:
    frame = pd.DataFrame(
        {"choice": ["a", "a"], "area": ["x", "y"], "as_it_is": 50.0, "lowest": 40.0, "highest": [50.0, 60.0]}
    )
    assert plot.swings(frame, area="y").patches[0].get_width() == 20
    for area in (None, "z"):
        with pytest.raises(UnknownId, match="area"):
            plot.swings(frame, area=area)


def test_a_scree_fills_what_is_above_chance_until_one_is_not() -> None:
    ax = plot.scree(pd.DataFrame({"eigenvalue": [2.0, 1.0, 0.9], "by_chance": [1.4, 1.1, 0.8]}))
    kept, others = (mark.get_offsets().tolist() for mark in ax.collections)
    assert kept == [[1, 2.0]] and others == [[2, 1.0], [3, 0.9]]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: plot.dots(town("levels"), nodes=["nowhere"]),
        lambda: plot.dots(town("levels"), areas=["Nowhere"]),
        lambda: plot.dots(town("levels"), period="1999"),
        lambda: plot.dots(town("levels"), of="colour"),
        lambda: plot.dots(town("levels"), language="xx"),
        lambda: plot.wheel(town("levels")),  # five areas, none named
        lambda: plot.rank_intervals(pd.DataFrame({"area": ["a"]})),
        lambda: plot.rings(pd.DataFrame({"node": ["a"]})),
    ],
)
def test_what_is_not_there_is_named(wrong: Callable[[], Any]) -> None:
    with pytest.raises(UnknownId):
        wrong()


def test_other_types_and_words_are_refused() -> None:
    with pytest.raises(TypeError, match="scorecard or a frame"):
        plot.dots([1, 2])
    with pytest.raises(TypeError, match="colour"):
        FRAMES["dots"](colour="red")


def test_a_whole_without_a_number_has_no_contributions() -> None:
    """What was too little for a score must not be read off its parts."""
    with pytest.raises(SdgStandardError, match="do not add up"):
        plot.contributions(norway(), node="index")


def test_a_period_lies_in_its_middle() -> None:
    assert [at(text) for text in ("2020", "2020-Q1", "2019/2020")] == [2020, 2019.62, 2019.5]
    with pytest.raises(ValueError, match="period"):
        at("next year")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    for draw in FRAMES.values():
        with pytest.raises(MissingExtra, match="plot"):
            draw()


def test_matplotlib_is_loaded_when_a_figure_is_drawn_and_pyplot_never() -> None:
    code = """
import sys, sdg_standard as sdg, pandas as pd
draw = sdg.plot.wheel
print("matplotlib" in sys.modules)
draw(pd.Series([60.0])).figure.savefig("/dev/null", format="png")
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)})
    assert (done.stdout.split(), done.stderr) == (["False", "True", "False"], "")
