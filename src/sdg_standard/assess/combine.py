"""Values of areas put together: a county of its municipalities, a region, a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.named_tables import with_ids
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem, Problems, UnknownId
from sdg_standard.exchange import read_areas
from sdg_standard.measuring.codes import UNKNOWN_ATTRIBUTE
from sdg_standard.methodology.file import GroupNeeds, Groups
from sdg_standard.model.values import REASON, Cube, Values
from sdg_standard.plans import Leaf
from sdg_standard.plans.points import Points
from sdg_standard.scoring.cases import AreaTable, Cases, MadeArea
from sdg_standard.scoring.made_areas import combined
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import layer_of
from sdg_standard.words import say

GROUP, WEIGHT = "group", "weight"


def aggregate_areas(
    values: Values,
    groups: Mapping[str, str] | pd.DataFrame,
    weight: str = "population",
    *,
    needs: float | None = None,
) -> Values:
    """Return values of areas made of areas, period by period.

    ``groups`` maps each area to the area it belongs to, or is a table of areas with a column ``group`` (and
    ``weight``'s column, if that is an attribute). Counts and amounts add up; shares and rates come from summed inputs
    where all members have them; everything else is the mean weighted with ``weight``: a series, a common input of the
    evidence, or a column of the table. A member without weight does not count. ``needs`` is the least share of
    members with a number. What was withheld for one member is not rebuilt: the group has no number then either.

    Raises UnknownId for a weight that is none of the three.

    >>> import sdg_standard as sdg
    >>> values = sdg.measure(sdg.demo_evidence(), sdg.load())
    >>> table = {"NO-3025": "network", "NO-1149": "network"}
    >>> sdg.aggregate_areas(values, table, weight="none").frame["area"].unique().tolist()
    ['network']
    """
    standard: Standard = values.standard
    table, unknown = _table(values, standard, groups, weight)
    members = np.array([area for area in values.cube.areas if area in set(table["area"])], dtype=object)
    belongs = dict(zip(table["area"], table[GROUP].astype(str), strict=True))
    rule = Groups(by=GROUP, weight=WEIGHT, needs=None if needs is None else GroupNeeds(share=needs))
    names = list(dict.fromkeys(belongs[area] for area in members if belongs[area]))
    made = tuple(MadeArea(name, np.flatnonzero([belongs[area] == name for area in members]), rule) for name in names)
    return _values(values, standard, table, members, made, unknown)


def _table(values: Values, standard: Standard, groups: Any, weight: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The table of areas with the columns group and weight, and its rows that mean no area."""
    if isinstance(groups, Mapping):
        table = pd.DataFrame({"area": list(groups), GROUP: list(groups.values())})
    else:
        table = read_areas(groups)
    if GROUP not in table.columns:
        raise UnknownId("column of the table of areas", GROUP, list(map(str, table.columns)))
    table, unknown = with_ids(table, values, standard)
    if weight == "none":
        return table.assign(**{WEIGHT: 1.0}), unknown
    if weight in table.columns:
        return table.assign(**{WEIGHT: table[weight]}), unknown
    found = _weights(values, standard, weight)
    if found is None:
        known = [*map(str, table.columns), *standard.inputs, *values.cube.series, "none"]
        raise UnknownId("weight", weight, known)
    return table.merge(found, on="area", how="left"), unknown


def _weights(values: Values, standard: Standard, weight: str) -> pd.DataFrame | None:
    """Weights by area and period, of a series or a common input."""
    if weight in standard.series:
        frame = values.frame[values.frame["series"] == weight][["area", "period", "value"]]
        return frame.rename(columns={"value": WEIGHT})
    if weight in standard.inputs and values.rows is not None:
        rows = values.rows[values.rows["input"] == weight]
        first = rows.drop_duplicates(["area", "period"])[["area", "period", "number"]]
        return first.rename(columns={"number": WEIGHT})
    return None


def _values(
    values: Values,
    standard: Standard,
    table: pd.DataFrame,
    members: np.ndarray,
    made: tuple[MadeArea, ...],
    unknown: list[Problem],
) -> Values:
    cube = values.cube
    ids = np.array([item.id for item in made], dtype=object)
    numbers = np.full((len(cube.periods), len(ids), len(cube.series)), np.nan)
    areas = AreaTable(table)
    for index, period in enumerate(cube.periods):
        cases = Cases(np.concatenate([members, ids]), (period,), areas, made)
        material = Material(values, cases, standard)
        layer = layer_of(cube, index, list(cube.series), cases)
        withheld = layer.reason_codes() == REASON["suppressed"]
        for place, name in enumerate(cube.series):
            leaf = _leaf(standard, name)
            found = combined(leaf, layer.values[place], period, material)[len(members) :]
            hidden = [bool(withheld[place, item.members].any()) for item in made]
            numbers[index, :, place] = np.where(hidden, np.nan, found)
    units = {name: standard.series[name].unit or "" for name in cube.series}
    provenance = {
        **values.provenance,
        "aggregated": {item.id: [str(members[i]) for i in item.members] for item in made},
    }
    problems: list[Problem] = [*values.problems, *unknown, *areas.no_weights()]
    if not made:
        problems.append(UNKNOWN_ATTRIBUTE.problem(say("assess.no_area_values_belongs"), field=GROUP))
    return Values(
        cube=Cube(ids, cube.periods, cube.series, numbers),
        units=units,
        problems=Problems(problems),
        provenance=provenance,
        standard=standard,
    )


def _leaf(standard: Standard, name: str) -> Leaf:
    """A leaf that reads a series as it is."""
    series = standard.series[name]
    return Leaf(series.id, "series", series.label, series, Points())
