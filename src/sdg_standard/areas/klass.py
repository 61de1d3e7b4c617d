"""Answers of Klass, the classification server of Statistics Norway, as tables of a register (classification 131).

Fetching stays the caller's. ``changes`` between two days name old and new codes, name changes among them, and
neither kind nor share: the kinds follow from who goes where. An old code with several new ones was split; several old
ones with one new were merged; one and one is a new number, or under the same code a new name. A piece of land that
changed hands is in no answer.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sdg_standard._files import read_plain, write_together
from sdg_standard.areas.codes import BAD_REGISTER
from sdg_standard.areas.files import MOST_BYTES
from sdg_standard.areas.register import Register
from sdg_standard.errors import StandardError
from sdg_standard.words import say

Answer = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""What Klass answered, as JSON was read: the whole object, or the list in it."""
Row = dict[str, str]

UNSTATED = "9999"
"""The code for "not stated", which is no municipality."""
_SOURCE = "SSB Klass 131 changes"
_NEEDED = {
    "codes": ("code",),
    "codeChanges": ("oldCode", "newCode", "changeOccurred"),
    "correspondenceItems": (),  # what corresponds to nothing has one code only
}
"""The lists of answers, and what each item of them has."""
_FILES = ("municipalities.csv", "changes.csv", "renames.csv")


def units(codes: Answer) -> list[Row]:
    """Rows of ``municipalities.csv`` from ``codes`` over a range of days; the end of a time is the first day after it.

    Raises :class:`~sdg_standard.errors.StandardError` for what is no such answer, as all that read one do.

    >>> item = {"code": "3203", "name": "Asker", "validFromInRequestedRange": "2024-01-01"}
    >>> units({"codes": [item, {"code": "9999", "name": "Uoppgitt"}]})
    [{'code': '3203', 'name': 'Asker', 'county': '', 'valid_from': '2024-01-01', 'valid_to': '', 'county_code': '32'}]
    """
    return [
        {
            "code": item["code"],
            "name": item.get("name", ""),
            "county": "",
            "valid_from": item.get("validFromInRequestedRange") or item.get("validFrom", ""),
            "valid_to": item.get("validToInRequestedRange") or item.get("validTo", ""),
            "county_code": item["code"][:2],
        }
        for item in _items(codes, "codes")
    ]


def changes(answer: Answer, population: Mapping[str, float] | None = None) -> tuple[list[Row], list[Row]]:
    """Rows of ``changes.csv`` and of ``renames.csv`` from ``changes``.

    ``population`` has inhabitants by new code on the day of a split: its share is worked out from them where the new
    areas have all their land from the one that was split. Otherwise it stays empty: nobody knows it.

    >>> item = {"oldCode": "3025", "oldName": "Asker", "newCode": "3203", "newName": "Asker"}
    >>> rows, renames = changes({"codeChanges": [item | {"changeOccurred": "2024-01-01"}]})
    >>> rows[0]["kind"], rows[0]["share"], renames
    ('renumber', '1.0', [])
    """
    days: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    for item in _items(answer, "codeChanges"):
        days[item["changeOccurred"]][item["oldCode"], item["newCode"]] = item
    rows: list[Row] = []
    renames: list[Row] = []
    for day, pairs in sorted(days.items()):
        after, before = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for old, new in pairs:
            after[old].append(new)
            before[new].append(old)
        for (old, new), item in sorted(pairs.items()):
            names = {"old_name": item.get("oldName", ""), "new_name": item.get("newName", "")}
            if old == new and after[old] == [old] and before[new] == [new]:
                renames.append({"date": day, "code": old, **names, "note": ""})
                continue
            kind = "split" if len(after[old]) > 1 else "merge" if len(before[new]) > 1 else "renumber"
            alone = all(before[one] == [old] for one in after[old])
            share, basis = _share(kind, new, after[old] if alone else [], population or {})
            row = {"date": day, "old_code": old, "new_code": new, "kind": kind, "share": share}
            rows.append({**row, **names, "share_basis": basis, "source": _SOURCE})
    return rows, renames


def counties(corresponds: Answer) -> dict[str, tuple[str, str]]:
    """Code and name of the county of each municipality, from ``correspondsAt`` with the counties (104) either way.

    >>> item = {"sourceCode": "3203", "sourceName": "Asker", "targetCode": "32", "targetName": "Akershus"}
    >>> counties({"correspondenceItems": [item]})
    {'3203': ('32', 'Akershus')}
    """
    found = {}
    for item in _items(corresponds, "correspondenceItems"):
        ends = [(item.get(f"{end}Code", ""), item.get(f"{end}Name", "")) for end in ("source", "target")]
        (county, name), (unit, _) = sorted(ends, key=lambda end: len(end[0]))
        if county and unit != UNSTATED:
            found[unit] = (county, name)
    return found


def update(
    folder: str | Path,
    answer: Answer,
    *,
    codes_at: Answer | None = None,
    on: date | None = None,
    corresponds: Answer | None = None,
    population: Mapping[str, float] | None = None,
) -> list[str]:
    """Bring the register in a folder, such as ``areas/no``, up to date with ``changes``; return the files written.

    Codes that a change ends are closed on its day, new ones and new names begin; what the tables have already is left
    as it is. ``codes_at`` is the answer of ``codesAt`` for the day ``on``, against which the result is held: a
    difference is a problem, and nothing is written. ``corresponds`` (``correspondsAt`` with the counties) names the
    county of new codes. Raises :class:`~sdg_standard.errors.StandardError` with all problems.
    """
    folder = Path(folder)
    tables = {name: _read(folder / name) for name in _FILES}
    rows, renames = changes(answer, population)
    known = {(row["date"], row["old_code"], row["new_code"]) for row in tables["changes.csv"]}
    fresh = [row for row in rows if (row["date"], row["old_code"], row["new_code"]) not in known]
    named = {(row["date"], row["code"]) for row in tables["renames.csv"]}
    fresh_names = [row for row in renames if (row["date"], row["code"]) not in named]
    where = counties(corresponds) if corresponds is not None else {}
    units = tables["municipalities.csv"]
    for day in sorted({row["date"] for row in (*fresh, *fresh_names)}):
        _take(units, [row for row in fresh if row["date"] == day], where)
        _rename(units, [row for row in fresh_names if row["date"] == day])
    tables["changes.csv"] = sorted(tables["changes.csv"] + fresh, key=lambda row: row["date"])
    tables["renames.csv"] = sorted(tables["renames.csv"] + fresh_names, key=lambda row: (row["code"], row["date"]))
    tables["municipalities.csv"] = sorted(units, key=lambda row: (row["code"], row["valid_from"]))
    _refuse_wrong(folder.name, tables, codes_at, on)
    if not (fresh or fresh_names):
        return []
    write_together({folder / name: _text(table).encode() for name, table in tables.items() if table})
    return [name for name, table in tables.items() if table]


def _items(answer: Answer, key: str) -> Iterable[Row]:
    """The items of an answer as texts, without those about the code for "not stated".

    Raises StandardError for what is no such answer: nothing would be read of it, and the register would seem to be up
    to date.
    """
    items = answer.get(key) if isinstance(answer, Mapping) else answer
    if not isinstance(items, list | tuple) or not all(isinstance(item, Mapping) for item in items):
        raise _no_answer(say("areas.no_klass_answer", key=key))
    for item in items:
        texts = {str(name): "" if cell is None else str(cell).strip() for name, cell in item.items()}
        lacking = [name for name in _NEEDED[key] if not texts.get(name)]
        if lacking:
            raise _no_answer(say("areas.klass_item_lacks", key=key, names=lacking))
        if UNSTATED not in (texts.get("code"), texts.get("oldCode"), texts.get("newCode")):
            yield texts


def _no_answer(text: str) -> StandardError:
    return StandardError([BAD_REGISTER.problem(text, say("areas.fetch_klass_again"))])


def _share(kind: str, new: str, together: Sequence[str], population: Mapping[str, float]) -> tuple[str, str]:
    """The share of the old area's inhabitants that came to the new one, and what it rests on."""
    if kind != "split":
        return "1.0", "whole municipality"
    if not together or any(code not in population for code in together):
        return "", "unknown"
    total = sum(population[code] for code in together)
    others = " + ".join(f"{population[code]:.0f}" for code in together)
    return f"{population[new] / total:.4f}", f"derived: population {population[new]:.0f}/({others})"


def _take(units: list[Row], rows: Sequence[Row], where: Mapping[str, tuple[str, str]]) -> None:
    """Close the codes that end on a day, and begin those that are new or mean something new."""
    going = {row["old_code"] for row in rows}
    coming = {row["new_code"]: row["new_name"] for row in rows}
    in_force = {row["code"]: row for row in units if not row["valid_to"]}
    for code, row in in_force.items():
        if code in going and (code not in coming or coming[code] != row["name"]):
            row["valid_to"] = rows[0]["date"]
    for code, name in coming.items():
        if code not in in_force or in_force[code]["valid_to"]:
            county_code, county = where.get(code, (code[:2], _county(units, code)))
            begins = {"code": code, "name": name, "county": county, "valid_from": rows[0]["date"], "valid_to": ""}
            units.append({**begins, "county_code": county_code})


def _rename(units: list[Row], rows: Sequence[Row]) -> None:
    for row in rows:
        for unit in [unit for unit in units if unit["code"] == row["code"] and not unit["valid_to"]]:
            if unit["name"] != row["new_name"] and unit["valid_from"] < row["date"]:
                unit["valid_to"] = row["date"]
                units.append({**unit, "name": row["new_name"], "valid_from": row["date"], "valid_to": ""})


def _county(units: Sequence[Row], code: str) -> str:
    """The county of the other codes in force that begin alike; empty where there are none."""
    alike = (unit.get("county", "") for unit in units if unit["code"][:2] == code[:2] and not unit["valid_to"])
    return next(alike, "")


def _refuse_wrong(prefix: str, tables: Mapping[str, list[Row]], codes_at: Answer | None, on: date | None) -> None:
    lines = (enumerate(tables[name], start=2) for name in _FILES)
    register, problems = Register.from_lines(prefix.upper(), *lines, folder=f"{prefix}/")
    known = {row["code"] for row in tables["municipalities.csv"]}
    for code in sorted({row["code"] for row in tables["renames.csv"]} - known):
        text = say("areas.code_not_among_units", text=code)
        problems.append(BAD_REGISTER.problem(text, say("areas.give_row_time_was"), file=f"{prefix}/renames.csv"))
    if codes_at is not None and on is not None and not problems:
        told = {f"{register.prefix}-{item['code']}" for item in _items(codes_at, "codes")}
        for area in sorted(told.symmetric_difference(register.valid(on))):
            key = "areas.klass_has_more" if area in told else "areas.klass_has_less"
            problems.append(BAD_REGISTER.problem(say(key, area=area, on=on), say("areas.ask_klass_for_more")))
    if problems:
        raise StandardError(problems)


def _read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(read_plain(path, MOST_BYTES).decode("utf-8-sig"), newline="")))


def _text(table: Sequence[Row]) -> str:
    """A table as CSV; columns in the order in which rows have them."""
    columns = list(dict.fromkeys(name for row in table for name in row))
    into = io.StringIO(newline="")
    writer = csv.DictWriter(into, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return into.getvalue()
