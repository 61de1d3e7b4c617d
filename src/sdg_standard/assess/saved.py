"""A scorecard as JSON, written and read back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import ValidationError

from sdg_standard.assess.codes import UNREADABLE_SCORECARD
from sdg_standard.assess.explain import Explanation, explain_all, put_inside
from sdg_standard.assess.scorecard import SCORE_COLUMNS, Scorecard
from sdg_standard.assess.screening import SCREENING_COLUMNS, why_left_out
from sdg_standard.errors import EvidenceError, Problem, Problems, UnknownId
from sdg_standard.exchange import json_text
from sdg_standard.model.methodology import Methodology
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.source import Strict

FORMAT = "sdg-standard scorecard 1"
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
    problems: list[dict[str, Any]]
    """The columns of problems.csv."""
    provenance: dict[str, Any]
    """Edition, digests, versions, parameters."""
    screening: ScoreTable | None = None
    """All areas, and whether they take part; None in a file of an earlier version."""
    explanations: dict[str, dict[str, dict[str, dict[str, Any]]]]
    """How each number came about, by area, period and node; children of a branch are named, not repeated."""


class ReadScorecard:
    """A scorecard read from JSON: the tables, explanations and provenance of the one that was saved."""

    def __init__(self, saved: SavedScorecard) -> None:
        self._saved = saved
        self.areas = tuple(saved.areas)
        self.periods = tuple(saved.periods)
        self.methodology = Methodology.model_validate_json(json.dumps(saved.methodology), strict=False)
        self.provenance: dict[str, Any] = dict(saved.provenance)
        self.problems = Problems(Problem(**item) for item in saved.problems)
        self.scores = _frame(saved.scores, SCORE_COLUMNS)
        self.values = _frame(saved.values, VALUE_COLUMNS)
        self.screening = _frame(saved.screening or ScoreTable(columns={}), SCREENING_COLUMNS)
        self.nodes = tuple(dict.fromkeys(self.scores["node"]))

    def area_name(self, area: str) -> str:
        """Name of an area."""
        return self._saved.areas.get(area, area)

    def wide(self, of: str = "score") -> pd.DataFrame:
        """Return one column as (area, period) × node."""
        return self.scores.pivot(index=["area", "period"], columns="node", values=of)

    def explain(self, area: str, period: str, node: str) -> Explanation:
        """Return how a number came about, as it was when the scorecard was saved. Raises UnknownId."""
        every: Any = self._saved.explanations
        for what, name in (("scored area", area), ("scored period", period), ("scored node", node)):
            if str(name) not in every:
                raise UnknownId(what, name, every, why=why_left_out(str(name), self.problems))
            inside, every = every, every[str(name)]
        return Explanation(put_inside(str(node), inside))

    def to_json(self) -> str:
        """Return the same JSON again."""
        return json_text(self._saved.model_dump())

    def __repr__(self) -> str:
        return f"ReadScorecard({self.methodology.id}: {len(self.areas)} areas, {len(self.periods)} periods)"


def scorecard_json(card: Scorecard) -> str:
    """Return a scorecard as JSON text, with every explanation."""
    saved = {
        "format": FORMAT,
        "methodology": card.methodology.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "areas": {area: card.area_name(area) for area in card.areas},
        "periods": list(card.periods),
        "scores": {"columns": _columns(card.scores)},
        "values": {"columns": _columns(card.values.frame)},
        "problems": card.problems.to_dicts(),
        "screening": {"columns": _columns(card.screening)},
        "provenance": card.provenance,
        "explanations": {
            area: {period: explain_all(card, area, period) for period in card.periods} for area in card.areas
        },
    }
    return json_text(saved)


def read_scorecard(path: str | os.PathLike[str]) -> ReadScorecard:
    """Read a scorecard that was saved with ``to_json``. Raises EvidenceError for any other file."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        saved = SavedScorecard.model_validate_json(text)
        _check(saved)
        return ReadScorecard(saved)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        text = f'"{file.name}" is no saved scorecard: {_why(error)}'
        raise EvidenceError([UNREADABLE_SCORECARD.problem(text, file=file.name)]) from None


def _why(error: Exception) -> str:
    """What is wrong, in a few words."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))[:60]
        return f"{f'{place}: ' if place else ''}{str(first['msg'])[:120]}"
    if isinstance(error, OSError):
        return error.strerror or "it cannot be read"
    return str(error)[:160] if type(error) is ValueError else "it has another shape"


def _check(saved: SavedScorecard) -> None:
    """Raise ValueError for what no scorecard of ours has: other tables, or explanations without an end."""
    screening = saved.screening or ScoreTable(columns={name: [] for name in SCREENING_COLUMNS})
    tables = ((saved.scores, SCORE_COLUMNS), (saved.values, VALUE_COLUMNS), (screening, SCREENING_COLUMNS))
    for table, known in tables:
        absent = [name for name in known if name not in table.columns]
        if absent:
            raise ValueError(f'a table lacks the column "{absent[0]}"')
        if len({len(column) for column in table.columns.values()}) > 1:
            raise ValueError("the columns of a table differ in length")
    for by_period in saved.explanations.values():
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


def _columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        str(name): [None if cell is None or cell != cell else _plain(cell) for cell in frame[name]]
        for name in frame.columns
    }


def _plain(cell: Any) -> Any:
    if isinstance(cell, np.bool_):
        return bool(cell)
    return float(cell) if isinstance(cell, np.floating) else int(cell) if isinstance(cell, np.integer) else cell


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
