"""Areas that are written by name or by bare code become ids of the register of a country, row by row at its period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sdg_standard.areas import Found, Register
from sdg_standard.areas.codes import AREAS_FOUND
from sdg_standard.errors import Code, Problem, UnknownId
from sdg_standard.measuring.columns import Grouped, together
from sdg_standard.measuring.rows import Rows
from sdg_standard.words import say

_MOST_NAMED = 6


def find_areas(rows: Rows) -> None:
    """Replace what stands for an area by the id it means on the last day of the period; refuse what means none.

    Only where the evidence names a country. Each text is looked up once for each day.
    """
    country = rows.evidence.area_reading.country
    if not country:
        return
    register = register_of(country, rows.standard.registers)
    codes, uniques = together(*rows.coded("area", "period"))
    members = Grouped(codes, len(uniques))
    ids = rows.area.copy()
    for index, (text, period) in enumerate(uniques):
        if not text or period not in rows.periods or carries_another(text, country, rows.standard.registers):
            continue
        found = register.find(text, rows.evidence.area_reading.on(rows.periods[period].end))
        problem = found.problem()
        if problem is None:
            ids[members[index]] = found.area
            rows.areas_found.setdefault(text, []).append(found.area)
        else:
            rows.nameless[members[index]] = True
            code = Code(problem.code, "", "", "", problem.severity)
            rows.report(rows.kept(members[index]), code, "area", (problem.message, problem.cure), refuse=True)
    rows.area = ids
    rows.problems.extend(told_of(rows.areas_found, country, file=rows.evidence.file))


def register_of(country: str, registers: Mapping[str, Register]) -> Register:
    """The register of a country. Raises :class:`UnknownId` with near misses where there is none."""
    if country not in registers:
        raise UnknownId("country", country, list(registers))
    return registers[country]


def carries_another(area: str, country: str, registers: Mapping[str, Register]) -> bool:
    """Whether an id carries the prefix of another country's register, which is then asked."""
    prefix, dash, _ = area.partition("-")
    return bool(dash) and prefix != country and prefix in registers


def told_of(found: Mapping[str, Sequence[str]], country: str, file: str = "") -> list[Problem]:
    """A note of the areas that were found by name or bare code, the first of them named."""
    said = {text: taken(areas) for text, areas in found.items() if any(area != text for area in areas)}
    if not said:
        return []
    some = [say("areas.taken_as", text=text[:60], area=area) for text, area in list(said.items())[:_MOST_NAMED]]
    if len(said) > _MOST_NAMED:
        some.append(say("areas.more", count=len(said) - _MOST_NAMED))
    text = say("areas.found_by_name", n=len(said), country=country, some=some)
    return [AREAS_FOUND.problem(text, file=file, field="area")]


def taken(areas: Sequence[str]) -> str:
    """The ids that a text was taken for, each once: a place that was renumbered has several."""
    return ", ".join(dict.fromkeys(areas))


def names_taken(found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For the provenance: what stands in the evidence, and the ids that it was taken for."""
    return {text: taken(areas) for text, areas in sorted(found.items()) if any(area != text for area in areas)}


def ids_on(text: str, register: Register, days: Sequence[date]) -> tuple[list[str], Found | None]:
    """The ids that a text means on some days, each once, and what speaks against it where it means none on any."""
    answers = [register.find(text, day) for day in days]
    ids = list(dict.fromkeys(answer.area for answer in answers if answer.match == "found"))
    several = next((answer for answer in answers if answer.match == "several"), None)
    return (ids, several or (answers[-1] if answers and not ids else None))
