"""Scoring steps that are tables: bands, straight lines between pairs, and the scores of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sdg_standard.methodology.steps.base import About, Done, Numbers, Path, Scoring, key_of, let_through, term
from sdg_standard.methodology.steps.edges import Edge, check_edges
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.indicator import Category
from sdg_standard.source import Number, Seq, Strict, Table, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats


def _between(scores: list[float]) -> tuple[float, float]:
    return min(scores), max(scores)


def _not_in_order(step: Scoring, done: Done) -> str:
    """Why a table gave no number: it lacks a point, or its points do not follow one another."""
    absent = done.get("lacks")
    return Scoring.told_of_loss(step, done) if absent else say("step.unordered", before=done["before"])


class ScoreBand(Strict):
    """A band and the score it earns."""

    from_: Edge | None = Field(default=None, alias="from")
    """Where it begins; the first band has none."""
    score: Number
    """What it earns."""


class BandsStep(Scoring):
    """A score for each band, from the worst to the best."""

    label: ClassVar[str] = "step.bands.label"
    order: ClassVar[Literal["as good"]] = "as good"
    places_every_number: ClassVar[bool] = True
    free_of_direction: ClassVar[bool] = True
    method: Literal["bands"]
    """`bands`"""
    bands: Seq[ScoreBand] = Field(min_length=1)
    """The bands."""
    ties: Literal["better", "worse"] = "better"
    """To which band an edge belongs."""

    @model_validator(mode="after")
    def _edges(self) -> Self:
        check_edges([band.from_ for band in self.bands])
        return self

    def edges(self) -> Iterator[tuple[Path, Any]]:
        """Where each band but the first begins."""
        yield from ((("bands", place, "from"), band.from_) for place, band in enumerate(self.bands) if place)

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """The score of each band."""
        yield from ((("bands", place, "score"), band.score) for place, band in enumerate(self.bands))

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """The lowest and the highest of the scores."""
        return _between([band.score for band in self.bands])

    def _columns(self, n: Numbers) -> list[Any]:
        return [n[key_of(path)] for path, _ in self.edges()]

    def ready(self, n: Numbers, about: About) -> Numbers:
        """In which direction the edges lie, and where they do not follow one another."""
        from sdg_standard.methods.normalise import order_of, out_of_order

        edges = self._columns(n)
        made = {**n, "order": order_of(edges, about.sign)}
        through = let_through(about, [edge for _, edge in self.edges()])
        return made | ({"wrong": out_of_order(edges, made["order"]) & ~through} if edges else {})

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The score of the last band that is reached."""
        import numpy as np

        from sdg_standard import methods

        scores = np.array([band.score for band in self.bands])
        index = methods.band_index(x, edges=self._columns(n), sign=n["order"], ties=self.ties)
        return np.where((index < 0) | n.get("wrong", False), np.nan, scores[np.maximum(index, 0)])

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """Edges and scores, in order."""
        edges = [numbers.get(key_of(path)) for path, _ in self.edges()]
        return {"edges": edges, "scores": [band.score for band in self.bands]}

    def sentence(self, done: Done) -> str:
        """What it earns, and all bands."""
        edges, scores = done["numbers"]["edges"], done["numbers"]["scores"]
        facts = {"before": done["before"], "after": done["after"]}
        if not edges:
            return say("step.bands.one", **facts)
        each = [say("step.bands.edge", score=score, edge=edge) for edge, score in zip(edges, scores[1:], strict=True)]
        return say("step.bands", **facts, first=scores[0], others=each)

    def told_of_loss(self, done: Done) -> str:
        """A point is lacking, or the edges are out of order."""
        return _not_in_order(self, done)


class Piecewise(Scoring):
    """Straight lines between pairs of value and score; the ends hold."""

    label: ClassVar[str] = "step.piecewise.label"
    order: ClassVar[Literal["either way"]] = "either way"
    places_every_number: ClassVar[bool] = True
    free_of_direction: ClassVar[bool] = True
    method: Literal["piecewise"]
    """`piecewise`"""
    points: Seq[Annotated[Seq[Edge], Field(min_length=2, max_length=2)]] = Field(min_length=2)
    """Pairs of value and score."""

    @model_validator(mode="after")
    def _scores_are_numbers(self) -> Self:
        for index, pair in enumerate(self.points):
            if not isinstance(pair[1], float):
                text = say("model.score_of_pair", given=getattr(pair[1], "formula", pair[1]))
                refuse(METHOD_PARAMETER, text, say("model.write_pairs"), ("points", index, 1))
        return self

    @property
    def _scores(self) -> list[float]:
        return [score for _, score in self.points if isinstance(score, float)]

    def edges(self) -> Iterator[tuple[Path, Any]]:
        """The value of each pair."""
        yield from ((("points", place, 0), pair[0]) for place, pair in enumerate(self.points))

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """The score of each pair."""
        yield from ((("points", place, 1), score) for place, score in enumerate(self._scores))

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """The lowest and the highest of the scores."""
        return _between(self._scores)

    def ready(self, n: Numbers, about: About) -> Numbers:
        """All values in one array: pairs × leaves × 1 or × cases."""
        import numpy as np

        return {"at": np.stack(np.broadcast_arrays(*[n[key_of(path)] for path, _ in self.edges()]))}

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The score on the line between the two pairs that a value lies between."""
        import numpy as np

        from sdg_standard import methods

        at, scores = n["at"], np.array(self._scores)
        if at.shape[-1] == 1:
            rows = [methods.piecewise(row, at=at[:, index, 0], scores=scores) for index, row in enumerate(x)]
        else:
            wide = np.broadcast_to(x, at.shape[1:])
            rows = [methods.piecewise(row, at=at[:, index], scores=scores) for index, row in enumerate(wide)]
        return np.stack(rows) if rows else x

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """Values and scores, in order."""
        return {"at": [numbers.get(key_of(path)) for path, _ in self.edges()], "scores": self._scores}

    def sentence(self, done: Done) -> str:
        """The line that the number lies on."""
        before, after = done["before"], done["after"]
        pairs = list(zip(done["numbers"]["at"], done["numbers"]["scores"], strict=True))
        pairs = pairs if pairs[0][0] <= pairs[-1][0] else pairs[::-1]
        if before <= pairs[0][0] or before >= pairs[-1][0]:
            edge = pairs[0][0] if before <= pairs[0][0] else pairs[-1][0]
            side = "at" if before == edge else "below" if before < edge else "above"
            keys = {"at": "step.piecewise.at", "below": "step.piecewise.below", "above": "step.piecewise.above"}
            return say(keys[side], before=before, edge=edge, after=after)
        (x0, y0), (x1, y1) = next((a, b) for a, b in pairwise(pairs) if a[0] <= before < b[0])
        facts = {"before": before, "after": after, "from": x0, "to": x1, "low": y0, "high": y1}
        return say("step.piecewise", **facts, rise=term(y1 - y0), start=term(x0))

    def told_of_loss(self, done: Done) -> str:
        """A point is lacking, or the values do not follow one another."""
        return _not_in_order(self, done)


class CategoriesStep(Scoring):
    """A score for each answer."""

    label: ClassVar[str] = "step.categories.label"
    free_of_direction: ClassVar[bool] = True
    method: Literal["categories"]
    """`categories`"""
    scores: Table[Number] = Field(min_length=1)
    """Score by code; all codes."""

    @property
    def answers(self) -> Mapping[str, float] | None:
        """The score of each answer."""
        return self.scores

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """The score of each answer."""
        yield from ((("scores", code), score) for code, score in self.scores.items())

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """The lowest and the highest of the scores."""
        return _between(list(self.scores.values()))

    def _of(self, leaf: Any) -> list[Category]:
        """The answers of a leaf that have a score; each leaf may number them in its own way."""
        items = leaf.series.categories or ()
        return [item for item in items if isinstance(item, Category) and item.code in self.scores]

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The score of the answer that the number stands for."""
        import numpy as np

        from sdg_standard import methods

        rows = []
        for leaf, row in zip(about.leaves, x, strict=True):
            items = self._of(leaf)
            keys, scores = [item.value for item in items], [self.scores[item.code] for item in items]
            rows.append(methods.lookup(row, keys=np.array(keys), scores=np.array(scores)))
        return np.stack(rows) if rows else x

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """The answers with their numbers and scores."""
        items = self._of(leaf)
        shown = [
            {"answer": item.title or item.code, "value": item.value, "score": self.scores[item.code]} for item in items
        ]
        return {"answers": shown}

    def sentence(self, done: Done) -> str:
        """What the answer earns, and what the others do."""
        answers = done["numbers"]["answers"]
        own = next((item["answer"] for item in answers if item["value"] == done["before"]), None)
        named = say("number.plain", value=done["before"]) if own is None else own
        each = [say("step.categories.answer", answer=item["answer"], score=item["score"]) for item in answers]
        return say("step.categories", answer=named, after=done["after"], answers=each)
