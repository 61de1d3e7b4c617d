"""Numbers, units, years and reasons as a reader wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sdg_standard.words.numbers import number as number
from sdg_standard.words.numbers import ordinal as ordinal
from sdg_standard.words.numbers import percent as percent

REASON_WORDS: Mapping[str, str] = {
    "not_reported": "nothing was reported",
    "not_applicable": "it does not apply here",
    "suppressed": "the value is withheld",
    "contradiction": "rows of the evidence contradict each other",
    "refused": "the evidence was refused",
    "missing_input": "an input of the formula is missing",
    "no_benchmark": "there is no benchmark",
    "no_point": "a reference point is missing",
    "not_scored": "the methodology does not score it",
    "outside_domain": "a step cannot take this value",
    "missing_children": "none of its parts has a number, or a formula lacks one",
    "below_coverage": "too little of it is there",
}
STATUS_WORDS: Mapping[str, str] = {
    "P": "provisional",
    "E": "estimated",
    "I": "imputed by the source",
    "F": "forecast",
    "B": "break in the series",
    "U": "low reliability",
}
MOST_NAMED = 50
"""So many areas are named where one is compared with others; of more, only their number is said."""


def amount(value: float | None, unit: str) -> str:
    """A number with its unit.

    >>> amount(12.0, "µg/m³"), amount(3.0, "")
    ('12 µg/m³', '3')
    """
    return f"{number(value)} {unit}".rstrip() if value is not None and unit not in ("", "count") else number(value)


def in_doubt(plausible: Sequence[float | None] | None) -> str:
    """What is said of an observation outside the plausible values of its series; nothing of any other.

    >>> in_doubt([0.8, 1.2]), in_doubt([None, 5.0]), in_doubt(None)
    (', outside what is plausible (0.8 to 1.2)', ', outside what is plausible (at most 5)', '')
    """
    if plausible is None:
        return ""
    low, high = plausible
    ends = f"{number(low)} to {number(high)}" if low is not None and high is not None else ""
    ends = ends or (f"at most {number(high)}" if low is None else f"at least {number(low)}")
    return f", outside what is plausible ({ends})"


def bracketed(value: float) -> str:
    """A number as a term: a negative one in brackets.

    >>> bracketed(-2.0), bracketed(2.0)
    ('(-2)', '2')
    """
    return f"({number(value)})" if value < 0 else number(value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    every = list(words)
    return f" {last} ".join(part for part in (", ".join(every[:-1]), every[-1]) if part) if every else ""


def several(count: int, one: str, many: str) -> str:
    """A count with its word.

    >>> several(1, "area", "areas"), several(3, "area", "areas")
    ('1 area', '3 areas')
    """
    return f"{count} {one if count == 1 else many}"


def condition(where: Mapping[str, object] | None) -> str:
    """A condition on areas in words.

    >>> condition({"region": "Nordic", "population": {"min": 20000}})
    'region is Nordic and population is at least 20000'
    """
    return listed(f"{name.replace('_', ' ')} is {_wanted(wanted)}" for name, wanted in (where or {}).items())


def _wanted(wanted: object) -> str:
    if isinstance(wanted, Mapping):
        words = {"min": "at least", "max": "at most"}
        return listed(f"{words[key]} {number(float(limit))}" for key, limit in wanted.items() if limit is not None)
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return listed((_wanted(item) for item in wanted), "or")
    if isinstance(wanted, bool):
        return "yes" if wanted else "no"
    return number(wanted) if isinstance(wanted, float) else str(wanted)
