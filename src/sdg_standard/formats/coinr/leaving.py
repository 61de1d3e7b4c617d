"""A scorecard as the two tables that COINr begins with, and the script that makes the same scores of them in R.

Every indicator is a leaf. One that walks from a worst to a best point alone goes out with its values, its direction and
these points; of any other the score goes out, between the ends of the scale, since the rest of its steps has no place
in ``iMeta``. Where a branch is made in a way that COINr does not have, that is said, and its number will differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from sdg_standard.exchange import table_text
from sdg_standard.formats.coinr.shape import (
    AGGREGATE,
    AGGREGATES,
    DATA_COLUMNS,
    GROUP,
    INDICATOR,
    META_COLUMNS,
    OTHER,
)
from sdg_standard.methodology.missing import IGNORED
from sdg_standard.methodology.steps import GoalpostsStep
from sdg_standard.plans import Branch, Leaf
from sdg_standard.results.results import Results
from sdg_standard.words import say, told

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, eq=False)
class CoinrTables:
    """What COINr reads, and what it does not take over."""

    idata: pd.DataFrame
    """A row for each area and period: ``uCode, uName``, ``Time`` of a panel, attributes, indicators."""
    imeta: pd.DataFrame
    """A row for each column and each branch."""
    script: str
    """R that builds the same index of the two."""
    lost: tuple[str, ...] = ()
    """What stays behind, a sentence each."""

    def files(self, language: str = "en") -> dict[str, str]:
        """Return the files by name: ``iData.csv``, ``iMeta.csv``, ``build.R`` and, where anything is lost,
        ``lost.txt``; the same text each time."""
        return {
            "iData.csv": table_text(self.idata),
            "iMeta.csv": table_text(self.imeta),
            "build.R": self.script,
            **({"lost.txt": "".join(f"{told(line, language)}\n" for line in self.lost)} if self.lost else {}),
        }


def coinr_tables(card: Results) -> CoinrTables:
    """Return a scorecard as ``iData`` and ``iMeta`` of COINr, with the script that aggregates them.

    Codes are ids with what R does not take replaced; the column ``id`` of ``iMeta`` has the ids. A branch below which
    levels are missing gets intermediate ones that pass its number on, since COINr wants each parent one level above.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "norway-goalposts", periods=["2021"])
    >>> tables = coinr_tables(card)
    >>> list(tables.imeta.columns[:6]), "n_goalposts" in tables.script
    (['Level', 'iCode', 'Parent', 'Direction', 'Weight', 'Type'], True)
    """
    return _Maker(card).tables()


@dataclass
class _Maker:
    """Goes down the tree; ``rows`` of iMeta, ``columns`` of iData and what is ``lost`` grow on the way."""

    card: Results
    rows: list[dict[str, object]] = field(default_factory=list)
    columns: dict[str, np.ndarray] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    made_by: dict[int, dict[str, None]] = field(default_factory=dict)
    """The aggregates of each level."""

    def tables(self) -> CoinrTables:
        self.taken = {*DATA_COLUMNS, *self.card.areas}
        plan = self.card._plan
        roots = [name for name in plan.tree.roots if name in plan.branches]
        top = max((self._height(name) for name in roots), default=1)
        if len(roots) > 1:
            self._lose(say("formats.coinr.lost.roots", n=len(roots)))
        if plan.ratings or plan.ranks or plan.trends:
            self._lose(say("formats.coinr.lost.labels"))
        for name in roots:
            self._branch(name, top, "", 1.0)
        self._prune()
        data, others = self._data()
        meta = pd.DataFrame([*self.rows, *others], columns=list(META_COLUMNS))
        meta["Level"] = meta["Level"].astype("Int64")
        script = _script(top, self.made_by, panel="Time" in data.columns, lost=self.lost)
        return CoinrTables(data, meta, script, tuple(self.lost))

    def _lose(self, text: str) -> None:
        self.lost[text] = None

    @cached_property
    def _heights(self) -> Mapping[str, int]:
        """How many levels stand below each node, and itself."""
        tree, found = self.card._plan.tree, dict[str, int]()
        for name in tree.bottom_up():
            found[name] = 1 + max((found[child] for child in tree.nodes[name].children), default=0)
        return found

    def _height(self, name: str) -> int:
        return self._heights[name]

    def _code(self, name: str) -> str:
        """A code that R takes, that nothing else has."""
        text = re.sub(r"[^A-Za-z0-9_.]", "_", name)
        text = text if re.match(r"[A-Za-z]", text) else f"X{text}"
        found, number = text, 1
        while found in self.taken:
            number += 1
            found = f"{text}.{number}"
        self.taken.add(found)
        return found

    def _branch(self, name: str, level: int, parent: str, weight: float) -> None:
        """A branch with all below it; one that stands in two places is written twice."""
        branch = self.card._plan.branches[name]
        code = self._code(name)
        self._row(level, code, parent, weight, AGGREGATE, id=name, iName=branch.title, Direction=1)
        self._say_what_differs(branch)
        self.made_by.setdefault(level, {})[branch.aggregate.method] = None
        for child, share in zip(branch.children, self._weights(branch), strict=True):
            if child in self.card._plan.branches:
                self._branch(child, level - 1, code, share)
            else:
                self._leaf(self.card._plan.leaves[child], level - 1, code, share)

    def _weights(self, branch: Branch) -> Iterator[float]:
        """Of each child its weight; where leaves are aggregated, that of all leaves below it."""
        if branch.aggregate.over == "children":
            yield from branch.weights
            return
        shares = dict(zip(branch.leaves, branch.part_weights(self.card._plan.leaves), strict=True))
        for child in branch.children:
            yield sum(shares[name] for name in self.card._plan.tree.leaves_of(child))

    def _leaf(self, leaf: Leaf, level: int, parent: str, weight: float) -> None:
        """A leaf on the lowest level, below what passes its number on where its parent stands higher."""
        numbers, facts = self._numbers(leaf)
        if np.isnan(numbers).all():
            self._lose(say("formats.coinr.lost.empty", node=leaf.id))
            return
        for between in range(level, 1, -1):
            code = self._code(f"{leaf.id}.level{between}")
            self._row(between, code, parent, weight, AGGREGATE, id="", iName=leaf.title, Direction=1)
            parent, weight = code, 1.0
        code = self._code(leaf.id)
        self.columns[code] = numbers
        self._row(1, code, parent, weight, INDICATOR, id=leaf.id, iName=leaf.title, **facts)

    def _row(self, level: int, code: str, parent: str, weight: float, kind: str, **facts: object) -> None:
        row = {"Level": level, "iCode": code, "Parent": parent or None, "Weight": weight, "Type": kind}
        self.rows.append({**dict.fromkeys(META_COLUMNS), **row, **facts, "iName": facts.get("iName") or code})

    def _numbers(self, leaf: Leaf) -> tuple[np.ndarray, dict[str, object]]:
        """The values of a leaf with its two points; its scores between the ends of the scale where these do not do."""
        posts = self._posts(leaf)
        if posts is not None:
            values = np.where(np.isnan(self.card._score(leaf.id)), np.nan, self.card._value(leaf.id))
            return values, {"Unit": leaf.read_unit or "", **posts}
        scale = self.card.methodology.scale
        if leaf.steps:
            self._lose(say("formats.coinr.lost.steps", node=leaf.id))
        low, high = min(scale.worst, scale.best), max(scale.worst, scale.best)
        ends = {"goalpost_lower": low, "goalpost_upper": high, "goalpost_scale": high - low}
        facts = {**ends, "goalpost_trunc2posts": "FALSE", "Direction": 1}
        numbers = self.card.number(leaf.id)
        if low:  # COINr's lower end is 0: shifted, so that what comes out is what went in
            facts |= {"goalpost_lower": 0.0, "goalpost_upper": high - low}
        return numbers, {"Unit": "", **facts}

    def _posts(self, leaf: Leaf) -> dict[str, object] | None:
        """The two points of a leaf that walks between them alone, one number each for all areas."""
        track, place = self.card._result.place_of[leaf.id]
        steps = track.steps
        if (
            len(steps) != 1
            or not isinstance(steps[0].model, GoalpostsStep)
            or (leaf.gives == "value" and not leaf.steps)
        ):
            return None
        step = steps[0].model
        low, high = step.to or (self.card.methodology.scale.worst, self.card.methodology.scale.best)
        ends = [np.unique(steps[0].numbers[name][place]) for name in ("worst", "best")]
        if low or high <= 0 or step.clip not in ("both", "none") or any(len(end) > 1 for end in ends):
            return None
        worst, best = (float(end[0]) for end in ends)
        if np.isnan([worst, best]).any() or self._filled(leaf):
            return None
        return {
            "Direction": 1 if best > worst else -1,
            "goalpost_lower": min(worst, best),
            "goalpost_upper": max(worst, best),
            "goalpost_scale": float(high),
            "goalpost_trunc2posts": "TRUE" if step.clip == "both" else "FALSE",
        }

    def _filled(self, leaf: Leaf) -> bool:
        """Whether a score stands where no value does: the methodology filled it."""
        return bool((~np.isnan(self.card._score(leaf.id)) & np.isnan(self.card._value(leaf.id))).any())

    def _say_what_differs(self, branch: Branch) -> None:
        """What COINr's aggregation has no place for."""
        if branch.aggregate.method not in AGGREGATES:
            self._lose(say("formats.coinr.lost.aggregate", node=branch.id, method=branch.aggregate.method))
        if branch.aggregate.over == "leaves" or branch.aggregate.weights is not None:
            self._lose(say("formats.coinr.lost.over", node=branch.id))
        if branch.needs or branch.missing != IGNORED:
            self._lose(say("formats.coinr.lost.needs", node=branch.id))
        if branch.steps or branch.applies is not True:
            self._lose(say("formats.coinr.lost.branch_steps", node=branch.id))

    def _prune(self) -> None:
        """Without branches below which nothing is left: COINr refuses them."""
        while True:
            parents = {row["Parent"] for row in self.rows}
            kept = [row for row in self.rows if row["Type"] == INDICATOR or row["iCode"] in parents]
            if len(kept) == len(self.rows):
                return
            self.rows = kept

    def _data(self) -> tuple[pd.DataFrame, list[dict[str, object]]]:
        """The table of areas, and the rows of iMeta about its other columns."""
        cases, areas = self.card._result.cases, self.card.areas
        index = [(area, period) for area in areas for period in self.card.periods]
        at = np.array([cases.position(area, period) for area, period in index], dtype=np.intp)
        found: dict[str, object] = {
            "uCode": [area for area, _ in index],
            "uName": [self.card.area_name(area) for area, _ in index],
        }
        others: list[dict[str, object]] = []
        if len(self.card.periods) > 1:
            found["Time"] = list(self._times(index))
        for name in self._attributes():
            cells = cases.attribute(name).astype(str)[at]
            code = self._code(name)
            kind = OTHER if _all_numbers(cells) else GROUP
            found[code] = [cell or None for cell in cells]
            others.append({**dict.fromkeys(META_COLUMNS), "iCode": code, "Type": kind, "id": name, "iName": name})
        return pd.DataFrame({**found, **{code: numbers[at] for code, numbers in self.columns.items()}}), others

    def _times(self, index: list[tuple[str, str]]) -> Iterator[int]:
        """Years; of other periods their place in order, since COINr wants a number."""
        years = all(_YEAR.fullmatch(period) for period in self.card.periods)
        if not years:
            self._lose(say("formats.coinr.lost.periods", periods=", ".join(self.card.periods)))
        place = {period: number for number, period in enumerate(self.card.periods, 1)}
        return (int(period) if years else place[period] for _, period in index)

    def _attributes(self) -> list[str]:
        frame = self.card._result.cases.table.frame
        columns = [] if frame is None else list(map(str, frame.columns))
        return [name for name in columns if name not in ("area", "name", "period")]


def _all_numbers(cells: np.ndarray) -> bool:
    return all(re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", cell) for cell in cells if cell)


def _script(levels: int, made_by: Mapping[int, Mapping[str, None]], *, panel: bool, lost: Mapping[str, None]) -> str:
    """The R that makes the index: nothing in it comes from data."""
    names = []
    for level in range(2, levels + 1):
        methods = [AGGREGATES[name] for name in made_by.get(level, {}) if name in AGGREGATES]
        if len(set(methods)) > 1:
            lost_text = say("formats.coinr.lost.mixed", level=level)
            if isinstance(lost, dict):
                lost[lost_text] = None
        names.append(methods[0] if methods else AGGREGATES["arithmetic_mean"])
    aggregates = ", ".join(f'"{name}"' for name in names)
    split = ', split_to = "all"' if panel else ""
    everywhere = ", global = FALSE" if panel else ""
    posts = 'list(f_n = "n_goalposts", f_n_para = "use_iMeta")'
    return f"""# install.packages("COINr")
library(COINr)

texts <- function(...) setNames(rep("character", ...length()), c(...))
read <- function(file, classes) {{
  read.csv(file, na.strings = "", check.names = FALSE, colClasses = classes, fileEncoding = "UTF-8")
}}
iData <- read("iData.csv", texts("uCode", "uName"))
iMeta <- read("iMeta.csv", texts("iCode", "Parent", "Type", "iName", "Unit"))

coin <- new_coin(iData, iMeta{split})
coin <- Normalise(coin, dset = "Raw", global_specs = {posts}{everywhere})
coin <- Aggregate(coin, dset = "Normalised", f_ag = c({aggregates}))
get_dset(coin, dset = "Aggregated")
"""
