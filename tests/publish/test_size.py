"""The size that the page is made for: what somebody reads of it, its bytes, and how many municipalities."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import pandas as pd
import pytest

import sdg_standard as sdg
from invented import ASKER, KARMØY, STAVANGER, invented
from sdg_standard.assess import Scorecard
from sdg_standard.publish import report_html
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.results import results
from sdg_standard.publish.report.rows import Row

UNSEEN = (
    r"<head>.*?</head>",
    r"<svg.*?</svg>",
    r'<span class="(?:heard|fig-heard|said)">.*?</span>',
    r"<details.*?</details>",
)


def words(page: str) -> int:
    """The words that are seen of a page on a screen."""
    for part in UNSEEN:
        page = re.sub(part, " ", page, flags=re.DOTALL)
    return len(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@lru_cache(maxsize=1)
def three() -> Scorecard:
    """Three municipalities that report every series over three years."""
    evidence = invented(sdg.load(), (ASKER, KARMØY, STAVANGER))
    return sdg.score(evidence, sdg.load(), "u4ssc-performance", periods=["2024"])


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_one_municipality_with_everything_is_read_in_a_quarter_of_an_hour(language: str) -> None:
    page = report_html(three(), language=language, areas=[ASKER])
    assert words(page) <= 3_500
    assert len(page.encode()) < 400_000


BY_GOAL = ("eurostat-trend", "open-sdg-progress", "sdg-goals-goalposts")
"""Those with the most to say: a rate with its need in each row, a number of several goals, all targets."""


@pytest.mark.parametrize("methodology", BY_GOAL)
def test_by_goal_a_number_of_several_goals_has_one_row(methodology: str) -> None:
    standard = sdg.load()
    frames = [invented(standard, framework=name).frame for name in ("u4ssc", "implementation")]
    card = sdg.score(sdg.Evidence.from_frame(pd.concat(frames)), standard, methodology, periods=["2024"])
    page = report_html(card, language="nn")
    assert words(page) <= 3_500 and len(page.encode()) < 400_000
    bodies = results(Report(card, "nn", None, None), ASKER).bodies
    rows = [row.anchor for body in bodies for row in body if isinstance(row, Row)]
    assert len(rows) == len(set(rows)) and page.count("Tilgang til barnehageplass</th>") <= 1
    assert all(item.reason != "outside_domain" for item in sdg.study.missing(card, ASKER))  # the numbers are there


def test_three_municipalities_with_everything() -> None:
    page = report_html(three(), language="nb")
    assert words(page) <= 7_000 and len(page.encode()) < 400_000


def test_in_detail_every_number_is_explained() -> None:
    page = report_html(three(), language="nb", areas=[ASKER], detail=True)
    assert page.count("<pre>") > 100 and len(page.encode()) < 2_000_000


def test_almost_nothing_reported_is_short() -> None:
    card = sdg.score(invented(sdg.load(), every=40), sdg.load(), "u4ssc-performance", periods=["2024"])
    assert words(report_html(card, language="nn")) <= 1_600
