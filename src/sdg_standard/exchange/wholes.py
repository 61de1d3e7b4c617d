"""Databases whose rows are of the whole or of a part: a mapping says which, or a part would pass for the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from sdg_standard.exchange.codes import NOT_MAPPED
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.open_sdg import ABOUT, INDICATOR
from sdg_standard.words import say

_NO_PARTS = ("year", "value", INDICATOR, *ABOUT, "obs_status", "observation status", "comment_obs", "unit_mult")
_NO_PARTS_OF_UN = ("[Nature]", "[Observation Status]", "[Reporting Type]")


@dataclass(frozen=True)
class Database:
    """How a database writes what a number is about.

    ``subject`` is the column of what is measured; ``kinds`` tell numbers of one subject apart where they differ;
    columns for which ``is_part`` holds name a part, unless the cell is one of ``totals``.
    """

    subject: str
    kinds: tuple[str, ...]
    totals: frozenset[str]
    is_part: Callable[[str], bool]


OPEN_SDG = Database(INDICATOR, ("Series", "Units"), frozenset({""}), lambda name: name.casefold() not in _NO_PARTS)
UN = Database(
    "SeriesCode",
    ("[Units]",),
    frozenset({"", "_T", "BOTHSEX", "ALLAGE", "ALLAREA", "TOTAL"}),
    lambda name: name.startswith("[") and name not in _NO_PARTS_OF_UN,
)


def is_of_un(table: NamedTable) -> bool:
    """Whether a table is the CSV of the UN's database of series."""
    return {"SeriesCode", "GeoAreaCode", "TimePeriod"} <= set(table.frame.columns)


def told_apart(table: NamedTable, database: Database, used: Mapping[str, Sequence[str]]) -> NamedTable:
    """The rows of which a mapping says what they are about; those of a part that it takes no notice of are told.

    ``used`` has the columns of the mapping, with the cells that its rows are known by. Without this a number of women
    only would be taken for that of all.
    """
    frame, wanted = table.frame, used.get(database.subject, ())
    any_of = not wanted or any("*" in one for one in wanted)
    mine = pd.Series(True, index=frame.index) if any_of else frame[database.subject].isin(wanted)
    kept, problems = pd.Series(True, index=frame.index), list(table.problems)
    for name in [name for name in map(str, frame.columns) if name not in used]:
        if name in database.kinds and database.subject in frame:
            apart = frame.groupby(database.subject)[name].transform("nunique") > 1
        elif database.is_part(name) and name not in database.kinds:
            apart = ~frame[name].isin(database.totals)
        else:
            continue
        rows = (apart & mine & kept).to_numpy().nonzero()[0]
        kept &= ~(apart & mine)
        if len(rows):
            message = say("exchange.about_a_part", name=name, n=len(rows), cell=str(frame[name].iloc[rows[0]]))
            cure = say("exchange.say_which_part", name=name)
            problems.append(NOT_MAPPED.problem(message, cure, **table.origins.place(int(rows[0]))))
    if kept.all():
        return table
    alone = None if table.alone is None else table.alone[kept.to_numpy()]
    origins = table.origins.take(kept.to_numpy().nonzero()[0])
    return replace(
        table, frame=frame[kept].reset_index(drop=True), origins=origins, problems=tuple(problems), alone=alone
    )
