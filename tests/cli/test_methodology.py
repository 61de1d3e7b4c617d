"""show METHODOLOGY prints what its page says, and the tree with the weights that come out."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.cli.methodology import plain_text, sections
from sdg_standard.publish.pages_methodology import methodology_page

TOWN = Path(__file__).parents[1] / "contract" / "standard"


def test_the_page_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "levels", "--standard", str(TOWN)]) == 0
    said = capsys.readouterr().out
    page = methodology_page(sdg.load(TOWN), "levels")
    titles = [line[3:].upper() for line in page.splitlines() if line.startswith("## ")]
    assert titles and [line for line in said.splitlines() if line in titles] == titles
    assert "- Everything: walk goalposts" in said and "pillar › theme › series" in said
    assert "<code>" not in said and "&#" not in said and "**" not in said


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("nb", ["HVA SOM ER MED", "- Alt: går gjennom goalposts", "- Alle kommuner.", "VURDERING: PERFORMANCE"]),
        ("nn", ["KVA SOM ER MED", "- Alt: går gjennom goalposts", "- Alle kommunar.", "VURDERING: PERFORMANCE"]),
    ],
)
def test_the_rules_in_another_language(language: str, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Names of methods and keys stand as in the file."""
    assert main(["show", "levels", "--standard", str(TOWN), "--language", language]) == 0
    said = capsys.readouterr().out
    assert not [line for line in lines if line not in said]
    assert "span" not in said and "Everything" not in said


def test_the_tree_worked_out() -> None:
    """Two pillars count alike; ``place`` has two themes, of which one has two series."""
    lines = list(sections(sdg.load(TOWN), "levels"))
    tree = lines[lines.index("THE TREE WORKED OUT") + 3 :]
    cells = [line.split("  ") for line in tree]
    found = {each[1]: each[-1].strip() for each in ([cell.strip() for cell in row if cell.strip()] for row in cells)}
    assert found["pillar:people"] == found["pillar:place"] == "50.0%"  # a mean of two
    assert found["theme:place/air"] == found["theme:place/health"] == "50.0%"


def test_weights_of_a_mapping() -> None:
    """The file writes {people: 1, place: 2, evenness: 2}: a fifth and twice two fifths."""
    lines = list(sections(sdg.load(TOWN), "written"))
    tree = lines[lines.index("THE TREE WORKED OUT") + 3 :]
    found = {line.split()[2]: line.split()[-1] for line in tree if line.startswith("· ") and not line.startswith("· ·")}
    assert found == {"people": "20.0%", "place": "40.0%", "evenness": "40.0%"}


def test_marks_of_markdown_are_gone() -> None:
    page = ["# A", "", "| a | b |", "|---|---|", "| **1** | <code>x&#95;y</code> |", "", "- [page](where) &lt;"]
    assert list(plain_text(page)) == ["", "A", "a  b", "-  ---", "1  x_y", "- page (where) <"]


@pytest.mark.parametrize(
    ("what", "line"), [("areas", "NO-3203  Asker"), ("units", "households   husholdning, husholdninger")]
)
def test_lists(what: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", what]) == 0
    assert line in capsys.readouterr().out
