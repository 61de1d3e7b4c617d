"""Every kind of change: one line is edited, and what comes of it is one change of this kind, severity and prose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from edition import FILES, MAPPING, METHOD_FILE, changes_of, edited
from sdg_standard.editions.changes import rules_around, rules_definitions
from sdg_standard.editions.changes.rules import Rule
from sdg_standard.words import told

CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"))


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
    # What else such an edit changes (a benchmark moves with its unit) is of the same file.
    assert {one.file for one in found if one.file} == {file}


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
            "Removed: methodology, Index of the county. What names it finds nothing any more.",
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
