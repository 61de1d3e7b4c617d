"""Keys and codes of the classification that a methodology names: a misspelt one would choose nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sdg_standard.catalogue.codes import UNKNOWN_CLASS
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.rules import Rule
from sdg_standard.words import say

Asked = Mapping[str, Sequence[str]]


def check_classes(methodology: Methodology, standard: Standard, report: Report) -> None:
    """Report every key and code that neither a scheme of a framework nor a series has."""
    known = _classes(standard)
    for path, asked in _asked(methodology):
        for key, codes in asked.items():
            if key not in known:
                text = say("plans.no_classification_key", key=key, hint=did_you_mean(near(key, known)))
                report.add(UNKNOWN_CLASS, text, (*path, key), say("plans.keys", known=list(known)), key=True)
                continue
            for index, code in enumerate(codes):
                if code not in known[key]:
                    hint = did_you_mean(near(code, known[key]))
                    text = say("plans.classification_no_code", key=key, code=code, hint=hint)
                    report.add(UNKNOWN_CLASS, text, (*path, key, index), say("plans.correct_code_add_framework"))


def _classes(standard: Standard) -> dict[str, Collection[str]]:
    """The codes of each key, of all schemes and series."""
    found: dict[str, dict[str, None]] = {}
    for framework in standard.frameworks.values():
        for key, codes in framework.classification.items():
            found.setdefault(key, {}).update(dict.fromkeys(codes))
    for series in standard.series.values():
        for key, code in series.classification.items():
            found.setdefault(key, {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def _asked(methodology: Methodology) -> Iterator[tuple[Path, Asked]]:
    if methodology.select is not None:
        yield ("select", "classification"), methodology.select.classification
    for path, rules in _rules(methodology):
        for index, rule in enumerate(rules):
            yield (*path, index, "for", "classification"), rule.for_.classification


def _rules(methodology: Methodology) -> Iterator[tuple[Path, Sequence[Rule]]]:
    """All lists of rules of a file with their paths."""
    yield ("points",), methodology.points
    yield ("leaves",), methodology.leaves
    yield ("branches",), methodology.branches
    for name, rating in methodology.ratings.items():
        yield ("ratings", name), rating
    for name, trend in methodology.trends.items():
        yield ("trends", name, "leaves"), trend.leaves
        yield ("trends", name, "branches"), trend.branches
        yield ("trends", name, "ratings"), trend.ratings
