"""The draft of a mapping: what a table looks like, written down for a person who knows better."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from sdg_standard.exchange.mapping.looks import AreaLook, KnownArea, Looks, looks_of
from sdg_standard.exchange.mapping.model import TableMapping
from sdg_standard.exchange.mapping.rows import VALUE
from sdg_standard.exchange.marks import mark_sets, sets_that_read
from sdg_standard.exchange.statbank.drafts import MOST_ENTRIES, TODO, Suggest
from sdg_standard.exchange.statbank.named import draft_in_json
from sdg_standard.source import read_model
from sdg_standard.words.voice import Voice

MOST_LISTED = 12
_COMMENTS_AT = 38
_THOUSANDS = re.compile(r"1[ .]?000 kr")
_SHARE = re.compile(r"prosent|per ?cent|%")


def draft_of(
    path: str | os.PathLike[str], known: KnownArea, suggest: Suggest, *, sheet: str | None = None, language: str = "en"
) -> str:
    """The text of a mapping for a table, valid as it is; what could only be guessed says so in a comment.

    ``known`` gives the id under which a register knows a code, ``suggest`` series that a text may be about. Raises
    EvidenceError for a file that is no table.
    """
    note = Voice(language, "draft")
    text = draft_in_json(path, suggest, sheet, note)
    if text is None:
        looks = looks_of(path, known, sheet)
        text = "\n".join(
            (*_head(looks, Path(path).name, note), *_columns(looks, note), *_series(looks, suggest, note), "")
        )
    model, _, problems = read_model(TableMapping, text, "draft.yaml")
    if model is None:  # a defect of ours
        raise AssertionError("\n".join(map(str, problems)))
    return text


def _head(looks: Looks, name: str, note: Voice) -> Iterator[str]:
    yield f"# {note('mapping', name=quoted(name))}"
    yield _said(f"title: {quoted(Path(name).stem)}", note("title"))
    yield f"# address: {note('published')}"
    shape = looks.shape.model_dump(exclude_defaults=True)
    if shape:
        yield "file:"
        yield from (
            _said(f"  {key}: {_plain(value)}", note(f"file.{key}") if note.has(f"file.{key}") else "")
            for key, value in shape.items()
        )
    if looks.marks:
        yield from _marks(looks, note)
    if looks.wide:
        yield _said(f"wide: {quoted(looks.wide[0])}", note("wide"))


def _marks(looks: Looks, note: Voice) -> Iterator[str]:
    """What stands among the numbers and is none; whose marks they are is for a person to say."""
    seen = [f"{quoted(text)} ({times})" for text, times in looks.marks.most_common(MOST_LISTED)]
    sets = [set(sets_that_read(text, looks.shape.decimal, looks.shape.thousands)) for text in looks.marks]
    every = [name for name in mark_sets() if all(name in one for one in sets)]
    one_by_one = ", ".join(f'{quoted(text)}: "O"' for text in list(looks.marks)[:3])
    yield f"# {note('among', seen=', '.join(seen), sets=', '.join(mark_sets()))}"
    yield f"# marks: {every[0]}" if every else f"# marks: {{{one_by_one}}}  # {note('statuses')}"


def _columns(looks: Looks, note: Voice) -> Iterator[str]:
    if looks.area and looks.area.others:
        yield f"# {note('leave_out')}"
        yield "# leave_out:"
        name = quoted(looks.area.name)
        yield from (f"#   - {name}: {quoted(escaped(text))}" for text in looks.area.others[:MOST_LISTED])
    if looks.area and not looks.area.prefix:
        yield _said('# country: "NO"', note("country"))
    columns = list(_sources(looks, note))
    if columns:
        yield "columns:"
        yield from columns
    lacking = [("area", TODO)] * (looks.area is None) + [("period", "2024")] * (looks.period is None)
    if lacking:
        yield "constants:"
    for name, text in lacking:
        yield _said(f"  {name}: {quoted(text)}", note("constant"))


def _sources(looks: Looks, note: Voice) -> Iterator[str]:
    if looks.area:
        yield f"  area: {_area(looks.area)}"
    if looks.period and not looks.wide:
        form = ", form: school-year" if looks.school_year else ""
        yield f"  period: {{from: {quoted(looks.period)}{form}}}"
    if looks.unit:
        yield f"  unit: {quoted(looks.unit)}"
    yield from (f"  {name}: {theirs}" for name, theirs in looks.ours.items())
    if "value" in looks.ours:
        return
    if not looks.wide and len(looks.values) == 1:
        yield f"  value: {quoted(looks.values[0])}"
    elif not looks.values:
        left = [*looks.codes, *([looks.area.name] if looks.area else []), *([looks.period] if looks.period else [])]
        yield _said(f"  value: {quoted((*left, VALUE)[0])}", note("no_numbers"))


def _area(look: AreaLook) -> str:
    parts = [f"from: {quoted(look.name)}"]
    parts += [f"take: {quoted(look.take)}"] if look.take != "{}" else []
    parts += [f"digits: {look.digits}"] if look.digits else []
    parts += [f"prefix: {quoted(look.prefix)}"] if look.prefix else []
    return f"{{{', '.join(parts)}}}"


def _series(looks: Looks, suggest: Suggest, note: Voice) -> Iterator[str]:
    """An entry for each text of the column that seems to say what the numbers are, or for each column of numbers."""
    if "series" in looks.ours:
        return
    several = {name: held for name, held in looks.codes.items() if len(held) > 1 and name != VALUE}
    main = next(iter(several), None)
    for name, held in several.items():
        if name != main:
            listed = ", ".join(map(quoted, held[:MOST_LISTED]))
            yield f"# {note('holds', name=quoted(name), listed=listed)}"
            yield f"# {note('or_parts')}"
    yield "series:"
    columns = looks.values if len(looks.values) > 1 and not looks.wide else (None,)
    entries = [(text, column) for text in (several[main] if main else (None,)) for column in columns]
    for text, column in entries[:MOST_ENTRIES]:
        about = " ".join(part for part in (text, column) if part)
        parts = [f"where: {{{quoted(main)}: {quoted(escaped(text))}}}"] if main and text is not None else []
        parts += [f"value: {quoted(column)}"] if column else []
        parts += [f"series: {TODO}", *_unit(looks, about)]
        found = list(suggest(about))[:3] if about else []
        hint = f"{note('perhaps', ids=', '.join(found))}; " if found else ""
        yield _said(f"  - {{{', '.join(parts)}}}", f"{hint}{note('series')}")
    if len(entries) > MOST_ENTRIES:
        yield f"  # {note('more', n=len(entries) - MOST_ENTRIES)}"


def _unit(looks: Looks, about: str) -> list[str]:
    """Unit and scale, where the table says them in words that leave little doubt."""
    said = about.casefold()
    if looks.unit:
        return []
    if _THOUSANDS.search(said):
        return ["unit: NOK", "scale: 1000"]
    return ['unit: "%"'] if _SHARE.search(said) else [f"unit: {TODO}"]


def _said(line: str, comment: str) -> str:
    """A line with a comment behind it."""
    return f"{line:<{_COMMENTS_AT}}  # {comment}" if comment else line


def escaped(text: str) -> str:
    """A text as a pattern that fits it alone."""
    return "".join(f"\\{sign}" if sign in "*{}\\" else sign for sign in text)


def quoted(text: str) -> str:
    """A text as YAML, in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return json.dumps(value, ensure_ascii=False)
