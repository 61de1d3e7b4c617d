"""Edges: wherever a method asks for a number, a file may write one, a quantity, a point, or a formula over points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, get_args

from pydantic import Discriminator, Tag
from pydantic.fields import FieldInfo

from sdg_standard.methodology.rules import POINT_NAME
from sdg_standard.model.codes import BANDS_SHAPE
from sdg_standard.source import Number, Strict, Text, refuse
from sdg_standard.words import say


class EdgeFormula(Strict):
    """A number made from points."""

    formula: Text
    """Arithmetic on names of points."""


def _edge_tag(value: object) -> str:
    if isinstance(value, dict | EdgeFormula):
        return "formula"
    return "text" if isinstance(value, str) else "number"


class _Marker:
    """Tells edges from what else a parameter may be."""


Edge = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Text, Tag("text")] | Annotated[EdgeFormula, Tag("formula")],
    Discriminator(_edge_tag),
    _Marker(),
]
"""A number, a quantity, the name of a point, or a formula over points."""


def may_be_edge(field: FieldInfo) -> bool:
    """Whether a parameter may be an edge, by its type."""
    return _is_marked(field.metadata) or _within(field.annotation)


def _within(annotation: Any) -> bool:
    return _is_marked(getattr(annotation, "__metadata__", ())) or any(map(_within, get_args(annotation)))


def _is_marked(metadata: Sequence[Any]) -> bool:
    return any(isinstance(each, _Marker) for each in metadata)


def is_edge(value: object) -> bool:
    """Whether a value is an edge, and neither a gap nor another form of its parameter."""
    return isinstance(value, float | str | EdgeFormula)


def is_formula(edge: object) -> bool:
    """Whether an edge is a formula over points."""
    return isinstance(edge, EdgeFormula)


def points_of(edge: object) -> tuple[str, ...]:
    """The names of the points that an edge asks for; none of a formula that cannot be read, which is said elsewhere."""
    if isinstance(edge, EdgeFormula):
        from sdg_standard.formula import Formula, FormulaError

        try:
            return Formula.parse(edge.formula).names
        except FormulaError:
            return ()
    return (edge,) if isinstance(edge, str) and POINT_NAME.fullmatch(edge) else ()


def is_quantity(edge: object) -> bool:
    """Whether an edge is a number with a unit, and neither a number alone nor the name of a point."""
    return isinstance(edge, str) and not POINT_NAME.fullmatch(edge)


def number_of(edge: Any, known: Callable[[str], Any]) -> Any:
    """The number of an edge, where ``known`` gives that of a point or quantity: a float, or an array as it gives."""
    if isinstance(edge, EdgeFormula):
        from sdg_standard.formula import Formula

        formula = Formula.parse(edge.formula)
        return formula.evaluate({name: known(name) for name in formula.names})
    return known(edge) if isinstance(edge, str) else float(edge)


def edge_text(edge: Any) -> str:
    """An edge as it is written."""
    return f"{edge:g}" if isinstance(edge, float) else str(getattr(edge, "formula", edge))


def check_edges(edges: list[Any], when: list[bool] | None = None) -> None:
    """Refuse a first band with an edge and a later one without."""
    first = True
    for index, edge in enumerate(edges):
        if when is not None and when[index]:
            continue
        if first and edge is not None:
            refuse(BANDS_SHAPE, say("model.first_band_has_no_from"), at=("bands", index, "from"))
        if not first and edge is None:
            refuse(BANDS_SHAPE, say("model.later_band_needs_from"), at=("bands", index))
        if not first and edge == edges[index - 1]:
            text = say("model.bands_begin_at_one", edge=edge_text(edge))
            refuse(BANDS_SHAPE, text, say("model.give_own_edge"), ("bands", index, "from"))
        first = False
