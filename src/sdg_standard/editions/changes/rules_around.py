"""What changes of all that stands around definitions mean: the edition, frameworks, vocabularies, units, registers."""

from __future__ import annotations

from sdg_standard.editions.changes.rules import (
    COMPATIBLE,
    GONE,
    REFUSED,
    SCORES,
    SHOWN,
    STANDING,
    WORDING,
    Rule,
    rule,
)

EDITION: tuple[Rule, ...] = (
    rule("edition-name", "edition", WORDING),
    rule("edition-date", "date", WORDING),
    rule("edition-text", "title|description", WORDING),
    rule("licence", "licence", SHOWN),
    rule("language", "languages.**", SHOWN),
    rule("maintainer", "maintainers.**", STANDING),
    rule("proposed-maintainer", "proposed_for.**", STANDING),
    rule("edition-below", "extends", SCORES),
    rule("edition-otherwise", "**", SCORES),
)

FRAMEWORK: tuple[Rule, ...] = (
    rule("framework", "", COMPATIBLE, GONE),
    rule("framework-text", "title|keeper|description", WORDING),
    rule("source-cited", "sources.**", WORDING),
    rule("class-order", "classification.*.(order)", SHOWN),
    rule("class-of-framework", "classification.*.*", COMPATIBLE, GONE, WORDING),
    rule("classification", "classification.**", COMPATIBLE, GONE),
    rule("definition-otherwise", "**", SCORES),
)

VOCABULARY: tuple[Rule, ...] = (
    rule("vocabulary", "", COMPATIBLE, GONE),
    rule("vocabulary-text", "title|definition", WORDING),
    rule("term-text", "terms.*.title|definition", WORDING),
    rule("term-shown", "terms.*.colour|symbol", SHOWN),
    rule("term-value", "terms.*.value", SCORES),
    rule("term-spelling", "terms.*.spellings.**", COMPATIBLE, REFUSED),
    rule("term-order", "terms.(order)", SCORES),
    rule("term", "terms.*", COMPATIBLE, REFUSED),
    rule("definition-otherwise", "**", SCORES),
)

INPUT: tuple[Rule, ...] = (
    rule("common-input", "", COMPATIBLE, REFUSED),
    rule("input-unit", "unit", REFUSED),
    rule("input-text", "title|definition", WORDING),
    rule("definition-otherwise", "**", SCORES),
)

SOURCE: tuple[Rule, ...] = (rule("source", "**", WORDING),)

RETIRED: tuple[Rule, ...] = (
    rule("retired-id", "", STANDING),
    rule("retirement", "**", WORDING),
)

UNIT: tuple[Rule, ...] = (
    rule("unit-defined", "", COMPATIBLE, REFUSED, SCORES),
    rule("unit-name", "names.**", COMPATIBLE, REFUSED),
    rule("unit-size", "**", SCORES),
)

SPELLING: tuple[Rule, ...] = (
    rule("advice-on-unit", "wrong.**", WORDING),
    rule("spelling", "**", COMPATIBLE, REFUSED, SCORES),
)

GOAL: tuple[Rule, ...] = (
    rule("goal", "", COMPATIBLE, GONE),
    rule("target", "targets.*", COMPATIBLE, GONE),
    rule("global-indicator", "indicators.*", COMPATIBLE, GONE),
    rule("global-indicator-identity", "indicators.*.id|unsd_code|target", GONE),
    rule("goal-text", "title|colour|iri", WORDING),
    rule("target-text", "targets.*.title|wording|years|iri|means_of_implementation", WORDING),
    rule("global-indicator-text", "indicators.**", WORDING),
    rule("definition-otherwise", "**", SCORES),
)

TRANSLATION: tuple[Rule, ...] = (rule("translation", "**", WORDING),)

AREAS: tuple[Rule, ...] = (
    rule("municipality", "municipalities.*", COMPATIBLE, REFUSED, SCORES),
    rule("register-row", "**", SCORES),
)

TABLE: tuple[Rule, ...] = (rule("table-of-points", "**", SCORES),)

MAPPING: tuple[Rule, ...] = (
    rule("mapping", "", COMPATIBLE, GONE),
    rule("mapping-text", "title|description|note", WORDING),
    rule("mapping-rule", "**", SCORES),
)
