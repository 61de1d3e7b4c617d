"""The evidence that travels with the library: what three municipalities reported, and four numbers of all Norwegian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdg_standard._resources import bundled
from sdg_standard.errors import UnknownId

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence

DEMO = "examples/norway-2020"
"""What Asker, Karmøy and Stavanger reported under U4SSC."""
MUNICIPALITIES = "examples/norway-municipalities"
"""Turnout, low income, recreation areas and education of all Norwegian municipalities."""


EVERYTHING = "examples/everything"
"""A municipality that does not exist, with every number of U4SSC and of the implementation of the goals."""
EXAMPLES = {name.rpartition("/")[2]: name for name in (DEMO, MUNICIPALITIES, EVERYTHING)}
"""The examples by their names."""


def demo_evidence(name: str = "norway-2020") -> Evidence:
    """Return the evidence of an example that travels with the library.

    ``norway-2020``: the published U4SSC values of three municipalities. ``norway-municipalities``: turnout, low income,
    recreation areas and education of all Norwegian municipalities, 2003 to 2024. ``everything``: invented numbers of a
    municipality that does not exist, for each series of U4SSC and of the implementation of the goals, 2023 to 2025.
    Raises UnknownId for another name.

    >>> len(demo_evidence()) > 40, len(demo_evidence("norway-municipalities")) > 4000
    (True, True)
    """
    from sdg_standard.exchange.evidence import read_evidence

    if name not in EXAMPLES:
        raise UnknownId("example", name, EXAMPLES)
    return read_evidence(bundled(EXAMPLES[name]) / "evidence.csv")
