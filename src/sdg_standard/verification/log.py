"""The log of questions: every question and answer in order, and the evidence with what was verified."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard._notebook import frame, one_line, panel
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems
from sdg_standard.exchange import table_text
from sdg_standard.model.evidence import Evidence
from sdg_standard.verification.entries import OWN, QUESTION_COLUMNS, QUESTIONED, STATES, Entry, last_of
from sdg_standard.verification.page import page
from sdg_standard.verification.workbook import workbook
from sdg_standard.words import say, told

_SHOWN = ("area", "period", "series", "what", "severity", "suggestion")
"""What a notebook shows of an open question."""


class QuestionLog:
    """Questions about a submission and their answers. Immutable; made by :func:`sdg_standard.questions`.

    Nothing in it is changed or taken away: an answer is a further entry with the id of its question.
    """

    def __init__(
        self,
        entries: tuple[Entry, ...],
        problems: Problems,
        evidence: Evidence,
        standard: Standard,
        asked_now: frozenset[str],
        language: str,
    ) -> None:
        self._entries, self._asked_now = entries, asked_now
        self.problems = problems
        """What is wrong with the file, or with rows of answers; questions about numbers stand in the log."""
        self.evidence = evidence
        """The evidence, each row with the verification that the log has come to."""
        self.standard, self.language = standard, language

    @property
    def frame(self) -> pd.DataFrame:
        """All entries, the oldest first: the columns of a log of questions, all text."""
        return _frame(self._entries)

    @property
    def current(self) -> pd.DataFrame:
        """The last entry of each question."""
        return _frame(self._last.values())

    @property
    def open(self) -> pd.DataFrame:
        """The questions that are asked and not settled."""
        return _frame(entry for entry in self._last.values() if self._is_open(entry))

    @cached_property
    def _last(self) -> dict[str, Entry]:
        return last_of(self._entries)

    def _is_open(self, entry: Entry) -> bool:
        return entry.state == QUESTIONED and (entry.id in self._asked_now or entry.rule == OWN)

    def counts(self) -> dict[str, int]:
        """How many questions are in each state."""
        found = Counter(entry.state for entry in self._last.values())
        return {state: found[state] for state in STATES}

    def text(self, language: str = "en") -> str:
        """How many questions are in each state, as a sentence."""
        counts = [
            say("verification.count", n=number, state=say(f"verification.state.{state}"))
            for state, number in self.counts().items()
            if number
        ]
        said = say("verification.counts", n=len(self._last), counts=counts) if counts else say("verification.nothing")
        return told(said, language)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write all entries as CSV. Raises OutputError where that cannot be."""
        write_together({Path(path): self.content("csv")})

    def to_excel(self, path: str | os.PathLike[str]) -> None:
        """Write all entries as a workbook in which answers can be typed. Raises MissingExtra without openpyxl."""
        write_together({Path(path): self.content("xlsx")})

    def to_html(self, path: str | os.PathLike[str]) -> None:
        """Write the questions with their history as one page that needs no network."""
        write_together({Path(path): self.content("html")})

    def content(self, form: Literal["csv", "xlsx", "html"]) -> str | bytes:
        """What a file of the log holds."""
        if form == "csv":
            return table_text(self.frame)
        if form == "xlsx":
            return workbook(self.frame, self.standard, self.language)
        open_now = {entry.id for entry in self._last.values() if self._is_open(entry)}
        return page(self._entries, open_now, self.standard, self.language, self.evidence.file)

    def __len__(self) -> int:
        return len(self._last)

    def __repr__(self) -> str:
        return one_line("QuestionLog", self.text())

    def _repr_html_(self) -> str:
        return panel(self.text(), frame("", self.open, _SHOWN))


def _frame(entries: Iterable[Entry]) -> pd.DataFrame:
    rows = [[getattr(entry, name) for name in QUESTION_COLUMNS] for entry in entries]
    return pd.DataFrame(rows, columns=list(QUESTION_COLUMNS), dtype=object)
