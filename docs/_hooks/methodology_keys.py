"""Tables of keys for the page of the methodology language, made from the schema of the models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sdg_standard.publish.schema_hints import LISTS
from sdg_standard.publish.schemas import schemas

Schema = dict[str, Any]
SCHEMA: Schema = schemas()["methodology"]
DEFINITIONS: dict[str, Schema] = SCHEMA["$defs"]

LINKS = {
    "Accept": "[which are read](#reading-accept)",
    "AcceptedFault": "[known faults](#accept)",
    "AreaRules": "[keys](#areas)",
    "BranchRule": "[rules for branches](#branches)",
    "Change": "`{id: …, because: …, of: …}`",
    "DerivedTree": "[a derived tree](#tree-levels)",
    "EdgeFormula": "[a formula](#edges)",
    "Gap": "`{by: …, as: …, between: […]}`",
    "GroupNeeds": "`{share: …}` of the members",
    "Groups": "[groups](#groups)",
    "LabelBand": "[bands](#label-bands)",
    "LeafRule": "[rules for leaves](#leaves)",
    "Links": "[keys](#tree-links)",
    "MeanSd": "`{mean: …, sd: …}`",
    "MethodologyExample": "[examples](#file-examples)",
    "Need": "[needs](#needs)",
    "Node": "[a node](#tree-written)",
    "OfRange": "`{of_range: f}`: log(x - min + f × range)",
    "PointRule": "[rules for points](#points)",
    "RankSpec": "[rankings](#ranks)",
    "BandsRating": "[rules of a rating](#ratings)",
    "ReadingKeys": "[a reading](#readings)",
    "Reference": "[keys](#reference)",
    "ScoreBand": "`{from: …, score: …}`",
    "ScoreScale": "`{worst: …, best: …}`",
    "Select": "[keys](#select)",
    "Selection": "[what it is about](#for)",
    "Trend": "[a trend](#trends)",
    "TrendBranchRule": "[rules for branches](#branches), which may have `read` as well",
    "UncertaintyDefinition": "[what is uncertain](#uncertainty)",
    "EvidenceErrors": "[errors of the evidence](#uncertainty-evidence)",
    "Correlated": "[correlated errors](#uncertainty-correlated)",
    "Withheld": "[numbers that are not given](#uncertainty-withheld)",
    "DrawnWeights": "[how](#uncertainty-weights-drawn)",
    "Until": "`{skew: …, kurtosis: …}`",
    "YearRange": "`{from: …, to: …}`",
    "Root": "`{id: …, level: …, title: …}`",
}
"""What stands for a part of the language inside a table: a link, or the part itself where it is small."""

OF_TARGETS = ("GrowthToTarget", "PaceToTarget", "ExpectedValue")
WITH_THE_METHODS = {
    ("LeafRule", "read"): "`at_period`; in a trend none",
    **{(name, "target"): "**needed**" for name in OF_TARGETS},
    **{(name, "year"): "**needed**; of a commitment its own" for name in OF_TARGETS},
    ("Slope", "of"): "`value`",
    ("Slope", "clip"): "`none`",
    ("LeafRule", "applies"): "`true`",
    ("LeafRule", "scored"): "`true`",
    ("LeafRule", "rated"): "`true`",
    ("LeafRule", "weight"): "`1`",
    ("BranchRule", "applies"): "`true`",
    ("BranchRule", "missing"): "`ignore`",
    ("GoalpostsStep", "to"): "the scale of the file",
    ("ZScore", "to"): "`{mean: 0, sd: 1}`",
    ("BandsRating", "of"): "`score`",
    **{(name, "positions"): "**needed**" for name in ("WorstTwo", "MeanOfRatings")},
    ("Links", "relations"): "all",
    ("Methodology", "scale"): "`{worst: 0, best: 100}`",
}
"""Defaults that stand with the methods: a rule names some keys only, so its model has no defaults."""


CONDITIONS = ("where", "applies", "scored", "rated")


def key_table(name: str, *, only: Iterable[str] | None = None, without: Iterable[str] = ("method", "rule")) -> str:
    """Return the table of the keys of a part of the language; empty if it has none."""
    part = SCHEMA if name == "Methodology" else DEFINITIONS[name]
    chosen = [key for key in (only if only is not None else part["properties"]) if key not in without]
    if not chosen:
        return ""
    rows = [_row(name, key, part) for key in chosen]
    return "\n".join(["| key | what | default | choices |", "|---|---|---|---|", *rows, ""])


def _row(name: str, key: str, part: Schema) -> str:
    schema = part["properties"][key]
    needed = key in part.get("required", ()) or (name == "Methodology" and key in ("id", "title", "tree"))
    default = "**needed**" if needed else default_words(name, key, schema)
    return f"| `{key}` | {cell(described(schema))} | {default} | {cell(_words(key, schema))} |"


def _words(key: str, schema: Schema) -> str:
    """What may stand behind a key; a mapping behind a condition is one on areas."""
    words = choices(schema)
    return words.replace("a mapping", "[conditions](#rules-where)") if key in CONDITIONS else words


def described(schema: Schema) -> str:
    """What a key is for; one that says the same as the part that stands behind it has no words of its own."""
    found: str = schema.get("description") or DEFINITIONS[schema["$ref"].rpartition("/")[2]]["description"]
    return found


def default_words(name: str, key: str, schema: Schema) -> str:
    """What holds where a key is not written."""
    if (name, key) in WITH_THE_METHODS:
        return WITH_THE_METHODS[name, key]
    if "default" not in schema:
        return "none"
    default = schema["default"]
    return f"`{default}`" if isinstance(default, str) else f"`{json.dumps(_plain(default))}`"


def _plain(number: Any) -> Any:
    """A float that is whole as a whole number."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def cell(text: str) -> str:
    """Text for a cell of a table."""
    return text.replace("|", "&#124;").replace("\n", " ")


def choices(schema: Schema) -> str:
    """What may stand behind a key, in words."""
    if "$ref" in schema:
        return LINKS[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return _alternatives(schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{item}`" for item in schema["enum"])
    return _of_type(schema)


def _alternatives(options: list[Schema]) -> str:
    items = [option["items"] for option in options if option.get("type") == "array"]
    if len(options) == 2 and items == options[:1]:
        return f"{choices(options[0])}; or a list of such"
    flat = list(_flat(options))
    names = {option["$ref"].rpartition("/")[2] for option in flat if "$ref" in option}
    if {"Log", "ZScore"} <= names:
        return "[a step](#steps)"
    if {"ReadingKeys", "Latest"} <= names:
        return LINKS["ReadingKeys"]
    if {"BandsRating", "WorstTwo"} <= names:
        return LINKS["BandsRating"]
    if "ArithmeticMean" in names:
        return "[an aggregate](#aggregates)"
    if "GroupMean" in names:
        return "[a treatment of gaps](#missing)"
    if "PcaWeights" in names:
        return "[a rule](#weights) or a mapping to a number"
    if {"PointChoice", "DropChoice"} <= names:
        return "[a choice](#uncertainty-choices)"
    if {"FromSd", "Given"} <= names:
        return "[a point](#points)"
    if "EdgeFormula" in names:
        return "[an edge](#edges)" + (f" or {LINKS['OfRange']}" if "OfRange" in names else "")
    words = dict.fromkeys(choices(option) for option in flat)
    return " or ".join(words)


def _flat(options: Iterable[Schema]) -> Iterable[Schema]:
    """Alternatives of alternatives as one list, without the lists of ids that editors offer beside any text."""
    for option in options:
        if not option.get("$ref", "").startswith(f"#/$defs/{LISTS}"):
            yield from _flat(option["anyOf"]) if "anyOf" in option else [option]


def _of_type(schema: Schema) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return "a number or a quantity"
    if kind == "array":
        count = schema.get("minItems") if schema.get("minItems") == schema.get("maxItems") else None
        return f"{'a list of' if count is None else f'a list of {count}'}: {choices(schema['items'])}"
    if kind == "object":
        inner = schema.get("additionalProperties", True)
        return "a mapping" if inner is True else f"a mapping to {choices(inner)}"
    if kind in ("number", "integer"):
        return ("a whole number" if kind == "integer" else "a number") + _range(schema)
    return {"boolean": "`true`, `false`", "string": "text"}.get(str(kind), "anything")


def _range(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if "exclusiveMinimum" in schema:
        above = f" above {schema['exclusiveMinimum']:g}"
        return above if high is None else f"{above}, at most {high:g}"
    return "" if low is None else f", at least {low:g}"
