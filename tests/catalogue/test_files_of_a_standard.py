"""Files that are broken, hostile or out of reach: a problem each, and nothing is raised or waited for."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.catalogue.extends import MOST_BELOW
from sdg_standard.editions import load, read_standard, validate
from sdg_standard.errors import Problems, StandardError
from sdg_standard.plans import file as methodology_file_module
from sdg_standard.plans.file import load_methodology

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"
FILES = sorted(path.relative_to(CONTRACT).as_posix() for path in CONTRACT.rglob("*.yaml"))
BRANCHES = "branches: [{for: all, aggregate: arithmetic_mean}]\n"
BREAKAGES = {
    "an open quote": b'title: "open\n',
    "an open bracket": b"population: {unit: [\n",
    "nothing": b"",
    "a list": b"- one\n- two\n",
    "no text": b"\x00\xff\xfe\n",
    "Windows-1252": "title: Måling\n".encode("cp1252"),
    "a tab": b"a:\n\tb: 1\n",
    "another key": b"nonsense: 1\n",
}

Read = Callable[..., Any]
Write = Callable[..., Path]
Text = Callable[..., str]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTRACT, tmp_path / "standard"))


# --- broken files ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("examples_remembered")
@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_is_a_problem_of_that_file(town: Path, file: str, breakage: str) -> None:
    """Validating takes what is left through its examples: nothing there may stumble over what is missing."""
    (town / file).write_bytes(BREAKAGES[breakage])
    problems = validate(town)
    assert problems.errors and {problem.file for problem in problems.errors} == {file}


def test_a_wrong_unit_of_a_common_input_is_said_once(town: Path) -> None:
    (town / "inputs.yaml").write_text("population: {unit: parsecs, title: Population}\n", encoding="utf-8")
    (problem,) = validate(town).errors
    assert (problem.file, problem.line) == ("inputs.yaml", 1)


def test_an_input_that_cannot_be_read_breaks_the_series_that_uses_it(read: Read, indicator: Text) -> None:
    more = "inputs: {births: {unit: count, title: Births}, population: common}\n"
    series = "kind: rate, unit: per 100000 inhabitants, direction: lower_is_better, formula: births / population"
    files = {"frameworks/t/a.yaml": indicator("t.a", series, more), "frameworks/t/b.yaml": indicator("t.b")}
    standard, problems = read({**files, "inputs.yaml": 'population: {unit: "inhabitants\n'})
    assert [problem.file for problem in problems] == ["inputs.yaml"]
    assert list(standard.series) == ["t.b"]


# --- chains of extends ----------------------------------------------------------------------------------------------


def chain(length: int, first: str = "") -> dict[str, str]:
    """Methodologies of which each extends the next; ``m000`` stands highest."""
    files = {}
    for number in range(length):
        below = (
            f"extends: m{number + 1:03}\n"
            if number + 1 < length
            else first or "tree: {id: top, children: [t.a]}\n" + BRANCHES
        )
        files[f"methodologies/m{number:03}.yaml"] = f"id: m{number:03}\ntitle: M\n{below}"
    return files


def test_as_many_files_as_may_lie_below_one_another(read: Read, indicator: Text) -> None:
    files = {"frameworks/t/a.yaml": indicator("t.a")}
    standard, problems = read({**files, **chain(MOST_BELOW + 1)})
    assert not problems.errors, str(problems.errors)
    assert len(standard.methodologies) == MOST_BELOW + 1


@pytest.mark.parametrize("first", ["", "extends: m000\n"])
def test_a_chain_without_end_is_one_problem(read: Read, indicator: Text, first: str) -> None:
    _, problems = read({"frameworks/t/a.yaml": indicator("t.a"), **chain(500, first)})
    (problem,) = problems.errors
    # below the lowest that is refused lie 33 files: m499 and 32 above it; a ring has no lowest, and names its first
    lowest = "m000" if first else f"m{499 - MOST_BELOW - 1:03}"
    assert (problem.code, problem.file, problem.line) == ("SDG545", f"methodologies/{lowest}.yaml", 3)
    assert lowest in problem.message


def test_a_file_on_top_of_a_long_chain(read: Read, indicator: Text, tmp_path: Path) -> None:
    standard, _ = read({"frameworks/t/a.yaml": indicator("t.a"), **chain(MOST_BELOW + 1)})
    path = tmp_path / "own.yaml"
    path.write_text("id: own\ntitle: Own\nextends: m001\n", encoding="utf-8")
    assert not load_methodology(path, standard).failed
    path.write_text("id: own\ntitle: Own\nextends: m000\n", encoding="utf-8")
    with pytest.raises(StandardError, match="more than 32 files"):
        load_methodology(path, standard)


# --- paths and names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "nowhere", "x/" * 3000, "/dev/null", "/dev/zero"])
def test_a_path_that_leads_to_no_standard(path: str) -> None:
    for call in (load, lambda one: validate(one).raise_if_errors()):
        with pytest.raises(StandardError) as caught:
            call(path)
        assert [problem.code for problem in caught.value.problems] == ["SDG501"]


def test_a_standard_yaml_that_is_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "standard.yaml")
    (problem,) = validate(tmp_path)
    assert problem.code == "SDG501" and "it is no file" in problem.message


def test_a_name_that_is_no_text(town: Path) -> None:
    """It can be in no digest and in no table; all else is read."""
    shutil.copy(town / "inputs.yaml", os.path.join(os.fsencode(town), b"frameworks/town/n\xe5.yaml"))
    shutil.copy(town / "inputs.yaml", town / "frameworks" / "town" / "a\nb.yaml")
    standard, problems = read_standard(town)
    assert [(problem.code, problem.file) for problem in problems.errors] == [
        ("SDG502", "frameworks/town/a\\nb.yaml"),
        ("SDG502", "frameworks/town/n\\udce5.yaml"),
    ]
    assert standard is not None and "town.water" in standard.indicators
    assert problems.to_json().encode() and standard.digest


def test_a_folder_that_cannot_be_looked_into(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its definitions are missed, not left out in silence."""
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("town"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    _, problems = read_standard(town)
    assert ("SDG502", "frameworks/town") in [(problem.code, problem.file) for problem in problems]


def test_a_link_that_leads_to_itself(town: Path) -> None:
    (town / "frameworks" / "town" / "ring.yaml").symlink_to("ring.yaml")
    _, problems = read_standard(town)
    assert [(problem.code, problem.file) for problem in problems.errors] == [("SDG502", "frameworks/town/ring.yaml")]


def test_evidence_and_results_beside_a_standard_are_no_part_of_it(town: Path) -> None:
    before = load(town).digest
    (town / "out").mkdir()
    (town / "out" / "scores.csv").write_text("area\n", encoding="utf-8")
    (town / "evidence.csv").write_text("area\n", encoding="utf-8")
    (town / "notes.txt").write_text("x", encoding="utf-8")
    (town / "huge.csv").touch()
    os.truncate(town / "huge.csv", 2**40)  # it is not even looked into
    os.mkfifo(town / "pipe.csv")
    assert load(town).digest == before
    (town / "methodologies" / "points.csv").write_text("series\n", encoding="utf-8")
    assert load(town).digest != before


# --- a methodology given by its file --------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A methodology in a folder of its own, with a table that it names."""
    folder = tmp_path / "mine"
    folder.mkdir()
    text = (
        "id: own\ntitle: Own\ntree: {id: top, children: [town.water]}\n" + BRANCHES + "points: [{table: points.csv}]\n"
    )
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    (folder / "points.csv").write_text("series,floor\ntown.water,10\n", encoding="utf-8")
    return folder / "own.yaml"


def unread(path: Path) -> Problems:
    with pytest.raises(StandardError) as caught:
        load_methodology(path, load(CONTRACT))
    return caught.value.problems


def test_what_is_no_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to("nowhere")
    big = tmp_path / "big.yaml"
    big.write_bytes(b"#" * ((1 << 20) + 1))
    standard = load(CONTRACT)
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("it was opened"))
    found = {}
    for path in (
        tmp_path / "pipe.yaml",
        Path("/dev/zero"),
        tmp_path,
        tmp_path / "link.yaml",
        big,
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(StandardError) as caught:
            load_methodology(path, standard)
        (problem,) = caught.value.problems
        found[path.name[:9]] = problem.message
        assert problem.code == "SDG502" and problem.cure
    assert "is a device or a pipe" in found["pipe.yaml"] and "is a device or a pipe" in found["zero"]
    assert "is a folder" in found[tmp_path.name[:9]] and f"has {(1 << 20) + 1} bytes" in found["big.yaml"]
    assert "No such file" in found["link.yaml"] and "name too long" in found["x" * 9]


def test_only_tables_that_the_file_names_are_read(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("other.csv", "third.csv"):
        (own.parent / name).write_text("x", encoding="utf-8")
    os.mkfifo(own.parent / "pipe.csv")
    (own.parent / "dangling.csv").symlink_to("nowhere")
    opened = []
    real = methodology_file_module.read_plain

    def read(path: Path, most: int) -> bytes:
        opened.append(path.name)
        return real(path, most)

    monkeypatch.setattr(methodology_file_module, "read_plain", read)
    plan = load_methodology(own, load(CONTRACT))
    assert opened == ["own.yaml", "points.csv"]
    assert plan.leaves["town.water"].points.given["floor"] == 10


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("pipe.csv", '"pipe.csv" is a device or a pipe'),
        ("dangling.csv", "leads out of the folder|No such file"),
        ("out.csv", '"out.csv" is a link that leads out of the folder'),
        ("big.csv", f"has {(1 << 20) + 1} bytes"),
        ("poinst.csv", 'did you mean "points.csv"'),
        ("../outside.csv", "there is no table"),
        ("/dev/zero", "there is no table"),
        ("C:\\\\points.csv", "there is no table"),
        ("points.csv:stream", "there is no table"),
    ],
)
def test_a_table_that_cannot_be_read(own: Path, table: str, said: str) -> None:
    os.mkfifo(own.parent / "pipe.csv")
    (own.parent / "dangling.csv").symlink_to("nowhere")
    (own.parent.parent / "outside.csv").write_text("series,floor\ntown.water,10\n", encoding="utf-8")
    (own.parent / "out.csv").symlink_to("../outside.csv")
    (own.parent / "big.csv").write_bytes(b"x" * ((1 << 20) + 1))
    own.write_text(own.read_text(encoding="utf-8").replace("points.csv", f'"{table}"'), encoding="utf-8")
    problems = load_methodology(own, load(CONTRACT)).problems
    (problem,) = [problem for problem in problems if problem.severity == "error"]
    assert (problem.code, problem.file, problem.line) == ("SDG542", "own.yaml", 5)
    assert any(part in problem.message for part in said.split("|")), problem.message


def test_a_table_in_a_folder_below(own: Path) -> None:
    (own.parent / "tables").mkdir()
    shutil.move(own.parent / "points.csv", own.parent / "tables" / "points.csv")
    own.write_text(own.read_text(encoding="utf-8").replace("points.csv", "tables/points.csv"), encoding="utf-8")
    plan = load_methodology(own, load(CONTRACT))
    assert not plan.failed and plan.leaves["town.water"].points.given["floor"] == 10


def test_a_table_of_the_methodology_that_is_extended(town: Path, tmp_path: Path) -> None:
    (town / "methodologies" / "points.csv").write_text("series,floor\ntown.water,10\n", encoding="utf-8")
    text = (
        "id: base\ntitle: Base\ntree: {id: top, children: [town.water]}\n"
        + BRANCHES
        + "points: [{table: points.csv}]\n"
    )
    (town / "methodologies" / "base.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "top.yaml").write_text("id: top\ntitle: Top\nextends: base\n", encoding="utf-8")
    plan = load_methodology(tmp_path / "top.yaml", load(town))
    assert not plan.failed and plan.leaves["town.water"].points.given["floor"] == 10


def test_the_digest_of_a_table_does_not_depend_on_line_ends(own: Path) -> None:
    """A file fitted here is not stale where Git turns line ends into those of Windows."""
    digest = load_methodology(own, load(CONTRACT)).points_digest
    table = own.parent / "points.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    plan = load_methodology(own, load(CONTRACT))
    assert plan.points_digest == digest and plan.leaves["town.water"].points.given["floor"] == 10
    table.write_bytes(table.read_bytes() + b"town.air,5\n")
    assert load_methodology(own, load(CONTRACT)).points_digest != digest
