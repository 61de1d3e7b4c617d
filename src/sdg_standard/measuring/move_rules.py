"""How the numbers of a divided area are shared out: by rules that the caller names, never by default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sdg_standard.areas import Change
from sdg_standard.errors import EvidenceError, Problem, UnknownId
from sdg_standard.exchange import read_table
from sdg_standard.measuring.codes import MOVE_RULE
from sdg_standard.units import NumberError, parse_number
from sdg_standard.words import say

POPULATION, IGNORE_BOUNDARY = "population", "ignore_boundary"
_WORDS = (POPULATION, IGNORE_BOUNDARY)
_NEEDED = ("from", "to", "share")
_ROUNDING = 1e-6

OneRule = str | os.PathLike[str] | pd.DataFrame | Mapping[Any, Any]
"""A word, shares by (from, to) or by from and to, or a table with the columns ``from, to, share`` (and ``series``)."""
MoveRule = OneRule | Sequence[OneRule] | None


@dataclass(frozen=True)
class Shares:
    """Shares of one's own by series (empty: all), from and to; and the words of rules, which are asked after them."""

    own: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def of(self, origin: str, to: str, change: Change, series: str = "") -> tuple[float | None, str]:
        """The share of what an area has that goes to another one, and the rule that says so; None: no rule does."""
        for key in dict.fromkeys(((series, origin, to), ("", origin, to))):
            if key in self.own:
                return self.own[key], "own"
        if IGNORE_BOUNDARY in self.words and change.kind == "boundary":
            return 0.0, IGNORE_BOUNDARY
        forward = (origin, to) == (change.old, change.new)
        if POPULATION in self.words and change.kind == "split" and forward and change.share is not None:
            return change.share, f"{POPULATION} ({change.basis})" if change.basis else POPULATION
        return None, ""

    def special(self, series: str) -> str:
        """The series where it has shares of its own, else an empty text: it is shared out like all others."""
        return series if self.own and any(name == series for name, _, _ in self.own) else ""

    @property
    def text(self) -> str:
        """The rules by name, for the provenance."""
        return ", ".join((*(["own"] if self.own else []), *self.words))


def is_word(rule: str) -> bool:
    """Whether a text is the word of a rule, and no file with shares.

    >>> is_word("population"), is_word("shares.csv")
    (True, False)
    """
    return not rule.lower().endswith((".csv", ".xlsx", ".parquet"))


def shares_of(rule: MoveRule) -> Shares:
    """Read what a caller names as rule. Raises EvidenceError for shares that cannot be, UnknownId for another word."""
    own: dict[tuple[str, str, str], float] = {}
    words: list[str] = []
    problems: list[Problem] = []
    for one in _several(rule):
        if isinstance(one, str) and is_word(one):
            if one not in _WORDS:
                raise UnknownId("rule", one, list(_WORDS))
            words.append(one)
            continue
        for place, series, origin, to, cell in _lines(one, problems):
            share = _share(cell)
            if share is None:
                text = say("measuring.no_share", text=str(cell)[:40], origin=origin, to=to)
                problems.append(MOVE_RULE.problem(text, field="share", **place))
            else:
                own[series, origin, to] = share
    problems += _too_much(own)
    if problems:
        raise EvidenceError(problems)
    return Shares(own, tuple(dict.fromkeys(words)))


def _several(rule: MoveRule) -> list[OneRule]:
    if rule is None:
        return []
    return list(rule) if isinstance(rule, list | tuple) else [rule]  # type: ignore[list-item]  # a mapping is one rule


def _lines(one: Any, problems: list[Problem]) -> Iterable[tuple[dict[str, Any], str, str, str, Any]]:
    """Place, series, from, to and share of each line."""
    if isinstance(one, Mapping):
        for key, cell in one.items():
            if isinstance(cell, Mapping):
                yield from (({}, "", str(key), str(to), share) for to, share in cell.items())
            elif isinstance(key, tuple) and len(key) == 2:
                yield {}, "", str(key[0]), str(key[1]), cell
            else:
                problems.append(MOVE_RULE.problem(say("measuring.no_from_and_to", key=str(key)[:60])))
        return
    frame, file = (one, "") if isinstance(one, pd.DataFrame) else _read(one)
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        text = say("measuring.rule_lacks_column", names=missing)
        problems.append(MOVE_RULE.problem(text, file=file, field=missing[0]))
        return
    for line, row in zip(frame.index, frame.to_dict("records"), strict=True):
        series = "" if pd.isna(row.get("series", "")) else str(row.get("series", "")).strip()
        place = {"file": file, "row": int(line) if file else None}
        yield place, series, str(row["from"]).strip(), str(row["to"]).strip(), row["share"]


def _read(path: Any) -> tuple[pd.DataFrame, str]:
    raw = read_table(path)
    return raw.frame, raw.file


def _share(cell: Any) -> float | None:
    try:
        share = float(parse_number(str(cell).strip()))
    except NumberError:
        return None
    return share if 0 <= share <= 1 else None


def _too_much(own: Mapping[tuple[str, str, str], float]) -> list[Problem]:
    """Areas that would give away more than they have."""
    total: dict[tuple[str, str], float] = {}
    for (series, origin, _), share in own.items():
        total[series, origin] = total.get((series, origin), 0.0) + share
    return [
        MOVE_RULE.problem(say("measuring.shares_above_one", origin=origin, total=share), area=origin, field="share")
        for (_, origin), share in total.items()
        if share > 1 + _ROUNDING
    ]
