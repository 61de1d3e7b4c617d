"""From one format into another: what a path holds, what is written of it, and what that loses."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from sdg_standard._files import write_together
from sdg_standard.assess import read_scorecard
from sdg_standard.assess.card import Card
from sdg_standard.assess.saved import ReadScorecard
from sdg_standard.catalogue import Standard
from sdg_standard.editions import load
from sdg_standard.errors import EvidenceError, OutputError, Problems, UnknownId
from sdg_standard.exchange import read_evidence
from sdg_standard.formats.codes import NO_FORMAT
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Found, Options
from sdg_standard.formats.own import EVIDENCE, is_scorecard
from sdg_standard.formats.registry import FORMATS
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values
from sdg_standard.source import EMPTY
from sdg_standard.words import Said, say

PathLike = str | os.PathLike[str]
Source = PathLike | Evidence | Values | Card | Standard
"""What can be converted: a path, or an object."""


PLAIN = Options()


@dataclass(frozen=True)
class Converted:
    """What was written: the files, what the format keeps and has no place for, and what was left out of this input.

    ``problems`` are those of the source, with each row of evidence that is refused.
    """

    files: tuple[Path, ...]
    keeps: Said
    loses: Said
    left_out: tuple[Said, ...]
    problems: Problems


def convert(
    source: Source,
    out: PathLike,
    to: str,
    *,
    standard: Standard | None = None,
    language: str = "en",
    of: str = "",
    like: str = "",
    settings: Mapping[str, str] = EMPTY,
    reading: Mapping[str, Any] = EMPTY,
) -> Converted:
    """Write something in the format of others and say what that loses. No number that is withheld is written.

    ``source`` is evidence, values, a scorecard or a standard, or a path: of evidence, of a saved scorecard, of the
    folder of a standard, or of what another system made, which is recognised or named by ``like``. ``to`` names the
    format, ``of`` the table where the format holds one. ``reading`` has what :func:`sdg_standard.read_evidence` takes.
    Raises UnknownId for a format, table or setting that there is not, EvidenceError for what cannot be read,
    StandardError for definitions that cannot be, OutputError for what cannot be written.

    >>> import tempfile, sdg_standard as sdg
    >>> out = Path(tempfile.mkdtemp(), "evidence.csv")
    >>> [path.name for path in convert(sdg.demo_evidence(), out, "evidence").files]
    ['evidence.csv']
    """
    form = _format(to)
    options = Options(language, of, _known(settings, form, *_formats_of(source, like)))
    with tempfile.TemporaryDirectory(prefix="sdg-standard-") as place:
        content, problems = content_of(source, standard, like=like, reading=reading, options=options, room=Path(place))
        files = placed(form, Path(out), _written(form, content, options))
        left_out, problems = content.left_out, _with_refused(problems, content)
    write_together(files, folder=_folder(form, Path(out), files))
    return Converted(tuple(files), form.keeps, form.loses, left_out, problems)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownId("format", name, FORMATS)
    return FORMATS[name]


def _with_refused(problems: Problems, content: Content) -> Problems:
    """What was wrong with the source, with the rows of its evidence that are refused and why."""
    errors = content.problems.errors if content.given is not None else ()
    return Problems([*problems, *(one for one in errors if one not in problems)])


def _known(settings: Mapping[str, str], *forms: Format) -> Mapping[str, str]:
    known = [name for form in forms for name in form.settings]
    for name in settings:
        if name not in known:
            raise UnknownId("setting", name, known)
    return settings


def _formats_of(source: Source, like: str) -> list[Format]:
    """The format of a source that is read by one."""
    return [_reader(Path(source), like)] if isinstance(source, (str, os.PathLike)) else []


def _written(form: Format, content: Content, options: Options) -> Files:
    if form.write is None or not any(content.has(what) for what in form.holds):
        raise EvidenceError([NO_FORMAT.problem(say("formats.not_written", name=form.name, kind=content.kind))])
    return form.write(content, options)


def placed(form: Format, out: Path, files: Files) -> dict[Path, str | bytes]:
    """The files with their paths: that of the output itself, or below it."""
    found: dict[Path, str | bytes] = {}
    for name, text in files.items():
        parts = PurePosixPath(name).parts
        if ".." in parts or PurePosixPath(name).is_absolute():
            raise OutputError(out / name, say("formats.outside"))
        found[out.joinpath(*parts)] = text
    return found


def _folder(form: Format, out: Path, files: Mapping[Path, object]) -> Path | None:
    """Make the folders that the files need; the output of one file goes where it is told."""
    if form.ending:
        return None
    for folder in sorted({path.parent for path in files}):
        write_together({}, folder=folder)
    return out


# what a source is


def content_of(
    source: Source,
    standard: Standard | None,
    *,
    room: Path,
    like: str = "",
    reading: Mapping[str, Any] = EMPTY,
    options: Options = PLAIN,
) -> tuple[Content, Problems]:
    """What a source holds, and what was wrong with it. ``room`` is a folder for definitions that are drafted of it."""
    if isinstance(source, Evidence):
        return Content(standard or load(), given=source), Problems()
    if isinstance(source, Values):
        return Content(standard or source.standard, measured=source), Problems()
    if isinstance(source, Card):
        return Content(standard or _standard_of(source), card=source), Problems()
    if isinstance(source, Standard):
        return Content(source), Problems()
    return _of_path(Path(source), standard, like, reading, options, room)


def _of_path(
    path: Path, standard: Standard | None, like: str, reading: Mapping[str, Any], options: Options, room: Path
) -> tuple[Content, Problems]:
    if not like and (path / "standard.yaml").is_file():
        return Content(load(path)), Problems()
    if not like and is_scorecard(path):
        card = read_scorecard(path)
        return Content(standard or _standard_of(card), card=card), Problems()
    form = _reader(path, like)
    if form is EVIDENCE:
        return Content(standard or load(), given=read_evidence(path, **reading)), Problems()
    assert form.read is not None
    how = replace(options, standard=standard or load(), decimal=str(reading.get("decimal") or "."))
    return _of_found(form.read(path, how), standard, room)


def _of_found(found: Found, standard: Standard | None, room: Path) -> tuple[Content, Problems]:
    """What was read; definitions that came with it are loaded, and hold for it unless a standard was named."""
    if found.definitions and standard is None:
        files = {room.joinpath(*PurePosixPath(name).parts): text for name, text in found.definitions.items()}
        for folder in sorted({path.parent for path in files}):
            write_together({}, folder=folder)
        write_together(files)
        standard = load(room)
    return Content(standard or load(), given=found.evidence, drafted=found.definitions), found.problems


def _reader(path: Path, like: str) -> Format:
    """The format of a path: the one that is named, the first that it looks like, else evidence."""
    if like:
        form = _format(like)
        if form.read is None:
            raise EvidenceError([NO_FORMAT.problem(say("formats.not_read", name=like), file=path.name)])
        return form
    found = next((one for one in FORMATS.values() if one.read and one.fits and one.fits(path)), EVIDENCE)
    if found is EVIDENCE and path.is_dir() and not any(path.iterdir()):
        raise EvidenceError([NO_FORMAT.problem(say("formats.empty_folder"), file=path.name)])
    return found


def _standard_of(card: Card) -> Standard:
    """The standard of a card; of a saved one what it holds of it, unless it is the bundled edition."""
    if not isinstance(card, ReadScorecard):
        return card.standard
    bundled = load()
    if card.provenance.get("standard_digest") == bundled.digest:  # of which the card holds only an excerpt
        return bundled
    try:
        return card.standard
    except EvidenceError:
        return bundled
