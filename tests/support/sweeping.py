"""One test for each of many things: thousands of cases of their own take longer to hand out than to run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any


def each_of(things: Mapping[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for all of these, given as its first argument; those at which it fails are named, each with why."""

    def over(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def swept(**fixtures: Any) -> None:
            wrong = []
            for name, thing in things.items():
                try:
                    test(thing, **fixtures)
                except AssertionError as error:
                    wrong.append(f"{name}: {error}")
            assert not wrong, f"{len(wrong)} of {len(things)}:\n" + "\n\n".join(wrong)

        own = inspect.signature(test)
        swept.__signature__ = own.replace(parameters=[*own.parameters.values()][1:])  # type: ignore[attr-defined]
        return swept

    return over
