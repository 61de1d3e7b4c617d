"""Labels of ratings in draws, as numbers: small enough to be kept for every draw."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.results.ratings import Rater
from sdg_standard.simulation.model import Block, Model

Marks = NDArray[np.int16]


class DrawnLabels:
    """The labels of one rating in all draws: draws × nodes × cases; -1 where there is none."""

    def __init__(self, model: Model, rating: str, draws: int) -> None:
        self.rating = rating
        rules = model.plan.ratings[rating]
        self.nodes = tuple(name for name in model.nodes if name in rules)
        self.marks: Marks = np.full((draws, len(self.nodes), len(model.cases)), -1, dtype=np.int16)
        own = Rater(rules, model.base.result, model.base.result.reached())
        self.scales = {name: _scale(own, name) for name in self.nodes}
        """The labels of each node, from the worst to the best, behind them those that another methodology gives."""
        self._own = {name: len(scale) for name, scale in self.scales.items()}
        self._lock = threading.Lock()

    def take(self, block: Block, model: Model) -> None:
        """Keep the labels of a block."""
        rules = block.structure.plan.ratings.get(self.rating)
        if rules is None:
            return
        rater = Rater(rules, block.result, block.result.reached())
        for place, name in enumerate(self.nodes):
            if name not in block.result.index or name not in rules:
                continue
            marks = self._marks_of(rater, name).reshape(len(block.rows), -1)
            self.marks[block.rows, place] = model.as_cases(marks, block.structure, -1)

    def _marks_of(self, rater: Rater, name: str) -> Marks:
        """The numbers of the labels of a node."""
        if rater.rules[name].needs:
            found = rater.labels(name)
            numbers = {label: self._number(name, label) for label in dict.fromkeys(found.tolist())}
            return np.array([numbers[label] for label in found.tolist()], dtype=np.int16)
        numbers_by_place = [self._number(name, label) for label in rater.words(name)]
        return np.array([*numbers_by_place, -1], dtype=np.int16)[rater.position(name)]

    def _number(self, name: str, label: str) -> int:
        if not label:
            return -1
        with self._lock:
            scale = self.scales[name]
            if label not in scale:
                scale.append(label)
            return scale.index(label)

    def shares(self, node: str) -> tuple[Sequence[str], NDArray[np.float64]]:
        """The labels of a node, and how often each was given: labels × cases; the last is none."""
        marks, labels, own = self.marks[:, self.nodes.index(node)], self.scales[node], self._own[node]
        order = [*range(own), *sorted(range(own, len(labels)), key=labels.__getitem__), -1]
        counts = np.stack([(marks == number).sum(axis=0) for number in order])
        return [*(labels[number] for number in order[:-1]), ""], counts / len(marks)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_lock": None}


def _scale(rater: Rater, name: str) -> list[str]:
    rule = rater.rules[name]
    return [*([rule.too_little] if rule.too_little else []), *rater.words(name)]
