"""FIWARE: the scores and values of a card as NGSI-LD entities of the type ``KeyPerformanceIndicator``.

The data model has a value, a period, a formula in words and a standing. It has no unit, no direction, no target and no
word for where a number came from; these are properties of our own, explained by the context of each entity. A number
that is withheld has an entity without a value, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.model.indicator import Series
from sdg_standard.model.period import Period
from sdg_standard.site.addresses import address_of, address_of_edition
from sdg_standard.words import say

TYPE = "KeyPerformanceIndicator"
STANDINGS = ("veryBad", "bad", "fair", "good", "veryGood")
"""What ``currentStanding`` may say, the worst first."""
OWN = ("unit", "direction", "target", "scale", "coverage", "imputed", "rating", "reason", "node", "level", "edition")
"""The properties that the data model lacks; and ``methodology``, ``sameAs``."""
TERMS = "urn:sdg-standard:terms:"
CONTEXT: Sequence[Any] = (
    "https://raw.githubusercontent.com/smart-data-models/dataModel.KeyPerformanceIndicator/master/context.jsonld",
    {name: f"{TERMS}{name}" for name in (*OWN, "methodology", "sameAs")},
    "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld",
)
REPRESENTATIONS = ("normalized", "simplified")
_FREQUENCY = {1: "monthly", 3: "quarterly", 12: "yearly"}


def entities(card: Card, content: Content) -> list[dict[str, Any]]:
    """Return an entity for each area, period and node with a number, or with one that is withheld; simplified."""
    frame = content.table("scores")
    told = frame[frame["score"].notna() | frame["value"].notna() | (frame["reason"] == "suppressed")]
    rater = next(iter(card._raters.values()), None)
    places: dict[str, Mapping[str, str]] = {}
    made = []
    for row in told.astype(object).where(told.notna(), None).to_dict("records"):
        node = str(row["node"])
        if node not in places:
            places[node] = standings(rater.words(node) if rater else ())
        made.append(dict(_facts(card, content, {str(key): cell for key, cell in row.items()}, places[node])))
    return made


def standings(labels: Sequence[str]) -> dict[str, str]:
    """Return the standing of each label: the worst and the best at the ends, the others evenly between.

    >>> standings(["red", "yellow", "green"])
    {'red': 'veryBad', 'yellow': 'fair', 'green': 'veryGood'}
    """
    last = max(len(labels) - 1, 1)
    return {label: STANDINGS[round(place * (len(STANDINGS) - 1) / last)] for place, label in enumerate(labels)}


def _facts(
    card: Card, content: Content, row: Mapping[str, Any], places: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    node, standard, period = row["node"], content.standard, Period.parse(row["period"])
    series = standard.series.get(node)
    withheld = row["reason"] == "suppressed"
    number = None if withheld else row["score"] if row["score"] is not None else row["value"]
    yield "id", _name(standard.id, standard.edition, card.methodology.id, row["area"], row["period"], node)
    yield "type", TYPE
    yield from _filled("kpiValue", number)
    yield "name", content.node_title(node, "en")
    yield "organization", content.area_name(row["area"])
    yield "area", row["area"]
    yield "process", card.methodology.title
    yield "category", ["quantitative"]
    yield "calculationPeriod", {"from": period.start.isoformat(), "to": period.end.isoformat()}
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    yield from _filled("calculationFrequency", _FREQUENCY.get(months))
    yield from _filled("calculationFormula", series.formula if series else None)
    yield "calculationMethod", "automatic"
    yield "calculatedBy", f"{standard.id}@{standard.edition}"
    yield from _filled("currentStanding", None if withheld else places.get(row["rating"] or ""))
    yield from _filled("businessTarget", _goal(content, series))
    # what the model lacks
    yield "node", node
    yield "level", row["level"]
    if row["score"] is not None:
        yield "scale", {"worst": card.methodology.scale.worst, "best": card.methodology.scale.best}
    yield from _filled("unit", row["unit"] if row["score"] is None else None)
    if series is not None:
        yield "direction", series.direction
        yield from _filled("target", _target(series))
        yield "sameAs", address_of(standard, "series", node)
    yield from _filled("coverage", row["coverage"])
    yield from _filled("imputed", row["imputed"] or None)
    yield from _filled("rating", None if withheld else row["rating"])
    yield from _filled("reason", row["reason"])
    yield "methodology", f"{card.methodology.id}@{card.methodology.version}"
    yield "edition", address_of_edition(standard)


def _filled(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A property, unless it is empty: NGSI-LD has no null."""
    if value is not None and value != "" and not (isinstance(value, float) and pd.isna(value)):
        yield name, value


def _name(*parts: str) -> str:
    return f"urn:ngsi-ld:{TYPE}:" + ":".join(quote(part, safe="-._~@") for part in parts)


def _goal(content: Content, series: Series | None) -> str | None:
    links = content.standard.indicators[series.indicator].sdg if series else ()
    return ", ".join(dict.fromkeys(f"SDG {link.codes[1] or link.codes[0]}" for link in links)) or None


def _target(series: Series) -> dict[str, Any] | None:
    """The newest benchmark with its unit; that it is a proposal goes with it."""
    found = series.benchmark
    if found is None or found.value is None:
        return None
    kept = {"value": found.value, "unit": series.unit, "status": found.status, "basis": found.basis}
    return {key: value for key, value in kept.items() if value is not None}


def normalized(entity: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entity as brokers store it: each property an object with a type and a value.

    >>> normalized({"id": "urn:x", "type": "KeyPerformanceIndicator", "kpiValue": 3.0})["kpiValue"]
    {'type': 'Property', 'value': 3.0}
    """
    plain = ("id", "type", "@context")
    return {key: value if key in plain else {"type": "Property", "value": value} for key, value in entity.items()}


def write(content: Content, options: Options) -> Files:
    """The entities of a card as one array. Raises EvidenceError without a card, UnknownId for a representation."""
    asked = options.settings.get("representation", REPRESENTATIONS[0])
    if asked not in REPRESENTATIONS:
        raise UnknownId("representation", asked, REPRESENTATIONS)
    if content.card is None:
        raise EvidenceError([NOT_ITS_FORMAT.problem(say("formats.ngsi_ld.no_card"))])
    found = ({**entity, "@context": list(CONTEXT)} for entity in entities(content.card, content))
    made = [normalized(entity) if asked == "normalized" else entity for entity in found]
    return {"": json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"}


NGSI_LD = Format("ngsi-ld", ".jsonld", ("scores",), write, settings=("representation",))
