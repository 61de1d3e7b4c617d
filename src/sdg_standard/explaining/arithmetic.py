"""The number of a branch as a line of arithmetic over its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sdg_standard.explaining.words import bracketed, listed, number, several

Data = Mapping[str, Any]
MOST_TERMS = 8
"""So many parts stand in a line of arithmetic; of more it is said what was done with them."""
AGGREGATE_WORDS: Mapping[str, str] = {
    "arithmetic_mean": "the mean",
    "geometric_mean": "the geometric mean",
    "harmonic_mean": "the harmonic mean",
    "power_mean": "the power mean, exponent {p}",
    "median": "the median, the number in the middle",
    "minimum": "the smallest",
    "maximum": "the largest",
    "sum": "the sum",
    "product": "the product",
    "mean_of_worst": "the mean of the {k} worst",
    "first": "the first that has a number",
    "penalised_mean": "the mean with a penalty for being uneven",
    "copeland": "comparison with each other area in turn",
    "benefit_of_doubt": "the weights that suit the area best",
}
WEIGHED = ("arithmetic_mean", "geometric_mean", "harmonic_mean", "power_mean", "penalised_mean", "copeland")
"""The aggregates that look at weights; the others only leave out what weighs nothing."""
WEIGHT_RULES: Mapping[str, str] = {
    "pca": "by principal components",
    "entropy": "by entropy",
    "critic": "by spread and disagreement (CRITIC)",
    "equal_correlation": "so that all correlate equally with the result",
    "frozen": "fitted to a reference set and kept",
}


def arithmetic(data: Data) -> Iterator[str]:
    """How the parts became one number."""
    parts = [part for part in data["children"] if part["number"] is not None and part["weight"] > 0]
    if data["aggregate"] not in AGGREGATE_WORDS:
        named = ", ".join(f"{part['node']} {number(part['number'])}" for part in data["children"])
        yield f"put together: {data['aggregate']} with {named} = {number(data['aggregated'])}"
    elif data["compared"] is not None:
        yield from _compared(data)
    elif len(parts) > MOST_TERMS:
        total = sum(part["weight"] for part in parts)
        heavy = data["aggregate"] in WEIGHED and not _alike(parts)
        weights = f", weights {number(total)} together" if heavy else ""
        yield f"put together: of {several(len(parts), 'number', 'numbers')}{weights} = {number(data['aggregated'])}"
    elif len(parts) > 1:
        line = _LINES.get(data["aggregate"])
        if line:
            yield f"put together: {line(data, parts)} = {number(data['aggregated'])}"


def _alike(parts: Sequence[Data]) -> bool:
    return len({part["weight"] for part in parts}) == 1


def _terms(parts: Sequence[Data], sign: str = " + ") -> str:
    """Numbers with their weights, where these differ."""
    alike = _alike(parts)
    return sign.join(
        bracketed(part["number"]) if alike else f"{bracketed(part['number'])} × {number(part['weight'])}"
        for part in parts
    )


def _total(parts: Sequence[Data]) -> str:
    return str(len(parts)) if _alike(parts) else number(sum(part["weight"] for part in parts))


def _mean(data: Data, parts: Sequence[Data]) -> str:
    return f"({_terms(parts)}) / {_total(parts)}"


def _geometric(data: Data, parts: Sequence[Data]) -> str:
    if _alike(parts):
        return f"({' × '.join(number(part['number']) for part in parts)})^(1/{len(parts)})"
    return " × ".join(f"{number(part['number'])}^{number(part['share'])}" for part in parts)


def _harmonic(data: Data, parts: Sequence[Data]) -> str:
    alike = _alike(parts)
    below = " + ".join(f"{'1' if alike else number(part['weight'])} / {number(part['number'])}" for part in parts)
    return f"{_total(parts)} / ({below})"


def _power(data: Data, parts: Sequence[Data]) -> str:
    p = bracketed(data["parameters"]["p"])
    alike = _alike(parts)
    terms = " + ".join(
        f"{number(part['number'])}^{p}" if alike else f"{number(part['weight'])} × {number(part['number'])}^{p}"
        for part in parts
    )
    return f"(({terms}) / {_total(parts)})^(1/{p})" if data["parameters"]["p"] else _geometric(data, parts)


def _of(data: Data, parts: Sequence[Data]) -> str:
    return f"of {listed(number(part['number']) for part in parts)}"


def _worst(data: Data, parts: Sequence[Data]) -> str:
    ordered = sorted((part["number"] for part in parts), reverse=data["sign"] < 0)[: data["parameters"]["k"]]
    return f"({' + '.join(bracketed(value) for value in ordered)}) / {len(ordered)}"


def _first(data: Data, parts: Sequence[Data]) -> str:
    return str(parts[0]["title"])


def _penalised(data: Data, parts: Sequence[Data]) -> str:
    between = data["between"]
    mean, spread = number(between["mean"]), number(between["deviation"])
    sign = "−" if data["parameters"]["penalty"] == "downward" else "+"
    return f"mean {mean}, standard deviation {spread}: {mean} {sign} {spread}² / {mean}"


_LINES = {
    "arithmetic_mean": _mean,
    "geometric_mean": _geometric,
    "harmonic_mean": _harmonic,
    "power_mean": _power,
    "median": _of,
    "minimum": _of,
    "maximum": _of,
    "sum": lambda data, parts: " + ".join(bracketed(part["number"]) for part in parts),
    "product": lambda data, parts: " × ".join(bracketed(part["number"]) for part in parts),
    "mean_of_worst": _worst,
    "first": _first,
    "penalised_mean": _penalised,
}


def _compared(data: Data) -> Iterator[str]:
    found = data["compared"]
    others = several(found["count"], "other area", "other areas")
    if found["method"] == "copeland":
        if not found["count"]:
            yield "put together: there is nobody to compare with = 0"
            return
        won = f"{found['wins']} won, {found['losses']} lost, {found['draws']} even"
        score = f"({found['wins']} − {found['losses']}) / {found['count']} = {number(data['aggregated'])}"
        yield f"compared with {others}: {won}; {score}"
        for item in found["with"]:
            word = "won" if item["for"] > item["against"] else "lost" if item["for"] < item["against"] else "even"
            weights = f"weight {number(item['for'])} for and {number(item['against'])} against"
            yield f"  {item['area_name']}: {word}, {weights}"
        return
    turned = "1 / " if data["sign"] < 0 else ""
    terms = [
        f"{number(weight)} × {turned}{number(part['number'])} ({part['title']})"
        for part, weight in zip(data["children"], found["weights"], strict=True)
        if weight and part["number"] is not None
    ]
    yield f"put together: {' + '.join(terms) or '0'} = {number(data['aggregated'])}"
    names = f": {listed(item['area_name'] for item in found['with'])}" if found["with"] else ""
    yield f"with these weights nobody is above 1; compared with {others}{names}"
