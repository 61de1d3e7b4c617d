"""A methodology worked out for a standard: from rules to leaves with points and steps, and branches with children.

``plan`` is the result, data alone; ``planner`` makes it, from the ``tree`` (``written_tree``, ``derived_tree``), the
rules that ``selection`` finds for each node, its ``points`` and the ``edges`` of its steps. ``checks`` judge and change
nothing.
"""

from sdg_standard.plans.plan import Branch, Leaf, Plan, TrendPlan
from sdg_standard.plans.planner import plan_of

__all__ = ["Branch", "Leaf", "Plan", "TrendPlan", "plan_of"]
