"""The command that makes the page of a scorecard that was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parents[1] / "contract"
Run = Callable[..., Any]


def test_the_page_of_a_saved_card_is_that_of_the_card(run: Run, tmp_path: Path) -> None:
    out, first, second = tmp_path / "out", tmp_path / "first.html", tmp_path / "second.html"
    common = ("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas", CONTRACT / "areas.csv")
    done = run("score", CONTRACT / "evidence.csv", *common, "--out", out, "--report", first, "--language", "nn")
    assert done.code == 0
    done = run("report", out / "scorecard.json", "--out", second, "--language", "nn")
    assert (done.code, done.err) == (0, "") and "second.html" in done.out
    assert second.read_bytes() == first.read_bytes()


def test_some_areas_and_a_period(run: Run, tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "page.html"
    common = ("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas", CONTRACT / "areas.csv")
    run("score", CONTRACT / "evidence.csv", *common, "--out", out)
    card = out / "scorecard.json"
    assert run("report", card, "--out", page, "--area", "Alder", "--period", "2023").code == 0
    assert "2023: Alder</h1>" in page.read_text("utf-8")
    assert run("report", card, "--out", page, "--area", "nobody").code == 1
    before = card.read_bytes()
    done = run("report", card, "--out", card)  # what is read is not written over
    assert done.code == 1 and "scorecard.json" in done.err and card.read_bytes() == before


def test_the_workbook_of_a_saved_card_is_that_of_the_card(run: Run, tmp_path: Path) -> None:
    out, first, second = tmp_path / "out", tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    common = ("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas", CONTRACT / "areas.csv")
    done = run("score", CONTRACT / "evidence.csv", *common, "--out", out, "--workbook", first, "--language", "nb")
    assert done.code == 0 and "first.xlsx" not in done.out
    card, page = out / "scorecard.json", tmp_path / "page.html"
    assert run("report", card, "--out", page, "--workbook", second, "--language", "nb").code == 0
    assert second.read_bytes() == first.read_bytes()
    assert run("report", card, "--out", page, "--workbook", page).code == 1  # one file cannot be both
