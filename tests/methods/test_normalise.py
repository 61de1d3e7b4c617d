"""Scores: worked examples, both directions, edges, and what a score promises."""

from __future__ import annotations

import math
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sdg_standard.methods import (
    band_index,
    distance_in_sd,
    goalposts,
    lookup,
    piecewise,
    share_of,
    z_score,
)
from sdg_standard.methods.normalise import Clip

NAN, INF = math.nan, math.inf
A: dict[str, Any] = {"worst": 80.0, "best": 5.0}  # per 100 000, lower is better
B: dict[str, Any] = {"worst": 40.0, "best": 90.0}  # %, higher is better
finite = st.floats(-1e6, 1e6).map(lambda x: x + 0.0)


def test_series_a_where_lower_is_better() -> None:
    scores = goalposts([30.0, 95.0, 2.0], **A)
    assert scores == pytest.approx([100 * (30 - 80) / (5 - 80), 0, 100], rel=1e-14)
    assert scores[0] == pytest.approx(66.667, abs=5e-4)
    assert goalposts([95.0, 2.0], clip="none", **A).tolist() == [-20, 104]


def test_series_b_where_higher_is_better() -> None:
    assert goalposts([62.0], **B).tolist() == [100 * (62 - 40) / (90 - 40)] == [44]


@pytest.mark.parametrize(("point", "score"), [("worst", 0), ("best", 100)])
@pytest.mark.parametrize("series", [A, B])
def test_at_a_point_the_score_is_that_of_the_end(series: dict[str, Any], point: str, score: float) -> None:
    result = goalposts([series[point]], **series)
    assert result.tolist() == [score]
    assert not np.signbit(result).any()


def test_midpoint_and_thresholds() -> None:
    assert goalposts([42.5, 50.0, 20.0], **A).tolist() == [50, 40, 80]
    assert goalposts([65.0, 60.0, 80.0], **B).tolist() == [50, 40, 80]


def test_the_scale_is_a_parameter() -> None:
    assert goalposts([65.0], to=(0.0, 1.0), **B).tolist() == [0.5]
    assert goalposts([40.0, 65.0, 90.0, 99.0], to=(1.0, 4.0), **B).tolist() == [1, 2.5, 4, 4]
    assert goalposts([0.0, 65.0, 99.0], to=(10.0, 0.0), **B).tolist() == [
        10,
        5,
        0,
    ]  # a good end that is the lower number


def test_the_adjusted_mazziotta_pareto_normalisation() -> None:
    # 60 (x - a) / (b - a) + 70 with a = ref - Δ, b = ref + Δ: the reference gets 100, and nothing is held
    reference, delta = 50.0, (90.0 - 20.0) / 2
    ends: dict[str, Any] = {"to": (70.0, 130.0), "clip": "none"}
    values = np.array([50.0, 20.0, 92.0])
    expected = 60 * (values - (reference - delta)) / (2 * delta) + 70
    assert goalposts(values, worst=reference - delta, best=reference + delta, **ends) == pytest.approx(
        expected, rel=1e-14
    )
    reverse = goalposts(values, worst=reference + delta, best=reference - delta, **ends)
    assert reverse == pytest.approx(200 - expected, rel=1e-14)


@pytest.mark.parametrize(
    ("clip", "expected"),
    [("both", [0, 100]), ("top", [-20, 100]), ("bottom", [0, 104]), ("none", [-20, 104])],
)
def test_which_ends_hold(clip: Clip, expected: list[float]) -> None:
    assert goalposts([95.0, 2.0], clip=clip, **A).tolist() == expected
    # On a scale that runs down, the top is still the good end.
    turned = goalposts([95.0, 2.0], to=(100.0, 0.0), clip=clip, **A)
    assert turned.tolist() == [100 - score for score in expected]


@pytest.mark.parametrize("clip", get_args(Clip))
@given(
    worst=finite,
    best=finite,
    low=st.sampled_from([0.0, 1.0, -5.0, 70.0]),
    span=st.sampled_from([1.0, 3.0, 10.0, 100.0]),
)
def test_points_have_exactly_the_scores_of_the_ends(
    clip: Clip, worst: float, best: float, low: float, span: float
) -> None:
    assume(abs(best - worst) > 1e-6)
    assert goalposts([worst, best], worst=worst, best=best, to=(low, low + span), clip=clip).tolist() == [
        low,
        low + span,
    ]


@pytest.mark.parametrize("clip", get_args(Clip))
@given(worst=finite, best=finite, values=arrays(np.float64, 30, elements=finite), data=st.data())
def test_improving_a_value_never_lowers_its_score(
    clip: Clip, worst: float, best: float, values: np.ndarray, data: st.DataObject
) -> None:
    assume(abs(best - worst) > 1e-6)
    near = np.nextafter(best, [-INF, INF, best])
    values = np.sort(np.concatenate([values, near, np.nextafter(near, INF), [worst]]))
    scores = goalposts(values if best > worst else values[::-1], worst=worst, best=best, clip=clip)
    assert (np.diff(scores) >= 0).all()


@given(worst=finite, best=finite, values=arrays(np.float64, 5, elements=finite))
def test_clipped_scores_lie_on_the_scale(worst: float, best: float, values: np.ndarray) -> None:
    assume(abs(best - worst) > 1e-6)
    scores = goalposts(values, worst=worst, best=best)
    assert ((scores >= 0) & (scores <= 100)).all()


@given(worst=finite, best=finite, values=arrays(np.float64, 5, elements=finite), factor=st.floats(0.01, 100))
def test_the_unit_does_not_count(worst: float, best: float, values: np.ndarray, factor: float) -> None:
    assume(abs(best - worst) > 1e-3)
    scores = goalposts(values, worst=worst, best=best)
    assert goalposts(values * factor, worst=worst * factor, best=best * factor) == pytest.approx(scores, abs=1e-6)


def test_whole_percentages_keep_their_digits() -> None:
    scores = goalposts(np.arange(101.0), worst=0.0, best=100.0)
    assert scores.tolist() == list(range(101))  # 7 / 100 × 100 is 7.000000000000001


@pytest.mark.parametrize(
    ("worst", "best"), [(5.0, 5.0), (NAN, 5.0), (5.0, NAN), (INF, 5.0), (-INF, 5.0), (-INF, INF), (INF, INF)]
)
@pytest.mark.parametrize("clip", get_args(Clip))
def test_without_two_different_points_there_is_no_score(worst: float, best: float, clip: Clip) -> None:
    assert np.isnan(goalposts([5.0, 0.0, 9.0, INF], worst=worst, best=best, clip=clip)).all()


def test_a_column_without_points_leaves_the_others_alone() -> None:
    scores = goalposts([[62.0, 62.0, NAN]], worst=[40.0, 7.0, 40.0], best=[90.0, 7.0, 90.0])
    assert scores[0, 0] == 44
    assert np.isnan(scores[0, 1:]).all()


def test_infinite_values_are_beyond_every_point() -> None:
    assert goalposts([INF, -INF, 1e308, -1e308], **B).tolist() == [100, 0, 100, 0]
    assert goalposts([INF, -INF], **A).tolist() == [0, 100]
    assert np.isnan(goalposts([INF, -INF], clip="none", **B)).all()
    assert np.isnan(goalposts([-INF], clip="top", **B)).all()


def test_parameters_broadcast_against_single_values() -> None:
    assert goalposts(62.0, **B) == 44
    assert goalposts([62.0], worst=40.0, best=[[90.0], [84.0]]).tolist() == [[44], [50]]
    assert goalposts([62.0], worst=[[40.0], [12.0]], best=112.0).tolist() == pytest.approx(
        np.array([[22 / 0.72], [50]])
    )


# share of a point


def test_the_share_of_a_point_in_both_directions() -> None:
    assert share_of([150.0, 450.0], point=300.0, sign=1).tolist() == [150 / 300, 1]
    assert share_of([30.0, 8.0, 0.0], point=15.0, sign=-1).tolist() == [15 / 30, 1, 1]
    assert share_of([450.0], point=300.0, sign=1, clip="none").tolist() == [1.5]


def test_the_share_of_a_certain_value_and_of_a_band() -> None:
    assert share_of([0.64, 1.0, 1.25], point=1.0, sign=0).tolist() == [0.64, 1, 1 / 1.25]
    assert share_of([20.0, 40.0, 50.0, 60.0, 80.0], point=40.0, upper=60.0, sign=0).tolist() == [0.5, 1, 1, 1, 0.75]


@pytest.mark.parametrize(("sign", "expected"), [(1, [0, 1, 1]), (-1, [1, 1, 0]), (0, [0, 1, 0])])
def test_a_point_of_0_is_reached_or_not(sign: int, expected: list[float]) -> None:
    assert share_of([-2.0, 0.0, 2.0], point=0.0, sign=sign).tolist() == expected


def test_a_band_without_an_upper_end_has_everything_above_inside() -> None:
    assert share_of([0.5, 1.0, 1e300, INF], point=1.0, upper=INF, sign=0).tolist() == [0.5, 1, 1, 1]


def test_a_share_of_a_negative_or_missing_point_means_nothing() -> None:
    for sign in (1, -1, 0):
        assert np.isnan(share_of([5.0, 5.0, NAN], point=[-1.0, NAN, 5.0], sign=sign)).all()


def test_an_upper_end_that_is_missing_is_no_band() -> None:
    assert share_of([2.0, 2.0], point=1.0, upper=[NAN, 2.0], sign=0).tolist() == [0.5, 1]


def test_direction_may_differ_by_series() -> None:
    assert share_of([[30.0, 30.0, 30.0]], point=15.0, sign=[1, -1, 0]).tolist() == [[1, 0.5, 0.5]]
    assert share_of([[30.0], [30.0]], point=[[60.0], [15.0]], sign=[[1], [-1]]).tolist() == [[0.5], [0.5]]


@given(
    point=st.floats(1e-3, 1e3), values=arrays(np.float64, 5, elements=st.floats(0, 1e4)), sign=st.sampled_from([1, -1])
)
def test_improving_a_value_never_lowers_its_share(point: float, values: np.ndarray, sign: int) -> None:
    shares = share_of(np.sort(values)[::sign], point=point, sign=sign)
    assert (np.diff(shares) >= 0).all()
    assert ((shares >= 0) & (shares <= 1)).all()


# standard deviations


def test_z_scores_are_those_of_scipy() -> None:
    values = np.array([3.0, 7.0, 7.0, 19.0])
    scores = z_score(values, mean=9.0, sd=math.sqrt((36 + 4 + 4 + 100) / 3))
    assert scores == pytest.approx(stats.zscore(values, ddof=1), rel=1e-14)
    assert z_score([12.0], mean=10.0, sd=4.0, to=(100.0, 10.0)).tolist() == [105]


def test_a_column_that_does_not_vary_has_no_z_score_and_no_distance() -> None:
    for sd in (0.0, NAN, -1.0):
        assert np.isnan(z_score([5.0], mean=5.0, sd=sd)).all()
        assert np.isnan(distance_in_sd([5.0], point=6.0, sd=sd, sign=1)).all()


def test_the_distance_to_a_target_in_standard_deviations() -> None:
    assert distance_in_sd([6.0, 10.0, 12.0], point=10.0, sd=2.0, sign=1).tolist() == [2, 0, 0]
    assert distance_in_sd([6.0, 12.0, NAN], point=10.0, sd=2.0, sign=-1).tolist()[:2] == [0, 1]
    assert distance_in_sd([12.0], point=10.0, sd=2.0, sign=1, floor=None).tolist() == [-1]
    assert not np.signbit(distance_in_sd([10.0], point=10.0, sd=2.0, sign=-1)).any()


def test_infinities_have_no_distance() -> None:
    assert np.isnan(z_score([INF, 5.0], mean=[5.0, -INF], sd=1.0)).all()
    assert np.isnan(distance_in_sd([INF], point=INF, sd=1.0, sign=1)).all()


# bands


def test_an_edge_belongs_to_the_better_band() -> None:
    edges = [0.33, 0.66, 0.95]
    assert band_index([0.32, 0.33, 33 / 100, 0.66, 0.95, 2.0], edges=edges).tolist() == [0, 1, 1, 2, 3, 3]
    assert band_index([0.1 + 0.2], edges=[0.3]).tolist() == [1]
    assert band_index([0.3], edges=[0.1 + 0.2]).tolist() == [1]
    assert band_index([0.33, 0.34], edges=edges, ties="worse").tolist() == [0, 1]


def test_colours_of_both_series() -> None:
    # red, orange, yellow, green; 50, 35 and 20 lie on thresholds
    falling = band_index([65.0, 50.0, 35.0, 30.0, 20.0, NAN], edges=[50.0, 35.0, 20.0], sign=-1)
    assert falling.tolist() == [0, 1, 2, 2, 3, -1]
    rising = band_index([59.9, 60.0, 62.0, 70.0, 80.0, NAN], edges=[60.0, 70.0, 80.0])
    assert rising.tolist() == [0, 1, 1, 2, 3, -1]


def test_classes_of_human_development() -> None:
    assert band_index([0.549, 0.550, 0.699, 0.700, 0.800], edges=[0.550, 0.700, 0.800]).tolist() == [0, 1, 1, 2, 3]


def test_equal_edges_and_missing_edges() -> None:
    assert band_index([49.0, 50.0], edges=[50.0, 50.0]).tolist() == [0, 2]
    assert band_index([49.0, 51.0, 99.0], edges=[50.0, NAN, 90.0]).tolist() == [0, 1, 3]
    assert band_index([1.0, NAN], edges=[]).tolist() == [0, -1]


def test_an_infinite_edge_is_not_near_everything() -> None:
    assert band_index([1.0, 1e300], edges=[INF]).tolist() == [0, 0]
    assert band_index([1.0, INF, -INF], edges=[-INF, 0.0]).tolist() == [2, 2, 0]


def test_edges_and_signs_may_differ_by_series_and_case() -> None:
    assert band_index([[5.0, 5.0]], edges=[[3.0, 7.0], [4.0, 6.0]], sign=[1, -1]).tolist() == [[2, 2]]
    columns = [np.array([[3.0], [7.0]]), np.array([[4.0], [6.0]])]
    assert band_index([[5.0, 3.5], [5.0, 6.5]], edges=columns, sign=[[1], [-1]]).tolist() == [[2, 1], [2, 1]]
    each = np.array([[3.0, 6.0], [7.0, 4.0]])
    assert band_index([[5.0, 5.0], [5.0, 5.0]], edges=[each]).tolist() == [[1, 0], [0, 1]]


@given(arrays(np.float64, 20, elements=finite), st.lists(finite, max_size=5), st.sampled_from([1, -1]))
def test_a_better_value_is_never_in_a_worse_band(values: np.ndarray, edges: list[float], sign: int) -> None:
    ordered = sorted(edges, key=lambda edge: edge * sign)
    bands = band_index(np.sort(values)[::sign], edges=ordered, sign=sign)
    assert (np.diff(bands) >= 0).all()


# straight lines and tables


def test_the_scores_of_open_sdg() -> None:
    # with a target: q at -0.6, 0.6, 1.3 earns -5, 0, 5
    q = ((35 / 44) ** (1 / 7) - 1) / ((20 / 44) ** (1 / 14) - 1)
    assert q == pytest.approx(0.5873, abs=5e-5)
    score = piecewise([q, -9.0, 0.95, 1.3], at=[-0.6, 0.6, 1.3], scores=[-5, 0, 5])
    assert score == pytest.approx([5 * (q - 0.6) / 1.2, -5, 5 * 0.35 / 0.7, 5], rel=1e-13)
    assert score[0] == pytest.approx(-0.053, abs=5e-4)


def test_the_score_of_a_share_near_its_limit() -> None:
    growth = 100 * ((94 / 92) ** (1 / 7) - 1)
    near = 1 - (92 / 100) ** 4.44
    assert (growth, near) == (pytest.approx(0.3077, abs=5e-5), pytest.approx(0.3094, abs=5e-5))
    edges = [-2, 0, 0.5 * near, 1.5 * near, 2 * near]
    score = piecewise([growth], at=edges, scores=[-5, -2.5, 0, 2.5, 5])
    assert score == pytest.approx([2.5 * (growth - 0.5 * near) / near], rel=1e-12)
    assert score == pytest.approx([1.236], abs=5e-4)


@pytest.mark.parametrize("direction", [1, -1])
def test_the_later_of_two_equal_places_has_the_step(direction: int) -> None:
    at = direction * np.array([0.0, 50.0, 50.0, 100.0])
    values = direction * np.array([25.0, 50.0, 75.0, 200.0, -7.0])
    assert piecewise(values, at=at, scores=[0, 40, 60, 100]).tolist() == [20, 60, 80, 100, 0]


def test_places_that_run_neither_way_or_lack_one_give_nothing() -> None:
    for at in ([0.0, 2.0, 1.0, 3.0], [0.0, NAN, 2.0, 3.0], [NAN, 1.0, 2.0, 3.0], [-INF, 1.0, 2.0, 3.0]):
        assert np.isnan(piecewise([1.0, NAN], at=at, scores=[0, 1, 2, 3])).all()


@pytest.mark.parametrize(("at", "scores"), [([0.0, 1.0], [1.0]), ([], []), ([0.0], [1.0, 2.0])])
def test_places_need_a_score_each(at: list[float], scores: list[float]) -> None:
    with pytest.raises(ValueError, match=f"{len(scores)} scores for {len(at)} places"):
        piecewise([1.0], at=at, scores=scores)


@given(st.lists(finite, min_size=2, max_size=6), st.lists(st.floats(0, 100), min_size=6, max_size=6), st.data())
def test_lines_stay_between_their_scores_and_meet_them(
    places: list[float], scores: list[float], data: st.DataObject
) -> None:
    at = sorted(set(places))[:: data.draw(st.sampled_from([1, -1]))]
    earned = sorted(scores[: len(at)])
    assert piecewise(at, at=at, scores=earned).tolist() == pytest.approx([score + 0.0 for score in earned])
    found = piecewise(data.draw(arrays(np.float64, 5, elements=finite)), at=at, scores=earned)
    assert ((found >= earned[0]) & (found <= earned[-1])).all()


def test_gaps_and_infinities_on_lines() -> None:
    found = piecewise([NAN, INF, -INF], at=[0.0, 1.0], scores=[10, 20])
    assert np.isnan(found[0])
    assert found[1:].tolist() == [20, 10]


def test_answers_are_looked_up() -> None:
    found = lookup([1.0, 0.0, -0.0, 7.0, NAN], keys=[0, 1], scores=[0, 100])
    assert found[:3].tolist() == [100, 0, 0]
    assert np.isnan(found[3:]).all()
    with pytest.raises(ValueError, match="shorter"):
        lookup([1.0], keys=[0, 1], scores=[0])
