"""What is done about children without a number: one class for each treatment of gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol

from sdg_standard.methodology.method import Computed
from sdg_standard.methodology.registry import methods_of, one_of, provide, spoken
from sdg_standard.source import Code, Number, Seq, Table

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Bools, CasesByChildren, PerCase, PerChild


class Gaps(Protocol):
    """The children of a branch for all cases, with what a treatment may want to know of those without a number."""

    @property
    def names(self) -> tuple[str, ...]:
        """The children, in the order of the columns."""

    @property
    def across(self) -> CasesByChildren:
        """Their numbers; gaps are NaN."""

    @property
    def weights(self) -> PerChild | CasesByChildren | None:
        """Their weights; None: all are alike."""

    @property
    def empty(self) -> Bools:
        """Which of them lack a number and are asked for, cases × children."""

    def groups(self, by: str) -> Any:
        """The number of the group of each case: of those with the same attribute in the same period; -1: none."""

    def among(self, *, published: bool) -> Bools:
        """Which cases a mean of areas is made from: those for which the branch has what it needs, or all."""


class Missing(Computed):
    """What is done about a child without a number. What is filled is marked imputed."""

    kind: ClassVar[str] = "treatment of gaps"
    key: ClassVar[str] = "missing"
    label: ClassVar[str] = "missing.own.label"
    """What was done to a child that was filled, for explanations."""
    compares: ClassVar[bool] = False
    """Whether it looks at other areas, which then have to be there together."""
    keeps_inside: ClassVar[bool] = True
    """Whether what it fills lies between the lowest and the highest number that the child may have."""

    @classmethod
    def put_by(cls, word: str) -> str:
        """What the treatment of a word did to a child that it filled, in words."""
        return spoken(getattr(methods_of(cls.kind).get(word, cls), "label", cls.label))

    @property
    def fills_what_does_not_apply(self) -> bool:
        """Whether a child that does not apply is filled as well; the branch applies then."""
        return False

    @property
    def group_of(self) -> tuple[str, bool] | None:
        """Of a mean of areas: the attribute that makes the groups, and whether only published ones count."""
        return None

    @property
    def named(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """The nodes that it names, each with its place below it."""
        return ()

    def fill(self, gaps: Gaps) -> CasesByChildren | PerCase | float | None:
        """Return what is put where a child lacks a number, NaN where that is nothing; None: it fills nothing."""
        return None

    def weigh(self, gaps: Gaps) -> PerChild | CasesByChildren | None:
        """Return the weights that hold where children lack a number."""
        return gaps.weights


class Ignore(Missing):
    """It is left out, and the weights of the others grow in proportion."""

    method: Literal["ignore"]
    """`ignore`"""


class GroupMean(Missing):
    """An empty child takes the unweighted mean of the areas of its group in that period, for this branch only."""

    method: Literal["group_mean"]
    """`group_mean`"""
    by: Code
    """Area attribute that makes the groups."""
    among: Literal["published", "all"] = "published"
    """Areas that pass this branch's needs, or all."""
    not_applicable: Literal["drop", "fill"] = "drop"
    """Whether a child that does not apply is filled."""
    function: ClassVar[str] = "gaps.group_means"
    compares: ClassVar[bool] = True

    @property
    def fills_what_does_not_apply(self) -> bool:
        """If it says so."""
        return self.not_applicable == "fill"

    @property
    def group_of(self) -> tuple[str, bool] | None:
        """The attribute `by`."""
        return self.by, self.among == "published"

    def fill(self, gaps: Gaps) -> CasesByChildren | PerCase | float | None:
        """The mean of the group of each case."""
        among = gaps.among(published=self.among == "published")
        found: CasesByChildren = self.kernel()(gaps.across, groups=gaps.groups(self.by), among=among)
        return found


class Siblings(Missing):
    """Its weight goes to the children named, in equal parts to those that are there."""

    method: Literal["siblings"]
    """`siblings`"""
    to: Table[Seq[Code]]
    """Whose weight goes to whom."""
    function: ClassVar[str] = "gaps.moved_weights"

    @property
    def named(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Those whose weight is moved, and those that it goes to."""
        gone = [(("to", name), name) for name in self.to]
        heirs = [(("to", name, place), heir) for name, heirs in self.to.items() for place, heir in enumerate(heirs)]
        return (*gone, *heirs)

    def weigh(self, gaps: Gaps) -> PerChild | CasesByChildren | None:
        """Weights of each case."""
        place = {name: column for column, name in enumerate(gaps.names)}
        heirs = {
            place[gone]: [place[name] for name in dict.fromkeys(names) if name in place]
            for gone, names in self.to.items()
            if gone in place
        }
        moved: CasesByChildren = self.kernel()(gaps.across, weights=gaps.weights, gaps=gaps.empty, heirs=heirs)
        return moved


class Constant(Missing):
    """It counts as a fixed number."""

    method: Literal["constant"]
    """`constant`"""
    value: Number
    """The number."""
    label: ClassVar[str] = "missing.value.label"
    keeps_inside: ClassVar[bool] = False

    def fill(self, gaps: Gaps) -> CasesByChildren | PerCase | float | None:
        """The number."""
        return self.value


provide(Ignore, GroupMean, Siblings, Constant)
IGNORED = Ignore(method="ignore")
"""What holds where nothing is said."""

MissingPolicy = Annotated[Missing, one_of("treatment of gaps")]
