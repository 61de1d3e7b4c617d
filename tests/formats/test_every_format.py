"""What every format promises, whoever wrote it: nothing withheld, the same bytes, hostile texts harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.formats import FORMATS
from sdg_standard.formats.content import Content
from sdg_standard.formats.converting import placed
from sdg_standard.formats.format import Format, Options

WRITTEN = [form for form in FORMATS.values() if form.write and form.name != "draft"]
NEEDED = {"dcat": {"publisher": "971045698", "contact": "post@example.org"}}
"""Settings without which a format is not written."""
DIGITS = ("61.31337", "61,31337", "0.6131337", "6.131337", "6,131337")


def contents(form: Format, hard: sdg.Evidence, card: sdg.Scorecard) -> list[Content]:
    """What a format takes of the fixtures."""
    made = [Content(sdg.load(), given=hard), Content(sdg.load(), card=card)]
    return [content for content in made if any(content.has(what) for what in form.holds)]


def bytes_of(form: Format, content: Content) -> dict[Path, bytes]:
    assert form.write is not None
    files = placed(form, Path("out"), form.write(content, Options(settings=NEEDED.get(form.name, {}))))
    return {path: text.encode("utf-8") if isinstance(text, str) else text for path, text in files.items()}


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_nothing_withheld_is_written_and_the_bytes_are_the_same(
    form: Format, hard: sdg.Evidence, card: sdg.Scorecard
) -> None:
    made = contents(form, hard, card)
    assert made
    for content in made:
        files = bytes_of(form, content)
        assert files and all(files.values())
        assert files == bytes_of(form, content)
        text = "\n".join(one.decode("utf-8") for one in files.values())
        assert not [digits for digits in DIGITS if digits in text]
        if path := Path("out") if form.ending else None:
            assert list(files) == [path]
