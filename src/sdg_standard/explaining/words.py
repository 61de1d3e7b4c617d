"""Numbers, units, years and reasons as a reader wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sdg_standard.results.ranks import MOST_NAMED as MOST_NAMED
from sdg_standard.words import has, say


def reason_words(reason: str) -> str:
    """Why there is no number, by the word of the reason; the word where nothing is known of it."""
    return say(f"reason.{reason}") if has(f"reason.{reason}") else reason


def status_words(status: str) -> str:
    """What the status of an observation says of it, by its letter; nothing of an ordinary one."""
    return say(f"status.{status}") if has(f"status.{status}") else ""


def number(value: float | None) -> str:
    """A number with six figures.

    >>> number(86.84827970831032), number(None)
    ('86.8483', 'no number')
    """
    return say("explain.number", value=None if value is None else float(value))  # a file may hold a word instead


def percent(share: float) -> str:
    """A share in per cent, to a tenth.

    >>> percent(1 / 3)
    '33.3 %'
    """
    return say("explain.percent", share=share)


def ordinal(value: float) -> str:
    """A place in an order.

    >>> ordinal(2)
    '2nd'
    """
    return say("explain.ordinal", value=value)


def amount(value: float | None, unit: str) -> str:
    """A number with its unit.

    >>> amount(12.0, "µg/m³"), amount(3.0, "")
    ('12 µg/m³', '3')
    """
    if value is None or unit in ("", "count"):
        return number(value)
    return say("explain.amount", value=float(value), unit=unit)


def in_doubt(plausible: Sequence[float | None] | None) -> str:
    """What is said of an observation outside the plausible values of its series; nothing of any other.

    >>> in_doubt([0.8, 1.2]), in_doubt([None, 5.0]), in_doubt(None)
    (', outside what is plausible (0.8 to 1.2)', ', outside what is plausible (at most 5)', '')
    """
    if plausible is None:
        return ""
    low, high = plausible
    if low is not None and high is not None:
        return say("explain.implausible", low=low, high=high)
    if low is None:
        return say("explain.implausible_above", high=high)
    return say("explain.implausible_below", low=low)


def bracketed(value: float) -> str:
    """A number as a term: a negative one in brackets.

    >>> bracketed(-2.0), bracketed(2.0)
    ('(-2)', '2')
    """
    return say("explain.bracketed", value=value) if value < 0 else number(value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list, "and" before the last; another word is said in every language as it is.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    every = list(words)
    if last == "and" or len(every) < 2:
        return say("explain.listed", items=every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def several(count: int, one: str, many: str) -> str:
    """A count with its word, for methods of others, which speak one language.

    >>> several(1, "area", "areas"), several(3, "area", "areas")
    ('1 area', '3 areas')
    """
    return f"{count} {one if count == 1 else many}"


def joined(*parts: str) -> str:
    """Parts of a line one behind the other; those that are empty say nothing."""
    return say("explain.joined", parts=list(parts))


def areas(count: int) -> str:
    """How many areas.

    >>> areas(1), areas(3)
    ('1 area', '3 areas')
    """
    return say("explain.areas", n=count)


def condition(where: Mapping[str, object] | None) -> str:
    """A condition on areas in words.

    >>> condition({"region": "Nordic", "population": {"min": 20000}})
    'region is Nordic and population is at least 20000'
    """
    return listed(
        say("explain.attribute_is", name=name.replace("_", " "), wanted=_wanted(wanted))
        for name, wanted in (where or {}).items()
    )


def _wanted(wanted: object) -> str:
    if isinstance(wanted, Mapping):
        limits = ((key, float(limit)) for key, limit in wanted.items() if limit is not None)
        return listed(say(f"explain.wanted.{key}", limit=limit) for key, limit in limits)
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return say("explain.any_of", items=[_wanted(item) for item in wanted])
    if isinstance(wanted, bool):
        return say("explain.yes" if wanted else "explain.no")
    return number(wanted) if isinstance(wanted, float) else str(wanted)
