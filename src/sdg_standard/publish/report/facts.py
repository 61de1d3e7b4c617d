"""What a page is made from: one scorecard, one period, some areas, one language; read once, looked up often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.explaining import Explanation
from sdg_standard.model.indicator import Benchmark
from sdg_standard.model.period import Period
from sdg_standard.plans import Branch, Leaf
from sdg_standard.plans.titles import standard_titles
from sdg_standard.publish.looks import Look, looks_of
from sdg_standard.publish.names import Names
from sdg_standard.publish.report import told
from sdg_standard.publish.report.cells import CELL_COLUMNS, Cell, Observed
from sdg_standard.publish.report.chosen import chosen_areas, chosen_period
from sdg_standard.publish.words import voice
from sdg_standard.study import CasesBehind, Missing, cases_behind, missing
from sdg_standard.study.histories import Histories
from sdg_standard.words.numbers import Numerals, numerals


class Report:
    """A scorecard as one page sees it."""

    def __init__(
        self, card: Card, language: str, areas: Iterable[str] | None, period: str | int | None, prefix: str = ""
    ) -> None:
        self.card, self.language, self.prefix = card, language, prefix
        self.plan = card._plan
        self.say = voice(language, "report")
        self.numerals: Numerals = numerals(language)
        self.names = Names(card.standard, self.plan, language)
        self.period = chosen_period(card, period)
        self.areas = chosen_areas(card, areas)
        self.all_areas = areas is None
        self.cells = self._cells()
        self._explained: dict[tuple[str, str], Explanation] = {}
        self._facts: dict[tuple[str, str], dict[str, Any]] = {}
        self._lacking: dict[str, tuple[Missing, ...]] = {}
        self._observed: dict[tuple[str, str], Observed | None] = {}
        self.histories = Histories(card, self.period)  # of leaves until the period of the page

    # the tree as it is shown

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Roots that are shown."""
        return tuple(name for name in self.plan.tree.roots if not self.plan.node(name).hidden)

    def children(self, name: str) -> tuple[str, ...]:
        """Children of a node that are shown."""
        branch = self.plan.branches.get(name)
        return tuple(item for item in branch.children if not self.plan.node(item).hidden) if branch else ()

    def is_leaf(self, name: str) -> bool:
        """Whether a node reads a series."""
        return name in self.plan.leaves

    def leaf(self, name: str) -> Leaf:
        """A leaf by id."""
        return self.plan.leaves[name]

    def branch(self, name: str) -> Branch:
        """A branch by id."""
        return self.plan.branches[name]

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Every leaf that is shown, each once, in reading order."""
        found: dict[str, None] = {}
        stack = list(reversed(self.roots))
        seen: set[str] = set()
        while stack:
            name = stack.pop()
            if self.is_leaf(name):
                found.setdefault(name)
            elif name not in seen:
                seen.add(name)
                stack += reversed(self.children(name))
        return tuple(found)

    @cached_property
    def titles(self) -> Counter[str]:
        """How many branches that are shown have each title."""
        found, stack = set(), list(self.roots)
        while stack:
            name = stack.pop()
            if not self.is_leaf(name) and name not in found:
                found.add(name)
                stack += self.children(name)
        return Counter(self.names.node(name).text for name in found)

    @cached_property
    def leaf_places(self) -> dict[str, int]:
        """Position of each leaf in reading order."""
        return {name: place for place, name in enumerate(self.leaves)}

    # numbers

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows of the scores that the page is about."""
        scores = self.card.scores
        return scores[(scores["period"] == self.period) & scores["area"].isin(self.areas)]

    def _cells(self) -> dict[str, dict[str, Cell]]:
        """Cells by area and node."""
        rows = self.rows
        further = [name for name in rows.columns if "." in name]
        columns = [rows[name].tolist() for name in CELL_COLUMNS]
        extra = zip(*(rows[name].tolist() for name in further), strict=True) if further else repeat(())
        found: dict[str, dict[str, Cell]] = {area: {} for area in self.areas}
        for (area, *row), more in zip(zip(*columns, strict=True), extra, strict=False):
            named = dict(zip(CELL_COLUMNS[1:], row, strict=True))
            found[area][row[0]] = Cell(**named, further=dict(zip(further, more, strict=True)))
        return found

    @property
    def has_numbers(self) -> bool:
        """Whether any node of any area that is shown has a number."""
        return any(not math.isnan(cell.number) for cells in self.cells.values() for cell in cells.values())

    @cached_property
    def observations(self) -> dict[tuple[str, str], list[tuple[Period, float, Observed]]]:
        """Observations with a number, by area and series, oldest first."""
        frame = self.card._measured._named
        rows = frame[frame["area"].isin(self.areas) & frame["value"].notna()]
        found: dict[tuple[str, str], list[tuple[Period, float, Observed]]] = {}
        periods = {text: Period.parse(text) for text in rows["period"].unique()}
        said = ["status", "quality", "verification", "source"]
        names = ["area", "series", "period", "value", "low", "high", *said]
        for area, series, period, value, low, high, *rest in rows[names].itertuples(index=False, name=None):
            seen = Observed(period, float(low), float(high), *map(str, rest))
            found.setdefault((area, series), []).append((periods[period], float(value), seen))
        for items in found.values():
            items.sort(key=lambda item: (item[0].end, item[0].start))
        return found

    def observed(self, area: str, name: str) -> Observed | None:
        """The observation that a leaf's value was read from; None where it was made from several, or none is found."""
        key = (area, name)
        if key not in self._observed:
            self._observed[key] = self._behind(area, name)
        return self._observed[key]

    def _behind(self, area: str, name: str) -> Observed | None:
        leaf, cell = self.leaf(name), self.cells[area].get(name)  # no cell: no period is scored
        if cell is None or math.isnan(cell.value) or leaf.read.per:
            return None
        if leaf.read.is_path:
            return self._latest(area, name)
        scored = Period.parse(self.period)
        value = cell.value / (leaf.read.times or 1.0)
        items = self.observations.get((area, leaf.observable.name), [])
        for period, number, item in reversed(items):
            if period.end <= scored.end and math.isclose(number, value, rel_tol=1e-9, abs_tol=1e-12):
                return item
        return None

    def _latest(self, area: str, name: str) -> Observed | None:
        """The latest observation of a path."""
        leaf, last = self.leaf(name), told.latest(self.facts(area, name)["read"])
        items = self.observations.get((area, leaf.observable.name), [])
        return next((item for _, _, item in reversed(items) if last is not None and item.period == last.period), None)

    def missing(self, area: str) -> tuple[Missing, ...]:
        """What an area lacks, in order of ease; worked out once."""
        if area not in self._lacking:
            self._lacking[area] = missing(self.card, area, self.period)
        return self._lacking[area]

    def few_cases(self, area: str, name: str) -> CasesBehind | None:
        """The cases behind a rate where they are fewer than five; None otherwise."""
        found = cases_behind(self.card, area, name, self.period)
        return found if found is not None and found.few else None

    # what the run says of a leaf

    def facts(self, area: str, name: str) -> dict[str, Any]:
        """How the number of a leaf came about, as data."""
        key = (area, name)
        if key not in self._facts:
            self._facts[key] = self.explanation(area, name).to_dict()
        return self._facts[key]

    def explanation(self, area: str, name: str) -> Explanation:
        """How the number of a leaf came about; worked out once."""
        key = (area, name)
        if key not in self._explained:
            self._explained[key] = self.card.explain(area, self.period, name)
        return self._explained[key]

    def value(self, area: str, name: str) -> float:
        """The value of a leaf to be shown: of one that reads a growth or a pace the latest real value."""
        number = self.cells[area][name].value
        if math.isnan(number) or not self.leaf(name).read.is_path:
            return number
        last = told.latest(self.facts(area, name)["read"])
        return math.nan if last is None else last.value

    def unit(self, name: str) -> str | None:
        """The unit of the value that is shown of a leaf: divided where it is read so."""
        leaf = self.leaf(name)
        return leaf.series.unit if leaf.read.is_path else leaf.read_unit

    def change(self, area: str, name: str) -> told.Change | None:
        """The rate that a leaf reads; None of a leaf that reads a value."""
        if math.isnan(self.cells[area][name].value) or not self.leaf(name).read.is_path:
            return None
        return told.change(self.facts(area, name)["read"])

    def trend_change(self, area: str, name: str, trend: str) -> told.Change | None:
        """The rate that a trend of a leaf reads."""
        found = self.facts(area, name)["trends"].get(trend, {})
        return told.change(found) if "base_time" in found else None

    def way_unsure(self, area: str, name: str, trend: str) -> bool:
        """Whether the intervals of the observations leave it open which way a trend of a leaf goes."""
        if not self.is_leaf(name):
            return False
        found = self.facts(area, name)["trends"].get(trend, {})
        return bool(found.get("interval", {}).get("spans_zero"))

    @cached_property
    def reads_changes(self) -> bool:
        """Whether a leaf that is shown reads a growth, a pace or a slope."""
        return any(self.leaf(name).read.is_path for name in self.leaves)

    def target(self, area: str, name: str) -> told.Target | None:
        """The municipality's own target that a leaf's number is made from."""
        if math.isnan(self.cells[area][name].number) or area not in self._committed:
            return None
        return told.target(self.facts(area, name))

    @cached_property
    def _committed(self) -> frozenset[str]:
        """Areas that have adopted a target themselves."""
        table = self.card._request.commitments
        return frozenset() if table is None else frozenset(map(str, table["area"]))

    def benchmark(self, area: str, name: str) -> Benchmark | None:
        """The benchmark of a leaf for an area, which may depend on facts about it; None where there is none."""
        series, cases = self.leaf(name).series, self.card._result.cases
        position = cases.position(area, self.period)
        if not series.benchmarks_differ or position is None:
            return series.benchmark
        return series.benchmark_where(
            lambda where: bool(np.broadcast_to(cases.meets(where, asked=False), cases.count)[position])
        )

    def doubt(self, area: str, name: str) -> told.Doubt | None:
        """Why somebody should look at the value that is shown of a leaf; None where nothing speaks against it."""
        if math.isnan(self.cells[area][name].value) or not self._asked_about(area, name):
            return None
        return self._doubt(area, name, told.shown(self.facts(area, name)["read"]))

    def first_doubt(self, area: str, name: str) -> told.Doubt | None:
        """Why somebody should look at the first of the two values that a rate is worked out from."""
        if not self.leaf(name).read.is_path or self.change(area, name) is None:
            return None
        return self._doubt(area, name, told.first(self.facts(area, name)["read"]))

    def _asked_about(self, area: str, name: str) -> bool:
        """Whether anything at all speaks against an observation of a leaf's series: seen without its explanation."""
        series = self.leaf(name).observable.name
        known = self.card.standard.series.get(series, self.leaf(name).series)
        low, high = known.expected
        if any(not low <= value <= high for _, value, _ in self.observations.get((area, series), [])):
            return True
        return any(key[:2] == (area, series) for key in self._warnings)

    def _doubt(self, area: str, name: str, seen: Sequence[Mapping[str, Any]]) -> told.Doubt | None:
        series = self.leaf(name).observable.name  # what is asked about the whole says nothing of a part
        said = sum(self._warnings.get((area, series, item["period"]), 0) for item in seen)
        ends = told.plausible(seen)
        return told.Doubt(ends, said) if ends is not None or said else None

    @cached_property
    def _warnings(self) -> Counter[tuple[str, str, str]]:
        """How many warnings speak of an observation, by area, series and period."""
        found: Counter[tuple[str, str, str]] = Counter()
        for item in self.card.problems.warnings:
            series = self.card.standard.find_series(item.series) if item.series else None
            if series is not None:
                found[item.area, series.id, item.period] += 1
        return found

    @cached_property
    def with_numbers(self) -> frozenset[str]:
        """Leaves that are shown with a number, for one of the areas of the page at least."""
        known = (cells[name] for cells in self.cells.values() for name in self.leaves if name in cells)
        return frozenset(cell.node for cell in known if not (math.isnan(cell.value) and math.isnan(cell.score)))

    @cached_property
    def verified(self) -> frozenset[tuple[str, str]]:
        """Areas and leaves whose value somebody independent has checked."""
        rows = self.card.verified()
        good = rows[(rows["period"] == self.period) & rows["node"].isin(self.leaves) & (rows["verified"] == 1)]
        return frozenset(zip(good["area"], good["node"], strict=True))

    def decimals(self, name: str, default: int = 1) -> int:
        """Decimals of the number of a node, as the methodology says."""
        said = self.card.methodology.decimals
        return said.get(name, said.get(self.plan.node(name).level, default))

    def anchor(self, area: str, name: str) -> str:
        """The anchor of what the annex says of a leaf."""
        return f"how-{self.areas.index(area)}-{self.leaf_places[name]}"

    @property
    def standard_name(self) -> str:
        """What the standard is called: its title in the language of the page; its id where it has none in it."""
        standard = self.card.standard
        return standard_titles(standard).get(self.language, standard.id)

    # looks

    @cached_property
    def rating(self) -> str:
        """Id of the first rating; empty if there is none."""
        return next(iter(self.card.methodology.ratings), "")

    @cached_property
    def further_ratings(self) -> tuple[str, ...]:
        """Ids of the ratings behind the first."""
        return tuple(self.card.methodology.ratings)[1:]

    @cached_property
    def looks(self) -> dict[str, dict[str, Look]]:
        """Looks of labels by ``rating.<id>`` and ``trend.<id>``."""
        card, words = self.card, self.card.standard.vocabularies
        found = {}
        for number, (name, rules) in enumerate(card.methodology.ratings.items()):
            found[f"rating.{name}"] = looks_of(rules, words.get("ratings"), f"{self.prefix}r{number}-")
        for number, (name, trend) in enumerate(card.methodology.trends.items()):
            found[f"trend.{name}"] = looks_of(trend.ratings, words.get("trends"), f"{self.prefix}t{number}-")
        return found

    def look(self, cell: Cell) -> Look | None:
        """The look of a node's first rating."""
        return self.looks[f"rating.{self.rating}"].get(cell.rating) if self.rating else None

    def share(self, score: float) -> float:
        """Where a score lies on the scale, 0 to 1; NaN for none."""
        scale = self.card.methodology.scale
        if math.isnan(score) or scale.best == scale.worst:
            return math.nan
        return min(max((score - scale.worst) / (scale.best - scale.worst), 0.0), 1.0)

    def area_name(self, area: str) -> str:
        """Name of an area."""
        return self._area_names[area]

    @cached_property
    def _area_names(self) -> dict[str, str]:
        return {area: self.card.area_name(area) for area in self.areas}

    @cached_property
    def period_text(self) -> str:
        """The period for reading: an interval with a dash."""
        return self.period.replace("/", "–")
