"""The faults of the mutation run: each is one change, at the place it names, and the module still parses."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mutants import Mutant, known_equivalents, mutants_of

SOURCE = '''
"""A module."""
LIMIT = 3

def area(width: float, depth: int = 2) -> float:
    """Above 0 and not 1."""
    if width < 0 and not depth:
        raise ValueError(f"{width + 1} is below 0")
    return min(width, 1.5) * depth if True else "æøå" + str(width) == "x"
'''


@pytest.fixture
def found(tmp_path: Path) -> list[Mutant]:
    file = tmp_path / "area.py"
    file.write_text(SOURCE, encoding="utf-8")
    return mutants_of(file, tmp_path)


def test_each_mutant_is_another_program(found: list[Mutant]) -> None:
    trees = {ast.dump(ast.parse(mutant.applied(SOURCE))) for mutant in found}
    assert len(trees) == len(found) and ast.dump(ast.parse(SOURCE)) not in trees


def test_what_is_worked_out_is_changed_and_what_is_said_is_not(found: list[Mutant]) -> None:
    said = {f"{mutant.before} -> {mutant.after}" for mutant in found}
    assert "width < 0 -> width <= 0" in said
    assert "width < 0 and not depth -> (width < 0 or not depth)" in said
    assert "not depth -> (depth)" in said
    assert "min -> max" in said
    assert "1.5 -> 2.5" in said
    assert "True -> False" in said
    assert not any("width + 1" in text or text.startswith(("3 ", "2 ")) for text in said)


def test_a_mutant_says_where_it_is(found: list[Mutant]) -> None:
    """Columns of the syntax tree count bytes: letters of two bytes before the place must not move it."""
    assert {mutant.line for mutant in found} == {7, 9}
    for mutant in found:
        assert SOURCE[mutant.start : mutant.end] == mutant.before


def test_every_equivalent_that_is_listed_is_still_there() -> None:
    """A line that has changed since is another mutant: whether that changes anything is for somebody to judge anew."""
    package = Path(__file__).parents[2] / "src" / "sdg_standard"
    known = known_equivalents()
    files = {key.partition(" | ")[0] for key in known}
    assert files and known <= {mutant.key for file in files for mutant in mutants_of(package / file, package)}
