"""Problems as a person reads them: errors first, a cause that repeats once, and numbers of things in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sdg_standard.errors.problem import Problem, Severity
from sdg_standard.words import say

MOST_PLACES = 3
"""So many places are named of a cause that is told once."""
URGENCY: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


def errors_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings before notes; otherwise in the order given, which is that of files and lines."""
    return sorted(problems, key=lambda problem: URGENCY[problem.severity])


def for_reading(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as a person reads them: errors first, and a cause that repeats in definitions once, with its places.

    >>> same = [Problem("error", "SDG517", 'no key "level"', file=f"{name}.yaml", line=3) for name in "abcde"]
    >>> [print(problem) for problem in for_reading(same)]
    a.yaml:3: SDG517 no key "level" (5 places: also b.yaml:3, c.yaml:3 and 2 more)
    [None]
    """
    causes: dict[tuple[object, ...], list[Problem]] = {}
    for problem in errors_first(problems):
        alone = (problem,) if problem.line is None else ()  # rows of evidence, and what has no place
        causes.setdefault((problem.severity, problem.code, problem.message, *alone), []).append(problem)
    return [told for alike in causes.values() for told in ([_once(alike)] if len(alike) > MOST_PLACES else alike)]


def _once(alike: Sequence[Problem]) -> Problem:
    first, others = alike[0], alike[1:]
    facts = {"message": first.message, "n": len(alike), "places": [one.place for one in others[: MOST_PLACES - 1]]}
    if len(others) < MOST_PLACES:
        return replace(first, message=say("problems.places", **facts))
    return replace(first, message=say("problems.places_and_more", more=len(alike) - MOST_PLACES, **facts))


def counted(*numbers: tuple[int, str]) -> str:
    """Numbers of things in words, those of nothing left out.

    >>> counted((2, "error"), (0, "warning"), (1, "methodology"), (2, "methodology"))
    '2 errors, 1 methodology, 2 methodologies'
    """
    parts = [say(f"count.{word.replace(' ', '_')}", n=number) for number, word in numbers if number]
    return say("count.list", parts=parts) if parts else ""
