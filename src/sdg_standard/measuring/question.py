"""A question about a number: a problem, with what it takes to know the question again in another run."""

from __future__ import annotations

from dataclasses import dataclass

from sdg_standard.errors import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """A problem of one number, under the ids of the standard and not as a row writes them.

    ``rule`` is the rule of a definition (``at_most``), or the name of the code (``implausible-value``); ``others`` are
    the series or the period that it compares the number with, ``numbers`` what else it shows. ``input`` is empty where
    the series' own value is meant. What is not for publication is nowhere in it.
    """

    area: str
    period: str
    series: str
    rule: str
    problem: Problem
    input: str = ""
    others: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    part: str = ""
    """The part of a breakdown that it is about, for reading; empty for the whole."""
