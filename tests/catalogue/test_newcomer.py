"""The mistakes that a newcomer makes: each is one problem, and its cure, followed to the letter, mends the folder.

Nobody thinks here: a cure is followed by what it says, with the place of the problem and the words in its quotes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.errors import Problem

TOWN = Path(__file__).parents[1] / "contract" / "standard"
WATER, AIR, INJURIES, COUNCIL = (
    f"frameworks/town/{name}.yaml" for name in ("water", "air", "injuries", "youth-council")
)
LEVELS = "methodologies/levels.yaml"
NB = "translations/nb/town.yaml"

MISTAKES: dict[str, list[tuple[str, str, str]]] = {
    "indentation": [
        (AIR, "    kind: concentration", "     kind: concentration"),
        (AIR, "  no2:", " no2:"),
        (AIR, "    title: Fine", "  title: Fine"),
        (WATER, "title: Safe", " title: Safe"),
        (WATER, "  - {target", " - {target"),
        (WATER, "  value:\n    kind: share\n    unit", "  value:\n  kind: share\n    unit"),
        (INJURIES, "  injured: {", "   injured: {"),
        (COUNCIL, "series:\n  value:", "series:\n    value:"),
        (LEVELS, "  - {for: town.water, worst", " - {for: town.water, worst"),
    ],
    "keys beside the key they belong to": [
        (INJURIES, "inputs:\n  injured: {", "inputs:\ninjured: {"),
    ],
    "decimal comma between braces": [
        (AIR, "title: Fine", "plausible: {max: 0,9 mg/m³}\n    title: Fine"),
        (INJURIES, "direction: lower_is_better", "direction: lower_is_better\n    plausible: {min: 0,5, max: 900}"),
        (LEVELS, "red: 40,", "red: 40,0,"),
        (LEVELS, "{share: 0.5,", "{share: 0,5,"),
    ],
    "decimal comma": [
        (INJURIES, "direction: lower_is_better", "direction: lower_is_better\n    plausible:\n      min: 0,5"),
        (WATER, "given: {value: 0.96 fraction}", 'given: {value: "0,96 fraction"}'),
        (WATER, "expect: {value: 96 %}", 'expect: {value: "96,0 %"}'),
    ],
    "unquoted no": [
        (COUNCIL, 'code: "no"', "code: no"),
        (COUNCIL, 'expect: {value: "yes"}', "expect: {value: yes}"),
        (LEVELS, '{"no": 0', "{no: 0"),
    ],
    "misspelt key": [
        (WATER, "definition:", "defintion:"),
        (WATER, "    direction:", "    directon:"),
        (WATER, "relation: direct", "relaton: direct"),
        (LEVELS, "branches:", "branchs:"),
        (LEVELS, "{method: categories", "{methd: categories"),
    ],
    "wrong unit": [
        (AIR, "unit: µg/m³", "unit: µg/m4"),
        (WATER, 'unit: "%"', "unit: percentage"),
        (WATER, "96 %}", "96 prosnt}"),
    ],
    "benchmark in another unit": [
        (WATER, "{value: 100,", "{value: 100 km,"),
        (AIR, "{value: 20,", "{value: 20 mg,"),
        (INJURIES, "{value: 50,", "{value: 50 %,"),
        (INJURIES, "{value: 50,", "{value: 50 per 100000 households,"),
    ],
    "misspelt level": [
        (WATER, "pillar: place", "pillar: plce"),
        (WATER, "{pillar: place", "{pilar: place"),
        (LEVELS, "levels: [pillar", "levels: [pilar"),
        (LEVELS, "{for: all, aggregate", "{for: {level: tehme}, needs: all}\n  - {for: all, aggregate"),
    ],
    "double id": [
        (INJURIES, "id: town.injuries", "id: town.water"),
        ("frameworks/town/tap-water.yaml", "", (TOWN / WATER).read_text(encoding="utf-8")),
        ("methodologies/scores.yaml", "", (TOWN / LEVELS).read_text(encoding="utf-8")),
    ],
    "tab": [
        (AIR, "  pm2_5:", "\tpm2_5:"),
        (AIR, "    kind: concentration", "\t\tkind: concentration"),
        (WATER, "  - {target", "\t- {target"),
    ],
    "missing translation": [
        (NB, "town.water:\n  title: {text: Trygt drikkevann, of: ff2aef46}\n", ""),
        (NB, ", of: ff2aef46}", "}"),
        (NB, "of: ff2aef46}", "of: }"),
        (NB, "of: ff2aef46}", "of: abc}"),
    ],
}
CASES = [(name, *case) for name, cases in MISTAKES.items() for case in cases]


# following a cure


def quoted(text: str) -> list[str]:
    return re.findall(r'"([^"]+)"', text)


class Hands:
    """Somebody who does what a cure says in the file and at the place that the problem names."""

    def __init__(self, root: Path, problem: Problem) -> None:
        self.root, self.problem = root, problem
        self.path = root / problem.file
        self.lines = self.path.read_text(encoding="utf-8").split("\n")

    def follow(self) -> None:
        told = self.problem.cure.partition(": keys known here")[0]
        for pattern, action in self.actions().items():
            if found := re.search(pattern, told):
                action(found)
                return
        self.write_what_is_meant()

    def actions(self) -> dict[str, Callable[[re.Match[str]], None]]:
        return {
            r"begin (?:the line|line (\d+)) in column (\d+)": self.move,
            r"begin `(\w+)`.* two blanks further in than `(\w+)`": self.indent,
            r"[Ww]rite (-?[\d.]+(?: \S+)?), with a point": self.write_number,
            r'write "(\w+)" with the quotes': lambda found: self.replace(found[1], f'"{found[1]}"'),
            r"Replace the tab with blanks, two for each level": lambda _: self.expand(),
            r"`(id: [\w.-]+)`": lambda found: self.replace_line(r"^id: .*", found[1]),
            r"in a file under (translations/nb)/: `(.+)`": self.translate,
            r'[Ww]rite `(of: "\w+")`': lambda found: self.replace_line(r"(?:, of: *\w*)?}", f", {found[1]}}}"),
        }

    @property
    def at(self) -> int:
        return (self.problem.line or 0) - 1

    def save(self) -> None:
        self.path.write_text("\n".join(self.lines), encoding="utf-8")

    def move(self, found: re.Match[str]) -> None:
        line = int(found[1]) - 1 if found[1] else self.at
        self.lines[line] = " " * (int(found[2]) - 1) + self.lines[line].lstrip()
        self.save()

    def indent(self, found: re.Match[str]) -> None:
        keys = re.findall(r"`(\w+)`", found[0])[:-1]
        first = len(self.lines[self.at]) - len(self.lines[self.at].lstrip())
        inside = False
        for number in range(self.at + 1, len(self.lines)):
            line = self.lines[number]
            if len(line) - len(line.lstrip()) <= first:
                inside = line.strip().partition(":")[0] in keys
            self.lines[number] = f"  {line}" if inside else line
        self.save()

    def replace(self, old: str, new: str) -> None:
        line, column = self.lines[self.at], (self.problem.column or 1) - 1
        assert old in line[column:], f"{old} does not stand in {line[column:]}"
        self.lines[self.at] = line[:column] + line[column:].replace(old, new, 1)
        self.save()

    def replace_line(self, pattern: str, new: str) -> None:
        self.lines[self.at], times = re.subn(pattern, new, self.lines[self.at], count=1)
        assert times == 1
        self.save()

    def write_number(self, found: re.Match[str]) -> None:
        self.replace(found[1].replace(".", ",", 1), found[1])

    def expand(self) -> None:
        self.lines[self.at] = self.lines[self.at].replace("\t", "  ")
        self.save()

    def translate(self, found: re.Match[str]) -> None:
        (self.root / found[1] / "more.yaml").write_text(found[2].replace("…", "Tekst") + "\n", encoding="utf-8")

    def write_what_is_meant(self) -> None:
        """Of the words in quotes the one at the place gives way to the one proposed."""
        _, hint, proposed = f"{self.problem.message} {self.problem.cure}".partition("did you mean ")
        meant = quoted(proposed if hint else self.problem.cure)[0]
        here = self.lines[self.at][(self.problem.column or 1) - 1 :]
        written = [word for word in quoted(self.problem.message) if word in here]
        assert written, f"{self.problem} names nothing in {here}"
        self.replace(written[0], f'"{meant}"' if meant == "%" and here.startswith(written[0]) else meant)


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small standard of the contract in two languages, each text translated."""
    root = tmp_path_factory.mktemp("valid") / "standard"
    shutil.copytree(TOWN, root)
    about = root / "standard.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("[en]", "[en, nb]"), encoding="utf-8")
    (root / NB).parent.mkdir(parents=True)
    own = "town.water:\n  title: {text: Trygt drikkevann, of: ff2aef46}\ntown:\n  title: {text: By, of: 19ca1f5d}\n"
    (root / NB).write_text(own, encoding="utf-8")
    lines = [
        found[1].replace("…", "Tekst")
        for problem in sdg.validate(root)
        if (found := re.search(r"translations/nb/: `(.+)`", problem.cure))
    ]
    for number, line in enumerate(lines):
        (root / f"translations/nb/{number}.yaml").write_text(line + "\n", encoding="utf-8")
    return root


@pytest.fixture
def folder(valid: Path, tmp_path: Path) -> Path:
    """A copy of it to make mistakes in."""
    return Path(shutil.copytree(valid, tmp_path / "standard"))


def test_the_folder_is_valid_without_a_mistake(folder: Path) -> None:
    assert not sdg.validate(folder)


@pytest.mark.usefixtures("examples_remembered")
@pytest.mark.parametrize(
    ("mistake", "name", "right", "wrong"), CASES, ids=[f"{case[0]}-{case[3][:24]!r}" for case in CASES]
)
def test_the_cure_of_a_mistake_mends_it(folder: Path, mistake: str, name: str, right: str, wrong: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert right in text
    path.write_text(text.replace(right, wrong, 1) if right else wrong, encoding="utf-8")
    problems = sdg.validate(folder)
    assert len(problems) == 1, f"{mistake}: {len(problems)} problems\n{problems}"
    Hands(folder, problems[0]).follow()
    left = sdg.validate(folder)
    if not (name.endswith("tap-water.yaml") or name.endswith("scores.yaml")):
        assert not left, f"{problems}\n\nis followed by\n\n{left}"
    else:  # a copy has an id of its own now, and lacks only its translation
        assert {problem.code for problem in left} == {"SDG522"}


def test_all_ten_mistakes_are_tried() -> None:
    assert len(MISTAKES) >= 10
    assert len(CASES) > 40
