"""A scorecard as JSON, written and read back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import ValidationError

from sdg_standard._files import read_plain, reason
from sdg_standard._version import __version__
from sdg_standard.assess.card import Card
from sdg_standard.assess.kept import Kept, OwnTables, difference, keep, problems_again, run_again
from sdg_standard.errors import EvidenceError, SdgStandardError, StandardError, UnknownId
from sdg_standard.exchange import InOrder, is_text, json_columns, json_text
from sdg_standard.explaining import Explanation, explain_all, put_inside
from sdg_standard.measuring.codes import NOT_EXPLAINED, UNREADABLE_SCORECARD
from sdg_standard.methodology import Methodology
from sdg_standard.model.frames import handed_out
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.results.meant import node_meant, period_meant
from sdg_standard.results.results import SCORE_COLUMNS
from sdg_standard.results.run import Run
from sdg_standard.scoring.screening import SCREENING_COLUMNS
from sdg_standard.source import Strict
from sdg_standard.words import say

FORMAT = "sdg-standard scorecard 1"
MOST_BYTES = 2**30
SHOWN = 80
"""So much of what was handed over is repeated in a message."""
_FAULTS = (
    *(SdgStandardError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError),
    *(RecursionError, MemoryError),
)
"""What may happen when a file that was changed by hand is computed again."""
DEEPEST = 100
MOST_INSIDE = 100_000
"""Levels and parts of an explanation: far more than any tree of ours has."""


class ScoreTable(Strict):
    """A table as columns: every list has the same length."""

    columns: dict[str, list[Any]]
    """Cells by column; None for an empty cell."""


class SavedScorecard(Strict):
    """The shape of the JSON; :meth:`model_json_schema` gives its schema."""

    format: Literal["sdg-standard scorecard 1"]
    """Which shape this is."""
    methodology: dict[str, Any]
    """The methodology, whole."""
    areas: dict[str, str]
    """Name of each area by id."""
    periods: list[str]
    """The periods that are scored."""
    scores: ScoreTable
    """The columns of scores.csv."""
    values: ScoreTable
    """The columns of values.csv."""
    parts: ScoreTable | None = None
    """The columns of parts.csv; None where the evidence has no parts."""
    problems: list[dict[str, Any]]
    """The columns of problems.csv."""
    provenance: dict[str, Any]
    """Edition, digests, versions, parameters."""
    screening: ScoreTable | None = None
    """All areas, and whether they take part; None in a file of an earlier version."""
    kept: Kept | None = None
    """What all of it is made of beside the tables; None in a file of an earlier version."""
    explanations: dict[str, dict[str, dict[str, dict[str, Any]]]] | None = None
    """How each number came about, by area, period and node, if that was saved; children of a branch are named only."""


class ReadScorecard(Card):
    """A scorecard read from JSON: the tables of the one that was saved, and what they were made of.

    The tables are those of the file. What they do not say (why a number is what it is, how the nodes hang together,
    what they are called) is computed again when it is first asked for, by the same code and without the edition at
    hand; a scorecard that does not come out as it was saved says so.
    """

    def __init__(self, saved: SavedScorecard) -> None:
        self._saved = saved
        self.problems = problems_again(saved.kept, saved.problems)
        self._methodology = Methodology.model_validate_json(json.dumps(saved.methodology), strict=False)
        self._values = _frame(saved.values, VALUE_COLUMNS)
        self._parts = None if saved.parts is None else _frame(saved.parts, tuple(saved.parts.columns))
        self._tidy = _frame(saved.scores, (*SCORE_COLUMNS, *self._further()))
        self._screening = _frame(saved.screening or ScoreTable(columns={}), SCREENING_COLUMNS)

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes: what was read; all else is made of it again."""
        return ReadScorecard, (self._saved,), {"_earlier": self._earlier} if self._earlier else None

    @cached_property
    def _run(self) -> Run:
        """What was saved, computed again. Raises EvidenceError where that cannot be, or gives other numbers."""
        saved = self._saved
        if saved.kept is None:
            raise EvidenceError([NOT_EXPLAINED.problem(say("assess.scorecard_was_saved_without"))])
        try:
            run = run_again(saved.kept, self.methodology, saved.periods, OwnTables(self._values, self._parts))
            other = difference(Card(run), self._tidy)
        except _FAULTS as error:
            other = error.problems[0].message if isinstance(error, StandardError) else type(error).__name__
        if other:
            made, here = saved.provenance.get("library", ""), f"sdg-standard {__version__}"
            text = say("assess.comes_out_otherwise", other=other, made=made, here=here)
            raise EvidenceError([NOT_EXPLAINED.problem(text)])
        return run

    @property
    def methodology(self) -> Methodology:
        """The methodology, with the numbers that were fitted for it if it was fitted."""
        return self._methodology

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas that take part."""
        return tuple(self._saved.areas)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are scored."""
        return tuple(self._saved.periods)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Ids of the nodes, in reading order: each branch before what stands below it."""
        return tuple(dict.fromkeys(self._tidy["node"]))

    @property
    def values(self) -> pd.DataFrame:
        """The values, tidy: the columns of ``values.csv``."""
        return handed_out(self._values)

    @property
    def parts(self) -> pd.DataFrame:
        """The values of parts: the columns of ``parts.csv``; without any it has no rows."""
        return pd.DataFrame(columns=list(VALUE_COLUMNS)) if self._parts is None else handed_out(self._parts)

    @property
    def provenance(self) -> dict[str, Any]:
        """Edition, digests, versions, parameters."""
        return deepcopy(self._saved.provenance)

    def area_name(self, area: str) -> str:
        """Name of an area."""
        further = self._saved.kept.names if self._saved.kept is not None else {}
        return self._saved.areas.get(area) or further.get(area) or area

    def wide(self, of: str = "score") -> pd.DataFrame:
        """Return one column as (area, period) × node; ``of="number"`` is what nodes end with, score or not.

        Raises UnknownId for a column that is not there, and for numbers EvidenceError as :meth:`explain` does.
        """
        if of == "number":
            return super().wide(of) if self._saved.explanations is None else self._explained_numbers()
        if of not in self._tidy.columns[3:]:
            raise UnknownId("column", of, self._tidy.columns[3:])
        return self._in_order(self._tidy.pivot(index=["area", "period"], columns="node", values=of))

    def _in_order(self, wide: pd.DataFrame) -> pd.DataFrame:
        """Areas within periods and nodes as the scorecard has them."""
        cases = pd.MultiIndex.from_product([self.periods, self.areas], names=["period", "area"]).swaplevel()
        return wide.reindex(index=cases, columns=pd.Index(self.nodes, name="node"))

    def _explained_numbers(self) -> pd.DataFrame:
        """The number of each node, from its explanation."""
        cells = {
            (area, period, node): said["number"]
            for area, periods in (self._saved.explanations or {}).items()
            for period, nodes in periods.items()
            for node, said in nodes.items()
        }
        numbers = pd.Series(cells, dtype="float64").rename_axis(["area", "period", "node"])
        return self._in_order(numbers.unstack("node"))

    def explain(self, area: str, period: str | int, node: str | int) -> Explanation:
        """Return how a number came about, as it was when the scorecard was saved.

        Raises UnknownId for what was not scored, and EvidenceError where that can neither be read nor computed again.
        """
        where, when = self.area_meant(area), period_meant(period, self.periods)
        if self._saved.explanations is None:
            return super().explain(where, when, node)
        name = node_meant(node, self.nodes, str, lambda text: None)
        try:
            return Explanation(put_inside(name, self._saved.explanations[where][when]))
        except KeyError:
            raise UnknownId("explanation of the node", name) from None

    def to_json(self, *, explanations: bool = False) -> str:
        """Return the JSON again, as it was saved; with explanations if they are asked for.

        Raises EvidenceError where there are none and none can be made.
        """
        saved = self._saved.model_dump(exclude_unset=True, exclude={"explanations"})
        if explanations:
            saved["explanations"] = self._saved.explanations or _explanations(self)
        return _text(saved)


def scorecard_json(card: Card, *, explanations: bool = False) -> str:
    """Return a scorecard as JSON text; with every explanation if asked for."""
    saved: dict[str, Any] = {
        "format": FORMAT,
        "methodology": card.methodology.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "areas": {area: card.area_name(area) for area in card.areas},
        "periods": list(card.periods),
        "scores": {"columns": json_columns(card.scores)},
        "values": {"columns": json_columns(card._measured.frame)},
        **({} if card._measured._parts is None else {"parts": {"columns": json_columns(card.parts)}}),
        "problems": card.problems.to_dicts(),
        "screening": {"columns": json_columns(card.screening)},
        "provenance": card.provenance,
        "kept": keep(card),
    }
    if explanations:
        saved["explanations"] = _explanations(card)
    return _text(saved)


def _explanations(card: Card) -> dict[str, Mapping[str, Any]]:
    """How every number came about, by area, period and node."""
    return {area: _Explained(card, area) for area in card.areas}


def _text(saved: dict[str, Any]) -> str:
    """The JSON of a scorecard; the order of areas, of provenance and of what definitions say means something."""
    names = ("methodology", "areas", "kept", "parts", "provenance")
    ordered = {name: InOrder(saved[name]) for name in names if saved.get(name) is not None}
    return json_text(saved | ordered, compact=True)


def read_scorecard(path: str | os.PathLike[str]) -> ReadScorecard:
    """Read a scorecard that was saved with ``to_json``. Raises EvidenceError for any other file."""
    if is_text(path):
        wrong = say("assess.text_file_path_asked")
        raise EvidenceError([UNREADABLE_SCORECARD.problem(wrong, say("assess.scorecard_json_text_reads"))])
    file = Path(path)
    try:
        text = read_plain(file, MOST_BYTES).decode("utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(say("quoted", text=file.name), error, file.name) from None
    return _read(text, say("quoted", text=file.name), file.name)


def scorecard_from_json(text: str) -> ReadScorecard:
    """Make a scorecard of the text that ``to_json`` gave. Raises EvidenceError for any other text."""
    if not is_text(text):
        wrong = say("assess.no_json_text_scorecard", text=str(text)[:SHOWN])
        raise EvidenceError([UNREADABLE_SCORECARD.problem(wrong, say("assess.read_scorecard_path_reads"))])
    return _read(text, say("assess.text"))


def _read(text: str, what: str, file: str = "") -> ReadScorecard:
    try:
        saved = SavedScorecard.model_validate_json(text)
        _check(saved)
        return ReadScorecard(saved)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unreadable(what, error, file) from None


def _unreadable(what: str, error: Exception, file: str = "") -> EvidenceError:
    return EvidenceError(
        [UNREADABLE_SCORECARD.problem(say("assess.no_saved_scorecard", what=what, why=_why(error)), file=file)]
    )


def _why(error: Exception) -> str:
    """What is wrong, in a few words."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))[:60]
        return f"{f'{place}: ' if place else ''}{str(first['msg'])[:120]}"
    if isinstance(error, OSError):
        return say("assess.it", reason=reason(error))
    return str(error)[:160] if type(error) is ValueError else say("assess.another_shape")


def _check(saved: SavedScorecard) -> None:
    """Raise ValueError for what no scorecard of ours has: other tables, or explanations without an end."""
    screening = saved.screening or ScoreTable(columns={name: [] for name in SCREENING_COLUMNS})
    parts = saved.parts or ScoreTable(columns={name: [] for name in VALUE_COLUMNS})
    values = ((table, VALUE_COLUMNS) for table in (saved.values, parts))
    tables = ((saved.scores, SCORE_COLUMNS), *values, (screening, SCREENING_COLUMNS))
    for table, known in tables:
        absent = [name for name in known if name not in table.columns]
        if absent:
            raise ValueError(f'a table lacks the column "{absent[0]}"')
        if len({len(column) for column in table.columns.values()}) > 1:
            raise ValueError("the columns of a table differ in length")
    for by_period in (saved.explanations or {}).values():
        for every in by_period.values():
            sizes: dict[str, int] = {}
            for name in every:
                _size(name, every, sizes, ())
                _say(every[name], every)


def _say(data: Mapping[str, Any], every: Mapping[str, Mapping[str, Any]]) -> None:
    """Put an explanation into words, so that one that lacks something is found now and not when somebody asks."""
    parts = [{**part, "explanation": every[part["node"]]} for part in data.get("children", ())]
    explanation = Explanation({**data, "children": parts} if "children" in data else data)
    if explanation.text and "children" not in data:
        explanation.to_frame()


def _size(name: str, every: Mapping[str, Mapping[str, Any]], sizes: dict[str, int], above: tuple[str, ...]) -> int:
    """How many explanations stand inside one another; a short file can ask for endlessly many."""
    if name in above or len(above) > DEEPEST:
        raise ValueError(f'the explanation of "{name[:60]}" has no end')
    if name not in sizes:
        parts = every[name].get("children", ())
        sizes[name] = 1 + sum(_size(part["node"], every, sizes, (*above, name)) for part in parts)
    if sizes[name] > MOST_INSIDE:
        raise ValueError(f'the explanation of "{name[:60]}" has more than {MOST_INSIDE} parts')
    return sizes[name]


class _Explained(Mapping[str, Mapping[str, Any]]):
    """The explanations of an area by period, worked out when they are written, one after the other."""

    def __init__(self, card: Card, area: str) -> None:
        self._card, self._area = card, area

    def __getitem__(self, period: str) -> Mapping[str, Any]:
        return explain_all(self._card._knowledge, self._area, period)

    def __iter__(self) -> Iterator[str]:
        return iter(self._card.periods)

    def __len__(self) -> int:
        return len(self._card.periods)


def _frame(table: ScoreTable, known: tuple[str, ...]) -> pd.DataFrame:
    """A frame with numbers as floats and texts as objects, as the scorecard had them."""
    ordered = [name for name in known if name in table.columns]
    ordered += [name for name in table.columns if name not in ordered]
    frame = pd.DataFrame({name: pd.Series(table.columns[name], dtype=object) for name in ordered})
    numbers = {"value", "score", "coverage", "rank", "trend_value", "low", "high", "zeros"}
    for name in ordered:
        if name.partition(".")[0] in numbers:
            frame[name] = frame[name].astype(np.float64)
        elif name in ("imputed", "takes_part"):
            frame[name] = frame[name].astype(bool)
    return frame
