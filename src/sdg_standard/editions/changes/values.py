"""Facts as readers see them: short, numbers as the language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdg_standard.source import ReadOnly
from sdg_standard.words import say

LONGEST = 80
"""So many characters of a text are shown."""
MOST = 6
"""So many parts of a group or list are shown."""
_STOPS = tuple(".,:;!?")


def shown(value: Any) -> Any:
    """Return a fact as a part of a sentence."""
    if value is None:
        return say("changes.value.nothing")
    if isinstance(value, bool):
        return say("condition.yes" if value else "condition.no")
    if isinstance(value, int | float):
        return say("changes.value.number", value=value)
    if isinstance(value, Mapping):
        parts = [
            say("changes.value.part", name=str(name), value=shown(item))
            for name, item in value.items()
            if item is not None
        ]
        return _few([part for part in parts if part])
    if isinstance(value, tuple):
        return _range(*value)
    if isinstance(value, list):
        return _few([shown(item) for item in value])
    return _text(_short(" ".join(str(value).split())))


def _range(low: float | None, high: float | None) -> Any:
    """The ends of a range, of which one may be open."""
    if low is None and high is None:
        return say("changes.value.unlimited")
    if low is None:
        return say("changes.value.at_most", high=high)
    return say("changes.value.at_least", low=low) if high is None else say("changes.value.range", low=low, high=high)


def _text(text: str) -> str:
    """A text of several words, or with a stop at its end, is set apart from the sentence it stands in."""
    return say("changes.value.text", text=text) if " " in text or text[-1:] in _STOPS else text


def _few(parts: list[Any]) -> Any:
    left = len(parts) - MOST
    return (
        say("changes.value.several", parts=parts[:MOST])
        if left <= 0
        else say("changes.value.more", parts=parts[:MOST], n=left)
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def fixed(value: Any) -> Any:
    """Return plain data that nobody can change, for who keeps it."""
    if isinstance(value, Mapping):
        return ReadOnly({str(name): fixed(item) for name, item in value.items()})
    return tuple(fixed(item) for item in value) if isinstance(value, list | tuple) else value
