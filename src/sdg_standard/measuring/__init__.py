"""From evidence to values: one number in the unit of its series for each area and period, or the reason for none.

``rows`` judges single rows, ``formulas`` computes series from inputs, ``wide`` takes tables with a column for each
series, ``questions`` asks what the definitions ask across series and periods; ``measure`` does all of it in order.
"""

from sdg_standard.measuring.mapped import check_mapping
from sdg_standard.measuring.measuring import check, measure
from sdg_standard.measuring.named_areas import with_ids
from sdg_standard.measuring.public import public_evidence

__all__ = ["check", "check_mapping", "measure", "public_evidence", "with_ids"]
