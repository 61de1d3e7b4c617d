"""Whether a mapping fits a table: the columns that it names are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdg_standard.errors import EvidenceError, Gathering, Problem, did_you_mean, near
from sdg_standard.exchange.codes import MAPPED_COLUMN
from sdg_standard.exchange.mapping.model import ColumnRule, SeriesRule, TableMapping
from sdg_standard.exchange.mapping.rows import VALUE, wide_columns
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.model.evidence import REQUIRED_COLUMNS
from sdg_standard.source import Document
from sdg_standard.words import say

FEW = 12
"""So many columns of a table are listed where the one that is named is near none of them."""


@dataclass(frozen=True)
class Usable:
    """What of a mapping can be used on a table."""

    rules: tuple[SeriesRule, ...]
    sources: Mapping[str, ColumnRule]


def check_columns(mapping: TableMapping, table: NamedTable, document: Document | None, found: Gathering) -> Usable:
    """What can be read, each column that is named and not there being told.

    Raises EvidenceError where one is missing without which nothing can be read.
    """
    names = {str(name) for name in table.frame.columns}
    wide = wide_columns([str(name) for name in table.frame.columns], mapping.wide)
    there = (names - set(wide)) | ({VALUE, *mapping.made} if wide else set())
    problems: dict[tuple[str | int, ...], Problem] = {}
    if mapping.wide and not wide:
        problems[("wide",)] = _problem(mapping.wide[0], ("wide",), table, document, pattern=True)
    for name in mapping.made if wide else ():
        if name in names - set(wide):
            problems[("wide",)] = _taken(name, table, document)
    for path, name in mapping.named():
        if name not in there and not (name in mapping.made or (mapping.wide and name == VALUE)):
            problems[path] = _problem(name, path, table, document)
    found.extend(problems.values())
    lost = {path[1] for path in problems if path[0] == "series"}
    rules = tuple(rule for place, rule in enumerate(mapping.rules) if place not in lost)
    needed = [("columns", name) for name in REQUIRED_COLUMNS]
    if (
        not rules
        or any(path in problems for path in (("wide",), *needed))
        or any(p[0] == "fill_down" for p in problems)
    ):
        raise EvidenceError(list(found))
    return Usable(rules, {name: rule for name, rule in mapping.sources.items() if rule.from_ in there})


def _taken(name: str, table: NamedTable, document: Document | None) -> Problem:
    """A name in braces that a column of the table has already."""
    file = table.origins.tables[0].file or say("exchange.mapping_the_table")
    message = say("exchange.mapping_name_taken", name=name, file=file)
    place = document.place(["wide"]) if document else {}
    return MAPPED_COLUMN.problem(message, say("exchange.mapping_other_name"), **place)


def _problem(
    name: str, path: tuple[str | int, ...], table: NamedTable, document: Document | None, *, pattern: bool = False
) -> Problem:
    columns = [str(each) for each in table.frame.columns]
    read = table.origins.tables[0]
    hint = did_you_mean(near(name, columns))
    listed = [say("quoted", text=each[:60]) for each in columns[:FEW]]
    key = "exchange.mapping_no_column_fits" if pattern else "exchange.mapping_column_missing"
    message = say(key, name=name[:60], file=read.file or say("exchange.mapping_the_table"), hint=hint)
    cure = say("exchange.mapping_columns_are", columns=listed)
    place = document.place(list(path)) if document else {"file": read.file, "sheet": read.sheet, "field": name[:60]}
    return MAPPED_COLUMN.problem(message, cure, **place)
