"""What the functions behind the methods say of themselves, and the examples that show them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sdg_standard import methods
from sdg_standard.methodology.aggregates import Aggregate
from sdg_standard.methodology.method import Computed
from sdg_standard.methodology.registry import methods_of
from sdg_standard.methodology.weights import WeightRule
from sdg_standard.methods import growth, reference, treat, trend

FOLDER = Path(__file__).parent / "examples"
BASE = "base"

KERNELS: dict[str, Callable[..., Any]] = {
    "step-log": methods.log,
    "step-power": methods.power,
    "step-box_cox": methods.box_cox,
    "step-reflect": methods.reflect,
    "step-winsorise": treat.winsorise,
    "step-replace": methods.replace,
    "step-round": methods.round_half_away,
    "step-goalposts": methods.goalposts,
    "step-share_of": methods.share_of,
    "step-z_score": methods.z_score,
    "step-rank": methods.rank_in,
    "step-percentile_rank": methods.percentile_rank_in,
    "step-distance_in_sd": methods.distance_in_sd,
    "step-piecewise": methods.piecewise,
    "step-categories": methods.lookup,
    "point-percentile": reference.percentile,
    "point-mean_of_best": reference.mean_of_best,
    "point-sd": reference.sd,
    "reading-growth_rate": growth.growth_rate,
    "reading-growth_to_target": growth.growth_to_target,
    "reading-pace_to_target": trend.pace_to_target,
    "reading-expected_value": growth.expected_value,
    "reading-slope": growth.slope,
    **{
        f"{anchor}-{word}": model.kernel()
        for anchor, kind in (("aggregate", Aggregate.kind), ("weights", WeightRule.kind))
        for word, model in methods_of(kind).items()
        if issubclass(model, Computed) and model.function
    },
}
"""The function behind a method, by the anchor of the method on the page."""

_FOR_CALLERS = re.compile(
    r"(?:Raises )?ValueError[^.]*\.|NaN stays NaN\.| \(``sign`` 0\)|(?:; an| An) ``upper`` of NaN is no band"
)
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")


@dataclass(frozen=True)
class Example:
    """A piece of a methodology file, and a sentence about its method where the models have none."""

    says: str
    file: str

    @property
    def whole(self) -> bool:
        """Whether it is a file of its own and does not extend the common one."""
        return self.file.startswith("id:")


def examples() -> dict[str, dict[str, Example]]:
    """All examples: by file of this folder, then by method."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != BASE:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
            found[path.stem] = {key: Example(item.get("says", ""), item["file"]) for key, item in entries.items()}
    return found


def whole_file(name: str, example: Example) -> str:
    """An example as a complete file with an id of its own, as it is run."""
    if example.whole:
        return example.file.replace("id: example", f"id: {name}", 1)
    return f"id: {name}\ntitle: {name}\nextends: {BASE}\n{example.file}"


def kernel_words(anchor: str) -> str:
    """What the function behind a method says: formula, ends and edge cases, without what only callers need."""
    function = KERNELS.get(anchor)
    if function is None:
        return ""
    text = (inspect.getdoc(function) or "").partition(">>>")[0]
    paragraphs = (_for_readers(" ".join(part.split())) for part in text.split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


def _for_readers(text: str) -> str:
    """A paragraph of a docstring as a person who writes YAML reads it."""
    text = _FOR_CALLERS.sub("", text).replace("``met_within``", "``target_met_within``")
    text = _ROLE.sub(r"`\1`", text).replace("``", "`")
    text = re.sub(r"^Return (where|how|whether)\b", r"It says \1", text)
    text = re.sub(r"^Return ", "It gives ", text)
    text = re.sub(r"(^|\. )NaN\b", r"\1No number", text).replace("NaN", "no number").replace("None", "nothing")
    return " ".join(text.split()).replace("<", "&lt;")
