"""What changes of an indicator and its series mean."""

from __future__ import annotations

from sdg_standard.catalogue.checks import normal_code
from sdg_standard.editions.changes.rules import (
    ASKED,
    COMPATIBLE,
    GONE,
    REFUSED,
    SCORES,
    SHOWN,
    STANDING,
    WORDING,
    Rule,
    Seen,
    Verdict,
    rule,
)


def _of_new_indicator(seen: Seen) -> Verdict:
    """A methodology that takes all series of a framework takes this one as well."""
    return SCORES if seen.both.is_read(seen.id) else COMPATIBLE


def _of_status(seen: Seen) -> Verdict:
    """What is deprecated is in no tree that is made from levels."""
    ends = {seen.difference.old, seen.difference.new}
    return SCORES if "deprecated" in ends and seen.both.is_read(seen.id) else STANDING


def _of_code(seen: Seen) -> Verdict:
    """Evidence may name a series by its code."""
    old = str(seen.difference.old)
    item = seen.both.new.indicators[seen.id]
    known = {normal_code(code) for code in (item.code, *item.aliases) if code}
    return WORDING if normal_code(old) in known else REFUSED


def _of_limits(seen: Seen) -> Verdict:
    """A range may only become wider."""
    (low, high), (lowest, highest) = _ends(seen.difference.old), _ends(seen.difference.new)
    return COMPATIBLE if lowest <= low and highest >= high else REFUSED


def _ends(limits: tuple[float | None, float | None] | None) -> tuple[float, float]:
    low, high = limits or (None, None)
    return (float("-inf") if low is None else low, float("inf") if high is None else high)


_FREE = ("where", "applies", "scored", "rated", "classification", "part", "children")
"""Keys below which the author of a file chooses the names."""


def _of_node_text(seen: Seen) -> Verdict:
    """What a node is called, or whether it is hidden; a condition or a child may have such a name as well."""
    path, values = seen.difference.path, (seen.difference.old, seen.difference.new)
    if any(part in _FREE for part in map(str, path[-2:-1])) or not all(
        isinstance(one, str | bool | None) for one in values
    ):
        return SCORES
    return WORDING if path[-1] == "title" else SHOWN


INDICATOR: tuple[Rule, ...] = (
    rule("indicator", "", _of_new_indicator, REFUSED),
    rule("status", "status", _of_status),
    rule("title", "title", WORDING),
    rule("definition", "definition", WORDING),
    rule("reason", "why", WORDING),
    rule("what-counts", "count", WORDING),
    rule("what-does-not-count", "do_not_count", WORDING),
    rule("code", "code", COMPATIBLE, _of_code),
    rule("alias", "aliases.*", COMPATIBLE, REFUSED),
    rule("aliases", "aliases", COMPATIBLE, REFUSED),
    rule("class", "classification.**", SCORES),
    rule("link-source", "sdg.*.source", WORDING),
    rule("link-relation", "sdg.*.relation", SCORES),
    rule("link", "sdg.*", SCORES),
    rule("links", "sdg.**", SCORES),
    # inputs
    rule("input-unit", "inputs.*.unit", REFUSED),
    rule("input-spelling", "inputs.*.spellings.**", COMPATIBLE, REFUSED),
    rule("input-text", "inputs.*.title|definition", WORDING),
    rule("input-adding-up", "inputs.*.adds_up", SCORES),
    rule("input-common", "inputs.*.common", REFUSED),
    rule("input", "inputs.**", COMPATIBLE, REFUSED),
    # evidence and what is written beside
    rule("accepted-evidence", "evidence.accepted.**", ASKED),
    rule("question-text", "evidence.checks.*.text", WORDING),
    rule("question", "evidence.**", ASKED),
    rule("example", "examples.**", WORDING),
    rule("dispute", "disputes.**", WORDING),
    rule("national-data", "national_data.**", WORDING),
    rule("departure", "departs.**", WORDING),
    rule("what-is-wanted", "wanted", WORDING),
    rule("source-cited", "sources.**", WORDING),
    rule("provenance", "provenance.**", WORDING),
)

SERIES: tuple[Rule, ...] = (
    rule("series", "series.*", _of_new_indicator, REFUSED),
    rule("series-order", "series.(order)", SHOWN),
    rule("kind", "series.*.kind", SCORES),
    rule("unit", "series.*.unit", REFUSED),
    rule("unit-spelling", "series.*.spellings.**", COMPATIBLE, REFUSED),
    rule("direction", "series.*.direction", SCORES),
    rule("formula", "series.*.formula", SCORES),
    rule("series-text", "series.*.title|definition", WORDING),
    rule("benchmark-status", "series.*.benchmarks.*.status|adopted_by", STANDING),
    rule("benchmark-text", "series.*.benchmarks.*.basis|source|why", WORDING),
    rule("benchmark-value", "series.*.benchmarks.*.value|between", SCORES),
    rule("benchmark", "series.*.benchmarks.*", SCORES),
    rule("benchmarks", "series.*.benchmarks.**", SCORES),
    rule("no-benchmark", "series.*.no_benchmark", WORDING),
    rule("goalpost-status", "series.*.goalposts.*.status", STANDING),
    rule("goalpost-text", "series.*.goalposts.*.basis|source|why", WORDING),
    rule("goalpost", "series.*.goalposts.**", SCORES),
    rule("possible-range", "series.*.possible", _of_limits),
    rule("plausible-range", "series.*.plausible", ASKED),
    rule("answer-text", "series.*.categories.*.title|definition", WORDING),
    rule("answer-spelling", "series.*.categories.*.spellings.**", COMPATIBLE, REFUSED),
    rule("answer-value", "series.*.categories.*.value", SCORES),
    rule("answer-order", "series.*.categories.(order)", SHOWN),
    rule("answer", "series.*.categories.*", COMPATIBLE, REFUSED),
    rule("answers", "series.*.categories", REFUSED),
    rule("breakdown", "series.*.breakdowns.**", COMPATIBLE, REFUSED),
    rule("smallest-cell", "series.*.min_cell", SCORES),
    rule("discrimination", "series.*.discriminates.**", WORDING),
    rule("definition-otherwise", "**", SCORES),
)

METHODOLOGY: tuple[Rule, ...] = (
    rule("methodology", "", COMPATIBLE, GONE),
    rule("status", "status", STANDING),
    rule("title", "title", WORDING),
    rule("description", "description", WORDING),
    rule("source-cited", "sources.**", WORDING),
    rule("example", "examples.**", WORDING),
    rule("methodology-below", "extends", WORDING),
    rule("method-required", "requires.**", GONE),
    rule("selection", "select.**", SCORES),
    rule("lacking-points", "lacking", SCORES),
    rule("scale", "scale.**", SCORES),
    rule("areas-that-take-part", "areas.**", SCORES),
    rule("reference-set", "reference.**", SCORES),
    rule("fitted-numbers", "fitted.**", SCORES),
    rule("point-text", "points.*.*.why|source|basis", WORDING),
    rule("point", "points.**", SCORES),
    rule("reading", "leaves.*.read.**", SCORES),
    rule("step", "leaves.*.steps.**", SCORES),
    rule("leaf-weight", "leaves.*.weight|group_weight", SCORES),
    rule("leaf-taking-part", "leaves.*.applies|scored|rated.**", SCORES),
    rule("leaf-rule", "leaves.**", SCORES),
    rule("node-title", "tree.**.title|hidden", _of_node_text),
    rule("tree", "tree.**", SCORES),
    rule("aggregate", "branches.*.aggregate.**", SCORES),
    rule("missing-values", "branches.*.missing.**", SCORES),
    rule("coverage-needed", "branches.*.needs.**", SCORES),
    rule("branch-rule", "branches.**", SCORES),
    rule("rank", "ranks.**", SCORES),
    rule("rating-shown", "ratings.*.*.bands.*.symbol|colour", SHOWN),
    rule("rating-band", "ratings.*.*.bands.**", SCORES),
    rule("rating", "ratings.**", SCORES),
    rule("trend", "trends.**", SCORES),
    rule("decimals", "decimals.**", SHOWN),
    rule("accepted-fault", "accept.**", ASKED),
    rule("what-is-uncertain", "uncertainty.**", SHOWN),
    rule("methodology-otherwise", "**", SCORES),
)
