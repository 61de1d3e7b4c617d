"""The library's own files as formats: a table of evidence, and a folder of definitions with evidence beside."""

from __future__ import annotations

import json
from pathlib import Path

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_evidence, table_text
from sdg_standard.formats.codes import NOT_ITS_FORMAT
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Found, Options
from sdg_standard.words import say


def write_csv(content: Content, options: Options) -> Files:
    """Evidence as the library reads it, in canonical ids and units. Raises EvidenceError where there is none."""
    if content.given is None:
        raise EvidenceError([NOT_ITS_FORMAT.problem(say("formats.no_evidence"))])
    return {"": table_text(content.table("evidence"))}


def read_csv(path: Path, options: Options) -> Found:
    """Evidence in any file that the library reads."""
    return Found(read_evidence(path))


EVIDENCE = Format("evidence", ".csv", ("evidence",), write_csv, read_csv)


def write_folder(content: Content, options: Options) -> Files:
    """Definitions that came with the input as a folder of one's own, and its evidence beside them."""
    if not content.drafted:
        raise EvidenceError([NOT_ITS_FORMAT.problem(say("formats.no_definitions"))])
    evidence = {} if content.given is None else {"evidence.csv": table_text(content.table("evidence"))}
    return {**content.drafted, **evidence}


DRAFT = Format("draft", "", ("evidence", "standard"), write_folder)


def is_scorecard(path: Path) -> bool:
    """Whether a file is a saved scorecard: so it says behind the names of its areas."""
    if path.suffix.casefold() != ".json" or not path.is_file():
        return False
    with path.open("rb") as stream:
        return json.dumps("sdg-standard scorecard 1").encode() in stream.read(1 << 20)
