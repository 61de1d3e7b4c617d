"""Broken networks: every file of ``tests/broken/networks`` gives all its problems, with places and cures.

What is expected lies in ``expected.yaml`` beside them; after a change of wording, rewrite it and read the difference::

    SDG_REWRITE=1 python -m pytest tests/network/test_broken.py
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import sdg_standard as sdg
from rewriting import REWRITE, expect
from sdg_standard.errors import Code, Problems
from sdg_standard.network import codes
from sdg_standard.words import LANGUAGES

FOLDER = Path(__file__).parents[1] / "broken" / "networks"
EXPECTED = FOLDER / "expected.yaml"
ABOUT = (
    "# What each broken network must be told. Written by SDG_REWRITE=1 python -m pytest tests/network/test_broken.py"
)
FILES = [path for path in sorted(FOLDER.glob("*.yaml")) if path != EXPECTED]
OF_THE_NETWORK = frozenset(value.number for value in vars(codes).values() if isinstance(value, Code))


@cache
def problems_of(name: str) -> Problems:
    return sdg.read_network(FOLDER / name).check()


def found(name: str) -> list[dict[str, Any]]:
    keys = ("severity", "code", "line", "column", "message", "cure")
    return [{key: row[key] for key in keys} for row in problems_of(name).to_dicts()]


def test_every_broken_network_is_told_all_of_it() -> None:
    told = {path.name: found(path.name) for path in FILES}
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=118)
    expect(EXPECTED, f"{ABOUT}\n{text}")


@pytest.mark.skipif(REWRITE, reason="expected.yaml is being rewritten")
def test_every_code_is_provoked_and_says_what_to_do() -> None:
    every = [each for path in FILES for each in problems_of(path.name)]
    assert {each.code for each in every} >= OF_THE_NETWORK
    assert not [each.message for each in every if each.line is None]
    assert not [each.message for each in every if not each.cure]
    assert all(each.told(language) for each in every for language in LANGUAGES)


def test_what_is_right_beside_it_stays() -> None:
    assert [each.area for each in sdg.read_network(FOLDER / "members.yaml").members] == ["FJORDVIK"]
    assert [each.decision for each in sdg.read_network(FOLDER / "adopted.yaml").benchmarks] == ["12/24"]
