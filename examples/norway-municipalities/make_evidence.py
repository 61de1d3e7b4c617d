"""Make evidence.csv, areas.csv and not_moved.csv from municipal_values_no.csv and the register of municipalities.

    python examples/norway-municipalities/make_evidence.py

Everything in the source table but higher education stands on the codes of today and is taken over as it is. Higher
education stands on the codes of 2019, with its inputs: municipalities that were only renumbered keep their numbers, of
merged ones the inputs are added up, and what a split or a missing part makes unknowable is left out and listed.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import sdg_standard as sdg
from sdg_standard.areas import Kin, Register

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "municipal_values_no.csv"
REGISTER = HERE.parents[1] / "standard" / "areas" / "no"
OLD_DAY, TODAY = date(2019, 12, 31), date(2026, 1, 1)
POPULATION_YEAR = "2024"
"""Population of 1 January 2024, which is that of the end of 2023, the period that the README scores."""

EDUCATION, GREEN = "u4ssc.sc.eh.ed.3c", "u4ssc.en.en.psn.2a"
DIFFERS = {
    EDUCATION: "short university education begins at 120 credits, so some hold no degree",
    GREEN: "residents of urban settlements only; 0.5 hectares within 200 m by a safe way",
}
"""Figures whose definition differs from that of the series; they have status D and say how."""

EVIDENCE = ("area", "period", "series", "input", "value", "unit", "status", "source", "note")
AREAS = ("area", "name", "county", "population")
NOT_MOVED = ("area", "name", "holders", "population", "went_to", "reason")
Row = Mapping[str, str]


def main(folder: Path = HERE) -> None:
    """Write the three tables into a folder."""
    standard = sdg.load()
    register = standard.registers["NO"]
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    inputs: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row["series"] == EDUCATION:
            inputs[row["area"]][row["input"]] = row
    moved, not_moved = move(inputs, register)
    evidence = [as_evidence(row) for row in rows if row["series"] != EDUCATION] + moved
    write(folder / "evidence.csv", EVIDENCE, evidence)
    write(folder / "areas.csv", AREAS, areas(register))
    write(folder / "not_moved.csv", NOT_MOVED, not_moved)


def as_evidence(row: Row, note: str = "") -> Row:
    """A row of the source as evidence: status D and the difference where the definition differs."""
    differs = DIFFERS.get(row["series"], "")
    notes = "; ".join(part for part in (note, differs) if part)
    return {**row, "status": "D" if differs else "A", "note": notes}


def move(inputs: Mapping[str, Mapping[str, Row]], register: Register) -> tuple[list[Row], list[Row]]:
    """The inputs of 2019 on the codes of today, and the municipalities of 2019 whose inputs are left out, with why."""
    moved: list[Row] = []
    why_not: dict[str, tuple[str, set[str]]] = {}
    for area in register.valid(TODAY):
        kin = register.predecessors(area, OLD_DAY, since=TODAY)
        parts = [one for one in kin if one.how != "boundary"]
        reason = refusal(parts, inputs)
        if reason:
            for one in parts:
                why_not.setdefault(one.area, (reason, set()))[1].add(area)
        else:
            moved += added_up(area, parts, inputs)
    left_out = [
        {
            "area": area,
            "name": register.name(area, OLD_DAY) or "",
            **{name: row["value"] for name, row in inputs[area].items()},
            "went_to": " ".join(sorted(went_to)),
            "reason": reason,
        }
        for area, (reason, went_to) in sorted(why_not.items())
        if area in inputs
    ]
    return moved, left_out


def refusal(parts: Sequence[Kin], inputs: Mapping[str, Mapping[str, Row]]) -> str:
    """Why the inputs of an area of today cannot be known; empty where they can."""
    split = [one for one in parts if one.how == "split"]
    if split:
        return f"divided since 2019, or joined with a piece of one that was: {named(split)}"
    missing = [one for one in parts if one.area not in inputs]
    return f"no figure for a part: {named(missing)}" if missing else ""


def named(parts: Iterable[Kin]) -> str:
    """Areas with their names."""
    return ", ".join(f"{one.area} {one.name}" for one in parts)


def added_up(area: str, parts: Sequence[Kin], inputs: Mapping[str, Mapping[str, Row]]) -> Iterable[Row]:
    """One row for each input; what was done stands in the note."""
    done = {"same": "", "renumbered": f"was {parts[0].area}", "merged": f"sum of {' '.join(one.area for one in parts)}"}
    note = done[max((one.how for one in parts), key=list(done).index)]
    if any(change.kind == "boundary" for one in parts for change in one.path):
        note = "; ".join(part for part in (note, "a piece of land has come or gone since") if part)
    for name, first in inputs[parts[0].area].items():
        total = sum(int(inputs[one.area][name]["value"]) for one in parts)
        yield as_evidence({**first, "area": area, "value": str(total)}, note)


def areas(register: Register) -> Iterable[Row]:
    """The municipalities of today with county and population."""
    with (REGISTER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        counties = {f"NO-{row['code']}": row["county"] for row in csv.DictReader(file) if not row["valid_to"]}
    with (REGISTER / "population.csv").open(encoding="utf-8", newline="") as file:
        of_year = [row for row in csv.DictReader(file) if row["year"] == POPULATION_YEAR]
    population = {f"NO-{row['code']}": row["population"] for row in of_year}
    for area in register.valid(TODAY):
        name = register.name(area, TODAY) or ""
        yield {"area": area, "name": name, "county": counties[area], "population": population[area]}


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a table with the same bytes on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
