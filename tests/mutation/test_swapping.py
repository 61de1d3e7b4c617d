"""A mutant that is put in is there for all who have the function, however they came by it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from mutants import Mutant, mutants_of
from swapping import Program

SOURCE = """
from functools import cache, wraps

def loud(function):
    @wraps(function)
    def called(*args):
        return function(*args) + 1
    return called

@cache
def kept(width):
    return width * 10

class Field:
    @property
    @loud
    def area(self):
        limit = [edge + 100 for edge in (1, 2)]
        return max(
            limit
        )

def later(width):
    return width - 7
"""


@pytest.fixture
def field(tmp_path: Path) -> ModuleType:
    file = tmp_path / "field.py"
    file.write_text(SOURCE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("field", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put_in(module: ModuleType, change: str) -> int:
    folder = Path(str(module.__file__)).parent
    mutant: Mutant = next(each for each in mutants_of(folder / "field.py", folder) if each.change == change)
    return Program(folder).put_in(mutant)


def test_a_name_taken_before_and_a_number_remembered(field: ModuleType) -> None:
    kept = field.kept
    assert kept(3) == 30
    assert put_in(field, "width * 10 -> (width / 10)") == 1
    assert kept(3) == 0.3


def test_a_property_behind_a_decorator(field: ModuleType) -> None:
    place = field.Field()
    assert place.area == 103
    assert put_in(field, "max -> min") == 1
    assert place.area == 102


def test_inside_a_comprehension(field: ModuleType) -> None:
    assert put_in(field, "edge + 100 -> (edge - 100)") == 1
    assert field.Field().area == -98 + 1


def test_inside_what_a_decorator_has_made(field: ModuleType) -> None:
    """Both: the function that stands there already, and the decorator that would make others."""
    assert put_in(field, "function(*args) + 1 -> (function(*args) - 1)") == 2
    assert field.Field().area == 101


def test_other_functions_are_left_alone(field: ModuleType) -> None:
    """Only what the mutant changes is exchanged."""
    later = field.later.__code__
    put_in(field, "width * 10 -> (width / 10)")
    assert field.later.__code__ is later
