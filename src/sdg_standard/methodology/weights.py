"""Rules for weights: made from the numbers of a reference set, and frozen by `fit`. One class for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, SerializerFunctionWrapHandler, Tag, model_serializer

from sdg_standard.methodology.method import Computed
from sdg_standard.methodology.registry import bare_word, methods_of, one_of, provide, spoken
from sdg_standard.model.codes import WEIGHTS
from sdg_standard.source import Number, Table, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import CasesByChildren, PerChild

ABOUT_EQUAL, ABOUT_NOTHING = 0.001, 0.001
"""Correlations that differ by less count as equal; a weight below this share of an equal one counts as 0."""


class WeightRule(Computed):
    """A rule that makes a weight for each child from the numbers of many areas."""

    kind: ClassVar[str] = "rule for weights"
    key: ClassVar[str] = "weights"
    label: ClassVar[str] = "weights.own.label"
    """How the weights are made, for explanations: behind `weights`."""

    @classmethod
    def made_by(cls, word: str) -> str:
        """How weights are made by the rule of a word, in words; in general ones where nobody knows the rule."""
        return spoken(getattr(methods_of(cls.kind).get(word, cls), "label", cls.label))

    def make(self, across: CasesByChildren) -> PerChild:
        """Return a weight for each child, 0 or more, 1 together; more is better of what is handed over.

        Raises ValueError, with the reason, where the numbers allow none.
        """
        made: PerChild = self.kernel()(across, **self.parameters)
        return made

    def remark(self, names: Sequence[str], across: CasesByChildren, weights: PerChild) -> str:
        """What somebody who relies on the weights should know of them; empty where that is nothing."""
        return ""

    @model_serializer(mode="wrap")
    def _as_written(self, dump: SerializerFunctionWrapHandler) -> Any:
        """A rule without parameters is a bare word."""
        data = dump(self)
        return data["method"] if set(data) == {"method"} else data


class PcaWeights(WeightRule):
    """The squared loadings of the first component."""

    method: Literal["pca"]
    """`pca`"""
    label: ClassVar[str] = "weights.pca.label"
    function: ClassVar[str] = "weighting.pca_weights"


class EntropyWeights(WeightRule):
    """What is alike everywhere weighs nothing."""

    method: Literal["entropy"]
    """`entropy`"""
    label: ClassVar[str] = "weights.entropy.label"
    function: ClassVar[str] = "weighting.entropy_weights"


class CriticWeights(WeightRule):
    """What varies much and agrees little with the others weighs most."""

    method: Literal["critic"]
    """`critic`"""
    label: ClassVar[str] = "weights.critic.label"
    function: ClassVar[str] = "weighting.critic_weights"


class EqualCorrelationWeights(WeightRule):
    """All correlate equally with the weighted mean, as far as that can be had."""

    method: Literal["equal_correlation"]
    """`equal_correlation`"""
    label: ClassVar[str] = "weights.equal_correlation.label"
    function: ClassVar[str] = "weighting.equal_correlation_weights"

    def remark(self, names: Sequence[str], across: CasesByChildren, weights: PerChild) -> str:
        """How far from equal the correlations are that it ended with, and which weights are 0."""
        from sdg_standard.methods.weighting import correlations_with_mean

        shares = (weights * len(weights)).tolist()
        nothing = [name for name, share in zip(names, shares, strict=True) if share < ABOUT_NOTHING]
        ends = zip(correlations_with_mean(across, weights).tolist(), names, strict=True)
        known = [(found, name) for found, name in ends if not isnan(found)]
        if not known:
            return ""
        low, high = min(known, key=itemgetter(0)), max(known, key=itemgetter(0))
        if high[0] - low[0] < ABOUT_EQUAL and not nothing:
            return ""
        span = {"low": f"{low[0]:.3f}", "lowest": low[1], "high": f"{high[0]:.3f}", "highest": high[1]}
        if nothing:
            return say("model.correlations_end_and_nothing", **span, nothing=nothing)
        return say("model.correlations_end", **span)


provide(PcaWeights, EntropyWeights, CriticWeights, EqualCorrelationWeights)


def _weights(value: object) -> object:
    """A bare word is a rule; anything but a word or a table is neither."""
    value = bare_word(value)
    if not isinstance(value, Mapping | WeightRule):
        words = list(methods_of(WeightRule.kind))
        refuse(WEIGHTS, say("model.weights_are"), say("model.write_weights", rules=words))
    return value


def _weights_tag(value: object) -> str:
    """Which is meant; a child may be called `method`, and then has a number."""
    if isinstance(value, Mapping):
        return "rule" if isinstance(value.get("method"), str) else "table"
    return "rule"


Weights = Annotated[
    Annotated[WeightRule, one_of(WeightRule.kind), Tag("rule")] | Annotated[Table[Number], Tag("table")],
    Discriminator(_weights_tag),
    BeforeValidator(_weights),
]
"""A rule, or the weight of each child."""


def check_weights(weights: Mapping[str, float], all_zero: str, key: str) -> None:
    """Refuse weights below 0, and those that are all 0."""
    for name, weight in weights.items():
        if weight < 0:
            refuse(WEIGHTS, say("model.weight_negative", name=name, weight=weight), at=(key, name))
    if not any(weights.values()):
        refuse(WEIGHTS, all_zero, at=(key,))
