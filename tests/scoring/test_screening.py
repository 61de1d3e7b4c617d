"""Who reports enough to take part, judged by the values of the last period scored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sdg_standard.assess import Scorecard

Score = Callable[..., Scorecard]
TWO = """areas: {rules}
tree: [{{id: index, children: [town.air.pm2_5, town.air.no2]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
"""


def taking_part(scored: Score, rules: str, given: dict[str, dict[str, Any]], *periods: str) -> list[str]:
    card = scored(TWO.format(rules=rules), given, periods=list(periods or ("2024",)))
    table = card.screening
    return [str(area) for area in table["area"][table["takes_part"]]]


@pytest.mark.parametrize(("most", "alone"), [(0.99, False), (1, True)])
def test_zeros_are_counted_among_the_values_that_are_there(scored: Score, most: float, alone: bool) -> None:
    """The only value of alder is 0, which is all of what it has; half of birch's are; cedar has none at all."""
    given = {"alder": {"pm2_5": 0}, "birch": {"pm2_5": 0, "no2": 3}, "cedar": {"pm2_5": "O"}}
    found = taking_part(scored, f"{{max_zeros: {most}}}", given)
    assert found == (["alder"] if alone else []) + ["birch", "cedar"]


def test_the_last_period_counts_and_not_those_before(scored: Score) -> None:
    """alder reports both in 2023 and one in 2024; birch the other way round."""
    both, one = {"2023": 4, "2024": 5}, {"2023": 6}
    given = {"alder": {"pm2_5": both, "no2": one}, "birch": {"pm2_5": both, "no2": {"2024": 6}}}
    assert taking_part(scored, "{min_coverage: 1}", given, "2023", "2024") == ["birch"]
    assert taking_part(scored, "{min_coverage: 1}", given, "2023") == ["alder"]


def test_the_note_says_which_share_fell_short_of_what(scored: Score) -> None:
    given = {"alder": {"pm2_5": 0, "no2": "O"}, "birch": {"pm2_5": 1, "no2": 2}}
    card = scored(TWO.format(rules="{min_coverage: 0.75, max_zeros: 0.9}"), given)
    (note,) = [problem for problem in card.problems if problem.area == "alder" and problem.severity == "note"]
    assert all(text in note.message for text in ("50 %", "75 %", "100 %", "90 %"))
