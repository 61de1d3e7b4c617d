"""One of the numbers, or all of them added up or multiplied."""

from __future__ import annotations

from typing import ClassVar, Literal

from sdg_standard.methodology.aggregates.base import Aggregate, Told


class Median(Aggregate):
    """The number in the middle."""

    method: Literal["median"]
    """`median`"""
    function: ClassVar[str] = "aggregate.median"
    label: ClassVar[str] = "aggregate.median.label"
    keeps_inside: ClassVar[bool] = True


class Minimum(Aggregate):
    """The lowest: nothing makes up for it."""

    method: Literal["minimum"]
    """`minimum`"""
    function: ClassVar[str] = "aggregate.minimum"
    label: ClassVar[str] = "aggregate.minimum.label"
    keeps_inside: ClassVar[bool] = True


class Maximum(Aggregate):
    """The highest."""

    method: Literal["maximum"]
    """`maximum`"""
    function: ClassVar[str] = "aggregate.maximum"
    label: ClassVar[str] = "aggregate.maximum.label"
    keeps_inside: ClassVar[bool] = True


class Sum(Aggregate):
    """The sum of what is there."""

    method: Literal["sum"]
    """`sum`"""
    function: ClassVar[str] = "aggregate.total"
    label: ClassVar[str] = "aggregate.sum.label"

    def contribution(self, share: float, number: float) -> float | None:
        """The number itself."""
        return number

    @classmethod
    def line(cls, told: Told) -> str:
        """The numbers with plus between them."""
        return told.plus(told.term(x) for x, _ in told.weighted)


class Product(Aggregate):
    """The product of what is there."""

    method: Literal["product"]
    """`product`"""
    function: ClassVar[str] = "aggregate.product"
    label: ClassVar[str] = "aggregate.product.label"

    @classmethod
    def line(cls, told: Told) -> str:
        """The numbers with times between them."""
        return told.times(told.term(x) for x, _ in told.weighted)


class First(Aggregate):
    """The first child with a number: alternatives in one slot."""

    method: Literal["first"]
    """`first`"""
    function: ClassVar[str] = "aggregate.first"
    label: ClassVar[str] = "aggregate.first.label"
    keeps_inside: ClassVar[bool] = True

    @classmethod
    def line(cls, told: Told) -> str:
        """The name of that child."""
        return told.titles[0]
