"""Treatments: they change the value alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sdg_standard.methodology.registry import one_of
from sdg_standard.methodology.steps.base import (
    About,
    Done,
    InCase,
    Numbers,
    Path,
    StepModel,
    Treatment,
    below,
    check_limits,
    label_of,
)
from sdg_standard.methodology.steps.edges import Edge
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Code, Number, Strict, Whole, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdg_standard.methods.arrays import Floats

FEW_AREAS = 8
"""So many areas are named with their numbers in a line; the data have more."""


def _within_limits(done: Done) -> str:
    """What holding within limits did to a number."""
    numbers, before, after = done["numbers"], done["before"], done["after"]
    low, high = numbers.get("min", numbers.get("lower")), numbers.get("max", numbers.get("upper"))
    words = [say("step.limits.low", limit=low)] if low is not None else []
    words += [say("step.limits.high", limit=high)] if high is not None else []
    limits = words or say("step.limits.none")
    key = "step.limits.stays" if after == before else "step.limits.becomes"
    return say(key, before=before, after=after, limits=limits)


class Until(Strict):
    """When winsorising stops: either is enough."""

    skew: Number = Field(gt=0)
    """Largest absolute skewness."""
    kurtosis: Number = Field(gt=0)
    """Largest kurtosis."""


class Winsorise(Treatment):
    """Pulls in the extremes."""

    label: ClassVar[str] = "step.winsorise.label"
    method: Literal["winsorise"]
    """`winsorise`"""
    lower: Edge | None = None
    """Values below are raised to it; the point `lower` if none of `lower`, `upper` and `points` is given."""
    upper: Edge | None = None
    """Values above are lowered to it; the point `upper` likewise."""
    points: Whole | None = Field(default=None, ge=1)
    """Instead: at most this many values, one extreme at a time."""
    until: Until | None = None
    """When to stop."""
    else_: Annotated[StepModel, one_of("step")] | None = Field(default=None, alias="else")
    """A step to take if that is not reached."""
    else_from: Literal["original", "treated"] = "original"
    """From which values that step starts."""

    @model_validator(mode="before")
    @classmethod
    def _asks_for_both(cls, data: Any) -> Any:
        """The bare word means the points of these names; without bounds it would do nothing, and say nothing."""
        if isinstance(data, dict) and data.keys().isdisjoint(("lower", "upper", "points", "until")):
            return data | {"lower": "lower", "upper": "upper"}
        return data

    @model_validator(mode="after")
    def _in_rounds_or_between_bounds(self) -> Self:
        rounds = [name for name, value in (("until", self.until), ("else", self.else_)) if value is not None]
        if self.points is None and rounds:
            why = say("model.key_of_rounds", key=rounds[0])
            refuse(METHOD_PARAMETER, why, say("model.add_points"), (rounds[0],))
        bounds = [name for name in ("lower", "upper") if getattr(self, name) is not None]
        if self.points is not None and bounds:
            why = say("model.bounds_and_rounds", key=bounds[0])
            refuse(METHOD_PARAMETER, why, say("model.keep_bounds_or_rounds"), (bounds[0],))
        return self

    @model_validator(mode="after")
    def _stands_in_for_a_treatment(self) -> Self:
        """What is taken for some series only must leave all of them alike: values, and of one direction."""
        other = self.else_
        if other is not None and (other.role == "scoring" or other.direction_after(1, (0.0, 100.0)) < 0):
            what = "model.else_scores" if other.role == "scoring" else "model.else_turns"
            refuse(METHOD_PARAMETER, say(what, step=other.name), say("model.write_own_step"), ("else",))
        return self

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        check_limits(self, "lower", "upper")
        return self

    def edges(self) -> Iterator[tuple[Path, Any]]:
        """The bounds, and what the step asks for that stands in for it."""
        yield from super().edges()
        if self.else_ is not None:
            yield from ((("else", *path), edge) for path, edge in self.else_.edges())

    @property
    def fits(self) -> tuple[str, ...]:
        """In rounds: bounds, whether the shape passes then, and how many values were moved."""
        if self.points is None:
            return ()
        other = self.else_.fits if self.else_ is not None else ()
        return ("lower", "upper", "passes", "moved", *(f"else.{name}" for name in other))

    def fit(self, reference: Floats, numbers: Numbers) -> Mapping[str, Floats]:
        """Bounds fitted one value at a time; the other step is fitted to what it would receive."""
        from sdg_standard import methods
        from sdg_standard.methods.columns import winsorise_columns

        until = self.until or Until(skew=2.0, kurtosis=3.5)
        found = winsorise_columns(reference.T, points=int(self.points or 1), skew=until.skew, kurt=until.kurtosis)
        fitted: dict[str, Any] = {
            "lower": found.lower,
            "upper": found.upper,
            "passes": found.passes + 0.0,
            "moved": found.moved + 0.0,
        }
        if self.else_ is None or not self.else_.fits:
            return fitted
        if self.else_from == "treated":
            reference = methods.cap(reference, lower=found.lower[:, None], upper=found.upper[:, None])
        other = self.else_.fit(reference, below(numbers, "else"))
        return fitted | {f"else.{name}": column for name, column in other.items()}

    def frozen(self, fitted: Mapping[str, Any]) -> list[StepModel]:
        """The bounds as numbers, or the step that stands in; nothing where there was nothing to fit to."""
        if self.points is None or "lower" not in fitted:
            return [self]
        bounds = {name: fitted[name] for name in ("lower", "upper") if abs(fitted[name]) < float("inf")}
        held: list[StepModel] = [Winsorise(method="winsorise", **bounds)] if bounds else []
        if self.else_ is None or fitted["passes"]:
            return held
        other = self.else_.frozen(below(fitted, "else"))
        return [*held, *other] if self.else_from == "treated" else other

    def ready(self, n: Numbers, about: About) -> Numbers:
        """A bound that there is not holds nothing."""
        import numpy as np

        made = dict(n)
        if self.points is None:
            for name, end in (("lower", -np.inf), ("upper", np.inf)):
                if name in made:
                    made[name] = np.where(np.isnan(made[name]), end, made[name])
        if self.else_ is not None:
            made |= {f"else.{name}": value for name, value in self.else_.ready(below(n, "else"), about).items()}
        return made

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """Values within the bounds; leaves that still fail take the other step instead."""
        import numpy as np

        from sdg_standard import methods

        treated = methods.cap(x, lower=n.get("lower"), upper=n.get("upper"))
        if self.else_ is None or bool((n["passes"] > 0).all()):
            return treated
        instead = self.else_.apply(x if self.else_from == "original" else treated, below(n, "else"), about)
        return np.where(n["passes"] > 0, treated, instead)

    def on_points(self, x: Floats, n: Numbers, about: About) -> Floats:
        """A point stays as it is, but where a transformation stands in."""
        import numpy as np

        if self.else_ is None or self.else_.role == "treatment" or bool((n["passes"] > 0).all()):
            return x
        return np.where(n["passes"] > 0, x, self.else_.apply(x, below(n, "else"), about))

    def done(self, before: float | None, after: float | None, case: InCase) -> dict[str, Any]:
        """What it did, or the step that was taken since it did not suffice."""
        data = super().done(before, after, case)
        if self.else_ is None or data["numbers"].get("passes") != 0:
            return data
        if self.else_from == "treated" and before is not None:
            before = min(max(before, data["numbers"].get("lower", before)), data["numbers"].get("upper", before))
        instead = self.else_.done(before, after, replace(case, numbers=below(case.numbers, "else"), lacks=None))
        return data | {"instead": instead | {"what": self.else_.told(instead)}}

    def told_of_loss(self, done: Done) -> str:
        """It is the step that stands in which could not take the number."""
        return say("step.refused", before=done["before"])

    def sentence(self, done: Done) -> str:
        """What was pulled in, or what was done instead."""
        numbers = done["numbers"]
        if "instead" in done:
            other = done["instead"]
            return say("step.winsorise.instead", label=label_of(other["method"]), what=other["what"])
        if "moved" not in numbers:
            return _within_limits(done)
        if numbers["moved"] == 0:
            return say("step.winsorise.stays", before=done["before"])
        moved = say("step.winsorise.moved", n=int(numbers["moved"]))
        return say("step.winsorise.done", limits=_within_limits(done), moved=moved)


class Cap(Treatment):
    """Holds the value within limits."""

    label: ClassVar[str] = "step.cap.label"
    method: Literal["cap"]
    """`cap`"""
    min: Edge | None = None
    """Lower limit."""
    max: Edge | None = None
    """Upper limit."""

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.min is None and self.max is None:
            refuse(METHOD_PARAMETER, say("model.cap_without_limit"), say("model.add_limits"))
        check_limits(self, "min", "max")
        return self

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The value, or the limit it lies beyond."""
        from sdg_standard import methods

        return methods.cap(x, lower=n.get("min"), upper=n.get("max"))

    def sentence(self, done: Done) -> str:
        """Within which limits it stays or is held."""
        return _within_limits(done)


class Replace(Treatment):
    """Replaces one value by another."""

    label: ClassVar[str] = "step.replace.label"
    method: Literal["replace"]
    """`replace`"""
    value: Edge
    """The value to replace."""
    by: Edge
    """What takes its place."""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The other value where it is this one."""
        from sdg_standard import methods

        return methods.replace(x, value=n["value"], by=n["by"])

    def sentence(self, done: Done) -> str:
        """By what it was replaced, or why it was not."""
        before, after = done["before"], done["after"]
        if after == before:
            return say("step.replace.stays", before=before, value=done["numbers"].get("value"))
        return say("step.replace", before=before, after=after)


class Fill(Treatment):
    """Fills gaps; what it fills is marked imputed."""

    label: ClassVar[str] = "step.fill.label"
    keeps_scores: ClassVar[bool] = True
    fills: ClassVar[bool] = True
    method: Literal["fill"]
    """`fill`"""
    from_: Literal["constant", "group_mean", "group_median", "siblings"] = Field(alias="from")
    """Where the number comes from; siblings: the mean of the numbers that the leaves beside it have of their own."""
    by: Code | None = None
    """Area attribute that makes the groups."""
    value: Edge | None = None
    """The constant."""

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needed = {"constant": "value", "group_mean": "by", "group_median": "by"}.get(self.from_)
        if needed and getattr(self, needed) is None:
            facts = {"source": self.from_, "key": needed}
            refuse(METHOD_PARAMETER, say("model.fill_needs", **facts), say("model.write_fill", **facts))
        return self

    @property
    def compares_areas(self) -> bool:
        """A mean or median of a group does."""
        return self.from_ in ("group_mean", "group_median")

    @property
    def fills_from_siblings(self) -> bool:
        """From the leaves beside it."""
        return self.from_ == "siblings"

    @property
    def attributes(self) -> tuple[str, ...]:
        """That which makes the groups."""
        return (self.by,) if self.by else ()

    def ready(self, n: Numbers, about: About) -> Numbers:
        """The number of the group of each case."""
        return {**n, "groups": about.groups(str(self.by))} if self.compares_areas else n

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """A number where there is none and the leaf applies and is scored."""
        import numpy as np

        put = self._put(x, n, about)
        return put if about.fillable is None else np.where(np.isnan(x) & ~about.fillable, np.nan, put)

    def _put(self, x: Floats, n: Numbers, about: About) -> Floats:
        """What fills every gap."""
        import numpy as np

        if self.from_ == "constant":
            return np.where(np.isnan(x), n["value"], x)
        if self.from_ == "siblings":
            return x if about.beside is None else np.where(np.isnan(x), about.beside, x)
        return self._from_groups(x, n["groups"][0])

    def _from_groups(self, x: Floats, groups: Floats) -> Floats:
        """The mean or median of the group in the same period; one case alone has no group."""
        import numpy as np

        result = x.copy()
        if x.shape[1] != len(groups):
            return result
        middle = np.nanmean if self.from_ == "group_mean" else np.nanmedian
        for group in np.unique(groups[~np.isnan(groups)]):
            members = groups == group
            for row in range(len(x)):
                own = x[row, members]
                if not np.isnan(own).all():
                    result[row, members] = np.where(np.isnan(own), middle(own), own)
        return result

    def sentence(self, done: Done) -> str:
        """Nothing was missing."""
        return say("step.fill.stays", before=done["before"])

    def told_of_gap(self, done: Done) -> str:
        """What took the place of nothing, or why a gap stayed one."""
        if done["after"] is None:
            return self._why_not(done)
        siblings, group = done["numbers"].get("siblings"), done["numbers"].get("group")
        if siblings:
            each = [say("step.fill.of", name=item["title"], number=item["number"]) for item in siblings]
            return say("step.fill.beside", each=each, after=done["after"])
        if group is None:
            return super().told_of_gap(done)
        few = group["areas"] if len(group["areas"]) <= FEW_AREAS else []
        facts = {"n": group["count"], "by": group["by"], "name": group["name"]}
        who: str = say("step.fill.group", **facts)
        if few:
            each = [say("step.fill.of", name=area["area_name"], number=area["number"]) for area in few]
            who = say("step.fill.named", who=who, each=each)
        key = "step.fill.mean" if self.from_ == "group_mean" else "step.fill.median"
        return say(key, who=who, after=done["after"])

    def _why_not(self, done: Done) -> str:
        if done.get("lacks"):
            return say("step.fill.lacks", names=done["lacks"])
        group = done["numbers"].get("group")
        if group is None:
            return say("step.fill.alone")
        key = "step.fill.empty" if group["name"] else "step.fill.groupless"
        return say(key, by=group["by"], name=group["name"])


class Round(Treatment):
    """Rounds, half away from zero; part of the method, so that all that uses the node sees the rounded number."""

    label: ClassVar[str] = "step.round.label"
    keeps_scores: ClassVar[bool] = True
    method: Literal["round"]
    """`round`"""
    decimals: Whole = Field(default=0, ge=-12, le=12)
    """Decimals."""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """The nearest number with so many decimals."""
        from sdg_standard import methods

        return methods.round_half_away(x, decimals=self.decimals)

    def sentence(self, done: Done) -> str:
        """To how many decimals it was rounded."""
        to = say("step.round.whole") if self.decimals == 0 else say("step.round.decimals", n=self.decimals)
        to = say("step.round.tens", size=10**-self.decimals) if self.decimals < 0 else to
        after = f"{done['after']:.{max(self.decimals, 0)}f}"
        return say("step.round", before=done["before"], to=to, after=after)
