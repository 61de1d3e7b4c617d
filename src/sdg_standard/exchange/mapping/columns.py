"""Our columns made of those of a table: each distinct cell is looked at once, and what is not understood is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import did_you_mean, near
from sdg_standard.exchange.mapping.model import ColumnRule
from sdg_standard.exchange.mapping.patterns import PERIOD, Pattern, period_of
from sdg_standard.exchange.mapping.regions import municipality
from sdg_standard.exchange.mapping.rows import Distinct, Rows
from sdg_standard.words import say


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows that a cell costs; the message is made when it is asked for, since there may be very many."""

    message: Callable[[], str]
    rows: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Made:
    """One of our columns: a text for each row, and which rows cannot be read; ``told`` says why of most of them."""

    cells: NDArray[np.object_]
    lost: NDArray[np.bool_]
    told: list[Lost]


class _Unknown(Exception):
    """A text that a rule does not understand; ``known`` are those that it does."""

    def __init__(self, key: str, known: Iterable[str] = (), **facts: str) -> None:
        self.key, self.known, self.facts = key, known, facts

    def message(self, n: int) -> str:
        """What is said of it where it stands in so many rows."""
        hint = {"hint": did_you_mean(near(self.facts["text"], self.known))} if self.known else {}
        return say(self.key, **self.facts, **hint, n=n)


def made_column(ours: str, rule: ColumnRule, rows: Rows) -> Made:
    """One of our columns, of rows that are to be read."""
    theirs = rows.distinct(rule.from_)
    texts = np.full(len(theirs.texts), "", dtype=object)
    lost = np.zeros(len(theirs.texts), dtype=bool)
    unknown: dict[int, _Unknown] = {}
    for place, text in enumerate(theirs.texts):
        try:
            made = _text(text, rule, ours)
            texts[place], lost[place] = made or "", made is None
        except _Unknown as error:
            unknown[place], lost[place] = error, True
    return Made(texts[theirs.codes], lost[theirs.codes], list(_told(theirs, unknown)))


def _told(theirs: Distinct, unknown: dict[int, _Unknown]) -> Iterator[Lost]:
    """What is said of the texts that were not understood, each once, in the order in which they occur."""
    if not unknown:
        return
    order = np.argsort(theirs.codes, kind="stable")
    ends = np.searchsorted(theirs.codes[order], np.arange(len(theirs.texts) + 1))
    for place, error in unknown.items():
        rows = order[ends[place] : ends[place + 1]]
        if len(rows):
            yield Lost(partial(error.message, len(rows)), rows)


def _text(text: str, rule: ColumnRule, ours: str) -> str | None:
    """What a cell becomes; None where its row is left out on purpose. Raises _Unknown."""
    whole = text
    if rule.take is not None and text:
        parts = Pattern.parse(rule.take).match(text)
        if parts is None:
            raise _Unknown("exchange.mapping_does_not_fit", text=whole[:60], name=rule.from_, take=rule.take)
        text = parts[""].strip()
    if rule.digits is not None and text.isascii() and text.isdigit():
        text = text.zfill(rule.digits)
    if text in rule.codes:
        meant = rule.codes[text]
        if meant is None:
            return None
        text = meant
    elif rule.codes and rule.others == "tell" and text:
        raise _Unknown("exchange.mapping_code_unknown", rule.codes, text=whole[:60], name=rule.from_)
    if rule.form == "ssb-region" and text and text not in rule.codes:
        try:
            region = municipality(text)
        except ValueError:
            raise _Unknown("exchange.mapping_no_region", text=whole[:60], name=rule.from_) from None
        if region is None:
            return None
        text = region
    if ours == PERIOD and text:
        text = (
            period_of(text, school_year=rule.form == "school-year") or text
        )  # any other is refused when it is measured
    return f"{rule.prefix}{text}" if rule.prefix and text and not text.startswith(rule.prefix) else text
