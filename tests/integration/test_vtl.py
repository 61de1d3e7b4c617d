"""VTL, run by vtlengine: what it computes is what the library computes, and what it finds is what the numbers say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.formats.vtl.expressions import named
from sdg_standard.formats.vtl.rules import Rules, rules_of
from sdg_standard.formula import Formula

vtlengine = pytest.importorskip("vtlengine")
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore")]  # of the engine
AREAS = ["NO-3025", "NO-1149", "NO-1103"]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(sdg.load())


@pytest.fixture(scope="module")
def data(rules: Rules) -> dict[str, pd.DataFrame]:
    """Numbers for every data set that is read: invented, the same each time, with a gap."""
    made, random = {}, np.random.default_rng(0)
    for name, measures in rules.reads.items():
        frame = pd.DataFrame({"REF_AREA": AREAS, "TIME_PERIOD": ["2024"] * 3})
        for measure in measures:
            frame[measure] = random.uniform(1, 120, 3).round(3)
        frame.loc[2, measures[0]] = None
        made[name] = frame
    return made


@pytest.fixture(scope="module")
def results(rules: Rules, data: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    found = vtlengine.run(rules.script, rules.structures, {named(name): one for name, one in data.items()})
    return {name: found[named(name)].data.set_index("REF_AREA") for name in rules.statements}


def test_every_statement_is_said_in_its_language(rules: Rules, results: dict[str, pd.DataFrame]) -> None:
    assert set(results) == set(rules.statements) and len(results) > 200


def test_formulas_give_what_the_library_gives(
    rules: Rules, data: dict[str, pd.DataFrame], results: dict[str, pd.DataFrame]
) -> None:
    standard, compared = sdg.load(), 0
    for name in rules.statements:
        if not name.startswith("computed."):
            continue
        series = standard.series[name.removeprefix("computed.")]
        formula, units = Formula.parse(series.formula or ""), standard.units
        given = {key: units.parse(item.unit) for key, item in series.resolved_inputs.items() if key in formula.names}
        inputs = data[f"inputs.{series.indicator}"].set_index("REF_AREA")
        target = units.parse(series.unit) if series.unit else None
        values = {key: inputs[key].to_numpy(float) for key in formula.names}
        expected = formula.evaluate_units(units, values, given, target)
        found = results[name]["value"].reindex(AREAS).to_numpy(float)
        assert np.allclose(found, expected, rtol=1e-11, equal_nan=True), name
        compared += 1
    assert compared == sum(1 for series in standard.series.values() if series.formula)


def test_checks_find_what_the_numbers_say(
    rules: Rules, data: dict[str, pd.DataFrame], results: dict[str, pd.DataFrame]
) -> None:
    """Ranges, a comparison and a sum, each worked out here from the same numbers."""
    standard = sdg.load()
    for name, found in results.items():
        kind, _, series = name.partition(".")
        if kind in ("possible", "plausible"):
            limits = getattr(standard.series[series], kind)
            values = data[series].set_index("REF_AREA")["value"]
            low = -np.inf if limits.min is None else limits.min
            high = np.inf if limits.max is None else limits.max
            for area in AREAS[:2]:
                assert bool(found.loc[area, "bool_var"]) == (low <= values[area] <= high), name
    sums = next(name for name in results if name.startswith("check.") and name.endswith("u4ssc.ec.i.t.4a"))
    parts = [one for one in standard.indicators["u4ssc.ec.i.t.4a"].series_ids.values()]
    total = sum(data[one].set_index("REF_AREA")["value"] for one in parts)
    assert bool(results[sums].loc[AREAS[0], "bool_var"]) == (abs(total[AREAS[0]] - 100) <= 1)
