"""Series as leaves that read a gap see them: with the unit and the direction of the gap, and without a benchmark."""

from __future__ import annotations

from sdg_standard.catalogue.report import Nowhere, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.methodology.file import Methodology
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import Gap
from sdg_standard.plans.selection import Matcher
from sdg_standard.plans.tree import Tree
from sdg_standard.source import EMPTY

DIRECTIONS = {1: "higher_is_better", -1: "lower_is_better", 0: "none"}


def see_gaps(tree: Tree, methodology: Methodology, standard: Standard, broken: frozenset[str]) -> None:
    """Put the series as seen through its gap into each leaf that reads one, as a rule or the node itself says.

    Done before the points, which are in the unit of what is read.
    """
    read: dict[str, Gap] = {}
    rules = [rule for rule in methodology.leaves if rule.read is not None and rule.read.gap is not None]
    matcher = Matcher(tree, Report(Nowhere()), broken, standard.series, lambda leaf, point: False)
    for rule in rules:
        assert rule.read is not None and rule.read.gap is not None
        read |= dict.fromkeys(matcher.nodes(rule, "leaves", ("leaves",)), rule.read.gap)
    for name, node in tree.nodes.items():
        own = node.model.read.gap if node.is_leaf and node.model is not None and node.model.read else None
        gap = own or read.get(name)
        if gap is not None and node.series is not None:
            node.series = seen_through(node.series, gap)


def seen_through(series: Series, gap: Gap) -> Series:
    """A series as one sees it who reads how far its groups are apart.

    >>> import sdg_standard as sdg
    >>> ratio = Gap.model_validate({"by": "service", "as": "ratio"})
    >>> seen = seen_through(sdg.load().series["u4ssc.sc.sh.sa.5a"], ratio)
    >>> seen.unit, seen.direction, seen.benchmark
    (None, 'higher_is_better', None)
    """
    nothing = float("-inf"), float("inf")
    changed = {
        "unit": gap.unit(series.unit),
        "kind": series.kind if gap.as_ == "difference" else "index",
        "direction": DIRECTIONS[gap.sign],
        "benchmarks": (),
        "goalposts": None,
        "categories": None,
        "formula": None,
        "resolved_inputs": EMPTY,
        "limits": nothing,
        "expected": nothing,
    }
    return series.model_copy(update=changed)
