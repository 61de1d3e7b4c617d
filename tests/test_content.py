"""What the bundled standard rests on, counted: limits that its content was brought to, and that no change may undo."""

from __future__ import annotations

import re

import pytest

import sdg_standard as sdg
from sdg_standard.model.indicator import Benchmark, Goalpost, Series

STANDARD = sdg.load()
OWN = "own-judgement-2026"
KPIS = [item for item in STANDARD.indicators.values() if item.framework == "u4ssc"]


def backed() -> list[tuple[Series, Benchmark | Goalpost]]:
    """Every benchmark and goalpost with its series."""
    found: list[tuple[Series, Benchmark | Goalpost]] = []
    for series in STANDARD.series.values():
        found += [(series, item) for item in series.benchmarks]
        posts = (series.goalposts.worst, series.goalposts.best) if series.goalposts else ()
        found += [(series, post) for post in posts if post is not None]
    return found


def test_own_judgement_is_the_exception_and_benchmarks_are_kept() -> None:
    benchmarks = [item for series in STANDARD.series.values() for item in series.benchmarks]
    assert 0 < sum(item.basis == "expert" for item in benchmarks) <= 45
    assert sum(bool(series.benchmarks) for series in STANDARD.series.values()) >= 60


def test_no_other_basis_rests_on_own_judgement() -> None:
    found = backed()
    assert len(found) > 150
    assert not [series.id for series, item in found if item.basis != "expert" and item.source == OWN]


def test_every_benchmark_says_why_and_none_claims_to_be_adopted() -> None:
    for series in STANDARD.series.values():
        for item in series.benchmarks:
            assert item.why, f"{series.id} has a benchmark without a reason"
            assert (item.status == "adopted") == bool(item.adopted_by), series.id


def test_a_figure_of_statistics_says_what_it_is_and_of_which_year() -> None:
    """The best tenth names how many municipalities it is the tenth of; where no spread is known, a mean says so."""
    found = [item for series in STANDARD.series.values() for item in series.benchmarks]
    figures = [item.why or "" for item in found if item.basis == "national-statistics"]
    assert len(figures) >= 15
    told = r"best tenth of \d+ Norwegian municipalities|\bmean\b|\bcount(y|ies)\b|national share|country's area"
    assert not [why for why in figures if not (re.search(told, why) and re.search(r"\b20\d\d\b", why))]


def test_kpis_reach_targets_and_goals() -> None:
    assert len(KPIS) == 91
    reaching = [item for item in KPIS if any(link.codes[1] for link in item.sdg)]
    assert len(reaching) >= 75
    goals = {link.codes[0] for item in KPIS for link in item.sdg if link.relation in ("direct", "partial")}
    assert len(goals) >= 16


def test_how_many_definitions_are_stable_and_what_the_others_lack() -> None:
    assert sum(item.status == "stable" for item in KPIS) >= 29
    drafts = [item for item in KPIS if item.status == "draft"]
    assert not [item.id for item in drafts if not item.wanted]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_text_is_translated(language: str) -> None:
    fields = list(STANDARD.text_fields())
    assert len(fields) > 3500
    assert not [f"{name} {field}" for name, field in fields if not STANDARD.has_text(name, field, language)]
