"""The reference of the public names: every one is there, with its sentences, and none of them becomes markup."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

import sdg_standard as sdg
from sdg_standard.site.reference import docstring, reference_page, signature


@pytest.mark.parametrize("name", ["sdg_standard", "sdg_standard.model", "sdg_standard.methods", "sdg_standard.study"])
def test_every_public_name_is_there_once(name: str) -> None:
    module = import_module(name)
    page = reference_page(module, name)
    heads = [head.replace("\\", "") for head in re.findall(r"^## (.+)$", page, re.MULTILINE)]
    things = {each for each in module.__all__ if not (each[0] == "_" or inspect_module(getattr(module, each)))}
    assert set(heads) == things and len(heads) == len(things) > 5
    assert page.count("```") % 2 == 0
    assert ":class:" not in page and ":func:" not in page and "``" not in page.replace("```", "")


def inspect_module(thing: object) -> bool:
    return type(thing).__name__ == "module"


def test_what_a_class_does_is_told_with_its_arguments() -> None:
    page = reference_page(sdg, "x").replace("\\", "")
    assert "### Standard.indicator\n\n```py\nindicator(name) -> Indicator\n```" in page
    assert "### Scorecard.explain\n" in page and "### Standard.goals\n\nGoals by number" in page
    assert "Standard._found" not in page


def test_blocks_of_a_docstring() -> None:
    text = "One *star* and ``a_b``,\nsee :class:`~x.Y`.\n\n* first\n  goes on\n* second <i>\n\n>>> 1\n1\n\n    laid out"
    assert [str(block) for block in docstring(text)] == [
        "One \\*star\\* and <code>a&#95;b</code>, see <code>Y</code>.",
        "- first goes on\n- second &lt;i&gt;",
        "```py\n>>> 1\n1\n```",
        "```py\nlaid out\n```",
    ]
    assert list(docstring("")) == []


def test_a_thing_without_arguments_has_no_signature() -> None:
    assert signature(property()) == "" and signature(sdg.UnknownId) == "" and signature(3) == ""
