"""Each step in words, with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import EdgeFormula

Numbers = Mapping[str, float]
Words = Callable[[Any, float, float, Numbers, int, tuple[float, float]], str]


def number(value: float | None) -> str:
    """A number for reading: six significant figures, no point where it is whole.

    >>> number(95.0), number(86.84827970831032), number(95424.0)
    ('95', '86.8483', '95424')
    """
    if value is None or np.isnan(value):
        return "no number"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.6g}"


def step_in_words(
    model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]
) -> str:
    """What a step did to one number, as a line of arithmetic."""
    words: Words = _WORDS.get(model.method, _plain)
    return words(model, before, after, points, sign, scale)


def edge_value(edge: Any, points: Numbers) -> float:
    """The number of an edge."""
    if isinstance(edge, EdgeFormula):
        from sdg_standard.formula import Formula

        formula = Formula.parse(edge.formula)
        known = {name: np.array([points.get(name, np.nan)]) for name in formula.names}
        return float(np.asarray(formula.evaluate(known))[0])
    if isinstance(edge, str):
        return float(points.get(edge, np.nan))
    return float(edge)


def _plain(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    return f"{model.method.replace('_', ' ')} of {number(before)} = {number(after)}"


def _goalposts(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    worst, best = edge_value(model.worst, points), edge_value(model.best, points)
    low, high = model.to or scale
    span = f"{number(high - low)} × ({number(before)} − {number(worst)}) / ({number(best)} − {number(worst)})"
    start = f"{number(low)} + " if low else ""
    raw = low + (high - low) * (before - worst) / (best - worst) if best != worst else float("nan")
    held = "" if np.isclose(raw, after, rtol=1e-9, atol=1e-9) else f", held at {number(after)}"
    return f"{start}{span} = {number(raw)}{held}"


def _share_of(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    point = edge_value(model.point, points)
    if np.isnan(point) and "benchmark_low" in points:
        band = f"{number(points['benchmark_low'])} to {number(points['benchmark_high'])}"
        return f"{number(before)} against the band {band}: {number(after)}"
    if point == 0:
        reached = "reached" if after >= 1 else "not reached"
        return f"the point is 0, which {number(before)} has {reached}: {number(after)}"
    upside = f"{number(before)} / {number(point)}"
    downside = f"{number(point)} / {number(before)}"
    ratio = upside if sign > 0 else downside if sign < 0 else f"the smaller of {upside} and {downside}"
    raw = before / point if sign > 0 else point / before if sign < 0 and before > 0 else after
    held = "" if np.isclose(raw, after, rtol=1e-9) else f", held at {number(after)}"
    return (
        f"{ratio} = {number(raw)}{held}"
        if sign >= 0 or before > 0
        else f"{number(before)} is at or below 0: {number(after)}"
    )


def _bands(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    edges = [edge_value(band.from_, points) for band in model.bands[1:]]
    listed = ", ".join(
        f"from {number(edge)}: {number(band.score)}" for edge, band in zip(edges, model.bands[1:], strict=True)
    )
    return f"{number(before)} earns {number(after)} (bands: {number(model.bands[0].score)}, {listed})"


def _log(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    name = "ln" if model.base is None else f"log{number(model.base)}"
    shift = f" + {number(model.offset)}" if model.offset else ""
    return f"{name}({number(before)}{shift}) = {number(after)}"


def _categories(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    return f"the answer with the number {number(before)} earns {number(after)}"


def _round(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    return f"{number(before)} rounded to {model.decimals} decimals = {number(after)}"


def _z_score(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    mean, sd = edge_value(model.mean, points), edge_value(model.sd, points)
    return f"({number(before)} − {number(mean)}) / {number(sd)} gives {number(after)}"


def _reflect(model: Any, before: float, after: float, points: Numbers, sign: int, scale: tuple[float, float]) -> str:
    return f"distance of {number(before)} from {number(edge_value(model.about, points))} = {number(after)}"


_WORDS: dict[str, Words] = {
    "goalposts": _goalposts,
    "share_of": _share_of,
    "bands": _bands,
    "log": _log,
    "categories": _categories,
    "round": _round,
    "z_score": _z_score,
    "reflect": _reflect,
}


def points_of(model: Any, points: Numbers) -> dict[str, float]:
    """The points that a step used, by name."""
    used: dict[str, float] = {}
    edges = [getattr(model, name) for name in model.asks]
    edges += [band.from_ for band in getattr(model, "bands", ())]
    for edge in edges:
        if isinstance(edge, str) and POINT_NAME.fullmatch(edge) and edge in points:
            used[edge] = points[edge]
        elif isinstance(edge, EdgeFormula):
            used |= {
                name: value
                for name, value in points.items()
                if name in edge.formula.replace("(", " ").replace(")", " ").split()
            }
    return used
