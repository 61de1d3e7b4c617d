"""Two deliveries of the same statistics side by side, such as the figures of March and June: what differs, what moves.

A number that is withheld in the later delivery is shown from neither: the earlier one would tell what it hides.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._notebook import frame, panel
from sdg_standard.assess import Scorecard, score
from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId
from sdg_standard.measuring import measure
from sdg_standard.measuring.spoken import GIVEN, spoken
from sdg_standard.methodology import Methodology
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.model.values import Values
from sdg_standard.study.trying import COLUMNS as MOVED_COLUMNS
from sdg_standard.study.trying import EQUAL, moved
from sdg_standard.words import LANGUAGES, Said, say, told

WHAT: tuple[str, ...] = ("changed", "new", "gone", "withheld", "status", "verification")
"""What may differ, in the order in which it is looked at: only the first is told of a row."""
BESIDE = ("status", "reason", "verification")
"""Columns of values that stand in the table from both deliveries."""
COLUMNS: tuple[str, ...] = (
    *("area", "period", "series", "what", "old", "new", "change", "share", "unit"),
    *(f"{name}_{side}" for name in BESIDE for side in ("old", "new")),
)
"""The columns of what differs, in order."""
KEYS = ["area", "period", "series"]
MOST_TOLD = 20
"""So many rows the text names; the table has all."""
Delivery = Evidence | Values


@dataclass(frozen=True)
class Deliveries:
    """What differs between two deliveries. Immutable; made by :func:`sdg_standard.compare_deliveries`."""

    _values: pd.DataFrame
    _scores: pd.DataFrame
    same: int
    """How many numbers are in both deliveries and alike in everything that is looked at."""

    @property
    def values(self) -> pd.DataFrame:
        """A row for each area, period and series that differs, the largest relative changes first.

        ``what``: `changed` (another number), `new`, `gone` (a number in one delivery only), `withheld` (a number that
        the later delivery does not publish), `status` (the same number, or none, under another status or reason),
        `verification`. ``share`` is the change as a share of the earlier number.
        """
        return handed_out(self._values)

    @property
    def scores(self) -> pd.DataFrame:
        """The scores that move: ``area, period, node, level, score_from, score_to, change`` with rating and rank.

        Empty where no methodology was named.
        """
        return handed_out(self._scores)

    def to_frame(self) -> pd.DataFrame:
        """The same as ``values``."""
        return self.values

    def text(self, language: str = "en") -> str:
        """What differs, in sentences: how much of each kind, and the first rows. Raises UnknownId for a language."""
        if language not in LANGUAGES:
            raise UnknownId("language", language, LANGUAGES)
        lines = [_counted(self._values, self.same), *map(_row_said, self._values.head(MOST_TOLD).to_dict("records"))]
        more = len(self._values) - MOST_TOLD
        lines += [say("deliveries.more", n=more)] if more > 0 else []
        lines += [say("deliveries.scores", n=len(self._scores))] if len(self._scores) else []
        return "\n".join(told(line, language) for line in lines)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Deliveries({len(self._values)} differ, {self.same} do not)"

    def _repr_html_(self) -> str:
        tables = [frame(name, part) for name, part in (("values", self._values), ("scores", self._scores)) if len(part)]
        return panel(_counted(self._values, self.same), *tables)


def compare_deliveries(
    old: Delivery,
    new: Delivery,
    standard: Standard,
    methodology: str | Path | Methodology | None = None,
    *,
    areas: pd.DataFrame | str | Path | None = None,
    periods: Iterable[str | int] | None = None,
) -> Deliveries:
    """Return what differs between two deliveries of the same statistics, and which scores move under a methodology.

    Both are measured under the same standard, so that a number that is only written otherwise is the same number.
    ``areas`` and ``periods`` are those of :func:`sdg_standard.score`. Raises as that does.

    >>> import pandas as pd, sdg_standard as sdg
    >>> march = sdg.demo_evidence()
    >>> june = sdg.Evidence.from_frame(march.frame.replace({"value": {"67.94": "71.2"}}))
    >>> sdg.compare_deliveries(march, june, sdg.load()).values[["series", "what", "old", "new"]].values.tolist()
    [['u4ssc.sc.sh.si.4c', 'changed', 67.94, 71.2]]
    """
    first, second = (item if isinstance(item, Values) else measure(item, standard) for item in (old, new))
    both = _side_by_side(first.frame, second.frame)
    differing = both[both["what"] != ""]
    order = differing["share"].abs().fillna(np.inf).sort_values(ascending=False, kind="stable").index
    values = differing.loc[order, list(COLUMNS)].reset_index(drop=True)
    scores = pd.DataFrame(columns=list(MOVED_COLUMNS))
    if methodology is not None:
        asked = list(periods) if periods is not None else None
        cards = [score(each, standard, methodology, areas=areas, periods=asked) for each in (first, second)]
        scores = _without_withheld(moved(*cards), cards[1], second.frame)
    same = int((both["what"].eq("") & both["new"].notna()).sum())
    return Deliveries(values, scores, same)


def _side_by_side(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Every area, period and series of either delivery, with what differs."""
    columns = [*KEYS, "value", "unit", *BESIDE]
    both = old[columns].merge(new[columns], on=KEYS, how="outer", suffixes=("_old", "_new"), sort=True)
    for name in ("unit", *BESIDE):
        for side in ("old", "new"):
            both[f"{name}_{side}"] = both[f"{name}_{side}"].fillna("").astype(object)
    withheld = both["reason_new"] == "suppressed"
    both["old"], both["new"] = both["value_old"].mask(withheld), both["value_new"]
    both["unit"] = both["unit_new"].where(both["unit_new"] != "", both["unit_old"])
    both["change"] = both["new"] - both["old"]
    both["share"] = (both["change"] / both["old"].abs()).where(both["old"] != 0)
    both["what"] = _what(both, withheld)
    return both


def _what(both: pd.DataFrame, withheld: pd.Series[bool]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """What differs in each row, the first that holds; empty where nothing does."""
    had, has = both["value_old"].notna(), both["value_new"].notna()
    large = EQUAL * both["value_old"].abs().clip(lower=1e-300)
    different = {
        "changed": had & has & (both["change"].abs() > large),
        "new": has & ~had,
        "gone": had & ~has & ~withheld,
        "withheld": withheld & (both["reason_old"] != "suppressed"),
        "status": (both["status_old"] != both["status_new"]) | (both["reason_old"] != both["reason_new"]),
        "verification": both["verification_old"] != both["verification_new"],
    }
    return np.select([different[name] for name in WHAT], list(WHAT), default="").astype(object)


def _without_withheld(found: pd.DataFrame, card: Scorecard, values: pd.DataFrame) -> pd.DataFrame:
    """The scores that move without those of series that the later delivery withholds: they would tell the number."""
    hidden = values[values["reason"] == "suppressed"]
    known = set(zip(hidden["area"], hidden["series"], strict=True))
    leaves = {name: leaf.read.series or leaf.series.id for name, leaf in card._plan.leaves.items()}
    told_too_much = [(area, leaves.get(node)) in known for area, node in zip(found["area"], found["node"], strict=True)]
    return found[~np.array(told_too_much, dtype=bool)].reset_index(drop=True)


def _counted(values: pd.DataFrame, same: int) -> Said:
    counts = values["what"].value_counts()
    parts = [say(f"deliveries.count.{name}", n=int(counts[name])) for name in WHAT if name in counts]
    return say("deliveries.counts", parts=parts, same=same) if parts else say("deliveries.nothing", same=same)


def _row_said(row: Mapping[Hashable, Any]) -> Said:
    """One row as a sentence."""
    about = {name: row[name] for name in KEYS}
    unit = f" {row['unit']}" if row["unit"] else ""
    before, after = float(row["old"]), float(row["new"])
    if row["what"] == "changed":
        old, new = spoken(before, after, digits=GIVEN)
        share = float(row["share"])
        by = "" if np.isnan(share) else say("deliveries.by", share=f"{share:+.1%}".replace("%", " %"))
        return say("deliveries.changed", **about, old=old, new=new, unit=unit, by=by)
    if row["what"] in ("new", "gone"):
        number = spoken(after if row["what"] == "new" else before, digits=GIVEN)[0]
        return say(f"deliveries.{row['what']}", **about, number=number, unit=unit)
    if row["what"] == "withheld":
        return say("deliveries.withheld", **about)
    names = ("status", "reason") if row["what"] == "status" else ("verification",)
    old_word, new_word = (", ".join(str(row[f"{name}_{side}"]) for name in names if row[f"{name}_{side}"]) or "-"
                          for side in ("old", "new"))  # fmt: skip
    return say("deliveries.other", **about, what=say(f"deliveries.word.{row['what']}"), old=old_word, new=new_word)
