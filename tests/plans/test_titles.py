"""Titles are told in the language asked for, with the translations of the standard."""

from __future__ import annotations

import copy
import pickle
from functools import cache

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue.excerpt import excerpt_of, standard_of
from sdg_standard.methodology.branches import DerivedTree
from sdg_standard.model.indicator import Category
from sdg_standard.plans import plan_of
from sdg_standard.plans.titles import Titles, standard_title, standard_titles, title_in
from sdg_standard.publish.names import Names
from sdg_standard.publish.pages_methodology import methodology_page
from sdg_standard.words import told


@cache
def titles() -> Titles:
    standard = sdg.load()
    return Titles(standard, plan_of(standard.methodology("u4ssc-performance"), standard))


@pytest.mark.parametrize(
    ("name", "english", "bokmål", "nynorsk"),
    [
        ("dimension:economy", "Economy", "Økonomi", "Økonomi"),
        (
            "u4ssc.ec.ict.ict.4c.coverage_3g",
            "Wireless broadband coverage: 3G",
            "Dekning for trådløst bredbånd: 3G",
            "Dekning for trådlaust breiband: 3G",
        ),
    ],
)
def test_a_node_has_a_title_in_each_language(name: str, english: str, bokmål: str, nynorsk: str) -> None:
    found = titles().of_node(name)
    assert [told(found, language) for language in ("en", "nb", "nn")] == [english, bokmål, nynorsk]
    assert found == english, "as text it stays what the methodology worked out"


@pytest.mark.parametrize(
    ("methodology", "node", "bokmål", "nynorsk"),
    [
        ("sdg-goals-goalposts", "index", "Alle mål", "Alle mål"),  # the root of a derived tree
        ("undp-hdi", "income", "En anstendig levestandard", "Ein anstendig levestandard"),  # a node written out
    ],
)
def test_a_title_that_a_methodology_gives_is_told_in_each_language(
    methodology: str, node: str, bokmål: str, nynorsk: str
) -> None:
    standard = sdg.load()
    plan = plan_of(standard.methodology(methodology), standard)
    found, kept = Titles(standard, plan).of_node(node), standard_of(excerpt_of(standard, [methodology]))
    assert found == plan.node(node).title
    assert [told(found, language) for language in ("nb", "nn")] == [bokmål, nynorsk]
    assert told(Titles(kept, plan).of_node(node), "nb") == bokmål, "and on a card that was kept"
    assert str(Names(standard, plan, "nb").node(node)) == bokmål
    assert bokmål in methodology_page(standard, methodology, language="nb")


def test_a_title_that_was_changed_in_python_has_no_translation() -> None:
    standard = sdg.load()
    (tree,) = standard.methodology("sdg-goals-goalposts").tree
    assert isinstance(tree, DerivedTree) and tree.root is not None
    root = tree.root.model_copy(update={"title": "Everything"})
    own = standard.methodology("sdg-goals-goalposts").model_copy(
        update={"tree": (tree.model_copy(update={"root": root}),)}
    )
    plan = plan_of(own, standard)
    assert told(Titles(standard, plan).of_node("index"), "nb") == "Everything"
    names = Names(standard, plan, "nb")
    assert names.node("index").language == "en" and names.lacking == {("", "Everything")}


def test_the_standard_has_a_title_in_each_language() -> None:
    standard = sdg.load()
    assert told(standard_title(standard), "nn").startswith("Felles standard for å måle")
    assert set(standard_titles(standard)) == {"en", "nb", "nn"}
    assert standard_title(standard) == standard.about.title
    kept = standard_of(excerpt_of(standard, []))
    assert standard_titles(kept) == standard_titles(standard)
    assert all(hit.id != standard.id for hit in standard.search("common standard")), "there is no page of it to show"


@pytest.mark.parametrize(
    ("name", "bokmål"),
    [
        ("EC: ICT: ICT: 4C.coverage_3g", "Dekning for trådløst bredbånd: 3G"),  # by its code
        ("u4ssc.ec.ict.ict.4c", "Dekning for trådløst bredbånd"),  # an indicator of several series
        ("own.parking", "own.parking"),  # what the standard does not know
    ],
)
def test_a_series_or_indicator_is_called_by_its_title(name: str, bokmål: str) -> None:
    assert title_in(sdg.load(), name, "nb") == bokmål


def test_every_node_of_the_edition_has_a_bokmål_title_of_its_own_or_shares_it() -> None:
    plan = titles().plan
    alike = {
        name for name in (*plan.leaves, *plan.branches) if told(titles().of_node(name), "nb") == plan.node(name).title
    }
    assert all(plan.node(name).title == "Transport" for name in alike), "the same word in both languages"


@pytest.mark.parametrize(
    ("series", "bokmål"),
    [("implementation.report.6", ["Nei", "Ja"]), ("implementation.plan.1", ["Ikke vedtatt", "Vedtatt"])],
)
def test_an_answer_has_a_title_in_each_language(series: str, bokmål: list[str]) -> None:
    asked = sdg.load().series[series]
    answers = [answer for answer in asked.categories or () if isinstance(answer, Category)]
    assert [told(titles().of_answer(asked, answer.value), "nb") for answer in answers[:2]] == bokmål


def test_a_quantity_that_is_not_known_is_its_name_in_words() -> None:
    assert titles().of_quantity("number_of_cows") == "number of cows"
    assert told(titles().of_quantity("population"), "nb") != titles().of_quantity("population")


def test_a_title_is_kept_by_copies_and_pickles() -> None:
    found = titles().of_node("dimension:economy")
    for again in (copy.deepcopy(found), copy.copy(found), pickle.loads(pickle.dumps(found))):
        assert (again, told(again, "nb")) == ("Economy", "Økonomi")


def test_an_explanation_tells_titles_in_its_language() -> None:
    standard = sdg.load()
    rows = [{"area": "NO-3025", "period": "2021", "series": "u4ssc.ec.ict.ict.1c", "value": 97, "unit": "%"}]
    evidence = sdg.Evidence.from_frame(pd.DataFrame(rows))
    text = sdg.score(evidence, standard, "u4ssc-performance").explain("NO-3025", "2021", "dimension:economy").told("nb")
    assert text.startswith("Økonomi (dimension:economy), ")
    assert "Husholdninger med internett" in text and "Household" not in text
