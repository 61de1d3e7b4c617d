"""The tree and its branches: how children become one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sdg_standard.errors import near
from sdg_standard.methodology.aggregates import Aggregation
from sdg_standard.methodology.leaves import LeafKeys
from sdg_standard.methodology.missing import MissingPolicy
from sdg_standard.methodology.rules import SayingRule
from sdg_standard.methodology.steps import Step
from sdg_standard.methodology.weights import check_weights
from sdg_standard.model.codes import METHOD_PARAMETER, NODE_SHAPE
from sdg_standard.model.conditions import Condition, Where
from sdg_standard.model.terms import Relation
from sdg_standard.source import Code, Number, Seq, Strict, Table, Text, refuse
from sdg_standard.words import say

SHARE_TOLERANCE = 1e-9
"""A share counts as reached within this much, so that 3 of 5 reaches 0.6."""


class Need(Strict):
    """How much has to be there for a number."""

    share: Number = Field(ge=0, le=1)
    """Least share, inclusive."""
    of: Literal["leaves", "children", "weight"] = "leaves"
    """Of what."""
    where: Where | None = None
    """For which areas."""

    def met_by(self, share: Any) -> Any:
        """Whether a share is enough; of an array, where it is."""
        return share >= self.share - SHARE_TOLERANCE


def _needs(value: object) -> object:
    """`all` is short for every child; a single mapping for a list of one."""
    if value == "all":
        return [{"share": 1.0, "of": "children"}]
    if isinstance(value, int | float) and not isinstance(value, bool):
        share = f"{value:g}"
        refuse(METHOD_PARAMETER, say("model.needs_of_what", share=share), say("model.write_needs", share=share))
    return [value] if isinstance(value, dict) else value


Needs = Annotated[Seq[Need], BeforeValidator(_needs)]


class BranchKeys(Strict):
    """What may be said of branches, in a rule or on a node of the tree."""

    aggregate: Aggregation | None = None
    """How the children's numbers become one."""
    applies: Condition | None = None
    """For whom it applies; elsewhere it has no number and gives nothing, while its leaves keep theirs."""
    missing: MissingPolicy | None = None
    """What is done about a child without a number."""
    needs: Needs | None = None
    """How much has to be there."""
    steps: Seq[Step] | None = None
    """The steps that the number walks."""
    direction: Literal["higher_is_better", "lower_is_better"] | None = None
    """Of a number that is a distance or a loss: lower is better."""


class BranchRule(SayingRule, BranchKeys):
    """An entry of ``branches``."""


def _child_tag(value: object) -> str:
    return "id" if isinstance(value, str) else "node"


class Root(Strict):
    """The root of a derived tree."""

    id: Code
    """Its id."""
    level: Code = "index"
    """Its level."""
    title: Text | None = None
    """What readers see."""


class Links(Strict):
    """Which links to the goals a tree follows."""

    relations: Annotated[Seq[Relation], Field(min_length=1)] | None = None
    """Relations; without them all."""
    several: Literal["each", "first"] = "each"
    """Under every goal it is linked to, or the first only."""


class DerivedTree(Strict):
    """A tree made from the classification or from links to the goals."""

    levels: Annotated[Seq[Code], Field(min_length=1)]
    """Levels from the top down."""
    root: Root | None = None
    """A root above them."""
    links: Links = Links()
    """Which links to the goals count."""


class Node(LeafKeys, BranchKeys):
    """A node of a written tree."""

    id: Code
    """Its id."""
    title: Text | None = None
    """What readers see."""
    level: Code | None = None
    """Name of its level."""
    series: Code | None = None
    """Of a leaf: the series it reads."""
    part: Annotated[Table[Code], Field(min_length=1)] | None = None
    """Of a leaf: the part of the series that it reads, by breakdown: `{sex: F}`; without it the total."""
    children: Table[Number] | Seq[Child] | None = None
    """Of a branch: a mapping of ids to weights, or a list of ids or nodes."""
    hidden: bool = False
    """Computed and explained, but not in reports."""

    @model_validator(mode="after")
    def _leaf_or_branch(self) -> Self:
        if self.series is not None and self.children is not None:
            refuse(
                NODE_SHAPE,
                say("model.series_and_children", node=self.id),
                say("model.keep_one"),
                ("series",),
                key=True,
            )
        if self.children is not None and not self.children:
            refuse(
                NODE_SHAPE,
                say("model.no_children", branch=self.id),
                say("model.name_children"),
                ("children",),
            )
        if self.children is not None and self.part is not None:
            text = say("model.part_and_children", node=self.id)
            refuse(NODE_SHAPE, text, say("model.keep_one"), ("part",), key=True)
        self._check_keys_of_a_branch()
        if isinstance(self.children, dict):
            check_weights(self.children, say("model.all_weigh_nothing", branch=self.id), "children")
        return self

    def _check_keys_of_a_branch(self) -> None:
        """A key of leaves would mean nothing in a branch, and be passed over."""
        given = self.model_fields_set & set(LeafKeys.model_fields) - set(BranchKeys.model_fields)
        if self.children is not None and given:
            name = min(given)
            cure = say("model.remove_or_write_for_leaves", key=name)
            if name == "weight":
                cure = say("model.write_weight_at_parent", branch=self.id, weight=f"{self.weight:g}")
            text = say("model.belongs_to_leaves", key=name, branch=self.id)
            refuse(NODE_SHAPE, text, cure, (name,), key=True)


Child = Annotated[
    Annotated[Code, Tag("id")] | Annotated[Node, Tag("node")],
    Discriminator(_child_tag),
]


def _tree_tag(value: object) -> str:
    """Which form is meant; one whose `levels` or `id` is misspelt is known by its other keys."""
    if not isinstance(value, dict):
        return "derived" if isinstance(value, DerivedTree) else "node"
    return "derived" if value.keys() & {"levels", "root", "links"} or _names_no_node(value) else "node"


def _names_no_node(value: dict[str, object]) -> bool:
    """Whether no key of a node is there, and one that looks like `levels` is."""
    return not value.keys() & Node.model_fields.keys() and bool(near("levels", value, most=1))


TreeItem = Annotated[
    Annotated[DerivedTree, Tag("derived")] | Annotated[Node, Tag("node")],
    Discriminator(_tree_tag),
]


def _items(value: object) -> object:
    """A single node or derived tree is short for a list of one."""
    return [value] if isinstance(value, dict) else value


Tree = Annotated[Seq[TreeItem], BeforeValidator(_items), Field(min_length=1)]

Node.model_rebuild()


def titles_in(tree: Iterable[Node | DerivedTree | str]) -> Iterator[tuple[str, str]]:
    """Yield id and title of every node to which a tree itself gives a title: roots, and nodes that are written out.

    >>> list(titles_in([Node(id="hdi", title="Human Development Index", children=("health",))]))
    [('hdi', 'Human Development Index')]
    """
    for item in tree:
        node = item.root if isinstance(item, DerivedTree) else item
        if isinstance(node, Root | Node) and node.title:
            yield node.id, node.title
        if isinstance(node, Node) and isinstance(node.children, tuple):
            yield from titles_in(node.children)
