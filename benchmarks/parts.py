"""Single parts of the library, each against something plain that does the same or less."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

import sdg_standard as sdg
from benchmarks.measure import Cost, costs_of
from benchmarks.scoring import SEED, case
from sdg_standard._resources import bundled
from sdg_standard.areas import read_registers
from sdg_standard.exchange import table_text
from sdg_standard.model import Indicator, Series
from sdg_standard.publish import report_html
from sdg_standard.source import read_model
from sdg_standard.units.numbers import parse_numbers


@dataclass(frozen=True)
class Part:
    """What was measured, the peer, and how many times the peer's time it may take."""

    name: str
    peer: str
    limit: float
    costs: dict[str, Cost]

    @property
    def ratio(self) -> float:
        """The library's processor time over that of the peer."""
        return self.costs["library"].over(self.costs["peer"])


def parts() -> Iterator[Part]:
    """Measure all of them."""
    for name, peer, limit, library, plain in (
        _numbers(),
        _registers(),
        _definitions(),
        _report(),
        _saved(),
        _evidence(),
    ):
        yield Part(name, peer, limit, costs_of({"library": library, "peer": plain}, times=3))


Measured = tuple[str, str, float, Callable[[], Any], Callable[[], Any]]


def _numbers() -> Measured:
    texts = [f"{number}.25" for number in range(200_000)]
    return (
        "reading 200,000 numbers of text strictly",
        "float() of each",
        10.0,
        lambda: parse_numbers(texts),
        lambda: np.array([float(text) for text in texts]),
    )


def _registers() -> Measured:
    folder = bundled("standard") / "areas"
    files = sorted(folder.rglob("*.csv"))

    def plain() -> list[list[dict[str, str]]]:
        return [list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) for file in files]

    return (
        "reading the register of Norway",
        "csv.DictReader over its files",
        3.0,
        lambda: read_registers(folder),
        plain,
    )


def _definitions() -> Measured:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(bundled("standard").glob("frameworks/u4ssc/**/*.*.yaml"))
    ]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return (
        f"reading {len(texts)} definitions with their places",
        "yaml.load of the same texts",
        3.0,
        lambda: [read_model(Indicator, text, "f.yaml") for text in texts],
        lambda: [yaml.load(text, Loader=loader) for text in texts],
    )


def _report() -> Measured:
    standard = sdg.load()
    names = [name for name, item in standard.series.items() if item.framework == "u4ssc" and item.kind == "share"]
    draw = np.random.default_rng(SEED)
    frame = pd.DataFrame({name: draw.uniform(1, 99, 3) for name in names}, index=["NO-3025", "NO-1149", "NO-1103"])
    card = sdg.score(sdg.Evidence.from_wide(frame, period="2021"), standard, "u4ssc-performance")
    return (
        "the report of three municipalities",
        "scores.csv of the same scorecard",
        150.0,
        lambda: report_html(card, language="nb"),
        lambda: table_text(card.scores),
    )


def _saved(areas: int = 357, years: int = 10, series: int = 112) -> Measured:
    standard, made = sdg.load(), case(areas, series)
    tidy = made.frame.rename_axis(index="area", columns="series").stack().rename("value").reset_index()
    tidy["unit"] = tidy["series"].map({name: standard.series[name].unit or "" for name in made.frame.columns})
    evidence = sdg.Evidence.from_frame(pd.concat([tidy.assign(period=str(2024 - year)) for year in range(years)]))
    path = Path(tempfile.mkdtemp()) / "benchmark.yaml"
    path.write_text(made.methodology, encoding="utf-8")
    card = sdg.score(sdg.measure(evidence, standard), standard, path)
    return (
        f"the JSON of {areas} areas, {years} years and {series} series",
        "scores.csv of the same scorecard",
        2.0,
        card.to_json,
        lambda: table_text(card.scores),
    )


def _evidence(periods: int = 25) -> Measured:
    """A million rows of Parquet: all municipalities, all series of U4SSC, the years up to 2024."""
    standard = sdg.load()
    areas = standard.registers["NO"].valid(date(2024, 12, 31))
    units = {name: item.unit or "" for name, item in standard.series.items() if item.framework == "u4ssc"}
    draw = np.random.default_rng(SEED)
    level = pd.DataFrame({name: _plausible(standard.series[name], len(areas), draw) for name in units}, index=areas)
    tidy = level.rename_axis(index="area", columns="series").stack().rename("value").reset_index()
    rows = pd.concat([tidy.assign(period=str(2024 - year)) for year in range(periods)], ignore_index=True)
    whole = [name for name in units if standard.series[name].kind in ("category", "count", "index")]
    rows["value"] *= np.where(rows["series"].isin(whole), 1.0, draw.uniform(0.98, 1.0, len(rows)))
    rows["unit"] = rows["series"].map(units)
    path = Path(tempfile.mkdtemp()) / "evidence.parquet"
    rows.sample(frac=1, random_state=SEED).to_parquet(path, index=False)
    weights = pd.DataFrame({"series": list(units)[:60], "weight": range(60)})
    return (
        f"reading and measuring {len(rows):,} rows of Parquet",
        "reading it with pandas and merging it with 60 rows",
        12.0,
        lambda: sdg.measure(sdg.read_evidence(path), standard),
        lambda: pd.read_parquet(path).merge(weights, on="series", how="left"),
    )


def _plausible(series: Series, count: int, draw: np.random.Generator) -> NDArray[np.float64]:
    """Values that nobody would ask about."""
    if series.categories:
        return np.full(count, float(series.categories[0].value))
    low, high = (end if np.isfinite(end) else other for end, other in zip(series.expected, (0.0, 1e3), strict=True))
    values = low + (high - low) * draw.uniform(0.3, 0.9, count)
    return np.ceil(values) if series.kind == "count" else values
