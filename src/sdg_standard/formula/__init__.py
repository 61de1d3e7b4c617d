"""Arithmetic on named inputs, as definitions and methodologies write it: ``physicians / population``.

``tokens`` cuts a text into words and signs, ``syntax`` builds the tree and refuses everything that is not on the
list, ``evaluation`` computes it on arrays, ``dimension`` computes it on units. ``formula`` puts these together as
:class:`Formula`. Nothing of Python's own evaluation is used: a formula cannot do anything but the arithmetic below.

Allowed: numbers, names in small letters, ``+ - * /``, parentheses, and the functions ``min max sqrt log exp abs``.
"""

from __future__ import annotations

from .errors import FormulaError
from .formula import Formula
from .syntax import FUNCTIONS

__all__ = ["FUNCTIONS", "Formula", "FormulaError"]
