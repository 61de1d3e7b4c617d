"""The recomputer, the standards it is tried on, and scorecards from a few lines."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from town import CONTRACT, bundled, contract, town

__all__ = ["bundled", "contract", "town"]


NumberOf = Callable[[dict[str, Any], "Counter[str]"], float | None]


@pytest.fixture(scope="session")
def number_of() -> NumberOf:
    """From the data of an explanation to the number of its node, in plain Python."""
    spec = importlib.util.spec_from_file_location("recompute", Path(__file__).with_name("recompute.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: NumberOf = module.number_of
    return found


DRAFT = """
id: {name}
title: {title}
status: draft
series:
  value: {{kind: {kind}, {unit}direction: {direction}{more}}}
"""
BENCHMARK = "benchmarks: [{value: %s, from: 2015-01-01, basis: expert, source: illustrative, status: proposed}]"


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """The small standard with a count, an amount, a series of which a value or a band is best, and one below 0."""
    folder = tmp_path_factory.mktemp("larger") / "standard"
    shutil.copytree(CONTRACT / "standard", folder)
    for name, title, kind, unit, direction, more in (
        ("town.shops", "Shops", "count", "unit: count, ", "higher_is_better", ""),
        ("town.waste", "Waste", "amount", "unit: t, ", "lower_is_better", ""),
        ("town.parity", "Parity", "index", "", "target_value", f", {BENCHMARK % 1}"),
        (
            "town.noise",
            "Noise",
            "index",
            "",
            "target_value",
            f", {(BENCHMARK % 1).replace('value: 1', 'between: [2, 4]')}",
        ),
        ("town.balance", "Balance", "index", "", "higher_is_better", ", possible: {min: -100}"),
    ):
        text = DRAFT.format(name=name, title=title, kind=kind, unit=unit, direction=direction, more=more)
        (folder / "frameworks" / "town" / f"{name.removeprefix('town.')}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(folder)


UNITS = {
    "town.water": "%",
    "town.injuries": "per 100000 inhabitants",
    "town.air.pm2_5": "µg/m³",
    "town.air.no2": "µg/m³",
    "town.shops": "count",
    "town.waste": "t",
    "population": "inhabitants",
    "injured": "count",
}

Score = Callable[..., Scorecard]


@pytest.fixture
def score(larger: Standard, tmp_path: Path) -> Score:
    """Score numbers under a methodology of which only the interesting keys are given.

    ``given`` is ``{area: {series: number}}``, a dict in the place of a number having one for each period;
    ``series/input`` names an input.
    """

    def made(text: str, given: dict[str, dict[str, Any]], **more: Any) -> Scorecard:
        path = tmp_path / "own.yaml"
        path.write_text(f'id: own\nversion: "1.0.0"\ntitle: Own\n{text}\n', encoding="utf-8")
        rows = []
        for area, numbers in given.items():
            for name, written in numbers.items():
                series, _, entry = name.partition("/")
                for period, value in (written if isinstance(written, dict) else {"2024": written}).items():
                    status = value if isinstance(value, str) else ""
                    unit = "" if status else UNITS.get(entry or series, "")
                    cells = {"area": area, "period": period, "series": series, "input": entry, "unit": unit}
                    rows.append(cells | {"status": status, "value": "" if status else value})
        for name in ("areas", "commitments"):
            if isinstance(more.get(name), list):
                more[name] = pd.DataFrame(more[name])
        more.setdefault("periods", ["2024"])
        return sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), larger, path, **more)

    return made


NEVER = re.compile(r"\b(nan|None)\b|\binf |[{}\[\]]|\bnp\.|0000000|9999999|e-0|e\+|_mean|_to_")


def plain(text: str) -> None:
    """A reader is never shown the inside of the machine."""
    found = NEVER.search(text)
    assert found is None, (found, text)
    assert len(text.splitlines()) > 1


def _recomputed(card: Scorecard, number_of: NumberOf) -> Counter[str]:
    """Recompute every node of a scorecard; return how often each method was met."""
    count: Counter[str] = Counter()
    for row in card.scores.to_dict("records"):
        explanation = card.explain(row["area"], row["period"], row["node"])
        plain(explanation.text)
        data = json.loads(json.dumps(explanation.to_dict(), allow_nan=False))  # nothing but what it says
        number = number_of(data, count)
        wanted = row["score"] if data["gives"] == "score" else row["value"]
        assert data["reason"] == row["reason"] or not math.isnan(row["value"])
        if data["kind"] == "branch" or data["gives"] == "score":
            assert (number is None) == math.isnan(wanted)
            assert number is None or number == pytest.approx(wanted, rel=1e-9, abs=1e-9)
        for column, rating in zip(("rating",), data["ratings"].values(), strict=False):
            assert row[column] == rating["label"]
        count["nodes"] += 1
    return count


Recomputed = Callable[[Scorecard], "Counter[str]"]


@pytest.fixture(scope="session")
def recomputed(number_of: NumberOf) -> Recomputed:
    """Recompute every node of a scorecard from its explanation; return how often each method was met."""
    return lambda card: _recomputed(card, number_of)
