"""Where in which file: problems of a definition, with the position of what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sdg_standard.errors import Code, Problem, Severity

Path = Sequence[str | int]


class Placed(Protocol):
    """What knows the position of its parts: a document that was read."""

    def place(self, path: Path = (), *, key: bool = False) -> dict[str, Any]:
        """Return file, line and column of what stands at a path."""
        ...


class Nowhere:
    """A definition that was made in Python and has no file."""

    def place(self, path: Path = (), *, key: bool = False) -> dict[str, Any]:
        """Return nothing but the path, as the field."""
        return {"field": ".".join(map(str, path))}


def _alike(one: Problem, other: Problem) -> bool:
    """Whether two problems are of one kind and stand in one place."""
    return (one.code, one.place, one.field) == (other.code, other.place, other.field)


@dataclass
class Report:
    """Collects the problems of one definition."""

    document: Placed = field(default_factory=Nowhere)
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: Code,
        message: str,
        path: Path = (),
        cure: str = "",
        *,
        key: bool = False,
        severity: Severity | None = None,
        once: bool = False,
    ) -> None:
        """Note a problem at a path; with ``once`` only the first of its kind there: a rule may be about many series."""
        problem = code.problem(message, cure, severity=severity, **self.document.place(path, key=key))
        if problem not in self.problems and not (once and any(_alike(problem, other) for other in self.problems)):
            self.problems.append(problem)

    @property
    def failed(self) -> bool:
        """Whether one of them is an error."""
        return any(problem.severity == "error" for problem in self.problems)
