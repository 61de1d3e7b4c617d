"""Single parts of the library, each against something plain that does the same or less."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

import sdg_standard as sdg
from benchmarks.agendas import agenda_of_csv, agenda_of_workbook
from benchmarks.files import form_read, form_written, json_stat, messy
from benchmarks.measure import Cost, Measured, costs_of
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
    """What was measured, and what it cost."""

    measured: Measured
    costs: dict[str, Cost]

    @property
    def ratio(self) -> float:
        """The library's processor time over that of the peer."""
        return self.costs["library"].over(self.costs["peer"])


def parts(*, quick: bool) -> Iterator[Part]:
    """Measure all of them."""
    for make in (
        _numbers,
        _registers,
        _definitions,
        _report,
        _report_of_one,
        _report_of_all,
        _saved,
        partial(_scores, 10_000 if quick else 100_000),
        _evidence,
        messy,
        json_stat,
        form_written,
        form_read,
        agenda_of_csv,
        agenda_of_workbook,
    ):
        made = make()
        yield Part(made, costs_of({"library": made.library, "peer": made.plain}, times=3))


def _numbers() -> Measured:
    texts = [f"{number}.25" for number in range(200_000)]
    return Measured(
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

    return Measured(
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
    return Measured(
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
    return Measured(
        "the report of three municipalities",
        "scores.csv of the same scorecard",
        150.0,
        lambda: report_html(card, language="nb"),
        lambda: table_text(card.scores),
    )


def _report_of_one() -> Measured:
    """Of a municipality with every number, under the methodology that reports are written with."""
    standard, area = sdg.load(), "NO-3025"
    units = {name: item.unit or "" for name, item in standard.series.items() if item.framework == "u4ssc"}
    draw = np.random.default_rng(SEED)
    wide = pd.DataFrame({name: _plausible(standard.series[name], 1, draw) for name in units}, index=[area])
    evidence = sdg.Evidence.from_wide(wide, period="2021")
    card = sdg.score(evidence, standard, "u4ssc-performance")
    return Measured(
        "the report of one municipality",
        "measuring and scoring it",
        3.0,
        lambda: report_html(card, language="nb"),
        lambda: sdg.score(evidence, standard, "u4ssc-performance").scores,
    )


def _report_of_all() -> Measured:
    standard = sdg.load()
    card = sdg.score(
        sdg.read_evidence(bundled("examples/norway-municipalities") / "evidence.csv"), standard, "sdg-goals-goalposts"
    )
    return Measured(
        f"the report of {len(card.areas)} municipalities",
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
    return Measured(
        f"the JSON of {areas} areas, {years} years and {series} series",
        "scores.csv of the same scorecard",
        2.0,
        card.to_json,
        lambda: table_text(card.scores),
    )


def _scores(areas: int, series: int = 91) -> Measured:
    """The tidy table of scores, against a frame of the same columns whose cells are known before."""
    standard, made = sdg.load(), case(areas, series)
    path = Path(tempfile.mkdtemp()) / "benchmark.yaml"
    path.write_text(made.methodology, encoding="utf-8")
    values = sdg.measure(sdg.Evidence.from_wide(made.frame, period="2024", units="series"), standard)
    card = sdg.score(values, standard, path, periods=["2024"])
    nodes = np.array(card.nodes, dtype=object)
    scores = card.wide()[list(nodes)].to_numpy().ravel()
    place = np.tile(np.arange(len(nodes)), areas)

    def library() -> pd.DataFrame:
        vars(card).pop("_tidy", None)  # which is made once and kept
        return card.scores

    def plain() -> pd.DataFrame:
        texts = {name: nodes[place] for name in ("node", "level", "unit", "reason")}
        empty = {name: np.repeat(np.array("", dtype=object), len(scores)) for name in ("rating", "trend")}
        nothing = {name: np.repeat(np.nan, len(scores)) for name in ("rank", "trend_value")}
        return pd.DataFrame(
            {
                "area": np.repeat(np.array(card.areas, dtype=object), len(nodes)),
                "period": np.repeat(np.array("2024", dtype=object), len(scores)),
                **texts,
                **empty,
                **nothing,
                **{name: scores for name in ("value", "score", "coverage")},
                "imputed": np.repeat(False, len(scores)),
            }
        )

    return Measured(
        f"card.scores of {areas:,} × {series}, {len(scores):,} rows", "a frame of NumPy repeats", 3.0, library, plain
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
    return Measured(
        f"reading and measuring {len(rows):,} rows of Parquet",
        "reading it with pandas and merging it with 60 rows",
        12.0,
        lambda: sdg.measure(sdg.read_evidence(path), standard),
        lambda: pd.read_parquet(path).merge(weights, on="series", how="left"),
        most=1500.0,
    )


def _plausible(series: Series, count: int, draw: np.random.Generator) -> NDArray[np.float64]:
    """Values that nobody would ask about."""
    if series.categories:
        return np.full(count, float(series.categories[0].value))
    low, high = (end if np.isfinite(end) else other for end, other in zip(series.expected, (0.0, 1e3), strict=True))
    values = low + (high - low) * draw.uniform(0.3, 0.9, count)
    return np.ceil(values) if series.kind == "count" else values
