"""Decisions as municipalities already keep them: the table of *vedtaksoppfølging*, and eInnsyn's JSON-LD.

The table has the columns Utvalg, Møtedato, Saksnr og tittel, Vedtak, Status, Merknad, under these or like names, in
whatever row its header stands (module ``decision_tables``). Of eInnsyn only public fields are read: its sensitive twins
of titles never are.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sdg_standard._files import write_together
from sdg_standard.agenda.cells import CellError, as_date
from sdg_standard.agenda.codes import CELL, NOT_AN_AGENDA
from sdg_standard.agenda.decision_tables import Line, decision_lines
from sdg_standard.agenda.names import folded, spellings
from sdg_standard.agenda.template import heads
from sdg_standard.errors import EvidenceError, Problem, Problems, SdgStandardError
from sdg_standard.exchange.files import read_bytes
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.model.agenda import SHEETS
from sdg_standard.words import say

OUTCOMES = (
    ("noted", ("til orientering", "til etterretning", "tas til orientering", "teke til orientering")),
    ("postponed", ("utsatt", "utsett", "utsettes")),
    ("sent_back", ("sendes tilbake", "sendt tilbake", "sendast tilbake")),
    ("rejected", ("avvist", "avslås", "ikke vedtatt", "falt", "avslag")),
    ("adopted_changed", ("med følgende endring", "med endring", "med følgjande endring")),
)
"""Words of a decision that say what became of the proposal; anything else was adopted."""
PROGRESS = (
    ("done", ("gjennomført", "utført", "ferdig", "avsluttet", "avslutta", "fulgt opp", "effektuert", "lukket", "ok")),
    ("dropped", ("utgår", "bortfalt", "lagt bort", "trukket")),
    ("not_started", ("ikke startet", "ikkje starta", "ikke påbegynt")),
    ("under_way", ("under arbeid", "pågår", "påbegynt", "i gang", "delvis", "under oppfølging")),
)
BODIES = (("council", ("kommunestyre", "bystyre")), ("executive", ("formannskap", "byråd")))
_CASE = re.compile(
    r"(?:[A-ZÆØÅ]{1,4}(?:[-\s]?sak)?|sak)?(?:\s*nr)?[\s.:-]*(\d{1,4}/(?:\d{4}|\d{2}))(?![\d-])[\s:.,–-]*(.*)",
    re.DOTALL | re.IGNORECASE,
)
"""A case number as minutes print it, with what may stand before it; ``2024/123-4`` is the number of a file."""
_LONGEST = 200
Row = dict[str, str]


@dataclass(frozen=True)
class Imported:
    """Rows of the sheets of decisions and bodies, and what could not be taken."""

    decisions: tuple[Row, ...]
    bodies: tuple[Row, ...]
    problems: Problems


def import_decisions(path: str | os.PathLike[str]) -> Imported:
    """Read decisions from a table (CSV, Excel) or from eInnsyn's JSON.

    Raises :class:`~sdg_standard.errors.EvidenceError` for a file in which no decision is found.
    """
    given = Path(path)
    problems: list[Problem] = []
    found = _of_json(given) if given.suffix.lower() in (".json", ".jsonld") else _of_table(given, problems)
    rows = _numbered(list(found))
    if not rows:
        message = say("agenda.no_decisions", name=given.name)
        raise EvidenceError([*problems, NOT_AN_AGENDA.problem(message, say("agenda.import_cure"), file=given.name)])
    names = dict.fromkeys(row["body"] for row in rows)
    bodies = tuple({"id": name, "name": name, "kind": body_kind(name)} for name in names)
    return Imported(tuple(rows), bodies, Problems(problems, checked=given.name))


def _numbered(rows: list[Row]) -> list[Row]:
    """Each case once, with an id of its own: the second row of a case is another decision of it, and gets a letter."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        count = seen.get(row["case"], 0)
        seen[row["case"]] = count + 1
        case = row["case"] if not count else f"{row['case']}-{count + 1}"
        found.append({"id": f"V{case}"} | row | {"case": case})
    return found


# a table


def _of_table(path: Path, problems: list[Problem]) -> Iterator[Row]:
    content = read_bytes(path, MAX_BYTES)
    for line in decision_lines(content, problems):
        row = _row(line, content.name, problems)
        if row is not None:
            yield row


def _row(line: Line, file: str, problems: list[Problem]) -> Row | None:
    texts = line.texts
    place: dict[str, Any] = {"file": file, "sheet": line.tab, "row": line.row}
    case = _CASE.match(texts["case"])
    if case is None:
        message = say("agenda.no_case", text=texts["case"][:60])
        problems.append(CELL.problem(message, say("agenda.write_case"), field="case", **place))
        return None
    try:
        day = as_date(texts["date"], "nb")
    except CellError as error:
        problems.append(CELL.problem(error.why, error.cure, field="date", **place))
        return None
    return {
        "case": case[1],
        "case_type": "politisk",
        "body": texts.get("body") or "kommunestyret",
        "date": day.isoformat(),
        "title": (texts.get("title") or case[2]).strip()[:_LONGEST],
        "outcome": told_by(texts.get("decision", ""), OUTCOMES) or "adopted",
        "due": _due(texts.get("due", ""), place, problems),
        "followup": told_by(texts.get("status", ""), PROGRESS),
    }


def _due(text: str, place: Mapping[str, Any], problems: list[Problem]) -> str:
    """The day by which a decision is to be carried out; what is none is told, and the row stays without."""
    try:
        return as_date(text, "nb").isoformat() if text else ""
    except CellError as error:
        problems.append(CELL.problem(error.why, error.cure, severity="warning", field="due", **place))
        return ""


def told_by(text: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The first code one of whose words a text has; empty for none.

    >>> told_by("Saken tas til orientering.", OUTCOMES), told_by("Ikke startet", PROGRESS)
    ('noted', 'not_started')
    """
    plain = text.casefold()
    return next((code for code, several in words if any(word in plain for word in several)), "")


def body_kind(name: str) -> str:
    """What kind of body a name is of: the council, the executive, a statutory council, otherwise a committee."""
    council = spellings(("statutory_council_elderly", "statutory_council_disabled", "statutory_council_youth"))
    own = next((kind for word, kind in council.items() if word in folded(name)), "")
    return own or told_by(name, BODIES) or "committee"


# eInnsyn


def _of_json(path: Path) -> Iterator[Row]:
    content = read_bytes(path, MAX_BYTES)
    try:
        data = json.loads(content.data)
    except (ValueError, RecursionError):
        return
    for item in _cases(data):
        row = _of_case(item)
        if row is not None:
            yield row


def _cases(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every case of a meeting, wherever it stands."""
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            if "moetesakssekvensnummer" in item:
                yield item
            waiting += [value for value in reversed(list(item.values())) if isinstance(value, list | dict)]


def _of_case(item: Mapping[str, Any]) -> Row | None:
    decision = item.get("vedtak") if isinstance(item.get("vedtak"), dict) else {}
    assert isinstance(decision, dict)
    day = str(decision.get("dato") or item.get("moetedato") or "")[:10]
    year, number = str(item.get("moetesaksaar", "")), str(item.get("moetesakssekvensnummer", ""))
    try:
        as_date(day, "")
    except CellError:
        return None
    kind = str(item.get("moetesakstype", "politisk")).lower()
    body = item.get("utvalg")
    name = body.get("navn", "") if isinstance(body, dict) else body
    text = str(decision.get("vedtakstekst") or "")
    noted = kind in ("orientering", "referat")
    return {
        "case": f"{number}/{year[-2:]}",
        "case_type": kind if kind in _KINDS else "annet",
        "body": str(name or "kommunestyret"),
        "date": day,
        "title": str(item.get("offentligTittel") or "")[:_LONGEST],
        "outcome": told_by(text, OUTCOMES) or ("noted" if noted else "adopted"),
        "followup": "",
    }


_KINDS = ("moete", "politisk", "delegert", "interpellasjon", "godkjenning", "orientering", "referat", "annet")


def write_imported(imported: Imported, folder: str | os.PathLike[str], language: str = "nb") -> list[Path]:
    """Write the two sheets into a folder of an agenda. Raises SdgStandardError where one of them is there already."""
    place = Path(folder)
    files: dict[Path, str | bytes] = {}
    for name, rows in (("decisions", imported.decisions), ("bodies", imported.bodies)):
        path = place / f"{name}.csv"
        if path.exists():
            raise SdgStandardError(say("agenda.is_there", file=str(path)))
        files[path] = _csv(name, rows, language)
    place.mkdir(parents=True, exist_ok=True)
    write_together(files)
    return list(files)


def _csv(name: str, rows: tuple[Row, ...], language: str) -> bytes:
    model = SHEETS[name]
    columns = [info.alias or field for field, info in model.model_fields.items()]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads(model, language))
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")
