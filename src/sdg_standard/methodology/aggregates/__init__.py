"""How the numbers of children become one: a class for each aggregate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Tag

from sdg_standard.errors import near
from sdg_standard.methodology.aggregates.base import About, Aggregate, Told
from sdg_standard.methodology.aggregates.comparisons import BenefitOfDoubt, Copeland
from sdg_standard.methodology.aggregates.folds import First, Maximum, Median, Minimum, Product, Sum
from sdg_standard.methodology.aggregates.formula import FormulaOfChildren
from sdg_standard.methodology.aggregates.means import (
    ArithmeticMean,
    GeometricMean,
    HarmonicMean,
    MeanOfWorst,
    PenalisedMean,
    PowerMean,
)
from sdg_standard.methodology.registry import bare_word, methods_of, one_of, provide
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import refuse
from sdg_standard.words import say

__all__ = ["AGGREGATES", "About", "Aggregate", "Aggregation", "First", "FormulaOfChildren", "Told", "aggregate_named"]

AGGREGATES = provide(
    ArithmeticMean,
    GeometricMean,
    HarmonicMean,
    PowerMean,
    Median,
    Minimum,
    Maximum,
    Sum,
    Product,
    MeanOfWorst,
    First,
    PenalisedMean,
    Copeland,
    BenefitOfDoubt,
)
"""The words of the library's own, in the order of the reference page."""
Aggregate.further = {"a formula": FormulaOfChildren}
_FORMS = ("method", "formula")


def aggregate_named(word: str) -> type[Aggregate]:
    """The class of an aggregate by its word; any other text is a formula."""
    found = methods_of(Aggregate.kind).get(word, FormulaOfChildren)
    assert issubclass(found, Aggregate)
    return found


def _one_form(value: object) -> object:
    """A bare word is short for a method; one of `method` and `formula` has to be there, if need be misspelt."""
    value = bare_word(value)
    if isinstance(value, Mapping):
        both = all(form in value for form in _FORMS)
        if both or not any(near(form, map(str, value), most=1) for form in _FORMS):
            refuse(METHOD_PARAMETER, say("model.method_or_formula"), say("model.write_aggregate"))
    return value


def _form(value: object) -> str:
    """Which of the two it is."""
    if isinstance(value, Mapping):
        return "formula" if "method" not in value and near("formula", map(str, value), most=1) else "method"
    return "formula" if isinstance(value, FormulaOfChildren) else "method"


Aggregation = Annotated[
    Annotated[Aggregate, one_of(Aggregate.kind), Tag("method")] | Annotated[FormulaOfChildren, Tag("formula")],
    Discriminator(_form),
    BeforeValidator(_one_form),
]
"""A method with its parameters, or a formula."""
