"""C1: what is referred to is there, every id names one row, and nothing leads back to itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sdg_standard.agenda.chain import case_key, hearings
from sdg_standard.agenda.checks.finding import Finding, Subject
from sdg_standard.agenda.codes import C1
from sdg_standard.agenda.names import named
from sdg_standard.errors import did_you_mean, near
from sdg_standard.model.agenda import SHEETS, Row
from sdg_standard.model.agenda.row import To
from sdg_standard.words import say


def same_id_twice(subject: Subject) -> Iterator[Finding]:
    """Two rows of one id that say different things; two decisions of one case."""
    for name, model in SHEETS.items():
        if not model.key:
            continue
        for key, rows in _by(subject, name, model.key).items():
            if len({row for _, row in rows}) > 1:
                lines = _lines(subject, name, rows)
                yield Finding(C1, name, _at(rows), say("agenda.same_id", id=str(key), rows=lines), model.key)
    cases: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for at, row in subject.chain.placed("decisions"):
        cases[case_key(row.case)].append((at, row))
    for rows in cases.values():
        if len({row.id for _, row in rows}) > 1:
            ids = [row.id for _, row in rows]
            message = say("agenda.same_case", case=rows[0][1].case, ids=ids)
            yield Finding(C1, "decisions", _at(rows), message, "case", cure=say("agenda.same_case_cure"))


def _by(subject: Subject, name: str, key: str) -> dict[Any, list[tuple[int, Any]]]:
    found: dict[Any, list[tuple[int, Any]]] = defaultdict(list)
    for at, row in subject.chain.placed(name):
        found[getattr(row, key)].append((at, row))
    return found


def _at(rows: list[tuple[int, Any]]) -> tuple[int, ...]:
    return tuple(at for at, _ in rows)


def _lines(subject: Subject, name: str, rows: list[tuple[int, Any]]) -> list[str]:
    lines = subject.chain.agenda.sheet(name).lines
    return [str(lines[at]) for at, _ in rows]


def unknown(subject: Subject) -> Iterator[Finding]:
    """References to rows that are not there. Into a sheet that was not given nothing is looked up."""
    sheets = subject.chain.agenda.sheets
    known = {name: _names(subject, name) for name in SHEETS}
    for name, model in SHEETS.items():
        for field, to in _references(model):
            given = [each for each in to.sheets if sheets[each].given]
            if not to.known or not given or not all(sheets[each].whole for each in given):
                continue
            among = frozenset().union(*(known[each] for each in given))
            for at, row in subject.chain.placed(name):
                for ref in _refs(row, field):
                    if not _is_known(ref, to, among):
                        column = model.model_fields[field].alias or field
                        hint = did_you_mean(near(ref, among))
                        message = say(
                            "agenda.unknown_ref",
                            ref=ref[:60],
                            sheets=[named("sheet", each) for each in given],
                            hint=hint,
                        )
                        yield Finding(C1, name, (at,), message, column)


_UN_TARGET = re.compile(r"(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?")


def no_un_target(subject: Subject) -> Iterator[Finding]:
    """What stands among UN targets and is none: with a standard none of the 169, without one none by its looks."""
    standard = subject.standard
    for at, row in subject.chain.placed("objectives"):
        for code in row.un_targets:
            known = standard is None or code in standard.targets or code in standard.goals
            if not (known and _UN_TARGET.fullmatch(code)):
                message = say("agenda.no_un_target", ref=code[:60], id=row.id)
                cure = say("agenda.write_un_target")
                yield Finding(C1, "objectives", (at,), message, "un_targets", "warning", cure)


def _references(model: type[Row]) -> Iterator[tuple[str, To]]:
    for field, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, To):
                yield field, mark


def _names(subject: Subject, name: str) -> frozenset[str]:
    """Everything by which a row of a sheet may be named, also rows that could not be read."""
    sheet = subject.chain.agenda.sheet(name)
    key = SHEETS[name].key
    found = {str(getattr(row, key)) for row in sheet} if key else set[str]()
    if name == "decisions":
        found |= {case_key(row.case) for row in sheet}
    if name == "bodies":
        found |= {row.name for row in sheet}
    return frozenset(found | sheet.lost)


def _refs(row: Any, field: str) -> list[str]:
    if field == "heard_by":
        return [body for body, _ in hearings(row)]
    given = getattr(row, field)
    return [given] if isinstance(given, str) and given else list(given or ())


def _is_known(ref: str, to: To, among: frozenset[str]) -> bool:
    if ref in among or ("decisions" in to.sheets and case_key(ref) in among):
        return True
    return "priorities" in to.sheets and ref.isdigit() and 1 <= int(ref) <= 17  # a goal, whether prioritised or not


def cycles(subject: Subject) -> Iterator[Finding]:
    """Rows that lead back to themselves by ``parent``, ``replaces`` or ``milestone_of``."""
    for name, field in (
        *(("objectives", "parent"), ("objectives", "replaces"), ("documents", "replaces")),
        *(("bodies", "parent"), ("commitments", "milestone_of")),
    ):
        rows = {row.id: (at, row) for at, row in subject.chain.placed(name)}
        for ring in _rings({key: _refs(row, field) for key, (_, row) in rows.items()}):
            message = say("agenda.cycle", ids=[*ring, ring[0]], field=named("column", field))
            yield Finding(C1, name, tuple(rows[key][0] for key in ring), message, field)


def _rings(graph: dict[str, list[str]]) -> Iterator[list[str]]:
    """Rings of a graph, each once; of rows that lie on several rings one of them."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        places: dict[str, int] = {}
        stack = [(start, iter(graph[start]))] if start not in done else []
        while stack:
            key, following = stack[-1]
            if key not in places:
                places[key] = len(path)
                path.append(key)
            child = next((each for each in following if each in graph and each not in done), None)
            if child is None:
                done.add(key)
                path.pop()
                del places[key]
                stack.pop()
            elif child in places:
                yield path[places[child] :]
                done.update(path)
                break
            else:
                stack.append((child, iter(graph[child])))
