"""How parts have moved between two scored periods, and what a number is made of: the card's own numbers, or nothing."""

from __future__ import annotations

import math
from functools import lru_cache

from tests.publish.conftest import contract_card

import sdg_standard as sdg
from invented import ASKER, KARMØY, invented
from sdg_standard.assess import Scorecard
from sdg_standard.publish import report_html
from sdg_standard.publish.report.course import course
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.made_of import made_of


@lru_cache(maxsize=1)
def years() -> Scorecard:
    return sdg.score(invented(sdg.load(), (ASKER, KARMØY), every=4), sdg.load(), "sdsn-sdg-index")


def test_the_lines_are_the_scores_of_the_first_and_the_last_period() -> None:
    found = course(Report(years(), "nb", [ASKER], None), ASKER)
    assert found is not None and found.heads[1:] == ("2022", "2024")
    scores = years().wide(of="score").loc[ASKER]
    names = [name for name in scores if name == "index" or name.startswith("goal:")]
    known = {tuple(scores.loc[["2022", "2024"], name]) for name in names if scores[name].notna().all()}
    assert known == {(row.before, row.after) for row in found.rows if not math.isnan(row.before + row.after)}
    assert len(known) > 5
    assert len(found.rows) == 18  # the index and the 17 goals; those without a number are in the table
    page = report_html(years(), language="nb", areas=[ASKER])
    assert '<h2 id="course-0">Utvikling</h2>' in page and '<a href="#course-0">Utvikling</a>' in page
    assert page.count("Skårene til Asker, 2022 og 2024") == 3  # its name, its heading, its table


def test_without_an_earlier_period_there_is_no_course() -> None:
    card = sdg.score(invented(sdg.load(), every=10), sdg.load(), "u4ssc-performance", periods=["2024"])
    assert course(Report(card, "en", None, None), ASKER) is None
    assert course(Report(years(), "en", [ASKER], "2022"), ASKER) is None
    assert 'id="course-0"' not in report_html(card)


def test_goals_that_are_many_are_left_to_the_heat_map() -> None:
    assert made_of(Report(years(), "en", None, None)) is None


def test_parts_add_up_to_the_number_of_each_municipality() -> None:
    few = contract_card("levels")
    found = made_of(Report(few, "en", None, None))
    assert found is not None and len(found.stacks) == len(few.areas)
    scores = few.wide(of="score")["index"]
    for stack, area in zip(found.stacks, few.areas, strict=True):
        total = math.fsum(part.amount for part in stack.parts if not math.isnan(part.amount))
        score = scores[(area, few.periods[-1])]
        assert math.isclose(total, score) if not math.isnan(score) else not total
        assert all(part.text for part in stack.parts)
    assert found.title in report_html(few)
