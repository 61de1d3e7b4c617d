"""The sections of a page as views: what they say, of whom, and that what holds for most is said once."""

from __future__ import annotations

import math
from functools import lru_cache

import pandas as pd
import pytest
from tests.publish.conftest import contract_card

import sdg_standard as sdg
from invented import ASKER, KARMØY, STAVANGER, invented
from sdg_standard.assess import Scorecard
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.annex import annex, main_goal
from sdg_standard.publish.report.beside import beside, reports_beside
from sdg_standard.publish.report.download import download
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import bars, rings
from sdg_standard.publish.report.gaps import gaps
from sdg_standard.publish.report.own_targets import own_targets
from sdg_standard.publish.report.results import results
from sdg_standard.publish.report.rows import Fold, Group, Row
from sdg_standard.publish.report.texts import first_sentence
from sdg_standard.publish.report.top import top
from sdg_standard.publish.report.wording import enough

INTERNET = "u4ssc.ec.ict.ict.1c"
COMMITTED = {"area": ASKER, "series": INTERNET, "value": "100", "unit": "%", "year": "2030"}
DECIDED = {"decided_by": "Kommunestyret", "decided_on": "2023-06-13", "source": "sak 45/23"}


@lru_cache(maxsize=1)
def everything() -> Scorecard:
    """An invented municipality that reports every series over three years, with one target of its own."""
    own = pd.DataFrame([COMMITTED | DECIDED])
    return sdg.score(invented(sdg.load()), sdg.load(), "u4ssc-performance", periods=["2024"], commitments=own)


@pytest.fixture
def report() -> Report:
    return Report(everything(), "nb", None, None)


# the first screen


def test_the_lists_are_those_of_the_card(report: Report) -> None:
    found = sdg.study.highlights(report.card, ASKER)
    lists = {item.heading: item.items for item in top(report, ASKER).lists}
    assert list(lists)[:3] == ["Sterkest", "Svakest", "Mest endret"]
    for heading, nodes in (("Sterkest", found.strongest), ("Svakest", found.weakest), ("Mest endret", found.changed)):
        assert [str(item.title) for item in lists[heading]] == [str(report.names.node(item.node)) for item in nodes]
    assert all(" siden 2023, " in item.note for item in lists["Mest endret"])
    assert [item.note[:24] for item in lists["Nærmest eget mål"]] == ["Mål for 2030: minst 100\u00a0"]


def test_what_is_needed_gives_the_next_rating(report: Report) -> None:
    """The value in words, put into the evidence, gives the rating that is promised."""
    weakest = sdg.study.highlights(report.card, ASKER).weakest[0]
    note = next(item for item in top(report, ASKER).lists if item.heading == "Svakest").items[0].note
    value = note.split(" ville gi")[0].removeprefix("minst ").removesuffix("\u00a0%").replace(",", ".")
    row = {"area": ASKER, "period": "2024", "series": weakest.node, "value": value, "unit": "%"}
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame([row])), sdg.load(), "u4ssc-performance", periods=["2024"])
    ratings = card.wide("rating")[weakest.node].tolist()
    assert (weakest.rating, ratings) == ("below-33", ["from-33"])


@pytest.mark.parametrize(
    ("value", "sign", "shown"),
    [(54.1234, 1, 54.13), (54.1234, -1, 54.12), (54.1234, 0, 54.12), (0.0, 1, 0.0), (123456.7, 1, 123500.0)],
)
def test_what_is_needed_is_rounded_to_the_side_where_it_is_enough(value: float, sign: int, shown: float) -> None:
    assert enough(value, sign) == shown


def test_of_little_nothing_is_said_of_the_whole() -> None:
    card = sdg.score(invented(sdg.load(), every=20), sdg.load(), "u4ssc-performance", periods=["2024"])
    found = top(Report(card, "nn", None, None), ASKER)
    assert found.result == "For Asker har berre 4 av 112 seriar skår: for lite til å seie noko om heilskapen."
    answer = next(item for each in found.lists for item in each.items if str(item.value) == "Nei")
    assert answer.note == "Ja ville gje: 95\u00a0% av poenga eller meir"  # what the answer gives, not the next band


def test_an_agenda_is_told_below_what_is_weak_and_nothing_without_one(report: Report) -> None:
    def agenda(area: str, series: str) -> tuple[str, ...]:
        return (f"Tiltak for {series}",) if area == ASKER else ()

    for said, found in ((True, top(report, ASKER, agenda)), (False, top(report, ASKER))):
        weak = next(item for item in found.lists if item.heading == "Svakest")
        assert all(bool(item.follow_up) == said for item in weak.items)
        assert not any(item.follow_up for each in found.lists if each is not weak for item in each.items)


def test_shares_count_what_is_rated(report: Report) -> None:
    rated = [cell for name in report.leaves if (cell := report.cells[ASKER][name]).rating]
    shares = top(report, ASKER).shares
    assert sum(share.count for share in shares) == len(rated)
    assert math.isclose(sum(share.width for share in shares), 100, abs_tol=0.3)


# the table


def test_every_number_has_a_row_and_what_holds_for_most_is_said_once(report: Report) -> None:
    found = results(report, ASKER)
    rows = [row for body in found.bodies for row in body if isinstance(row, Row)]
    assert len(rows) == sum(name in report.with_numbers for name in report.leaves)
    assert any("forslag" in sentence for sentence in found.common) and not any(row.tag == "forslag" for row in rows)
    assert any("2023" in sentence for sentence in found.common)
    assert not any("2023" in row.change for row in rows if row.change.endswith(("bedre", "dårligere")))
    noted = [row for row in rows if "rapportert" in row.notes]  # a third is not verified, which is said at each
    assert 0 < len(noted) < len(rows) / 2 and not any("verifisert" in row.notes for row in rows)


def test_branches_of_the_same_name_are_told_apart(report: Report) -> None:
    groups = [row for body in results(report, ASKER).bodies for row in body if isinstance(row, Group)]
    titles = [str(group.title) for group in groups]
    assert len(titles) == len(set(titles)) and any("(" in title for title in titles)


def test_a_municipality_without_numbers_has_a_line_for_each_part() -> None:
    card = sdg.score(invented(sdg.load(), every=40), sdg.load(), "u4ssc-performance", periods=["2024"])
    report = Report(card, "en", None, None)
    bodies = results(report, ASKER).bodies
    assert len(bodies) == 3 and sum(isinstance(row, Row) for body in bodies for row in body) == 3
    empty = [body for body in bodies if not any(isinstance(row, Row) for row in body)]
    assert all(len(body) == 1 for body in empty)  # nothing but its own line
    assert rings(report, ASKER) is None and bars(report, ASKER)


def test_a_phone_folds_the_numbers_of_a_part_below_its_heading(report: Report) -> None:
    for body in results(report, ASKER).bodies:
        rows = [row for row in body if isinstance(row, Row)]
        folds = [row for row in body if isinstance(row, Fold)]
        doubted = sum(bool(row.doubt) for row in rows)
        told = f"Vis {len(rows)} tall" + (f" ({doubted} bør kontrolleres)" if doubted else "")
        assert [fold.unfold for fold in folds] == ([told] if len(rows) > 3 else [])
        assert not folds or (isinstance(body[0], Group) and body[1] is folds[0])


# what is missing


def test_gaps_are_those_of_the_card_in_their_order() -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    report = Report(card, "en", [KARMØY], None)
    lacking = sdg.study.missing(card, KARMØY)
    short, whole = gaps(report, KARMØY, detail=False), gaps(report, KARMØY, detail=True)
    titles = [str(report.names.node(item.node)) for item in lacking]
    assert [str(item.title).split(",")[0] for item in whole.named][:7] == [title.split(",")[0] for title in titles[:7]]
    water = next(str(item.title) for item in whole.named if "primary treatment" in str(item.title))
    assert water == "Wastewater treatment: At least primary treatment, At least secondary treatment, Tertiary treatment"
    assert all(any(title.split(": ")[-1] in str(item.title) for item in whole.named) for title in titles)
    assert [item.title for item in short.named] == [item.title for item in whole.named[:8]]
    assert short.left == f"{len(lacking) - 7 - 3} more are not named here."  # the eighth row has three series
    assert str(short.named[0].holder).endswith(f"fetched by the mapping {lacking[0].mappings[0]}")
    assert str(short.named[0].level) == "Core"


# own targets, other cards, the table to save, the annex


def test_own_targets_say_who_decided(report: Report) -> None:
    (found,) = own_targets(report, ASKER)
    assert (found.target, found.year, found.decided) == ("minst 100\u00a0%", "2030", "Kommunestyret, 2023-06-13")
    assert found.source == "sak 45/23" and own_targets(report, "nobody") == ()


def test_another_card_stands_beside_and_is_not_added() -> None:
    standard = sdg.load()
    other = sdg.score(
        invented(standard, framework="implementation"), standard, "implementation-profile", periods=["2024"]
    )
    report = Report(everything(), "nb", None, None)
    (second,) = reports_beside(report, [other])
    found = beside(report, [second], ASKER)
    assert found is not None and len(found.columns) == 2
    first, implementation = found.columns
    assert [part.score for part in first.parts] == ["75,68", "86,67", "81,82"]
    assert len(implementation.parts) > 3 and all(part.mark for part in implementation.parts)
    assert not {look.css for look in report.looks["rating.performance"].values()} & {
        look.css for looks in second.looks.values() for look in looks.values()
    }
    alone = sdg.score(invented(standard, (STAVANGER,), every=30), standard, "u4ssc-performance", periods=["2024"])
    assert beside(report, reports_beside(report, [alone]), ASKER) is None


def test_the_table_to_save_is_that_of_the_scores(report: Report) -> None:
    import base64
    import io

    found = download(report)
    assert found is not None and found.name == "NO-3203-2024.csv"
    text = base64.b64decode(found.address.partition("base64,")[2]).decode("utf-8")
    frame = pd.read_csv(io.StringIO(text))
    scores = everything().scores.set_index("node")["score"]
    assert len(frame) == 149 and frame.set_index("node")["score"].equals(scores[frame["node"]])
    assert frame.loc[frame["node"] == INTERNET, "title"].item() == "Husholdninger med internett"


def test_the_annex_has_every_number_by_goal(report: Report) -> None:
    found = annex(report, ASKER)
    assert [goal.number for goal in found.goals if goal.number] == sorted(
        {main_goal(report, name) for name in report.with_numbers} - {0}
    )
    entries = [entry for goal in found.goals for entry in goal.entries]
    assert len(entries) == len(report.with_numbers)
    first = next(entry for entry in entries if entry.code == "EC: ICT: ICT: 1C")
    assert first.definition and first.explanation and first.source.startswith("StatBank")
    assert "Mål for 2030: minst 100" in first.way
    assert all(entry.basis for entry in entries if entry.benchmark.status == "proposed")
    few = [entry for entry in entries if entry.cases]
    assert few and all("flytter den med" in entry.cases for entry in few)
    assert len(found.not_verified) == sum((ASKER, name) not in report.verified for name in report.with_numbers)


def test_a_sentence_ends_where_the_next_begins() -> None:
    text = Phrase("Antall pr. 100 000, f.eks. i 2020. Teller alle.", "nb")
    assert first_sentence(text) == Phrase("Antall pr. 100 000, f.eks. i 2020.", "nb")
    assert first_sentence(Phrase("")).text == ""


def test_branches_with_ratings_only_have_bars() -> None:
    report = Report(contract_card("levels"), "en", ["birch"], None)
    assert rings(report, "birch") is None
    assert next(bar.text for bar in bars(report, "birch").bars) == "52.8"
