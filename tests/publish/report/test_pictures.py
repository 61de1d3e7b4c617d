"""Squares for what is reported and lines to own targets say what the card says."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.publish import report_html
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.pictures import MOST_LINES, coverage_map, target_lines

ICT = "u4ssc.ec.ict.ict.1c"
TARGET = {"area": "town", "series": ICT, "value": "99", "unit": "%", "year": "2030", "decided_by": "the council"}


@lru_cache(maxsize=2)
def card(committed: bool = True) -> sdg.Scorecard:
    """A town that reports one share for three years, with a target for it, and withholds another number."""
    rows: list[dict[str, Any]] = [
        {"area": "town", "period": year, "series": ICT, "value": value, "unit": "%"}
        for year, value in (("2022", 80), ("2023", 85), ("2024", 91))
    ]
    rows[2] |= {"verification": "verified"}
    rows.append({"area": "town", "period": "2024", "series": "u4ssc.sc.sh.si.4c", "confidentiality": "C"})
    table = pd.DataFrame([TARGET | {"decided_on": "2024-05-13"}]) if committed else None
    evidence = sdg.Evidence.from_records(rows)
    return sdg.score(evidence, sdg.load(), "u4ssc-performance", commitments=table, periods=["2024"])


def report(language: str = "en", *, committed: bool = True) -> Report:
    return Report(card(committed), language, None, None)


def test_there_is_a_square_for_every_indicator_and_a_count_of_what_is_there() -> None:
    found = coverage_map(report(), "town")
    assert found is not None
    assert sum(len(row.squares) for row in found.rows) == len(report().leaves)
    scores = card().scores.query("level == 'series' or node in @leaves", local_dict={"leaves": report().leaves})
    assert sum(int(row.text.partition(" ")[0]) for row in found.rows) == scores["value"].notna().sum() == 1
    words = [square.sign.words for row in found.rows for square in row.squares]
    assert words.count("Withheld") == 1
    assert words.count("Missing") == len(words) - 2


def test_all_reported_needs_no_map() -> None:
    class Full(Report):
        def _cells(self) -> Any:
            from dataclasses import replace

            cells = super()._cells()
            return {area: {k: replace(cell, value=1.0) for k, cell in own.items()} for area, own in cells.items()}

    assert coverage_map(Full(card(), "en", None, None), "town") is None


def test_a_line_leads_from_what_was_observed_to_the_own_target() -> None:
    (line,) = target_lines(report(), "town")
    assert [moment.value for moment in line.moments] == [80, 85, 91]
    assert [moment.when for moment in line.moments] == ["2022", "2023", "2024"]
    assert line.target is not None and (line.target.at, line.target.value, line.target.when) == (2030.0, 99, "2030")
    assert all(math.isclose(moment.at, int(moment.when), abs_tol=0.01) for moment in line.moments)
    assert "80 (2022)" in line.desc and "91 (2024)" in line.desc
    assert len(target_lines(report(), "town")) <= MOST_LINES


def test_without_a_target_there_is_no_line() -> None:
    assert target_lines(report(committed=False), "town") == ()


@pytest.mark.parametrize(("language", "words"), [("en", "Missing"), ("nb", "Mangler"), ("nn", "Manglar")])
def test_they_stand_on_the_page_in_its_language(language: str, words: str) -> None:
    html = report_html(card(), language=language)
    assert html.count('class="fig-chart fig-lines"') == 1 and html.count('class="fig-squares"') == 3
    assert f"<span>{words}</span>" in html
    assert report_html(sdg.Scorecard.from_json(card().to_json()), language=language) == html
