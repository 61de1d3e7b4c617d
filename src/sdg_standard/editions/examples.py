"""Examples are sentences that run: from these numbers follows that result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.scoring import score
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import EXAMPLE_SHAPE
from sdg_standard.catalogue.report import Nowhere, Path, Placed
from sdg_standard.editions.example_shape import misshapen, names_areas
from sdg_standard.editions.indicator_examples import PERIOD, cells, half_decimal, indicator_examples
from sdg_standard.editions.remembered import Remembered
from sdg_standard.errors import EvidenceError, Problem, StandardError, did_you_mean, near
from sdg_standard.exchange.table import table_of_bytes
from sdg_standard.measuring.codes import EXAMPLE_FAILS
from sdg_standard.measuring.measuring import measure
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.file import MethodologyExample
from sdg_standard.model.evidence import Evidence
from sdg_standard.plans import plan_of
from sdg_standard.words import say

FEW = 3
"""So many results of an example that do not come out are listed."""


def run_examples(standard: Standard, remembered: Remembered | None = None) -> Iterator[Problem]:
    """Run the examples of a folder's own indicators and methodologies; yield those that do not come out.

    Those of an edition that it extends were run when the edition was checked. Those that are ``remembered`` are left
    out, and those that come out are noted there.
    """
    yield from indicator_examples(standard, remembered)
    for methodology in (item for name, item in standard.methodologies.items() if name in standard.own):
        if remembered is None or not remembered.knows(methodology):
            place = standard.place_of(methodology.id) or Nowhere()
            problems = list(methodology_examples(methodology, standard, place))
            if remembered is not None and not problems:
                remembered.came_out(methodology)
            yield from problems


def methodology_examples(methodology: Methodology, standard: Standard, place: Placed) -> Iterator[Problem]:
    """Run the examples of a methodology."""
    methodology = plan_of(methodology, standard).methodology
    for index, example in enumerate(methodology.examples):
        path: Path = ("examples", index)
        faults = list(misshapen(example, methodology, path))
        for fault in faults:
            text = say("editions.example_cannot_run", name=example.name, message=fault.message)
            yield EXAMPLE_SHAPE.problem(text, fault.cure, **place.place(fault.path, key=fault.key))
        if faults:
            continue
        try:
            yield from _few(list(_run(methodology, example, standard, place, path)))
        except (StandardError, EvidenceError) as error:
            text = say("editions.example_cannot_run", name=example.name, message=error.problems[0].message)
            yield EXAMPLE_SHAPE.problem(text, error.problems[0].cure, **place.place((*path, "given")))


def _few(problems: list[Problem]) -> list[Problem]:
    """The first problems of an example; one mistake may change every number that follows from it."""
    if len(problems) <= FEW:
        return problems
    last = problems[FEW - 1]
    return [
        *problems[: FEW - 1],
        replace(last, message=say("editions.more_do_not_come", message=last.message, count=len(problems) - FEW)),
    ]


def _run(
    methodology: Methodology, example: MethodologyExample, standard: Standard, place: Placed, path: Path
) -> Iterator[Problem]:
    evidence, areas = _evidence(example, standard)
    period = example.period or edition_year(standard)
    table = pd.DataFrame([{"area": area, "name": area, **_attributes(example, area)} for area in areas])
    values = measure(evidence, standard)
    if values.problems.errors:
        yield from _refused(values.problems.errors, example, place, path)
        return
    card = score(values, standard, methodology, areas=table, periods=[period])
    rows = {(row["area"], row["node"]): row for row in card.scores.to_dict("records")}
    for area, node, expected, where in _expectations(example, areas, path):
        if (area, node) in rows:
            yield from _compare(example, node, expected, rows[(area, node)], place, where)
            continue
        text = say("editions.example_expects", name=example.name, absent=_absent(area, node, areas, card.nodes))
        yield EXAMPLE_SHAPE.problem(text, **place.place(where if area in areas else where[:-1], key=True))


def _refused(problems: Iterable[Problem], example: MethodologyExample, place: Placed, path: Path) -> Iterator[Problem]:
    """What of the evidence of an example is refused, each at the value that is meant."""
    for problem in problems:
        at = (
            say("editions.line", given=example.given, row=problem.row)
            if isinstance(example.given, str) and problem.row
            else ""
        )
        text = say("editions.example_evidence_refused", name=example.name, at=at, message=problem.message)
        yield EXAMPLE_SHAPE.problem(text, problem.cure, **place.place(_given_at(problem, example, path)))


def _compare(
    example: MethodologyExample, node: str, expected: Any, row: Mapping[Any, Any], place: Placed, where: Path
) -> Iterator[Problem]:
    """What of a node does not come out as expected."""
    for column, wanted in _columns(expected, row):
        if column not in row:
            hint = did_you_mean(near(column, map(str, row)))
            text = say("editions.expects_no_column", name=example.name, column=column, hint=hint)
            yield EXAMPLE_SHAPE.problem(text, **place.place((*where, column), key=True))
            continue
        got = row[column]
        if not agrees(got, wanted):
            shown = say("editions.nothing") if got == "" or got != got else got
            why = f" ({row['reason']})" if row["reason"] else ""
            text = say(
                "editions.example_gives_not_2",
                name=example.name,
                column=column,
                shown=shown,
                node=node,
                wanted=wanted,
                why=why,
            )
            yield EXAMPLE_FAILS.problem(text, **place.place(where))


def _given_at(problem: Problem, example: MethodologyExample, path: Path) -> Path:
    """Where an example gives what is refused: the value itself, or the table."""
    given: Any = example.given
    where: Path = (*path, "given")
    if isinstance(given, str):
        return where
    if names_areas(example) and problem.area in given:
        given, where = given[problem.area], (*where, problem.area)
    return (*where, problem.series) if problem.series in given else where


def _absent(area: str, node: str, areas: Sequence[str], nodes: Iterable[str]) -> str:
    """What of an area and node that an example expects is not there."""
    if area not in areas:
        return say("editions.something_which_nothing_given", area=area, hint=did_you_mean(near(area, areas)))
    return say("editions.which_no_node", node=node, hint=did_you_mean(near(node, nodes)))


def _evidence(example: MethodologyExample, standard: Standard) -> tuple[Evidence, list[str]]:
    """The evidence of an example, and its areas."""
    if isinstance(example.given, str):
        tables = standard.tables_beside_methodologies()
        content = tables.get(example.given)
        if content is None:
            hint = did_you_mean(near(example.given, tables))
            text = say("editions.no_table_beside_methodology", given=example.given, hint=hint)
            raise EvidenceError([EXAMPLE_SHAPE.problem(text, say("editions.name_csv_evidence_lies"))])
        raw = table_of_bytes(content, example.given)
        evidence = Evidence.from_table(raw.frame, file=raw.file, problems=raw.problems)
        return evidence, [str(area) for area in dict.fromkeys(raw.frame["area"])]
    by_area = example.given if names_areas(example) else {"example": example.given}
    period = example.period or edition_year(standard)
    records = []
    for area, given in by_area.items():
        for name, quantity in given.items():
            row = cells(quantity, standard.find_series(name))
            records.append({"area": area, "period": period, "series": name, **row})
    frame = pd.DataFrame(records, columns=["area", "period", "series", "value", "unit"])
    return Evidence.from_frame(frame), list(by_area)


def edition_year(standard: Standard) -> str:
    """Where an example stands that says no period."""
    date = standard.about.date
    year = str(date.year) if date else standard.edition.partition(".")[0]
    return year if len(year) == 4 and year.isascii() and year.isdigit() else PERIOD


def _attributes(example: MethodologyExample, area: str) -> dict[str, Any]:
    own = example.attributes.get(area)
    return dict(own) if isinstance(own, Mapping) else dict(example.attributes)


def _expectations(example: MethodologyExample, areas: list[str], path: Path) -> Iterator[tuple[str, str, Any, Path]]:
    if not names_areas(example):
        for node, expected in example.expect.items():
            yield areas[0], node, expected, (*path, "expect", node)
        return
    for area, nodes in example.expect.items():
        for node, expected in nodes.items():
            yield area, node, expected, (*path, "expect", area, node)


def _columns(expected: Any, row: Any) -> Iterator[tuple[str, Any]]:
    """A number is the score, a text the first rating, a mapping names columns."""
    if isinstance(expected, Mapping):
        yield from expected.items()
    elif isinstance(expected, str):
        yield "rating", expected
    else:
        yield ("value" if np.isnan(row["score"]) and not np.isnan(row["value"]) else "score"), expected


def agrees(got: Any, wanted: Any) -> bool:
    """Whether a result is what an example expects: numbers at the decimals written, texts exactly."""
    if isinstance(wanted, bool):
        return isinstance(got, bool | np.bool_) and bool(got) == wanted
    if isinstance(wanted, int | float):
        return (
            isinstance(got, int | float) and not np.isnan(got) and abs(got - wanted) <= half_decimal(f"{wanted:.15g}")
        )
    return str(got) == str(wanted if wanted is not None else "")
