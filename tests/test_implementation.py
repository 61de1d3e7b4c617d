"""The indicators of implementation: what is declared absent counts, and what is only not looked up does not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue.texts import of_definitions
from sdg_standard.model.evidence import Evidence

STANDARD = sdg.load()
OWN = {name: item for name, item in STANDARD.indicators.items() if item.framework == "implementation"}
PLANNING = "area:planning"
Row = dict[str, Any]


def level(code: str, number: int) -> Row:
    return {"series": f"implementation.{code}", "value": f"level-{number}", "note": "plan, 3 June 2025, page 4"}


def counted(code: str, **inputs: int) -> list[Row]:
    row = {"series": f"implementation.{code}", "unit": "count", "note": "list of objectives, 3 June 2025"}
    return [{**row, "input": name, "value": number} for name, number in inputs.items()]


def absent(code: str, status: str = "A") -> Row:
    """A share of something that a search has shown not to exist; without its number for a status that has none."""
    row = {"series": f"implementation.{code}", "status": status, "note": "minutes and plan register, 3 December 2026"}
    return {**row, "value": 0, "unit": "%"} if status == "A" else row


SAME = [level("plan.1", 2), level("plan.5", 1), *counted("plan.6", tied=1, plans=2)]
WEAK = [level("plan.2", 1), *counted("plan.3", measurable=1, objectives=10)]
WEAK += counted("plan.4", followed_up=2, objectives=10)


def without_plan(status: str) -> list[Row]:
    return [level("plan.2", 0), absent("plan.3", status), absent("plan.4", status)]


def planning(**towns: list[Row]) -> pd.DataFrame:
    """Score and coverage of planning for each town."""
    rows = [{"area": town, "period": "2026", **row} for town, own in towns.items() for row in [*SAME, *own]]
    values = sdg.measure(Evidence.from_frame(pd.DataFrame(rows).fillna("")), STANDARD)
    assert not values.problems.errors, values.problems.errors
    frame = sdg.score(values, STANDARD, "implementation-profile", periods=["2026"]).scores
    return frame[frame["node"] == PLANNING].set_index("area")


def test_a_town_without_a_plan_does_not_stand_above_one_with_a_weak_plan() -> None:
    """Both have 50 for the strategy, 25 for the arealdel and 50 for thematic plans.

    None: (50 + 0 + 0 + 0 + 25 + 50) / 6 = 20.83. Weak: (50 + 25 + 10 + 20 + 25 + 50) / 6 = 30.
    """
    found = planning(none=without_plan("A"), weak=WEAK)
    assert found.loc["none", "score"] == pytest.approx(125 / 6)
    assert found.loc["weak", "score"] == pytest.approx(30)
    assert found.loc["none", "coverage"] == found.loc["weak", "coverage"] == 1


def test_what_nobody_looked_up_is_left_out_and_shows_in_the_coverage() -> None:
    """(50 + 0 + 25 + 50) / 4 = 31.25 from four of six; as status M the same number would stand at full coverage.

    That is why the definitions keep M for what law or nature exempts from.
    """
    found = planning(unread=without_plan("O"), exempt=without_plan("M"))
    assert found.loc["unread", "score"] == found.loc["exempt", "score"] == pytest.approx(31.25)
    assert found.loc["unread", "coverage"] == pytest.approx(4 / 6)
    assert found.loc["exempt", "coverage"] == 1


def test_status_m_is_offered_only_where_law_or_nature_exempts() -> None:
    """The first year of a council (planning strategy, thematic plans), and a rule on procurement that covers none."""
    texts = {
        name: " ".join([item.count or "", item.do_not_count or "", *(each.decision for each in item.disputes)])
        for name, item in OWN.items()
    }
    offering = {name.removeprefix("implementation.") for name, text in texts.items() if "give status M" in text}
    assert offering == {"plan.1", "budget.4"}
    naming = {name.removeprefix("implementation.") for name, text in texts.items() if "status M" in text}
    assert naming - offering == {"plan.6"}


def test_a_list_that_the_municipality_draws_up_itself_has_no_benchmark_or_is_declared_complete() -> None:
    assert not OWN["implementation.part.4"].series["value"].benchmarks
    for name in ("plan.3", "plan.6", "part.4"):
        item = OWN[f"implementation.{name}"]
        assert not item.series["value"].benchmarks and "complete" in (item.count or "")
    assert "no fewer than five" in (OWN["implementation.report.3"].count or "")


@pytest.mark.parametrize("name", [name for name, item in OWN.items() if item.classification["type"] == "level-scale"])
def test_each_scale_has_five_levels_with_proof_and_three_worked_cases(name: str) -> None:
    item = OWN[name]
    answers = item.series["value"].categories
    assert isinstance(answers, tuple) and [each.value for each in answers] == [0, 1, 2, 3, 4]
    assert all("Proof: " in (each.definition or "") for each in answers)
    assert len(item.examples) >= 3
    for example in item.examples:
        assert example.name.endswith(f": {str(example.expect['value']).replace('-', ' ')}"), example.name
    assert len({example.expect["value"] for example in item.examples}) == len(item.examples)


def test_they_are_proposals_of_this_standard_and_say_so() -> None:
    assert {item.provenance.confidence for item in OWN.values() if item.provenance} == {"own"}
    assert all(item.provenance for item in OWN.values())
    others = [item.provenance for item in STANDARD.indicators.values() if item.framework == "u4ssc"]
    assert not [each for each in others if each and each.confidence == "own"]


def test_a_draft_says_what_it_lacks_and_a_stable_one_is_whole_in_every_language() -> None:
    for item in OWN.values():
        assert (item.status == "stable") != bool(item.wanted), item.id
    assert sum(item.status == "stable" for item in OWN.values()) == 19


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_text_is_there_in_bokmal_and_nynorsk(language: str) -> None:
    texts = of_definitions(OWN, {"implementation": STANDARD.frameworks["implementation"]})
    fields = [(name, field) for name, own in texts.items() for field in own]
    assert len(fields) > 700
    assert not [each for each in fields if not STANDARD.has_text(*each, language)]
