"""Areas that are written by name or by bare code become ids of the register of a country, row by row at its period."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from sdg_standard.areas import Found, Register
from sdg_standard.areas.codes import AREAS_FOUND
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, Problem, UnknownId
from sdg_standard.measuring.codes import CONTRADICTION
from sdg_standard.measuring.columns import Grouped, together
from sdg_standard.measuring.rows import Rows
from sdg_standard.model.area_reading import AreaReading
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.model.wide_table import WideTable
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


@dataclass(frozen=True)
class NamedWide:
    """A wide table under the ids of its areas; ``refused`` have no numbers any more, each with a problem."""

    wide: WideTable
    found: Mapping[str, Sequence[str]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def find_in_wide(wide: WideTable, reading: AreaReading, standard: Standard) -> NamedWide:
    """Do the same for a wide table; an area that it has under two names is refused under both."""
    if not reading.country:
        return NamedWide(wide)
    register, texts = register_of(reading.country, standard.registers), [str(area) for area in wide.areas]
    day = reading.on(wide.period.end)
    place: dict[str, Any] = {"period": wide.period.text}
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for row, text in enumerate(texts):
        answer = register.find(text, day) if not carries_another(text, reading.country, standard.registers) else None
        problem = None if answer is None else answer.problem(row=row + 2, **place)
        problems += [] if problem is None else [problem]
        if problem is None:
            found[text] = [text if answer is None else answer.area]
    times = Counter(area for (area,) in found.values())
    twice = {text: area for text, (area,) in found.items() if times[area] > 1}
    for text, area in twice.items():
        words = say("model.area_two_rows", name=area)
        problems.append(CONTRADICTION.problem(words, "", row=texts.index(text) + 2, field="area", area=text, **place))
    refused = frozenset(text for text in texts if text not in found or text in twice)
    ids = [text if text in refused else found[text][0] for text in texts]
    values = np.where(np.array([text in refused for text in texts])[:, None], np.nan, wide.values)
    named = replace(wide, areas=np.array(ids, dtype=object), values=values)
    kept = {text: areas for text, areas in found.items() if text not in refused}
    return NamedWide(named, kept, refused, (*problems, *told_of(kept, reading.country)))


def with_ids(evidence: Evidence, standard: Standard) -> Evidence:
    """The same evidence with ids in place of the names and bare codes of areas; what means none stays as it stands."""
    country = evidence.area_reading.country
    if not country:
        return evidence
    register, frame = register_of(country, standard.registers), evidence.frame
    ids: dict[tuple[str, str], str] = {}
    for text, period in frame[["area", "period"]].drop_duplicates().itertuples(index=False):
        try:
            day = evidence.area_reading.on(Period.parse(str(period)).end)
        except PeriodError:
            continue
        if text and not carries_another(str(text), country, standard.registers):
            found = register.find(str(text), day)
            ids[text, period] = found.area if found.problem() is None else text
    frame["area"] = [ids.get(pair, pair[0]) for pair in zip(frame["area"], frame["period"], strict=True)]
    return evidence._with_table(frame)


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
    said = _taken(found)
    if not said:
        return []
    some = [say("areas.taken_as", text=text[:60], area=area) for text, area in list(said.items())[:_MOST_NAMED]]
    if len(said) > _MOST_NAMED:
        some.append(say("areas.more", count=len(said) - _MOST_NAMED))
    text = say("areas.found_by_name", n=len(said), country=country, some=some)
    return [AREAS_FOUND.problem(text, file=file, field="area")]


def _taken(found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What is written for areas, with the ids that it was taken for; a place that was renumbered has several."""
    ids = {text: ", ".join(dict.fromkeys(areas)) for text, areas in found.items()}
    return {text: taken for text, taken in ids.items() if taken != text}


def provenance_of_areas(evidence: Evidence, looked_up: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """How areas were read, where that is not as they stand: the names taken, and the day of the borders."""
    reading, taken = evidence.area_reading, dict(sorted(_taken(looked_up).items()))
    found: dict[str, Any] = {"country": reading.country, "areas_taken": taken} if reading.country else {}
    if reading.borders is not None:
        found |= {"borders": reading.borders.isoformat()}
    if reading.moved is not None:
        record = reading.moved
        digest = lambda: hashlib.sha256(record.astype(str).to_csv(index=False).encode()).hexdigest()  # noqa: E731
        found |= {"move_rule": reading.rule, "moved_digest": digest}
    return found


def ids_on(text: str, register: Register, days: Sequence[date]) -> tuple[list[str], Found | None]:
    """The ids that a text means on some days, each once, and what speaks against it where it means none on any."""
    answers = [register.find(text, day) for day in days]
    ids = list(dict.fromkeys(answer.area for answer in answers if answer.match == "found"))
    several = next((answer for answer in answers if answer.match == "several"), None)
    return (ids, several or (answers[-1] if answers and not ids else None))
