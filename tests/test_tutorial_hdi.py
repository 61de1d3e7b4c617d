"""The tutorial does what it says: its files are written as printed, its commands run, its mistakes are found."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from sdg_standard.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "tutorial-hdi.md"
TEXT = PAGE.read_text(encoding="utf-8")
FENCE = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.DOTALL | re.MULTILINE)
METHODOLOGY = "my-hdi/methodologies/my-index.yaml"


def blocks(kind: str) -> Iterator[tuple[str | None, str]]:
    """Blocks of a kind with their title, in the order of the page."""
    return ((match["title"], match["body"]) for match in FENCE.finditer(TEXT) if match["kind"] == kind)


def run(command: str) -> str:
    """What a command prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        main(shlex.split(command)[2:])
    return out.getvalue()


def printed(number: int) -> tuple[str, str]:
    """A console block: the command and what the page prints below it."""
    command, _, output = list(blocks("console"))[number][1].partition("\n")
    return command, output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that the page asks the reader to write."""
    for kind in ("yaml", "csv", "python"):
        for title, body in blocks(kind):
            assert title is not None, "every block is a file"
            path = tmp_path / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_framework_is_valid_before_there_is_a_methodology(folder: Path) -> None:
    (folder / METHODOLOGY).unlink()
    command, output = printed(0)
    assert run(command) == output


def test_the_whole_is_valid(folder: Path) -> None:
    command, output = printed(1)
    assert run(command) == output


@pytest.mark.parametrize(("number", "right", "wrong"), [(2, "best: 85}", "best: 8.5}"), (3, "0.946}", "0.964}")])
def test_the_mistakes_are_found_as_printed(folder: Path, number: int, right: str, wrong: str) -> None:
    path = folder / METHODOLOGY
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    command, output = printed(number)
    assert run(command) == output


def scores(folder: Path) -> pd.DataFrame:
    run(printed(4)[0])
    return pd.read_csv(folder / "out" / "scores.csv", keep_default_na=False).set_index(["area", "node"])


def test_the_scores_are_those_of_the_table(folder: Path) -> None:
    found = scores(folder)
    rows = re.findall(r"^\| (\w+land) \| (\S+) \| (\S+) \| (\S*) ?\| (\d?) ?\|$", TEXT, re.MULTILINE)
    assert len(rows) == 8
    for area, node, score, rating, rank in rows:
        row = found.loc[(area, node)]
        assert round(float(row["score"]), 3) == float(score)
        assert (row["rating"], str(row["rank"])) == (rating, rank)


def test_the_explanation_is_the_one_printed(folder: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile((folder / "why.py").read_text(encoding="utf-8"), "why.py", "exec"), {"__name__": "why"})
    assert out.getvalue() == next(blocks("text"))[1]


@pytest.mark.parametrize(
    ("needs", "reason"), [("needs: all, steps", "below_coverage"), ("needs: {share: 0.5}, steps", "")]
)
def test_a_missing_number_is_a_choice(folder: Path, needs: str, reason: str) -> None:
    table, path = folder / "countries.csv", folder / METHODOLOGY
    table.write_text("".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("needs: all, steps", needs), encoding="utf-8")
    assert scores(folder).loc[("southland", "index"), "reason"] == reason
