"""The parts of a workbook before anything reads them: how large they become, and whether a cell in them has no end.

A few hundred kilobytes can unpack to a cell of many megabytes, for which a reader of XML then takes gigabytes. What
is small may hold whatever it likes; of a large part no more is read than a row or a text of Excel can need.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree
from xml.parsers import expat

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.codes import NOT_A_TABLE
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.words import say

MOST_UNPACKED = 512 * 2**20
LONGEST_CELL = 32_767
"""The signs that a cell can have; Excel cuts off what is longer."""

_MOST_PARTS = 10_000
_SMALL = 8 * 2**20
_MOST_OF_STYLES = 16 * 2**20
_LONGEST_TOKEN = 2**20  # 32,767 signs, each written as &#x10FFFF;, are a third of it
_MOST_HELD = 64 * 2**20
_ELEMENT, _SIGN = 100, 8
"""Bytes that an element and a sign of a text take in memory, about; of a text there are several copies."""
_MOST_STRINGS = 5_000_000
_CHUNK = 2**20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FREED = (f"{_MAIN}}}row", f"{_MAIN}}}si")
"""The elements at whose end a reader forgets what it has read so far."""
_STREAMED = re.compile(r"(?i)xl/(worksheets/.*|sharedStrings\.xml)")
_STYLES = re.compile(r"(?i)xl/styles\.xml")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


@contextmanager
def damage_told(content: Content) -> Iterator[None]:
    """While openpyxl reads: no warnings about what we do not need, and an EvidenceError for whatever else it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles, validations and extensions
        try:
            yield
        except EvidenceError:
            raise
        except Exception as error:  # whatever a damaged part made it stumble over
            message = say("exchange.cannot_read_excel_workbook", name=content.name, error=type(error).__name__)
            cure = say("exchange.open_excel_save_again")
            raise EvidenceError([NOT_A_TABLE.problem(message, cure, file=content.name)]) from error


def check_parts(content: Content) -> bool:
    """Check the parts of a workbook and say whether a sheet has formulas; never more than a chunk is in memory.

    Raises EvidenceError for what is no workbook, is damaged, or would become too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise too_large(
                    content.name, say("exchange.unpacks_more_than_bytes", most=MOST_UNPACKED, parts=_MOST_PARTS)
                )
            if "xl/workbook.xml" not in archive.namelist():
                raise EvidenceError(
                    [NOT_A_TABLE.problem(say("exchange.no_excel_workbook", name=content.name), file=content.name)]
                )
            read = _read_from_workbook(archive)
            scans = [_Scan(archive, part, content.name, part.filename in read) for part in parts]
            return any([scan.run() for scan in scans])  # a list: every part is looked at
    except _DAMAGE as error:
        message = say("exchange.damaged_password", name=content.name)
        cure = say("exchange.open_excel_save_again_without")
        raise EvidenceError([NOT_A_TABLE.problem(message, cure, file=content.name)]) from error


def _read_from_workbook(archive: zipfile.ZipFile) -> set[str]:
    """The parts that the workbook names itself, as a reader finds sheets and texts under whatever name."""
    found = {"[Content_Types].xml", "xl/workbook.xml", _RELATIONS}
    for name, attribute in ((_RELATIONS, "Target"), ("[Content_Types].xml", "PartName")):
        if name in archive.namelist() and archive.getinfo(name).file_size <= _SMALL:
            text = archive.read(name)
            if any(mark in text for mark in _DOCTYPES):
                continue  # which is refused when its turn comes
            targets = [str(item.get(attribute, "")) for item in ElementTree.fromstring(text)]
            if attribute == "PartName":
                types = [str(item.get("ContentType", "")) for item in ElementTree.fromstring(text)]
                targets = [target for target, kind in zip(targets, types, strict=True) if "sharedStrings" in kind]
            found |= {posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for target in targets}
    return found


class _Scan:
    """One part, read chunk by chunk. ``read`` says that the workbook names the part itself."""

    def __init__(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, read: bool) -> None:
        self.archive, self.part, self.file, self.read = archive, part, file, read
        self.sheet = part.filename.startswith("xl/worksheets/")
        self.large = part.file_size > _SMALL
        self.token = self.held = self.strings = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def run(self) -> bool:
        """Look through the part; say whether it is a sheet with formulas."""
        has_formula, tail = False, b""
        for place, chunk in enumerate(self._chunks()):
            if place == 0 and not _is_xml(chunk):
                return False  # a picture, a macro: no reader of XML comes past its first sign
            joined = tail + chunk
            if any(mark in joined for mark in _DOCTYPES):
                raise self._refused(say("exchange.declares_document_type_no"))
            if self.large:
                self._check_large(place, chunk, joined)
            has_formula = has_formula or (self.sheet and (b"<f>" in joined or b"<f " in joined))
            tail = chunk[-20:]
        return has_formula

    def _chunks(self) -> Iterator[bytes]:
        with self.archive.open(self.part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _check_large(self, place: int, chunk: bytes, joined: bytes) -> None:
        """Refuse a part in which a text, a cell or a list goes on for longer than it can in Excel."""
        if not _STREAMED.fullmatch(self.part.filename):
            styles = _STYLES.fullmatch(self.part.filename) and self.part.file_size <= _MOST_OF_STYLES
            if self.read and not styles:
                raise self._refused(say("exchange.more_than_bytes", most=_SMALL))
            return  # a drawing, the data of a pivot table: nothing that is read here
        if place == 0 and b"\0" in chunk[:8]:
            raise self._refused(say("exchange.not_utf_more_than", most=_SMALL))
        last = chunk.rfind(b"<")
        self.token = len(chunk) - last if last >= 0 else self.token + len(chunk)
        if self.token > _LONGEST_TOKEN or b"<!--" in joined:  # which a parser holds whole
            raise self._refused(say("exchange.cell_more_than_signs", most=LONGEST_CELL))
        self.parser.Parse(chunk)

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._hold(_ELEMENT * (1 + len(attributes)))

    def _text(self, text: str) -> None:
        self._hold(_SIGN * len(text))

    def _hold(self, more: int) -> None:
        self.held += more
        if self.held > _MOST_HELD:
            raise self._refused(say("exchange.cell_more_than_signs_row", most=LONGEST_CELL))

    def _end(self, name: str) -> None:
        if name in _FREED:
            self.held = 0
            self.strings += name.endswith("si")
            if self.strings > _MOST_STRINGS:
                raise self._refused(say("exchange.more_than_different_texts", most=_MOST_STRINGS))

    def _refused(self, why: str) -> EvidenceError:
        cure = say("exchange.open_excel_copy_table")
        return too_large(self.file, say("exchange.part", part=self.part.filename[:60], why=why), cure)


def _is_xml(start: bytes) -> bool:
    """Whether bytes may be the start of XML, in UTF-8 or UTF-16."""
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
