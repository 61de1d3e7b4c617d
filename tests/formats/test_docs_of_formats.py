"""The table of formats in the documentation is the registry's."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sdg_standard.formats.listing import rows_of_formats
from sdg_standard.formats.registry import FORMATS
from sdg_standard.words import told

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
HEAD = "| format | takes | read | keeps | loses |\n|---|---|---|---|---|\n"


def test_the_page_has_the_rows_of_the_registry() -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(HEAD)
    found = re.match(r"(?:.+\n)*", after)
    assert found is not None
    if os.environ.get("SDG_REWRITE"):
        PAGE.write_text(before + HEAD + "\n".join((*rows_of_formats(), after[found.end() :])), encoding="utf-8")
        return
    assert sorted(found[0].splitlines()) == sorted(rows_of_formats())


def test_each_format_says_in_three_languages_what_it_loses() -> None:
    for form in FORMATS.values():
        for said in (form.title, form.keeps, form.loses):
            assert len({told(said, language) for language in ("en", "nb", "nn")}) > 1 or said == form.title
        assert form.write or form.read
