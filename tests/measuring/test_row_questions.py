"""What definitions ask about the rows behind values: denominators and documents."""

from __future__ import annotations

from typing import Any

import pytest

import sdg_standard as sdg
from evidence_rows import Measure
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem

RATES = """
id: d.{name}
title: {name}
inputs: {{{own}: {{unit: count, title: Some}}, {divisor}: {{unit: {unit}, title: All}}}}
series: {{value: {{kind: {kind}, unit: "{per}", direction: none, no_benchmark: A test., formula: {own} / {formula}}}}}
"""


@pytest.fixture(scope="module")
def dividing(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """Series of which some are said to divide by the same number, and answers that rest on a document."""
    root = tmp_path_factory.mktemp("dividing")
    folder = root / "frameworks" / "d"
    folder.mkdir(parents=True)
    (root / "standard.yaml").write_text('format: 1\nid: d\nedition: "1"\ntitle: D\nlanguages: [en]\n', encoding="utf-8")
    (folder / "framework.yaml").write_text("id: d\ntitle: D\nkeeper: Nobody\n", encoding="utf-8")
    rate = {"divisor": "people", "unit": "inhabitants", "kind": "rate", "per": "per 1000 inhabitants"}
    share = {"divisor": "homes", "unit": "count", "kind": "share", "per": "%", "formula": "homes"}
    same = "evidence: {checks: [{rule: same_denominator, with: [d.beds, d.docs, d.solar], text: One population.}]}\n"
    texts = {
        "docs": RATES.format(name="docs", own="doctors", formula="people", **rate) + same,
        "beds": RATES.format(name="beds", own="beds", formula="(people / 1)", **rate).replace(" / 1)", ")")
        + same.replace("d.beds, ", ""),
        "solar": RATES.format(name="solar", own="roofs", **share),
        "yes": "id: d.yes\ntitle: Plan\nseries: {value: {kind: category, direction: higher_is_better, "
        'no_benchmark: A test., categories: [{code: "no", value: 0}, {code: "yes", value: 1}]}}\n'
        "evidence: {checks: [{rule: document, text: The plan with its date.}]}\n",
        "list": "id: d.list\ntitle: List\n"
        + RATES.format(name="list", own="listed", **share).split("\n", 3)[3]
        + "evidence: {checks: [{rule: document, text: The list.}]}\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(root)


def divided(series: str, own: str, divisor: str, number: object, **more: object) -> list[dict[str, Any]]:
    """The rows of a series that is worked out: one of something, of so many."""
    unit = "inhabitants" if divisor == "people" else ""
    base = {"series": series, **more}
    return [{**base, "input": own, "value": 1}, {**base, "input": divisor, "value": number, "unit": unit}]


class TestDenominators:
    """What definitions say is divided by the same number is compared, area by area and period by period."""

    def asked(self, dividing: Standard, measured: Measure, docs: object, beds: object, **more: object) -> list[Problem]:
        rows = [*divided("d.docs", "doctors", "people", docs, **more), *divided("d.beds", "beds", "people", beds)]
        values = measured(*rows, standard=dividing)
        assert values.frame["value"].notna().sum() == 2
        return [item for item in values.problems if item.code == "SDG720"]

    def test_both_numbers_are_named_once(self, measured: Measure, dividing: Standard) -> None:
        """1,000 and 900 are 100 / 1000 = 10 % apart; each definition asks, one question is enough."""
        (found,) = self.asked(dividing, measured, 1000, 900)
        assert found.message == (
            "d.beds is divided by 900 inhabitants (people), but d.docs by 1000 inhabitants (people): 10 % apart"
        )
        assert (found.severity, found.cure, found.row, found.field) == ("warning", "One population.", 5, "value")
        assert (found.area, found.period, found.series) == ("alder", "2024", "d.beds")

    @pytest.mark.parametrize(("one", "other", "asks"), [(1000, 950, False), (1000, 949, True), (949, 1000, True)])
    def test_up_to_five_per_cent_of_the_larger_is_not_asked_about(
        self, measured: Measure, dividing: Standard, one: int, other: int, asks: bool
    ) -> None:
        assert bool(self.asked(dividing, measured, one, other)) == asks

    def test_other_periods_and_areas_are_their_own(self, measured: Measure, dividing: Standard) -> None:
        assert not self.asked(dividing, measured, 1000, 500, period="2023")
        assert not self.asked(dividing, measured, 1000, 500, area="birch")

    def test_a_series_that_divides_by_something_else_is_not_compared(
        self, measured: Measure, dividing: Standard
    ) -> None:
        rows = [*divided("d.docs", "doctors", "people", 1000), *divided("d.solar", "roofs", "homes", 10)]
        assert not measured(*rows, standard=dividing).problems

    def test_a_value_that_is_given_has_no_denominator(self, measured: Measure, dividing: Standard) -> None:
        given = {"series": "d.beds", "value": 2, "unit": "per 1000 inhabitants"}
        assert not measured(*divided("d.docs", "doctors", "people", 1000), given, standard=dividing).problems

    def test_a_secret_denominator_is_not_shown(self, measured: Measure, dividing: Standard) -> None:
        rows = [*divided("d.docs", "doctors", "people", 1234), *divided("d.beds", "beds", "people", 4321)]
        rows[3]["confidentiality"] = "C"
        assert all("4321" not in item.message for item in measured(*rows, standard=dividing).problems)


class TestDocuments:
    """An answer that rests on a document names it in its source or note."""

    def asked(self, measured: Measure, dividing: Standard, *rows: dict[str, Any]) -> list[Problem]:
        return [item for item in measured(*rows, standard=dividing).problems if item.code == "SDG720"]

    def test_an_answer_without_one_is_asked_about(self, measured: Measure, dividing: Standard) -> None:
        (found,) = self.asked(measured, dividing, {"series": "d.yes", "value": "yes"})
        assert found.message == "no source and no note says on which document d.yes rests"
        assert found.cure == "Name it in `source` or `note`. The plan with its date."
        assert (found.severity, found.row, found.field, found.series) == ("warning", 2, "source", "d.yes")

    @pytest.mark.parametrize("column", ["source", "note"])
    def test_a_source_or_a_note_will_do(self, measured: Measure, dividing: Standard, column: str) -> None:
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "yes", column: "Plan 2024, page 3"})

    def test_where_there_is_nothing_there_is_nothing_to_show(self, measured: Measure, dividing: Standard) -> None:
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "no"})
        assert not self.asked(measured, dividing, {"series": "d.yes", "value": "", "status": "O"})

    def test_of_a_computed_value_one_of_its_rows_names_it(self, measured: Measure, dividing: Standard) -> None:
        rows = divided("d.list", "listed", "homes", 4)
        assert len(self.asked(measured, dividing, *rows)) == 1
        rows[1]["note"] = "list of homes, 2024"
        assert not self.asked(measured, dividing, *rows)
