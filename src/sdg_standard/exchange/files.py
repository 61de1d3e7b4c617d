"""Getting the bytes of a file that may be anything, and finding out what they are."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sdg_standard._files import TooLong, read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.errors import Code, EvidenceError
from sdg_standard.exchange.codes import ENCODING, NO_FILE, NO_ROWS, NOT_A_TABLE, TOO_LARGE
from sdg_standard.words import say

Kind = Literal["text", "excel", "parquet", "json"]

EXCEL_ENDINGS = (".xlsx", ".xlsm")
PARQUET_ENDINGS = (".parquet", ".pq")
JSON_ENDING = ".json"
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        say("exchange.excel_file_old_kind"),
        say("exchange.save_without_password_xlsx"),
    ),
    (b"%PDF", say("exchange.pdf_document"), say("exchange.ask_table_itself_type")),
    (b"\x89PNG", say("exchange.picture"), say("exchange.ask_table_itself_type")),
    (b"\xff\xd8\xff", say("exchange.picture"), say("exchange.ask_table_itself_type")),
    (b"\x1f\x8b", say("exchange.compressed_file_gzip"), say("exchange.unpack_first")),
    (b"7z\xbc\xaf", say("exchange.compressed_file_z"), say("exchange.unpack_first")),
)
_WIDE = {
    b"\xff\xfe\0\0": "UTF-32",  # before the mark of UTF-16, with which it begins
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


_JSON = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")
SHOWN = 40
"""So much of a text that is no path is repeated in a message."""
LONGEST = 4096
"""So many characters a path has at most, on any system."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file, its name without folders as it can be printed, and their SHA-256."""

    data: bytes
    name: str
    digest: str


def is_text(given: object) -> bool:
    """Whether somebody handed over the text of a file where its path belongs.

    >>> is_text('{"format": "sdg-standard scorecard 1"}'), is_text("cards/asker.json")
    (True, False)
    """
    if not isinstance(given, str):
        return False
    first, several, _ = given.partition("\n")
    lines = bool(several) and not {"/", "\\"} & set(first)  # a folder in front makes it a path, if an odd one
    return bool(_JSON.match(given) or lines or len(given) > LONGEST)


def read_bytes(path: str | os.PathLike[str], max_bytes: int, name: str = "") -> Content:
    """Read a file of at most ``max_bytes``; anything else is refused with an EvidenceError before it is read.

    ``name`` is what the file is called in problems; without it the last part of its path.
    """
    if is_text(path):
        text = say("exchange.text_file_path_asked", text=repr(str(path).strip()[:SHOWN]))
        raise _error(NO_FILE, text, say("exchange.write_text_file_make"), "")
    name = name or visible(Path(os.fspath(path)).name or str(path))
    try:
        data = read_plain(path, max_bytes)
    except TooLong as error:
        raise too_large(name, say("exchange.it", why=error.strerror)) from None
    except OSError as error:
        raise _error(
            NO_FILE,
            say("spaced", parts=[say("quoted", text=name[:200]), _why(error)]),
            _cure(error, os.fspath(path)),
            name,
        ) from None
    return Content(data, name, hashlib.sha256(data).hexdigest())


def kind_of(content: Content) -> Kind:
    """Say by content and name how to read a file. Raises EvidenceError where they contradict each other."""
    data, name = content.data, content.name
    extension = Path(name).suffix.casefold()
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise _error(NO_ROWS, say("exchange.empty", name=name), "", name)
    for magic, what, cure in _FOREIGN:
        if data.startswith(magic):
            raise _error(NOT_A_TABLE, say("exchange.is", name=name, what=what), cure, name)
    kind: Kind = "parquet" if data.startswith(b"PAR1") else "excel" if data.startswith(b"PK\x03\x04") else "text"
    wide = next((words for mark, words in _WIDE.items() if data.startswith(mark)), "")
    if kind == "text" and wide:
        raise _error(
            ENCODING, say("exchange.is_in", name=name, encoding=wide), say("exchange.save_csv_utf_instead"), name
        )
    if kind == "text" and b"\0" in data:
        raise _error(NOT_A_TABLE, say("exchange.nul_bytes_no_text", name=name), "", name)
    if kind == "text" and extension == JSON_ENDING:
        return "json"
    named: Kind = "excel" if extension in EXCEL_ENDINGS else "parquet" if extension in PARQUET_ENDINGS else "text"
    if named != kind and (extension not in ("", ".dat") or kind == "text"):
        words = {
            "text": say("exchange.text"),
            "excel": say("exchange.excel_workbook_another_zip"),
            "parquet": say("exchange.parquet_file"),
        }
        ending = {"text": ".csv", "excel": ".xlsx", "parquet": ".parquet"}[kind]
        cure = say("exchange.give_right_name_ending", ending=ending)
        raise _error(NOT_A_TABLE, say("exchange.whatever_name_says", name=name, what=words[kind]), cure, name)
    return kind


def too_large(name: str, why: str, cure: str = "") -> EvidenceError:
    """The error for a file beyond a limit."""
    return _error(TOO_LARGE, say("exchange.too_large", name=name, why=why), cure, name)


def _error(code: Code, message: str, cure: str, name: str) -> EvidenceError:
    return EvidenceError([code.problem(message, cure, file=name)])


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return say("exchange.does_not_exist")
    if isinstance(error, PermissionError):
        return say("exchange.may_not_read_you")
    return reason(error)


def _cure(error: OSError, path: str) -> str:
    if isinstance(error, FileNotFoundError) and path.startswith(("https:/", "http:/")):
        return say("exchange.fetch_first")
    if isinstance(error, FileNotFoundError):
        return say("exchange.check_path_counts_folder")
    if error.errno == errno.EISDIR:
        return say("exchange.give_path_file")
    return say("exchange.close_program_holds_ask") if isinstance(error, PermissionError) else ""
