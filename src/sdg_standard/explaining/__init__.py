"""Explanations: every number with its evidence, its rule and its reason.

``nodes`` says how the number of a node came about, as plain data; ``observed`` and ``courses`` say what its value was
read from, ``points`` and ``steps`` what was put in, ``parts`` how children became one number, ``standing`` how it is
rated and ranked. ``text`` and ``frame`` make sentences and rows of that data and know nothing else.
"""

from __future__ import annotations

from sdg_standard.explaining.explanation import Explanation, explain, explain_all, put_inside

__all__ = ["Explanation", "explain", "explain_all", "put_inside"]
