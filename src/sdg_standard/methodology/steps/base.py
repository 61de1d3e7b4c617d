"""What a step is: its parameters, the numbers it asks for, its arithmetic, and how it is told.

A step of one's own begins with :class:`Transformation`, :class:`Treatment` or :class:`Scoring`, has a field
``method: Literal["a_word"]`` and an ``apply``; everything else has a default. The engine works out the number of each
edge once, takes the reference along, and cuts values and numbers into blocks; a step sees arrays only.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self

from sdg_standard.methodology.registry import Method, methods_of
from sdg_standard.methodology.steps.edges import is_edge, may_be_edge, points_of
from sdg_standard.model.codes import RANGE_ORDER
from sdg_standard.source import refuse
from sdg_standard.words import has, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sdg_standard.methods.arrays import Bools, Floats

Role = Literal["transformation", "treatment", "scoring"]
Clip = Literal["both", "top", "bottom", "none"]
Path = tuple[str | int, ...]
Numbers = Mapping[str, Any]
"""The numbers of a step by the path of their edge, its parts joined with dots (``worst``, ``bands.1.from``), and those
it fits itself: leaves × 1, or leaves × cases where they differ from case to case; NaN where there is none.
"""
Done = Mapping[str, Any]
"""What a step did to one number: ``before``, ``after``, ``numbers``, ``parameters``, ``sign``, ``lacks``."""


@dataclass(frozen=True)
class InCase:
    """What a step found when it came to one leaf in one case; for explanations."""

    leaf: Any
    scale: tuple[float, float]
    sign: float
    """Whether more is better (1) or less (-1) of what arrives."""
    points: Mapping[str, float]
    """The points of the leaf, on the scale on which the step finds them."""
    numbers: Mapping[str, float]
    """The numbers of its edges, and those it fitted itself; gaps are left out."""
    lacks: Sequence[str] | None = None
    """The points that it asks for and that there are not."""


class About(Protocol):
    """What a step may know beside its numbers, of the leaves and the cases at hand."""

    @property
    def sign(self) -> Floats:
        """Whether more is better (1), less (-1) or neither (0) of what arrives: leaves × 1."""

    @property
    def scale(self) -> tuple[float, float]:
        """The scale of scores of the file, from the worst to the best."""

    @property
    def clip(self) -> Clip | None:
        """Which ends hold, whatever the step says; None: as it says."""

    @property
    def leaves(self) -> Sequence[Any]:
        """The leaves, each with its ``series`` and its ``points``."""

    @property
    def fillable(self) -> Bools | None:
        """Which leaves may be filled for which cases; None: all."""

    @property
    def beside(self) -> Floats | None:
        """The mean of what stands beside each leaf; None while that is still on its way."""

    def everywhere(self, x: Floats) -> Floats:
        """What is the same for all cases, once for each of them."""

    def among(self, width: int) -> Iterator[tuple[Any, Floats]]:
        """The cases, of as many as ``width``, with the reference values they are ranked among: leaves × values."""

    def groups(self, by: str) -> Floats:
        """The number of the group of each case by an attribute, within its period, 1 × cases; NaN where it has none."""


def key_of(path: Path) -> str:
    """The name of an edge among the numbers of its step."""
    return ".".join(map(str, path))


def below(numbers: Numbers, head: str) -> dict[str, Any]:
    """The numbers of a part of a step, by their names within it."""
    start = f"{head}."
    return {name.removeprefix(start): value for name, value in numbers.items() if name.startswith(start)}


@cache
def _edge_fields(cls: type[StepModel]) -> tuple[tuple[str, str], ...]:
    """The parameters that may be edges, with their keys in a file."""
    return tuple((name, field.alias or name) for name, field in cls.model_fields.items() if may_be_edge(field))


class StepModel(Method):
    """What all steps share."""

    kind: ClassVar[str] = "step"
    role: ClassVar[Role]
    label: ClassVar[str] = ""
    """What a reader is told instead of the word: a key of the sentences, or a text; without one the word itself."""
    order: ClassVar[Literal["", "as good", "either way", "two ends"]] = ""
    """How its edges lie: from bad to good, all one way, or the worst before the best; of most it does not matter."""
    takes_band: ClassVar[bool] = False
    """Whether the benchmark may be a band; its number is the lower end then, and ``upper`` the other one."""
    places_every_number: ClassVar[bool] = False
    """Whether it takes every number: where it gives none, its points are equal, out of order or without a spread."""
    free_of_direction: ClassVar[bool] = False
    """Whether it may score a series with a target value that has not been reflected."""
    needs_direction: ClassVar[bool] = False
    """Whether it may not score a series without a direction, since it does not say itself what is better."""
    settles_target: ClassVar[bool] = False
    """Whether a target value is a matter of more or less behind it."""
    keeps_scores: ClassVar[bool] = False
    """Whether scores are where they were behind it, give or take a rounding or a gap."""
    fills: ClassVar[bool] = False
    """Whether it puts numbers where there are none."""
    ranks_among: ClassVar[bool] = False
    """Whether it looks for places among the values of the reference."""
    implied: ClassVar[Mapping[str, str]] = {}
    """The statistics of the reference that hold for points of these names where no rule gives them."""

    # what it asks for

    def edges(self) -> Iterator[tuple[Path, Any]]:
        """Yield everything in the step that is a number, a quantity, a point or a formula, with its path in the step.

        Those are the parameters that may be edges, by their types; a step that has edges in lists adds these.
        """
        for name, key in _edge_fields(type(self)):
            if is_edge(getattr(self, name)):
                yield (key,), getattr(self, name)

    @property
    def asked_points(self) -> tuple[str, ...]:
        """The names of the points that it asks for."""
        return tuple(dict.fromkeys(name for _, edge in self.edges() for name in points_of(edge)))

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of areas that it asks for."""
        return ()

    @property
    def share_of_what(self) -> Any:
        """The edge whose share it gives; None for most."""
        return None

    # what it fits to the reference itself

    @property
    def fits(self) -> tuple[str, ...]:
        """The names of the numbers that it fits to the reference itself, beside the points it asks for."""
        return ()

    def fit(self, reference: Floats, numbers: Numbers) -> Mapping[str, Floats]:
        """Return these numbers, one for each leaf, of reference values as they arrive: leaves × cases."""
        return {}

    def frozen(self, fitted: Mapping[str, Any]) -> list[StepModel]:
        """Return the step, or the steps, that do the same with what was fitted written down.

        ``fitted`` has the numbers of one leaf by name, and under ``among`` the values it ranked among.
        """
        return [self]

    def with_points(self, points: Mapping[str, float]) -> Self:
        """Return the step with numbers in the place of points, for those nodes that have no points of their own."""
        found = {str(path[0]): points[edge] for path, edge in self.edges() if len(path) == 1 and edge in points}
        return self.model_copy(update=found) if found else self

    @property
    def written_sample(self) -> Sequence[float] | None:
        """Of a step that ranks: the numbers it ranks among where they are written; None: those of the reference."""
        return None

    @property
    def reads_reference(self) -> bool:
        """Whether the step reads a reference set itself, beside the points it asks for."""
        return bool(self.fits)

    @property
    def compares_areas(self) -> bool:
        """Whether the step looks at the other areas that are scored, so that they have to be there together."""
        return False

    @property
    def fills_from_siblings(self) -> bool:
        """Whether it fills a leaf from the leaves beside it."""
        return False

    # what it does

    @abstractmethod
    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """Return new values for values that arrive, leaves × cases; NaN is a gap. ``n`` are numbers as made ready."""

    def ready(self, n: Numbers, about: About) -> Numbers:
        """Return the numbers with all that follows from them alone; it is asked for once, before any block."""
        return n

    def on_points(self, x: Floats, n: Numbers, about: About) -> Floats:
        """Return what becomes of a point, leaves × 1 or × cases, so that it stays on the scale of the values."""
        return self.apply(x, n, about)

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Whether more is better (1) or less (-1) behind the step, where ``sign`` says it of what arrives (0: neither)
        and ``scale`` goes from the worst score to the best.
        """
        return sign

    # the scores it gives

    def named_scores(self) -> Iterator[tuple[Path, float]]:
        """Yield every score that the step names, with its path in the step."""
        yield from ()

    def ends(self, scale: tuple[float, float]) -> tuple[float, float] | None:
        """The lowest and highest score that it can give, as it says itself; None where it may be any number."""
        return None

    @property
    def answers(self) -> Mapping[str, float] | None:
        """The score of each answer, of a step that scores answers."""
        return None

    # how it is told

    @property
    def parameters(self) -> dict[str, Any]:
        """What it was told, with its defaults, as a file writes it."""
        data = self.model_dump(mode="json", by_alias=True, exclude={"method"})
        return {name: value for name, value in data.items() if value is not None}

    def used(self, points: Mapping[str, float]) -> dict[str, float]:
        """Of the points and quantities of a leaf and case those that it used; the benchmark may be a band."""
        used: dict[str, float] = {}
        for _, edge in self.edges():
            names = (edge,) if isinstance(edge, str) else points_of(edge)
            if "benchmark" in names and "benchmark" not in points:
                names = (*names, "benchmark_low", "benchmark_high")
            used |= {name: points[name] for name in names if name in points}
        return used

    def done(self, before: float | None, after: float | None, case: InCase) -> dict[str, Any]:
        """Return what it did to one number, as data."""
        return {
            "method": self.name,
            "before": before,
            "after": after,
            "parameters": self.parameters,
            "points": self.used(case.points),
            "sign": case.sign,
            **({} if case.lacks is None else {"lacks": list(case.lacks)}),
            "numbers": self.shown(case.numbers, case.leaf, case.scale),
        }

    def shown(self, numbers: Mapping[str, float], leaf: Any, scale: tuple[float, float]) -> dict[str, Any]:
        """Return what it calculates with for one leaf and case, by name, for explanations; gaps are left out."""
        own = {name: value for name, value in numbers.items() if "." not in name}
        if self.takes_band and "upper" in own:  # which is no band where both ends are one
            upper = own.pop("upper")
            own |= {} if upper in own.values() else {"upper": upper}
        return own

    def told(self, done: Done) -> str:
        """Return what the step did to one number, as a line of arithmetic; why it could not, where it did not."""
        if done["before"] is None:
            return self.told_of_gap(done)
        return self.told_of_loss(done) if done["after"] is None else self.sentence(done)

    def sentence(self, done: Done) -> str:
        """Return how the number after the step follows from the one before."""
        return say("step.becomes", before=done["before"], after=done["after"])

    def told_of_gap(self, done: Done) -> str:
        """Return what the step did where there was no number."""
        return say("step.nothing") if done["after"] is None else say("step.filled", after=done["after"])

    def told_of_loss(self, done: Done) -> str:
        """Return why the step gave no number."""
        numbers, before = done["numbers"], done["before"]
        asked = [key_of(path) for path, _ in self.edges() if len(path) == 1]
        absent = done.get("lacks") or [name for name in (*asked, *self.fits) if "." not in name and name not in numbers]
        if absent:
            return say("step.lacks", names=[name.replace("_", " ") for name in absent], before=before)
        if "sd" in numbers and numbers["sd"] <= 0:
            return say("step.alike")
        return say("step.refused", before=before)


class Transformation(StepModel):
    """Changes value and points alike."""

    role: ClassVar[Role] = "transformation"


class Treatment(StepModel):
    """Changes the value alone."""

    role: ClassVar[Role] = "treatment"

    def on_points(self, x: Floats, n: Numbers, about: About) -> Floats:
        """A point stays as it is."""
        return x


class Scoring(StepModel):
    """Makes a score; points are on its scale afterwards."""

    role: ClassVar[Role] = "scoring"

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Of a score more is better, unless the step says otherwise."""
        return 1


def check_limits(step: StepModel, lower: str, upper: str) -> None:
    """Refuse two numbers that no value lies between."""
    low, high = getattr(step, lower), getattr(step, upper)
    if isinstance(low, float) and isinstance(high, float) and low > high:
        text = say("model.limit_above_limit", lower=lower, low=low, upper=upper, high=high)
        refuse(RANGE_ORDER, text, at=(lower,))


def let_through(about: About, edges: Sequence[Any]) -> NDArray[Any]:
    """For which leaves the file lets a fault of these edges through: leaves × 1."""
    import numpy as np

    names = {name for edge in edges for name in points_of(edge)}
    return np.array([not leaf.points.accepted.isdisjoint(names) for leaf in about.leaves], dtype=bool).reshape(-1, 1)


def term(value: float) -> str | float:
    """A number as a term of arithmetic: a negative one in brackets."""
    return say("number.in_brackets", value=value) if value < 0 else value


def held(raw: float, done: Done) -> str:
    """What is said behind a number that did not stay what the arithmetic gave."""
    after = done["after"]
    close = abs(raw - after) <= 1e-9 + 1e-9 * abs(after)
    return "" if close else say("step.held", after=after)


def label_of(word: str) -> str:
    """What a reader is told instead of the word of a step; the word where nobody knows it."""
    label = str(getattr(methods_of("step").get(word), "label", ""))
    return say(label) if has(label) else label or word.replace("_", " ")
