"""Where each piece of the rings lies: angles in turns, one bar as wide as the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from sdg_standard.publish.figures.sign import PLAIN, Sign

RINGS = (44.0, 40.0, 34.0, 30.0)
"""How thick the rings are, from the inside."""
CENTRE = 82.0
OUTER = 330.0
"""Where the longest bar ends."""
MOST_LABELS, MOST_LEAVES, FEWEST_LEAVES = 40, 240, 8
GAP = 0.7
"""Room between the groups of the first ring, in bars."""


@dataclass(frozen=True)
class RingNode:
    """A part, or an indicator where it has no children.

    ``share`` is how good it is, 0 to 1, NaN for no number; ``text`` the number as it reads, or the reason for the gap;
    ``short`` a name for a small space. ``number`` is what is written on a piece of a ring, empty for none.
    """

    id: str
    name: str
    text: str
    share: float = math.nan
    sign: Sign = PLAIN
    short: str = ""
    number: str = ""
    children: tuple[RingNode, ...] = ()
    named_outside: bool = True
    """Whether the ring of this node may have its names outside the rim; targets of goals, for one, are too many."""


@dataclass(frozen=True)
class Piece:
    """A node's piece of a ring."""

    node: RingNode
    ring: int
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The turn of its middle."""
        return (self.start + self.end) / 2


@dataclass
class Layout:
    """All pieces of the rings, and the node in the centre where there is a single root."""

    branches: list[Piece] = field(default_factory=list)
    leaves: list[Piece] = field(default_factory=list)
    rings: int = 0
    centre: RingNode | None = None

    @property
    def bars_from(self) -> float:
        """The radius where the bars begin."""
        return CENTRE + sum(RINGS[: self.rings]) + 6

    @property
    def labelled(self) -> int:
        """The ring whose names stand outside: the outermost with few enough pieces that may have them there; or -1."""
        for ring in reversed(range(self.rings)):
            found = [piece for piece in self.branches if piece.ring == ring]
            if len(found) <= MOST_LABELS and all(piece.node.named_outside for piece in found):
                return ring
        return -1


def laid_out(roots: Sequence[RingNode]) -> Layout | None:
    """Return the pieces of the rings; None where they make no sense.

    That is with fewer than 8 or more than 240 bars, with more than four levels of parts, with fewer than two parts in
    the first ring, and where a part stands in two places.
    """
    single = roots[0] if len(roots) == 1 and roots[0].children else None
    tops = single.children if single else tuple(roots)
    sizes = [_size(node, 0) for node in tops]
    if not FEWEST_LEAVES <= sum(sizes) <= MOST_LEAVES or max(sizes) > MOST_LEAVES:
        return None
    total = sum(sizes) + GAP * len(tops)
    made = Layout(centre=single)
    start = 0.0
    for node, size in zip(tops, sizes, strict=True):
        start += GAP / 2
        _place(made, node, 0, start, total)
        start += size + GAP / 2
    once = len({piece.node.id for piece in made.branches}) == len(made.branches)
    groups = sum(bool(node.children) for node in tops)
    return made if once and groups > 1 else None


def _size(node: RingNode, depth: int) -> int:
    """Bars below a node, each as often as it stands there; far too many where the tree is deeper than the rings."""
    if not node.children:
        return 1
    if depth >= len(RINGS):
        return MOST_LEAVES + 1
    return sum(_size(child, depth + 1) for child in node.children)


def _place(made: Layout, node: RingNode, ring: int, start: float, total: float) -> float:
    """Place a node and all below it; return where the next one starts."""
    if not node.children:
        made.leaves.append(Piece(node, ring, start / total, (start + 1) / total))
        return start + 1
    end = start
    place = len(made.branches)
    for child in node.children:
        end = _place(made, child, ring + 1, end, total)
    made.branches.insert(place, Piece(node, ring, start / total, end / total))
    made.rings = max(made.rings, ring + 1)
    return end


def under(nodes: Sequence[RingNode]) -> tuple[RingNode, ...]:
    """The nodes of the first ring: what is below a single root, otherwise the roots."""
    return nodes[0].children if len(nodes) == 1 and nodes[0].children else tuple(nodes)
