"""Any one mistake in a methodology is a problem with its place and a cure, or changes nothing but what the file says.

A sample of mistakes is made in every methodology of the library and of the contract: a key left out, misspelt, given
twice, another sort of value, a rule copied, a list turned round. Which ones is drawn at random, but always the same.
Nothing may be raised, whatever stands in the file, and every problem says where it is and what to do about it.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from damage import cases
from sdg_standard.catalogue import Standard
from sdg_standard.editions import read_standard
from sdg_standard.editions.examples import methodology_examples
from sdg_standard.errors import Problem, StandardError
from sdg_standard.plans import Plan
from sdg_standard.plans.file import load_methodology

ROOT = Path(__file__).parents[2]
STANDARDS = {"shipped": ROOT / "standard", "contract": ROOT / "tests" / "contract" / "standard"}
FILES = [(name, path.name) for name, root in STANDARDS.items() for path in sorted(root.glob("methodologies/*.yaml"))]
MISTAKES_PER_FILE = cases(24)
WITH_EXAMPLES = 2
"""So many of the mistakes of a file that load are also taken through its examples, which takes longer."""
A_FEW = 3
"""One mistake is said once, or in few words; only where it breaks much at once it is said more often."""
SEED = 2030

Step = str | int
Place = tuple[Step, ...]
Mistake = tuple[str, Callable[[Any], None]]


class Raw(str):
    """A value as it is typed, without quotes."""


TYPED = [
    *(
        "null",
        '""',
        '" "',
        "[]",
        "{}",
        "[[1, 2], [3]]",
        "{a: 1}",
        "{placeholder}",
        "17",
        "-5",
        "0",
        "1.0e+300",
        "1e400",
    ),
    *(".nan", ".inf", "2024-05-01", "true", "yes", "0301", "0,5", '"0,5"', '"50"', '"5 kg"', '"some text"', "\t"),
    *(
        "{formula: nowhere + 1}",
        "{formula: 1 / 0}",
        '{formula: "(1"}',
        "{formula: " + "(" * 500 + "}",
        "*a",
        "&a",
        "!!x",
    ),
]
"""What may be typed in place of a value."""


def text_of(value: Any, indent: int = 0) -> str:
    """Plain YAML with one key or entry in each line."""
    pad = " " * indent
    if isinstance(value, Raw):
        return f" {value}\n"
    if not isinstance(value, dict | list) or not value:
        return f" {json.dumps(value, ensure_ascii=False)}\n"
    parts = [(f"{key}:", item) for key, item in value] if is_table(value) else [("-", item) for item in value]
    return "\n" * (indent > 0) + "".join(f"{pad}{head}{text_of(item, indent + 2)}" for head, item in parts)


def is_table(value: Any) -> bool:
    """Whether a list is a table: pairs of key and value, so that a key can stand there twice."""
    return isinstance(value, Pairs)


class Pairs(list[list[Any]]):
    """Keys with values, in order."""


def as_pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return Pairs([json.dumps(key, ensure_ascii=False), as_pairs(item)] for key, item in value.items())
    return [as_pairs(item) for item in value] if isinstance(value, list) else value


def inside(value: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """The place of every part below a value."""
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield (*place, index)
        yield from inside(item[1] if is_table(value) else item, (*place, index))


def holder_of(root: Any, place: tuple[int, ...]) -> Any:
    """The table or list in which a part stands."""
    for index in place[:-1]:
        root = root[index][1] if is_table(root) else root[index]
    return root


def misspelt(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :] if len(word) > 3 else f"{word}q"


def mistake(kind: str, holder: Any, index: int, dice: random.Random) -> None:
    """Make one mistake of a kind at a part of a table or list."""
    if kind == "left out":
        del holder[index]
    elif kind == "twice":
        holder.insert(index, deepcopy(holder[index]))
    elif kind == "turned round":
        holder.reverse()
    elif kind == "misspelt key" and is_table(holder):
        holder[index][0] = json.dumps(misspelt(json.loads(holder[index][0])), ensure_ascii=False)
    elif kind == "foreign key" and is_table(holder):
        holder.append(['"nobody_reads_this"', 1])
    else:
        parts, at = (holder[index], 1) if is_table(holder) else (holder, index)
        word = isinstance(parts[at], str) and kind == "misspelt word"
        parts[at] = misspelt(parts[at]) if word else Raw(dice.choice(TYPED))


KINDS = ["left out", "twice", "turned round", "misspelt key", "foreign key", "misspelt word", *["retyped"] * 6]


@cache
def standard(name: str) -> Standard:
    found, problems = read_standard(STANDARDS[name])
    assert found is not None and not problems.errors
    return found


def mistaken(name: str, file: str) -> Iterator[tuple[str, str]]:
    """The texts of a methodology with one mistake each, and what the mistake is."""
    good = as_pairs(yaml.safe_load((STANDARDS[name] / "methodologies" / file).read_text(encoding="utf-8")))
    dice = random.Random(f"{SEED} {file}")
    places = list(inside(good))
    for place in dice.choices(places, k=MISTAKES_PER_FILE):
        kind, bad = dice.choice(KINDS), deepcopy(good)
        mistake(kind, holder_of(bad, place), place[-1], dice)
        yield f"{kind} at {place}", text_of(bad)


def problems_of(path: Path, name: str, run: bool) -> tuple[list[Problem], bool]:
    """The problems of a methodology file for a standard, and whether its examples were run."""
    try:
        plan = load_methodology(path, standard(name))
    except StandardError as error:
        return list(error.problems), False
    if plan.failed or not run:
        return plan.problems, False
    return [*plan.problems, *examples_of(plan, name)], True


def examples_of(plan: Plan, name: str) -> Iterator[Problem]:
    """The problems of the examples; the plan that has been made is the one that they are run with."""
    base = standard(name)
    kept = dict(base.plans)
    base.plans[plan.methodology.id] = plan
    try:
        yield from methodology_examples(plan.methodology, base, Somewhere())
    finally:
        base.plans.clear()
        base.plans.update(kept)


class Somewhere:
    """A document whose parts all stand in one place: examples run here say what is wrong, and others test where."""

    def place(self, path: Any = (), *, key: bool = False) -> dict[str, Any]:
        return {"file": "m.yaml", "line": 1, "column": 1}


SWEPT: Counter[str] = Counter()


@pytest.mark.parametrize(("name", "file"), FILES)
def test_any_one_mistake_has_a_place_and_a_cure(name: str, file: str, tmp_path: Path) -> None:
    for table in (STANDARDS[name] / "methodologies").glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    path, runs = tmp_path / file, 0
    for what, text in mistaken(name, file):
        path.write_text(text, encoding="utf-8")
        problems, ran = problems_of(path, name, runs < WITH_EXAMPLES)
        runs += ran
        SWEPT["made"] += 1
        SWEPT["found"] += bool(problems)
        SWEPT["run"] += ran
        for problem in problems:
            assert problem.file and problem.column and problem.message and problem.cure, (what, problem)
            assert problem.line and problem.line <= text.count("\n") + 1, (what, problem)
        SWEPT["said often"] += len(problems) > A_FEW
    assert SWEPT["made"] >= MISTAKES_PER_FILE


def test_the_sweep_swept() -> None:
    assert len(FILES) >= 17
    if SWEPT["made"] >= 16 * MISTAKES_PER_FILE:  # not where several processes have shared the files
        assert SWEPT["found"] > 0.65 * SWEPT["made"], "most mistakes are found before anything is scored"
        assert SWEPT["said often"] < 0.05 * SWEPT["made"]
        assert SWEPT["run"] >= 16, "some that load are taken through the examples as well"


@pytest.mark.parametrize(("name", "file"), FILES)
def test_the_text_without_a_mistake_has_no_problem(name: str, file: str, tmp_path: Path) -> None:
    good = as_pairs(yaml.safe_load((STANDARDS[name] / "methodologies" / file).read_text(encoding="utf-8")))
    (tmp_path / file).write_text(text_of(good), encoding="utf-8")
    assert problems_of(tmp_path / file, name, run=False) == ([], False)
