"""Every definition of the bundled standard: it loads, computes, scores and can be found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.formula import Formula
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Check, Indicator, Series
from sdg_standard.model.terms import UNITLESS
from sweeping import each_of

STANDARD = sdg.load()
INDICATORS = list(STANDARD.indicators)
SERIES = list(STANDARD.series)
METHODOLOGIES = ("u4ssc-performance", "sdg-goals-goalposts")
GRID = np.linspace(0.0, 1.0, 41)
LANGUAGES = ("en", "nb", "nn")


def test_what_is_swept() -> None:
    """If definitions are lost, the sweep below does not notice: it runs over what is there."""
    of = [STANDARD.indicators[name].framework for name in INDICATORS]
    series = [STANDARD.series[name].framework for name in SERIES]
    assert len(STANDARD.goals) == 17
    assert len(STANDARD.targets) == 169
    assert len(STANDARD.global_indicators) == 251
    assert of.count("u4ssc") == 91 and series.count("u4ssc") == 112
    assert of.count("implementation") == 28
    assert len(of) == 91 + 28 + 4
    assert set(METHODOLOGIES) <= set(STANDARD.methodologies)
    assert STANDARD.languages == LANGUAGES


# the checks: how many run, and that each of them asks


CHECKS = [(item, check) for item in STANDARD.indicators.values() for check in item.evidence.checks]
RUNNING = [pytest.param(item, check, id=f"{item.id}-{check.rule}") for item, check in CHECKS if check.rule]
PLACE: dict[str, Any] = {"area": "alder", "period": "2024"}


def test_how_many_checks_run() -> None:
    """About 100 are run; the others are questions that only a person can answer, which have a text and no rule."""
    rules = [check.rule for _, check in CHECKS]
    every = {None, "document", "change_within", "same_denominator", "at_most", "sums_to", "at_least"}
    assert set(rules) == every, "a rule that nothing uses is not tried by the tests below"
    assert len(rules) - rules.count(None) >= 94
    assert all(check.text for _, check in CHECKS if check.rule is None)


def row(series: str, value: object, **more: object) -> dict[str, Any]:
    return {**PLACE, "series": series, "value": value, "unit": STANDARD.series[series].unit or "", **more}


def divided(name: str, factor: float) -> list[dict[str, Any]]:
    """Rows of all inputs of a series: the divisor 1,000,000 times a factor, everything else one."""
    series = STANDARD.series[name]
    divisor = Formula.parse(series.formula or "").divisor
    assert divisor is not None
    inputs = {key: 1e6 * factor if key in divisor.names else 1.0 for key in series.resolved_inputs}
    units = {key: item.unit for key, item in series.resolved_inputs.items()}
    return [{**PLACE, "series": name, "input": key, "value": inputs[key], "unit": units[key]} for key in inputs]


def inside(series: Series, share: float) -> float:
    """A possible value, that share of the way from the least to the largest."""
    low, high = series.limits
    low, high = (0.0 if np.isinf(low) else low), (100.0 if np.isinf(high) else high)
    return low + share * (high - low)


def breaking(indicator: Indicator, check: Check) -> list[dict[str, Any]]:
    """Evidence that the check has to ask about."""
    name = next(name for name in indicator.series_ids.values() if name != check.than)
    series = STANDARD.series[name]
    if check.rule == "document":
        answers = [item.value for item in series.categories or ()]
        return [row(name, max(answers) if answers else inside(series, 0.5))]
    if check.rule == "change_within":
        return [row(name, inside(series, 0.1), period="2023"), row(name, inside(series, 0.9))]
    if check.rule == "same_denominator":
        return [*divided(name, 1.0), *(cells for other in check.with_ or () for cells in divided(other, 0.9))]
    if check.rule == "sums_to":
        return [row(part, inside(STANDARD.series[part], 0.01)) for part in dict.fromkeys([name, *(check.with_ or ())])]
    other = STANDARD.series[str(check.than)]
    above = check.rule == "at_most"
    return [row(name, inside(series, 0.9 if above else 0.1)), row(other.id, inside(other, 0.1 if above else 0.9))]


@pytest.mark.parametrize(("indicator", "check"), RUNNING)
def test_every_check_with_a_rule_asks(indicator: Indicator, check: Check) -> None:
    found = sdg.measure(Evidence.from_frame(pd.DataFrame(breaking(indicator, check)).fillna("")), STANDARD).problems
    asked = [item for item in found if item.code == "SDG720"]
    if check.rule == "same_denominator":  # which asks once for each pair, whichever of the two says so first
        for other in check.with_ or ():
            assert any(f"{indicator.id} " in item.message and f"{other} " in item.message for item in asked), found
    else:
        assert any((check.text or "change") in f"{item.message} {item.cure}" for item in asked), found


# the goals


def test_goals_targets_and_global_indicators_belong_together() -> None:
    assert [int(number) for number in STANDARD.goals] == list(range(1, 18))
    for code, target in STANDARD.targets.items():
        assert code.startswith(f"{target.goal}.") and STANDARD.goal(target.goal)
        assert STANDARD.target(code) is target
    for name, item in STANDARD.global_indicators.items():
        assert item.target in STANDARD.targets and item.goal == STANDARD.targets[item.target].goal
        assert name == f"un-sdg.{item.code}" and item.code.startswith(f"{item.target}.")
    assert len({item.code for item in STANDARD.global_indicators.values()}) == 251


def test_goals_and_targets_have_a_title_in_every_language() -> None:
    names = [item.id for item in STANDARD.goals.values()] + [f"target:{code}" for code in STANDARD.targets]
    assert len(names) == 17 + 169
    for name in names:
        for language in LANGUAGES:
            assert STANDARD.has_text(name, "title", language), f"{name} has no title in {language}"


# indicators


@each_of(STANDARD.indicators)
def test_title_in_every_language(indicator: Indicator) -> None:
    for language in LANGUAGES:
        assert STANDARD.has_text(indicator.id, "title", language), f"no title in {language}"
        assert len(STANDARD.text(indicator.id, "title", language)) >= 3


def spellings(code: str) -> list[str]:
    """An official code as people write it."""
    parts = [part.strip() for part in code.split(":")]
    return [code, ":".join(parts), ".".join(parts).lower(), ": ".join(parts).lower(), f"  {' : '.join(parts)} "]


@each_of(STANDARD.indicators)
def test_five_spellings_of_its_code_find_it(indicator: Indicator) -> None:
    if indicator.framework != "u4ssc" and not indicator.code:
        assert STANDARD.indicator(indicator.id) is indicator
        return
    assert indicator.code
    for text in spellings(indicator.code):
        assert STANDARD.indicator(text) is indicator, text
    for alias in indicator.aliases:
        assert STANDARD.indicator(alias) is indicator, alias


@each_of(STANDARD.indicators)
def test_sources_and_links_exist(indicator: Indicator) -> None:
    keys = set(indicator.sources) | {link.source for link in indicator.sdg if link.source}
    keys |= {item.source for own in indicator.series.values() for item in own.benchmarks}
    assert indicator.sources and keys <= set(STANDARD.sources)
    assert indicator.sdg
    for link in indicator.sdg:
        goal, target = link.codes
        assert goal in STANDARD.goals and (target is None or target in STANDARD.targets)
        if link.indicator:
            assert f"un-sdg.{link.indicator}" in STANDARD.global_indicators


@each_of(STANDARD.indicators)
def test_it_is_classified_by_its_framework(indicator: Indicator) -> None:
    scheme = STANDARD.frameworks[indicator.framework].classification
    assert indicator.classification
    for key, code in indicator.classification.items():
        assert key in scheme and code in scheme[key]


@each_of(STANDARD.indicators)
def test_it_has_an_example_that_comes_out(indicator: Indicator) -> None:
    """Checked here by hand from the definition; `validate` runs them all as well."""
    assert indicator.examples
    for example in indicator.examples:
        assert example.name and example.given and example.expect
        assert set(example.expect) <= set(indicator.series)
        assert set(example.given) <= set(indicator.series) | set(indicator.inputs)


# series


@each_of(STANDARD.series)
def test_its_unit_parses(series: Series) -> None:
    if series.kind in UNITLESS:
        assert series.unit is None
        return
    unit = STANDARD.units.parse(series.unit or "")
    assert STANDARD.units.factor(unit, unit) == 1.0


@each_of({name: series for name, series in STANDARD.series.items() if series.formula})
def test_its_formula_agrees_in_dimension(series: Series) -> None:
    """A formula whose unit is another raises; what it gives for seven of everything is a number."""
    formula = Formula.parse(series.formula or "")
    units = {item: STANDARD.units.parse(series.resolved_inputs[item].unit) for item in formula.names}
    target = STANDARD.units.parse(series.unit) if series.unit else None
    result = formula.evaluate_units(STANDARD.units, {item: np.array([7.0]) for item in formula.names}, units, target)
    assert np.isfinite(result).all()


@each_of(STANDARD.series)
def test_its_benchmarks_and_goalposts_are_possible(series: Series) -> None:
    low, high = series.limits
    numbers = [end for item in series.benchmarks for end in (item.between or (item.value,)) if end is not None]
    posts = [series.goalposts.worst, series.goalposts.best] if series.goalposts else []
    numbers += [post.value for post in posts if post is not None]
    for number in numbers:
        assert low <= number <= high, f"{number} lies outside {low} to {high}"
    assert numbers or series.no_benchmark, "neither a benchmark nor a reason for having none"
    for item in series.benchmarks:
        assert item.source in STANDARD.sources and item.basis and item.status


@each_of(STANDARD.series)
def test_plausible_lies_within_possible(series: Series) -> None:
    low, high = series.expected
    assert low < high
    for end in (low, high):
        assert not np.isfinite(end) or series.limits[0] <= end <= series.limits[1]


@each_of(STANDARD.series)
def test_its_goalposts_lie_in_its_direction(series: Series) -> None:
    if series.goalposts and series.sign and series.goalposts.worst and series.goalposts.best:
        assert series.sign * (series.goalposts.best.value - series.goalposts.worst.value) > 0


@each_of(STANDARD.series)
def test_its_answers_have_numbers_and_names(series: Series) -> None:
    if series.kind == "category":
        numbers = [item.value for item in series.categories or ()]
        assert len(numbers) >= 2 and len(set(numbers)) == len(numbers)


def span(series: Series) -> tuple[float, float]:
    """The possible range; where it has no end the plausible one, or ten times the benchmark."""
    newest = series.benchmarks[-1].value if series.benchmarks else None
    ends = [
        next(end for end in ends if np.isfinite(end))
        for ends in zip(series.limits, series.expected, (0.0, 10.0 * abs(newest or 100.0)), strict=True)
    ]
    return ends[0], ends[1]


def values_of(series: Series) -> np.ndarray[Any, Any]:
    if series.kind == "category":
        numbers = sorted(item.value for item in series.categories or ())
        return np.array([numbers[min(int(x * len(numbers)), len(numbers) - 1)] for x in GRID])
    low, high = span(series)
    return np.clip(low + GRID * (high - low), low, high)


@pytest.fixture(scope="module")
def scored() -> dict[str, pd.DataFrame]:
    """Every series over its whole range at once, an area for each place of the grid."""
    table = pd.DataFrame({name: values_of(item) for name, item in STANDARD.series.items()})
    table.index = pd.Index([f"a{place}" for place in range(len(GRID))])
    values = sdg.measure(Evidence.from_wide(table, period="2024"), STANDARD)
    assert not values.problems.errors
    areas = pd.DataFrame({"area": table.index, "hospital": "yes", "population": "50000"})
    return {name: sdg.score(values, STANDARD, name, areas=areas, periods=["2024"]).wide() for name in METHODOLOGIES}


@pytest.mark.parametrize("methodology", METHODOLOGIES)
@each_of(STANDARD.series)
def test_its_score_is_monotone_in_its_direction(
    series: Series, methodology: str, scored: dict[str, pd.DataFrame]
) -> None:
    if series.framework != "u4ssc":
        assert series.id not in scored[methodology]
        return
    scores = scored[methodology][series.id].to_numpy()
    if np.isnan(scores).all():
        assert not series.benchmarks and series.kind != "category", "a series with a benchmark has no score"
        return
    assert not np.isnan(scores).any() and scores.min() >= 0 and scores.max() <= 100
    steps = np.diff(scores)
    if series.direction == "target_value":
        newest = series.benchmark
        assert newest is not None
        low, high = newest.between or (newest.value, newest.value)
        values = values_of(series)
        assert (steps[values[1:] <= low] >= -1e-9).all() and (steps[values[:-1] >= high] <= 1e-9).all()
    else:
        assert (series.sign * steps >= -1e-9).all()
    assert scores.max() > scores.min(), "the whole range has one score"


def test_at_its_benchmark_it_has_full_points() -> None:
    found = [(item, item.benchmark) for item in STANDARD.series.values() if item.framework == "u4ssc"]
    at = {item.id: mark.value or (mark.between or (0.0,))[0] for item, mark in found if mark and not mark.where}
    table = pd.DataFrame([at], index=["alder"], dtype=float)
    scores = sdg.score(
        sdg.measure(Evidence.from_wide(table, period="2024"), STANDARD), STANDARD, "u4ssc-performance", periods=["2024"]
    ).wide()
    assert len(at) >= 60
    for name in at:
        assert scores.iloc[0][name] == 100, name


# the evidence that travels with the library


def test_all_reported_values_are_understood() -> None:
    evidence = sdg.demo_evidence()
    values = sdg.measure(evidence, STANDARD)
    assert not values.problems.errors
    numbers = values.frame[values.frame["value"].notna()]
    assert len(numbers) == 41
    assert set(numbers["area"]) == {"NO-3025", "NO-1149", "NO-1103"}
    assert (numbers["origin"] == "reported").all()
    written = evidence.frame.set_index(["area", "period"])["value"]
    assert (written != "").sum() >= 41


def test_definitions_do_not_repeat_each_other() -> None:
    texts: dict[str, str] = {}
    for item in STANDARD.indicators.values():
        plain = re.sub(r"\W+", " ", (item.definition or "").casefold()).strip()
        if plain:
            assert plain not in texts, f"{item.id} has the definition of {texts[plain]}"
            texts[plain] = item.id
    assert len(texts) == len(INDICATORS)


def test_every_file_is_one_indicator() -> None:
    """No file of the folder is passed over without a word."""
    from sdg_standard._resources import bundled

    root = Path(str(bundled("standard"))) / "frameworks"
    files = [path for path in root.rglob("*.yaml") if path.name != "framework.yaml" and "un-sdg" not in path.parts]
    assert len(files) == len(INDICATORS)


def test_the_standard_is_what_load_gives() -> None:
    assert isinstance(STANDARD, Standard) and sdg.load() is sdg.load()
    assert STANDARD.digest == sdg.load().digest
    assert re.fullmatch(r"\d{4}\.\d+", STANDARD.edition) and len(STANDARD.digest) == 64
