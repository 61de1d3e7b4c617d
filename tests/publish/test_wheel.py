"""The wheel: every piece in its place, a title and a description, and bars where a wheel makes no sense."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.publish import report_html
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.wheel import OUTER, layout, wheel


@lru_cache(maxsize=2)
def norway(methodology: str) -> Scorecard:
    return sdg.score(sdg.demo_evidence(), sdg.load(), methodology, periods=["2021"])


@pytest.fixture(params=["u4ssc-performance", "sdg-goals-goalposts"])
def report(request: pytest.FixtureRequest) -> Report:
    return Report(norway(request.param), "nb", ["NO-1149"], None)


def test_the_pieces_of_a_ring_do_not_overlap(report: Report) -> None:
    made = layout(report)
    assert made is not None
    for ring in range(made.rings):
        pieces = sorted((item.start, item.end) for item in made.branches if item.ring == ring)
        assert all(one[1] <= other[0] + 1e-12 for one, other in pairwise(pieces))
    bars = sorted((item.start, item.end) for item in made.leaves)
    assert bars[0][0] >= 0 and bars[-1][1] <= 1
    assert all(one[1] <= other[0] + 1e-12 for one, other in pairwise(bars))
    assert made.bars_from < OUTER - 80


def test_every_indicator_has_a_bar_and_lies_inside_its_branch(report: Report) -> None:
    made = layout(report)
    assert made is not None
    assert {item.node for item in made.leaves} == set(report.leaves)
    for branch in made.branches:
        inside = {
            item.node for item in made.leaves if branch.start - 1e-12 <= item.start and item.end <= branch.end + 1e-12
        }
        assert inside == set(report.branch(branch.node).leaves)


def test_it_is_named_described_and_each_piece_has_a_hint(report: Report) -> None:
    made = layout(report)
    assert made is not None
    svg = wheel(report, "NO-1149", made, "w0")
    assert 'role="img" aria-labelledby="w0-t" aria-describedby="w0-d"' in svg
    assert '<title id="w0-t">Hjul med skårer: Karmøy, 2021</title>' in svg
    assert re.search(r'<desc id="w0-d">.*Tabellen under', svg)
    pieces = len(made.branches) + len(made.leaves)
    assert svg.count("<title>") == pieces


def test_the_length_of_a_bar_is_the_score() -> None:
    report = Report(norway("u4ssc-performance"), "en", ["NO-1149"], None)
    made = layout(report)
    assert made is not None
    svg = wheel(report, "NO-1149", made, "w")
    # a score of 75 on the scale from 0 to 100 goes three quarters of the way from the inner edge to the rim
    score = report.cells["NO-1149"]["u4ssc.ec.ict.ict.2c"].score
    radius = made.bars_from + (OUTER - made.bars_from) * score / 100
    bar = re.search(rf'<path d="([^"]*)" class="bar [^"]*"><title>Fixed broadband subscriptions: {score:g}', svg)
    assert bar is not None
    assert f"A{radius:g} {radius:g}" in bar.group(1)


def test_a_gap_is_an_empty_frame_and_not_a_short_bar() -> None:
    report = Report(norway("u4ssc-performance"), "en", ["NO-1149"], None)
    made = layout(report)
    assert made is not None
    svg = wheel(report, "NO-1149", made, "w")
    scored = sum(report.cells["NO-1149"][name].score == report.cells["NO-1149"][name].score for name in report.leaves)
    assert svg.count('class="gap"') == len(report.leaves) - scored
    assert svg.count('class="bar ') == scored


def test_few_leaves_or_repeated_branches_make_bars(levels: Scorecard, written: Scorecard) -> None:
    for card in (levels, written):
        assert layout(Report(card, "en", None, None)) is None
        html = report_html(card, areas=["birch"])
        assert 'class="bars"' in html and 'class="wheel"' not in html


def test_narrow_screens_have_bars_instead(report: Report) -> None:
    html = report_html(report.card, language="nb", areas=["NO-1149"])
    assert html.count('<figure class="broad">') == html.count('<figure class="narrow">') == 1
