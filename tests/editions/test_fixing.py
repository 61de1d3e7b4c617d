"""What is mechanical is mended in the text: what it says, its comments and its line breaks stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.editions.fixing import fixed
from sdg_standard.source import read_yaml

TOWN = Path(__file__).parents[1] / "contract" / "standard"
NAME = "frameworks/town/a.yaml"
RIGHT = """# yaml-language-server: $schema=x
# about the file
id: town.a   # its id
code: "17.10"
title: A
# how it
# belongs
sdg:
  - {target: "3.10", relation: direct}

series: {value: {kind: category, direction: none, categories: [{code: "no", value: 0}, {code: "y1", value: 1}]}}
why: >-
  Two lines
  of text.
"""


def test_a_file_that_is_right_stays_as_it_is() -> None:
    text = RIGHT.replace("why: >-\n  Two lines\n  of text.\n", "")
    assert fixed(NAME, text) == (text, ())


@pytest.mark.parametrize(
    ("right", "wrong", "done"),
    [
        ('code: "no"', "code: no", ("quotes",)),
        ('"17.10"', "17.10", ("quotes",)),
        ('"3.10"', "3.10", ("quotes",)),
        ("title: A\n", "title: A  \n", ("blanks at line ends",)),
        ("title: A\n", "title: A\r\n", ("blanks at line ends",)),
        ("  - {target", "\t- {target", ("tabs",)),
    ],
)
def test_one_slip(right: str, wrong: str, done: tuple[str, ...]) -> None:
    text = RIGHT.replace("why: >-\n  Two lines\n  of text.\n", "")
    assert right in text
    assert fixed(NAME, text.replace(right, wrong)) == (text, done)


def test_keys_move_with_the_comments_above_them() -> None:
    """`why` goes before `sdg`, which keeps its two lines of comment; the head of the file stays where it is."""
    new, done = fixed(NAME, RIGHT)
    assert done == ("order of keys",)
    assert [line for line in new.splitlines() if not line.startswith(" ")] == [
        "# yaml-language-server: $schema=x",
        "# about the file",
        "id: town.a   # its id",
        'code: "17.10"',
        "title: A",
        "why: >-",
        "# how it",
        "# belongs",
        "sdg:",
        "",
        RIGHT.splitlines()[10],
    ]
    assert read_yaml(new, NAME)[0].data == read_yaml(RIGHT, NAME)[0].data  # type: ignore[union-attr]  # both are read
    assert fixed(NAME, new) == (new, ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # true or false belongs here: quotes would be as wrong as none
        (
            "frameworks/un-sdg/goals/1.yaml",
            "goal: 1\ntitle: A\ntargets: {'1.1': {title: T, means_of_implementation: yes}}\n",
        ),
        # what belongs here is known only together with the file below
        ("methodologies/m.yaml", "id: m\nextends: below\nleaves: [{for: all, scored: no}]\n"),
        ("frameworks/town/b.yaml", "id: [\n"),
        ("frameworks/town/b.yaml", "id: town.b\ntitle: B\nseries: {value: {kind: shre, unit: '%'}}\n"),
        ("notes.yaml", "b: 1\na: 2\n"),
    ],
)
def test_what_somebody_has_to_think_about_is_left(name: str, text: str) -> None:
    assert fixed(name, text) == (text, ())


def test_blanks_that_are_text_stay() -> None:
    text = "id: town.a\ntitle: A\nwhy: |\n  one  \n  two\nseries: {value: {kind: index}}\n"
    assert fixed(NAME, text) == (text, ())


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(TOWN, tmp_path / "town"))
    path = root / "frameworks/town/youth-council.yaml"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace('code: "no"', "code: no"), encoding="utf-8")
    assert main(["fix", str(root), "--check"]) == 1
    assert "code: no" in path.read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"{path}: quotes\n1 file to mend\n"
    assert main(["fix", str(root)]) == 0
    assert path.read_text(encoding="utf-8") == right
    assert not sdg.validate(root)
    assert main(["fix", str(root)]) == 0
    assert capsys.readouterr().out.endswith("no file mended\n")
