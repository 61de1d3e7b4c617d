"""What others sent is cut, flipped, re-encoded or nested in odd ways: an error for a person, never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.formats import FORMATS
from sdg_standard.formats.content import Content
from sdg_standard.formats.converting import placed
from sdg_standard.formats.format import Format, Options

READ = [form for form in FORMATS.values() if form.read and form.write]
ODD: tuple[object, ...] = (None, True, -1, 1e400, "", "a", [], {}, [None], {"a": []}, [[]], "../../etc/passwd", 10**30)
"""What stands in JSON where something else should."""
TIMES = 4


def kinds_of_damage(sound: bytes, chance: random.Random) -> Iterator[bytes]:
    """The same bytes, each time wrong in another way."""
    yield from (b"", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"[" * 100_000, b"{}", b"[]", b"null", b'"a"', b"<a/>")
    yield from (b"\xef\xbb\xbf" + sound, sound.replace(b"\n", b"\r\n"), sound.replace(b"\n", b"\r"))
    yield from (sound.replace(b",", b";"), sound.replace(b'"', b""), sound.replace(b".", b","), sound * 2)
    text = sound.decode("utf-8")
    yield from (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("latin-1", "replace"))
    for _ in range(TIMES):
        yield sound[: chance.randrange(len(sound))]
        flipped = bytearray(sound)
        for _ in range(chance.randint(1, 8)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        yield bytes(flipped)


def places(node: object) -> Iterator[tuple[object, object]]:
    """Each place in a document, as what it stands in and its key."""
    if isinstance(node, (dict, list)):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            yield node, key
            yield from places(node[key])


def odd_documents(sound: bytes, chance: random.Random) -> Iterator[bytes]:
    """The same document with something odd in one place."""
    try:
        json.loads(sound)
    except ValueError:
        return
    for _ in range(TIMES * 5):
        document = json.loads(sound)
        found = list(places(document))
        where, key = chance.choice(found[:400])
        where[key] = chance.choice(ODD)  # type: ignore[index]
        yield json.dumps(document).encode("utf-8")


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_damaged_files_end_in_a_reading_or_in_an_error_with_a_cure(
    form: Format, hard: sdg.Evidence, card: sdg.Scorecard, tmp_path: Path
) -> None:
    assert form.write is not None and form.read is not None
    content = Content(sdg.load(), card=card) if form.holds == ("scores",) else Content(sdg.load(), given=hard)
    files = placed(form, tmp_path / "out", form.write(content, Options()))
    sound = {path: one.encode("utf-8") if isinstance(one, str) else one for path, one in files.items()}
    for path, one in sound.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one)
    for path, one in list(sound.items())[:2]:
        chance = random.Random(f"{form.name} {path.name}")
        for damaged in (*kinds_of_damage(one, chance), *odd_documents(one, chance)):
            path.write_bytes(damaged)
            try:
                form.read(tmp_path / "out", Options(standard=sdg.load()))
            except (EvidenceError, StandardError) as refused:
                assert all(problem.cure for problem in refused.problems)
        path.write_bytes(one)
