"""How a table of somebody else becomes evidence: what a file of a mapping says, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from sdg_standard.errors import UnknownId
from sdg_standard.exchange.codes import MAPPING
from sdg_standard.exchange.mapping.patterns import PERIOD, Pattern, PatternError
from sdg_standard.exchange.marks import MarkCode, mark_sets
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES
from sdg_standard.model.indicator import Departure, Provenance
from sdg_standard.model.terms import Id
from sdg_standard.source import EMPTY, Code, Number, Seq, Strict, Table, Text, Whole, refuse
from sdg_standard.words import say


def _as_list(value: object) -> object:
    """One item stands for a list of one."""
    return value if isinstance(value, list | tuple) or value is None else [value]


def _column(value: object) -> object:
    """``area: Region`` is short for ``area: {from: Region}``."""
    return {"from": value} if isinstance(value, str) else value


def _is_pattern(text: str) -> str:
    try:
        Pattern.parse(text)
    except PatternError:
        refuse(MAPPING, say("exchange.mapping_no_pattern", text=text[:80]), say("exchange.mapping_pattern_is"))
    return text


def _takes_one(text: str) -> str:
    if "{}" not in text:
        refuse(MAPPING, say("exchange.mapping_takes_nothing", text=text[:80]), say("exchange.mapping_take_is"))
    return _is_pattern(text)


Cell = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
"""The text of a cell, which may be empty."""
PatternText = Annotated[Text, AfterValidator(_is_pattern)]
Cells = Annotated[Seq[Annotated[Cell, AfterValidator(_is_pattern)]], Field(min_length=1), BeforeValidator(_as_list)]
"""What a cell may hold: one text or several; `*` in it stands for any text, an empty text for an empty cell."""
Patterns = Annotated[Seq[PatternText], Field(min_length=1), BeforeValidator(_as_list)]
Names = Annotated[Seq[Code], Field(min_length=1), BeforeValidator(_as_list)]
Lines = Annotated[Seq[Annotated[Whole, Field(ge=1)]], Field(min_length=1, max_length=3), BeforeValidator(_as_list)]
Encoding = Literal["utf-8", "utf-16", "windows-1252", "latin-1"]
Separator = Literal[",", ";", "\t", "|"]


STATBANK = "https://data.ssb.no/api/pxwebapi/v2"
"""Where StatBank of Statistics Norway answers in PxWebApi 2."""
_FORM_OF = {"school-year": PERIOD, "ssb-region": "area"}
"""The column of ours that each form is for."""


class FileShape(Strict):
    """Where in a file the table stands, and how its numbers are written."""

    sheet: Code | None = None
    """Sheet of a workbook with several."""
    encoding: Encoding | None = None
    """Encoding of a text file; without it UTF-8, or Windows-1252 where it cannot be that."""
    separator: Separator | None = None
    """What stands between the cells of a text file; without it the one that gives the header most cells."""
    header: Lines | None = None
    """Line of the names of the columns, from 1; without it the first that is not empty. Two lines, `[3, 4]`, give names
    such as `Women / 2024`; an empty cell of an upper line goes on with the one to its left."""
    last: Whole | None = Field(default=None, ge=1)
    """Last line that belongs to the table."""
    footer: Whole = Field(default=0, ge=0)
    """How many lines at the end, empty ones not counted, do not belong to it, such as footnotes."""
    until: Cells | None = None
    """The table ends before the first line whose first cell holds this: `Source*`."""
    decimal: Literal[".", ","] = "."
    """Decimal mark of numbers that are written as text."""
    thousands: Literal[".", ",", " ", "'"] | None = None
    """Mark between the thousands of numbers that are written as text."""


class ColumnRule(Strict):
    """Where one of our columns comes from: a column of the table, and what becomes of its cells, in this order."""

    from_: Code = Field(alias="from")
    """Name of the column in the table."""
    take: Annotated[Text, AfterValidator(_takes_one)] | None = None
    """The part of the cell that is taken, `{}`, with `*` for any other text: `"{} *"` takes 3203 of `3203 Asker`."""
    digits: Whole | None = Field(default=None, ge=1, le=12)
    """Number of digits of a code that may have lost its leading zeros: 301 becomes 0301."""
    codes: Table[Cell] = EMPTY
    """What stands for what: their code, then ours."""
    others: Literal["tell", "keep"] = "tell"
    """What becomes of a code that `codes` does not list: `tell` leaves the row out and says so, `keep` keeps it."""
    prefix: Text | None = None
    """Text that is put in front: `NO-`."""
    form: Literal["school-year", "ssb-region"] | None = None
    """Of periods, `school-year` reads 2023-24 as 2023-08/2024-07; of areas, `ssb-region` keeps municipalities only."""


class SeriesRule(Strict):
    """What the numbers of some rows, or of one column, are."""

    where: Table[Cells] = EMPTY
    """Which rows: by column of the table, the cell or cells that it has to hold."""
    value: Code | None = None
    """The column of the table that has the numbers; without it that of `columns`."""
    series: Code | None = None
    """Series that they are of; for an input also an indicator, or `common`."""
    input: Code | None = None
    """Name of the input, where they are the input of a formula."""
    unit: Text | None = None
    """Unit that they are in: `%`; `fraction` for a share that is written as 0 to 1."""
    scale: Number = Field(default=1.0, gt=0)
    """What each number is multiplied by: 1000 for a table in thousands."""
    constants: Table[Text] = EMPTY
    """Our further columns that are the same for all of them: `quality`, `source`, `note`."""


class StatBankQuery(Strict):
    """A table of a statistical office that answers in JSON-stat, and what is asked of it."""

    table: Code
    """Number of the table: `"07459"`."""
    address: Text = STATBANK
    """Where its interface is, PxWebApi 2 as StatBank has it."""
    area: Code | None = None
    """Dimension of the areas; without it the column that `area` comes from."""
    time: Code = "Tid"
    """Dimension of the periods."""
    codelists: Table[Code] = EMPTY
    """By dimension, the list of codes to use: `{Region: agg_KommSummer}`."""
    select: Table[Names] = EMPTY
    """By dimension, the codes to ask for where `series` does not say; what nothing names the office itself sums."""
    total: Names = ()
    """Dimensions that are summed where an answer has them. Averages are never summed, nor stocks over time."""


class TableMapping(Strict):
    """How a table becomes evidence: which of its columns is which of ours, and what its codes mean."""

    id: Id | None = None
    """Id of the mapping, where it is shipped."""
    title: Text | None = None
    """The table that it is for."""
    address: Text | None = None
    """Where the table is published."""
    note: Text | None = None
    """What somebody who uses it should know."""
    provenance: Provenance | None = None
    """How sure we are of codes and units."""
    departs: Seq[Departure] = ()
    """Where the table differs from the definition of a series."""
    file: FileShape = FileShape()
    """Where in a file the table stands, and how its numbers are written."""
    statbank: StatBankQuery | None = None
    """Where the table is asked for, if a statistical office answers in JSON-stat."""
    country: Code | None = None
    """Prefix of the register in which areas are found by name or bare code: `NO`. A code alone needs only `prefix`."""
    marks: Code | Table[MarkCode] | None = None
    """What cells say that hold no number, or signs beside one: a named set (`ssb`), or mark by mark (`"..": O`)."""
    fill_down: Names = ()
    """Columns that name something only in its first row: an empty cell holds what is above it."""
    wide: Patterns = ()
    """Columns that become rows, by their names: `"{period}"` for years in columns, `"{what} {period}"` where the name
    also says what. Their numbers are then the column `value`, and each name in braces is a column."""
    leave_out: Seq[Table[Cells]] = ()
    """Rows that are not read: each entry by column the cells that it is known by, all of which have to fit."""
    columns: Table[Annotated[ColumnRule, BeforeValidator(_column)]] = EMPTY
    """Our columns, and where each comes from. A name in braces of `wide` that is one of ours needs no entry."""
    constants: Table[Text] = EMPTY
    """Our columns that have one text everywhere, or wherever the cell is empty."""
    series: Seq[SeriesRule] = ()
    """What the numbers are. A row may serve several entries; one that serves none is told."""

    @model_validator(mode="after")
    def _has_what_evidence_needs(self) -> Self:
        for name in ("area", "period", "series"):
            told = name in self.columns or name in self.constants or name in self.made
            if not told and not (name == "series" and self.series and all(rule.series for rule in self.series)):
                refuse(
                    MAPPING, say("exchange.mapping_nothing_gives", name=name), say("exchange.mapping_give", name=name)
                )
        if not self.wide and "value" not in self.columns and not all(rule.value for rule in self.rules):
            refuse(MAPPING, say("exchange.mapping_no_value"), say("exchange.mapping_give_value"))
        return self

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        if "value" in self.constants:
            refuse(MAPPING, say("exchange.mapping_constant_value"), at=("constants", "value"), key=True)
        if self.wide and "value" in self.columns:
            refuse(MAPPING, say("exchange.mapping_value_twice"), at=("columns", "value"), key=True)
        for place, rule in enumerate(self.series):
            if self.wide and rule.value:
                refuse(MAPPING, say("exchange.mapping_value_twice"), at=("series", place, "value"), key=True)
        for name, column in self.columns.items():
            if column.form and name != _FORM_OF[column.form]:
                message = say("exchange.mapping_form_of", form=column.form, column=_FORM_OF[column.form])
                refuse(MAPPING, message, at=("columns", name, "form"), key=True)
        return self

    @model_validator(mode="after")
    def _marks_are_known(self) -> Self:
        if isinstance(self.marks, str) and self.marks not in mark_sets():
            unknown = UnknownId("set of marks", self.marks, mark_sets())
            refuse(MAPPING, unknown.args[0], say("exchange.mapping_mark_sets", sets=list(mark_sets())), at=("marks",))
        return self

    @property
    def made(self) -> tuple[str, ...]:
        """The columns that are made of the names of columns that become rows."""
        return tuple(dict.fromkeys(name for text in self.wide for name in Pattern.parse(text).names))

    @property
    def rules(self) -> tuple[SeriesRule, ...]:
        """What the numbers are; one rule for all rows where columns say it."""
        return self.series or (SeriesRule(),)

    @property
    def sources(self) -> dict[str, ColumnRule]:
        """Our columns and where each comes from, with those whose name is ours already."""
        own = {name: ColumnRule.model_validate({"from": name}) for name in self.made if name in EVIDENCE_COLUMN_NAMES}
        return own | dict(self.columns)

    @property
    def codes_used(self) -> dict[str, tuple[str, ...]]:
        """The columns of the table that are used, each with the cells that rows of `series` are known by."""
        used: dict[str, list[str]] = {name: [] for _, name in self.named()}
        for rule in self.series:
            for name, cells in rule.where.items():
                used[name] += [cell for cell in cells if cell not in used[name]]
        return {name: tuple(cells) for name, cells in used.items()}

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each column of the table that is named, with the path to it in the file of the mapping."""
        for place, name in enumerate(self.fill_down):
            yield ("fill_down", place), name
        for place, cells in enumerate(self.leave_out):
            yield from ((("leave_out", place, name), name) for name in cells)
        for ours, column in self.columns.items():
            yield ("columns", ours), column.from_
        for place, rule in enumerate(self.series):
            yield from ((("series", place, "where", name), name) for name in rule.where)
            if rule.value:
                yield ("series", place, "value"), rule.value
