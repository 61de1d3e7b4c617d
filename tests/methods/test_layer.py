"""What holds for every function of the layer: the conventions that its callers rely on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sdg_standard import methods as m
from sdg_standard.methods import aggregate, reference
from sweeping import each_of

NAN, INF = np.nan, np.inf
Kernel = Callable[..., Any]

AGGREGATES: dict[str, Kernel] = {
    "arithmetic_mean": m.arithmetic_mean,
    "geometric_mean": m.geometric_mean,
    "harmonic_mean": m.harmonic_mean,
    "power_mean 0.3": partial(m.power_mean, p=0.3),
    "power_mean -2": partial(m.power_mean, p=-2),
    "median": m.median,
    "minimum": m.minimum,
    "maximum": m.maximum,
    "total": m.total,
    "product": m.product,
    "first": m.first,
    "mean_of_worst": partial(m.mean_of_worst, k=2),
    "penalised_mean": m.penalised_mean,
    "penalised_mean sample": partial(m.penalised_mean, sd="sample", penalty="upward"),
}
"""Cases × components → cases."""

ELEMENTWISE: dict[str, Kernel] = {
    "goalposts": lambda x, a, b: m.goalposts(x, worst=a, best=b),
    "goalposts free": lambda x, a, b: m.goalposts(x, worst=b, best=a, to=(1.0, 4.0), clip="none"),
    "share_of up": lambda x, a, b: m.share_of(x, point=a, sign=1),
    "share_of down": lambda x, a, b: m.share_of(x, point=a, sign=-1, clip="none"),
    "share_of band": lambda x, a, b: m.share_of(x, point=a, upper=b, sign=0),
    "z_score": lambda x, a, b: m.z_score(x, mean=a, sd=b, to=(100.0, 10.0)),
    "distance_in_sd": lambda x, a, b: m.distance_in_sd(x, point=a, sd=b, sign=-1),
    "band_index": lambda x, a, b: m.band_index(x, edges=[a, b]),
    "log": lambda x, a, b: m.log(x, offset=a, base=10),
    "reflect": lambda x, a, b: m.reflect(x, about=a, upper=b),
    "reflect ratio": lambda x, a, b: m.reflect(x, about=a, by="ratio"),
    "cap": lambda x, a, b: m.cap(x, lower=a, upper=b),
    "replace": lambda x, a, b: m.replace(x, value=a, by=b),
    "pace_to_target": lambda x, a, b: m.pace_to_target(a, x, years=3, years_to_target=10, target=b, reached=1.0),
    "target_met": lambda x, a, b: m.target_met(x, target=a, sign=-1),
}
"""Values with two parameters that broadcast."""

PLAIN: dict[str, Kernel] = {
    "log e": m.log,
    "power": partial(m.power, p=0.37),
    "power -1": partial(m.power, p=-1.0),
    "box_cox": partial(m.box_cox, lambda_=0.7),
    "scale": partial(m.scale, by=-3.7, offset=0.1),
    "round_half_away": partial(m.round_half_away, decimals=1),
    "piecewise": partial(m.piecewise, at=[9.0, 3.0, -5.0], scores=[0, 50, 100]),
    "lookup": partial(m.lookup, keys=[0, 1, 2], scores=[0, 50, 100]),
    "rank_in": partial(m.rank_in, reference=[1.0, 2.0, 2.0, NAN]),
    "percentile_rank_in": partial(m.percentile_rank_in, reference=[1.0, 2.0, 2.0, NAN]),
}
"""Values without such parameters."""

RATINGS: dict[str, Kernel] = {
    "worst_two": lambda x: m.worst_two(x, m.band_index(x, edges=[1.0, 5.0]), edges=[1.0, 5.0], extremes="unanimous"),
    "mean_of_ratings": lambda x: m.mean_of_ratings(m.band_index(x, edges=[1.0, 5.0]), positions=[0.1, 0.2, 0.7]),
    "worst_label": lambda x: m.worst_label(m.band_index(x, edges=[1.0, 5.0])),
}
"""Cases × leaves → labels."""

COLUMNS: dict[str, Kernel] = {
    "ranks": lambda x: np.stack([m.ranks(column) for column in np.asarray(x).T], axis=-1) if np.size(x) else x,
    "percentile": partial(reference.percentile, p=10),
    "mean_of_best": partial(reference.mean_of_best, k=2),
    "sd": reference.sd,
    **reference.STATISTICS,
}
"""What looks at all cases."""

BY_CASE: dict[str, Kernel] = {
    **AGGREGATES,
    **{name: lambda x, f=f: f(x, 2.0, 7.0) for name, f in ELEMENTWISE.items()},
    **PLAIN,
    **RATINGS,
}
ALL = {**BY_CASE, **COLUMNS}
MODULES = ("aggregate", "normalise", "rank", "rate", "transform", "trend")
NAMES = [name for name in m.__all__ if getattr(m, name).__module__.rpartition(".")[2] in MODULES]


def each(kernels: dict[str, Kernel]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kernel", kernels.values(), ids=kernels)


def canonical(result: Any) -> bytes:
    """The bytes of a result; there are many NaN, and nobody can tell them apart."""
    array = np.ascontiguousarray(result)
    return np.where(np.isnan(array), NAN, array).tobytes() if array.dtype.kind == "f" else array.tobytes()


def sample(rows: int, width: int, seed: int = 0) -> np.ndarray:
    """Numbers with gaps, zeros and negative ones among them."""
    random = np.random.default_rng(seed)
    values = random.uniform(0.01, 10, (rows, width))
    kind = random.random((rows, width))
    values[kind < 0.1] = NAN
    values[(kind > 0.1) & (kind < 0.13)] = 0.0
    values[(kind > 0.13) & (kind < 0.16)] = -0.0
    values[(kind > 0.16) & (kind < 0.19)] *= -1
    return values


NASTY = np.array([NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 1.7e308, -1.7e308, 1e-300, 1e200, 50.0, 1 / 3])
matrices = arrays(
    np.float64,
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    elements=st.one_of(st.sampled_from(NASTY), st.floats(-100, 100)),
)


# names and conventions


def test_the_public_names_exist_are_sorted_and_have_an_example() -> None:
    assert sorted(m.__all__) == m.__all__
    for name in m.__all__:
        assert ">>>" in (inspect.getdoc(getattr(m, name)) or ""), f"{name} has no example"


@pytest.mark.parametrize("name", NAMES)
def test_data_come_first_and_parameters_have_names(name: str) -> None:
    kinds = [(item.name, item.kind) for item in inspect.signature(getattr(m, name)).parameters.values()]
    data = [item for item, kind in kinds if kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    assert data in (["values"], ["labels"], ["placed", "labels"], ["base", "end"])
    assert all(kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY) for _, kind in kinds)


def test_the_sweep_sweeps_over_every_public_name() -> None:
    swept = {name.partition(" ")[0] for name in ALL}
    assert set(NAMES) <= swept


# bytes


@each_of(BY_CASE)
@pytest.mark.parametrize("width", [1, 2, 3, 7, 8, 9, 16, 33, 91, 130])
def test_a_case_alone_gives_the_same_bytes(kernel: Kernel, width: int) -> None:
    values = sample(50, width)
    together = kernel(values)
    for row in (0, 1, 17, 49):
        alone = values[row : row + 1]
        assert canonical(kernel(alone)) == canonical(together[row : row + 1])
        assert canonical(kernel(alone.copy())) == canonical(together[row : row + 1])
        assert canonical(kernel(values[row])) == canonical(together[row])


@each(BY_CASE)
@settings(max_examples=20)
@given(values=matrices)
def test_any_values_in_any_layout_give_the_same_bytes(kernel: Kernel, values: np.ndarray) -> None:
    expected = kernel(values)
    wide = np.repeat(np.repeat(values, 2, axis=0), 3, axis=1)
    for layout in (np.asfortranarray(values), wide[::2, ::3], np.ascontiguousarray(values[::-1, ::-1])[::-1, ::-1]):
        assert canonical(kernel(layout)) == canonical(expected)
    for row in range(len(values)):
        assert canonical(kernel(values[row : row + 1])) == canonical(expected[row : row + 1])


@each(BY_CASE)
def test_blocks_give_the_bytes_of_the_whole(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    values = sample(300, 11)
    expected = canonical(kernel(values))
    for block in (1, 7, 128):
        monkeypatch.setattr(aggregate, "BLOCK", block)
        assert canonical(kernel(values)) == expected
        assert canonical(kernel(np.asfortranarray(values))) == expected


@each(AGGREGATES)
@pytest.mark.parametrize("per_case", [False, True])
def test_weights_give_the_same_bytes_in_any_partition(
    kernel: Kernel, per_case: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = sample(60, 9)
    random = np.random.default_rng(1)
    weights = random.uniform(0, 3, (60, 9) if per_case else 9)
    weights[..., 4] = 0
    if per_case:
        weights[random.random((60, 9)) < 0.3] = 0
    together = kernel(values, weights=weights)
    for row in range(60):
        own = weights[row] if per_case else weights
        assert canonical(kernel(values[row], weights=own)) == canonical(together[row])
    monkeypatch.setattr(aggregate, "BLOCK", 13)
    assert canonical(kernel(values, weights=weights)) == canonical(together)
    assert canonical(kernel(np.asfortranarray(values), weights=np.asfortranarray(weights))) == canonical(together)


@each_of(BY_CASE)
def test_the_order_of_cases_does_not_count(kernel: Kernel) -> None:
    values = sample(40, 6)
    order = np.random.default_rng(2).permutation(40)
    assert canonical(kernel(values[order])) == canonical(np.asarray(kernel(values))[order])


def test_a_million_cases_give_the_bytes_of_one() -> None:
    values = np.broadcast_to(sample(1, 7, seed=3), (1_000_000, 7))
    assert len(set(m.arithmetic_mean(values, weights=np.arange(1.0, 8.0)).tolist())) == 1
    assert m.arithmetic_mean(values)[-1] == m.arithmetic_mean(values[:1])[0]


# what is never done to the caller


@each_of(ALL)
def test_the_arrays_of_the_caller_are_never_changed(kernel: Kernel) -> None:
    values = sample(20, 5)
    before = values.tobytes()
    values.setflags(write=False)
    result = kernel(values)
    assert values.tobytes() == before
    assert not np.shares_memory(result, values)


@each_of(ELEMENTWISE)
def test_parameters_are_never_changed(kernel: Kernel) -> None:
    low, high = np.array([2.0, 2.0, NAN]), np.array([7.0, 2.0, 7.0])
    low.setflags(write=False)
    high.setflags(write=False)
    kernel(sample(20, 3), low, high)


@each_of(ALL)
def test_results_may_be_written_to(kernel: Kernel) -> None:
    assert np.asarray(kernel(sample(4, 3))).flags.writeable


# gaps, infinities, nothing


@each(ALL)
@settings(max_examples=20)
@given(values=matrices)
def test_no_warning_no_infinity_no_minus_zero(kernel: Kernel, values: np.ndarray) -> None:
    result = np.asarray(kernel(values))  # a warning would be an error
    if result.dtype.kind == "f":
        assert not np.isinf(result).any()
        assert not (np.signbit(result) & (result == 0)).any()


@each_of({name: kernel for name, kernel in BY_CASE.items() if name not in AGGREGATES and name not in RATINGS})
def test_a_gap_stays_a_gap(kernel: Kernel) -> None:
    result = np.asarray(kernel(np.array([[NAN, 3.0], [3.0, NAN]])))
    missing = {"f": np.isnan, "i": lambda x: x == -1, "b": np.logical_not}[result.dtype.kind](result)
    assert missing[0, 0]
    assert missing[1, 1]


@each_of({name: kernel for name, kernel in ELEMENTWISE.items() if name not in ("replace", "band_index", "log")})
def test_a_missing_point_is_no_result(kernel: Kernel) -> None:
    result = np.asarray(kernel(np.array([[3.0, 3.0]]), np.array([NAN, 2.0]), np.array([7.0, 7.0])))
    assert not result[0, 0] if result.dtype == bool else np.isnan(result[0, 0])


@each_of(BY_CASE)
def test_no_cases_give_no_results(kernel: Kernel) -> None:
    assert len(kernel(np.empty((0, 3)))) == 0
    assert np.asarray(kernel(np.empty((0, 0)))).shape[:1] == (0,)


@each_of(AGGREGATES)
def test_no_components_give_no_number(kernel: Kernel) -> None:
    assert np.isnan(kernel(np.empty((2, 0)))).tolist() == [True, True]
    assert np.isnan(kernel(np.empty((2, 0)), weights=[])).tolist() == [True, True]
    assert np.isnan(kernel([]))
    with pytest.raises(ValueError, match="1 weights for 0 components"):
        kernel(np.empty((2, 0)), weights=[1])


# shapes


@each_of(ELEMENTWISE)
def test_parameters_broadcast_in_every_layout(kernel: Kernel) -> None:
    values = sample(30, 4)
    low = np.array([1.0, 2.0, 9.0, 4.0])
    high = np.array([7.0, 2.0, 3.0, 8.0])
    expected = np.stack([np.asarray(kernel(values[:, k], low[k], high[k])) for k in range(4)], axis=1)
    assert canonical(kernel(values, low, high)) == canonical(expected)
    assert canonical(kernel(values, np.tile(low, (30, 1)), np.tile(high, (30, 1)))) == canonical(expected)
    # Series in rows and cases in columns, as the engine holds them.
    turned = np.ascontiguousarray(values.T)
    assert canonical(np.asarray(kernel(turned, low[:, None], high[:, None])).T) == canonical(expected)
    assert canonical(np.asarray(kernel(values.T, low[:, None], high[:, None])).T) == canonical(expected)


@each_of(ELEMENTWISE)
def test_parameters_may_differ_by_case(kernel: Kernel) -> None:
    values, low, high = sample(5, 3), sample(5, 3, seed=4), sample(5, 3, seed=5)
    together = np.asarray(kernel(values, low, high))
    for row in range(5):
        for column in range(3):
            one = kernel(values[row, column], low[row, column], high[row, column])
            assert canonical(one) == canonical(together[row, column])


@each_of(ELEMENTWISE)
def test_one_value_may_meet_many_parameters(kernel: Kernel) -> None:
    low, high = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[7.0], [8.0]])
    assert np.asarray(kernel(5.0, low, high)).shape == (2, 3)
    assert np.asarray(kernel(np.array([5.0]), low, 7.0)).shape == (2, 3)


@each_of({**AGGREGATES, **PLAIN})
def test_lists_and_whole_numbers_are_taken_as_they_are(kernel: Kernel) -> None:
    numbers = [[4, 2, 9], [1, 2, 2]]
    assert canonical(kernel(numbers)) == canonical(kernel(np.array(numbers, dtype=np.float64)))
    assert canonical(kernel(np.array(numbers, dtype=np.int8))) == canonical(kernel(np.array(numbers, dtype=np.float64)))


@each_of(AGGREGATES)
def test_the_last_axis_is_aggregated_whatever_stands_before_it(kernel: Kernel) -> None:
    values = sample(12, 5)
    assert canonical(kernel(values.reshape(3, 4, 5))) == canonical(np.asarray(kernel(values)).reshape(3, 4))
