"""Every kind of change: one line is edited, and what comes of it is one change of this kind, severity and prose."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

import sdg_standard as sdg
from edition import FILES, MAPPING, METHOD_FILE, before, changes_of, edited, side
from sdg_standard.editions.changes import rules_around, rules_definitions
from sdg_standard.editions.changes.rules import Rule, Verdict
from sdg_standard.editions.changes.values import shown
from sdg_standard.study.trying import moved
from sdg_standard.words import say, told

CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"))


EVIDENCE = sdg.Evidence.from_records(
    [
        {"area": area, "period": "2026", "series": series, "value": value, "unit": unit, **more}
        for area, dust, smell, doctors in (("HC-0001", 10, "ja", 20), ("HC-0002", 4, "little", 50))
        for series, value, unit, more in (
            ("hill.air.dust", dust, "ug pr m3", {}),
            ("hill.air.smell", smell, "", {}),
            ("hill.doctors", doctors, "leger", {"input": "doctors"}),
            ("hill.doctors", 12_000, "inhabitants", {"input": "population"}),
        )
    ]
)
"""Rows that use the spellings and the register of the edition, so that they are refused where one of them goes."""


@cache
def scored_before(units: bool) -> sdg.Scorecard:
    card = sdg.score(EVIDENCE, before(units=units).standard, "hill-index")
    assert not card.problems.errors, str(card.problems)
    return card


def effect_on_scores(files: dict[str, str]) -> bool:
    """Whether a score moves, or evidence is refused that was not."""
    new = sdg.score(EVIDENCE, side(files).standard, "hill-index")
    old = scored_before("units.txt" in files)
    return bool(len(moved(old, new)) or new.problems.errors or set(old.nodes) - set(new.nodes))


def case_id(case: dict[str, str]) -> str:
    return case.get("kind", f"nothing: {case['new'][:30].strip()}")


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_kind_of_change(case: dict[str, str]) -> None:
    file = case["file"]
    found = changes_of(edited(file, case["old"], case["new"]))
    if "kind" not in case:
        assert not found, found.records()
        return
    told_here = {change.what: change for change in found}
    assert case["kind"] in told_here, found.records()
    change = told_here[case["kind"]]
    assert change.severity == case["severity"]
    assert change.text.startswith(case["says"]), change.text
    assert change.where.startswith(file.partition("/")[0])
    assert change.line is not None
    for language in ("nb", "nn"):
        other = told(change.text, language)
        assert other != change.text and other.partition(":")[0] in ("Lagt til", "Fjernet", "Fjerna", "Endret", "Endra")
    if all(one.severity != "major" for one in found):
        assert not effect_on_scores(edited(file, case["old"], case["new"]))
    # What else such an edit changes (a benchmark moves with its unit) is of the same file.
    assert {one.file for one in found if one.file} == {file}


# Whole sentences, as a person of the language writes them.
TOLD = {
    "benchmark-value-changed": (
        "Endret: referanseverdi (dust, 2026-01-01), fra 5 til 6. En skår kan bli en annen.",
        "Endra: referanseverdi (dust, 2026-01-01), frå 5 til 6. Ein skår kan bli ein annan.",
    ),
    "definition-changed": (
        "Endret: definisjon, fra «What is in the air.» til «All.». Bare ordlyden blir en annen.",
        "Endra: definisjon, frå «What is in the air.» til «All.». Berre ordlyden blir ein annan.",
    ),
    "input-adding-up-added": (
        "Lagt til: om et grunntall kan summeres (doctors), nei. En skår kan bli en annen.",
        "Lagt til: om eit grunntal kan summerast (doctors), nei. Ein skår kan bli ein annan.",
    ),
    "plausible-range-changed": (
        "Endret: sannsynlig verdiområde (dust), fra 1–100 til 1–90. "
        "Det blir stilt andre spørsmål om datagrunnlaget, og skårene står.",
        "Endra: sannsynleg verdiområde (dust), frå 1–100 til 1–90. "
        "Det blir stilt andre spørsmål om datagrunnlaget, og skårane står.",
    ),
    "question-changed": (
        "Endret: spørsmål om verdier (checks, 1, share), fra 0,2 til 0,5. "
        "Det blir stilt andre spørsmål om datagrunnlaget, og skårene står.",
        "Endra: spørsmål om verdiar (checks, 1, share), frå 0,2 til 0,5. "
        "Det blir stilt andre spørsmål om datagrunnlaget, og skårane står.",
    ),
    "answer-value-changed": (
        "Endret: tall for et svar (smell, little), fra 1 til 1,5. En skår kan bli en annen.",
        "Endra: tal for eit svar (smell, little), frå 1 til 1,5. Ein skår kan bli ein annan.",
    ),
    "aggregate-changed": (
        "Endret: hvordan delene blir ett tall (1, method), fra arithmetic_mean til geometric_mean. "
        "En skår kan bli en annen.",
        "Endra: korleis delane blir eitt tal (1, method), frå arithmetic_mean til geometric_mean. "
        "Ein skår kan bli ein annan.",
    ),
    "decimals-changed": (
        "Endret: desimaler som vises (index), fra 0 til 1. Resultater vises på en annen måte, og skårene står.",
        "Endra: desimalar som blir viste (index), frå 0 til 1. Resultat blir viste på ein annan måte, og skårane står.",
    ),
    "unit-changed": (
        "Endret: enhet (dust), fra µg/m³ til mg/m³. Datagrunnlag som var gyldig, kan bli avvist.",
        "Endra: eining (dust), frå µg/m³ til mg/m³. Datagrunnlag som var gyldig, kan bli avvist.",
    ),
    "class-order-changed": (
        "Endret: rekkefølgen på klasser (theme), fra air, people til people, air. "
        "Resultater vises på en annen måte, og skårene står.",
        "Endra: rekkjefølgja på klassar (theme), frå air, people til people, air. "
        "Resultat blir viste på ein annan måte, og skårane står.",
    ),
    "common-input-added": (
        "Lagt til: felles grunntall, Pupils. Det som var gyldig, er fortsatt gyldig, og skårene står.",
        "Lagt til: felles grunntal, Pupils. Det som var gyldig, er framleis gyldig, og skårane står.",
    ),
    "benchmark-status-changed": (
        "Endret: status for en referanseverdi (dust, 2026-01-01), fra proposed til adopted. "
        "Statusen blir en annen, og skårene står.",
        "Endra: status for ein referanseverdi (dust, 2026-01-01), frå proposed til adopted. "
        "Statusen blir ein annan, og skårane står.",
    ),
    "breakdown-added": (
        "Lagt til: oppdeling (dust, age), age. Det som var gyldig, er fortsatt gyldig, og skårene står.",
        "Lagt til: oppdeling (dust, age), age. Det som var gyldig, er framleis gyldig, og skårane står.",
    ),
}


@pytest.mark.parametrize("kind", TOLD)
def test_whole_sentences_in_norwegian(kind: str) -> None:
    case = next(one for one in CASES if one.get("kind") == kind)
    changes = changes_of(edited(case["file"], case["old"], case["new"]))
    text = next(one.text for one in changes if one.what == kind)
    assert (told(text, "nb"), told(text, "nn")) == TOLD[kind]


def test_every_kind_and_reason_has_words_and_uses_what_it_is_given() -> None:
    """Each subject of a rule and each reason is told in all languages; each sentence has all its facts."""
    rules = [row for each in tables().values() for row in each]
    reasons = {
        weigh.because for row in rules for weigh in (row.added, row.removed, row.changed) if isinstance(weigh, Verdict)
    }
    for language in ("en", "nb", "nn"):
        for key in [f"what.{row.subject}" for row in rules] + [f"because.{one}" for one in reasons]:
            text = told(say(f"changes.{key}"), language)
            assert text and "{" not in text and text.endswith(".") != key.startswith("what"), (language, key)
        for key, facts in (("added", "{what} {new}"), ("removed", "{what} {old}"), ("changed", "{what} {old} {new}")):
            marks = {"what": "WHAT", "old": "OLD", "new": "NEW"}
            sentence = told(say(f"changes.{key}", **marks), language)
            assert all(mark in sentence for mark in facts.format(**marks).split())


def test_counts_are_one_or_several() -> None:
    said = {
        language: [
            told(say(f"changes.count.{severity}", n=n), language)
            for severity in ("major", "minor", "patch")
            for n in (1, 2)
        ]
        for language in ("nb", "nn")
    }
    assert said == {
        "nb": ["1 stor", "2 store", "1 liten", "2 små", "1 rettelse", "2 rettelser"],
        "nn": ["1 stor", "2 store", "1 lita", "2 små", "1 retting", "2 rettingar"],
    }


def test_ranges_as_people_say_them() -> None:
    ends: list[tuple[float | None, float | None]] = [(0, 1000.5), (0, None), (None, 3), (None, None)]
    assert [told(shown(one), "nb") for one in ends] == ["0–1000,5", "0 eller mer", "3 eller mindre", "uten grenser"]


def test_there_are_many_kinds() -> None:
    kinds = {case["kind"] for case in CASES if "kind" in case}
    assert len(kinds) >= 90
    assert {case["severity"] for case in CASES if "kind" in case} == {"major", "minor", "patch"}


def test_whole_definitions_come_and_go() -> None:
    """What a methodology takes up by its framework changes scores; another framework is an addition."""
    more = "id: hill.{name}\ntitle: More\nclassification: {{theme: air}}\nseries: {{value: {{kind: index}}}}\n"
    taken = changes_of({**FILES, "frameworks/hill/more.yaml": more.format(name="more")})
    assert [(one.what, one.severity, one.where) for one in taken] == [
        ("indicator-added", "major", "frameworks/hill/more.yaml:1")
    ]
    other = changes_of(
        {
            **FILES,
            "frameworks/dale/framework.yaml": "id: dale\ntitle: Dale\nkeeper: Dale\n",
            "frameworks/dale/more.yaml": more.format(name="more").replace("hill.", "dale.").replace("theme: air", ""),
        }
    )
    assert [(one.what, one.severity) for one in other] == [("indicator-added", "minor"), ("framework-added", "minor")]
    gone = changes_of({name: text for name, text in FILES.items() if name != METHOD_FILE})
    assert [(one.what, one.severity, one.where, one.text) for one in gone] == [
        (
            "methodology-removed",
            "major",
            f"{METHOD_FILE}:1",
            "Removed: methodology, “Index of the county”. What names it finds nothing any more.",
        )
    ]


def test_a_vocabulary_a_source_a_retired_id_and_a_mapping_come_and_go() -> None:
    def without(name: str) -> list[tuple[str, str]]:
        found = changes_of({file: text for file, text in FILES.items() if file != name})
        return [(one.what, one.severity) for one in found]

    assert without("vocabularies/moods.yaml") == [("vocabulary-removed", "major")]
    assert without("sources.yaml".replace("sources", "retired")) == [("retired-id-removed", "minor")]
    gone = changes_of(FILES, {})
    assert [(one.what, one.severity) for one in gone] == [("mapping-removed", "major")]
    text = changes_of(FILES, {"mappings/hill-table.yaml": MAPPING.replace("A table", "The table")})
    assert [(one.what, one.severity) for one in text] == [("mapping-text-changed", "patch")]
    rule = changes_of(FILES, {"mappings/hill-table.yaml": MAPPING.replace("value: v", "value: w")})
    assert [(one.what, one.severity, one.where) for one in rule] == [
        ("mapping-rule-changed", "major", "mappings/hill-table.yaml:3")
    ]


def tables() -> dict[str, tuple[Rule, ...]]:
    return {
        name: rules
        for module in (rules_around, rules_definitions)
        for name, rules in vars(module).items()
        if isinstance(rules, tuple) and rules and isinstance(rules[0], Rule)
    }


def test_every_table_has_an_end_that_fits_everything() -> None:
    last = {name: rules[-1] for name, rules in tables().items() if name != "INDICATOR"}
    assert len(last) >= 12
    for name, row in last.items():
        assert row.fits(("whatever", 3, "there is")) and row.pattern == ("**",), name


def test_a_kind_is_named_in_words_without_signs() -> None:
    assert all(re.fullmatch(r"[a-z-]+", row.subject) for rules in tables().values() for row in rules)
