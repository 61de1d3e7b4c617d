"""A methodology from a file that is not part of the standard."""

from __future__ import annotations

from pathlib import Path

from sdg_standard.catalogue.codes import UNREADABLE_FILE
from sdg_standard.catalogue.methodologies import Layered, MethodologyReader, name_of
from sdg_standard.catalogue.plan import Plan, plan_with
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import Problem, StandardError
from sdg_standard.source import Document, read_yaml

MOST_BYTES = 1 << 20


def load_methodology(path: Path, standard: Standard) -> Plan:
    """Return the plan of a methodology file, which may extend one of the standard and have tables beside it.

    Raises :class:`~sdg_standard.errors.StandardError` if it cannot be read; other problems stand in the plan.
    """
    problems: list[Problem] = []
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        if not content and path.stat().st_size:
            raise StandardError([UNREADABLE_FILE.problem(f'"{path}" is larger than 1 MiB', file=path.name)])
    except OSError as error:
        text = f'the methodology "{path}" cannot be read: {error.strerror}'
        raise StandardError(
            [UNREADABLE_FILE.problem(text, "Give the id of a methodology, or the path of its file.", file=path.name)]
        ) from None
    document, found = read_yaml(content, path.name)
    problems += found
    if document is None or any(problem.severity == "error" for problem in problems):
        raise StandardError(problems)
    below = _documents(standard)
    reader = MethodologyReader({path.name: document}, below, problems)
    model = reader.read(name_of(document))
    if model is None:
        raise StandardError(problems)
    tables = {item.name: item.read_bytes() for item in path.parent.glob("*.csv") if item.stat().st_size <= MOST_BYTES}
    plan = plan_with(model, standard, reader.places[model.id], tables)
    plan.problems[:0], plan.is_own_file = problems, True
    return plan


def _documents(standard: Standard) -> dict[str, Document]:
    """The files of the methodologies of a standard, which a file may extend."""
    places = {name: standard.place_of(name) for name in standard.methodologies}
    own = {name: place.own if isinstance(place, Layered) else place for name, place in places.items()}
    return {name: place for name, place in own.items() if isinstance(place, Document)}
