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


def test_cards_of_several_years_are_a_history(run: Run, tmp_path: Path) -> None:
    common = ("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas", CONTRACT / "areas.csv")
    for year in ("2023", "2024"):
        run("score", CONTRACT / "evidence.csv", *common, "--period", year, "--out", tmp_path / year)
    first, second, page = (tmp_path / name for name in ("2023/scorecard.json", "2024/scorecard.json", "page.html"))
    done = run("report", second, first, "--out", page, "--area", "Alder")
    assert (done.code, done.err) == (0, "")
    assert "2024" in page.read_text("utf-8")
    done = run("report", first, second, "--out", page, "--area", "Alder", "--period", "2023")
    assert done.code == 0
    before = first.read_bytes()
    done = run("report", second, first, "--out", first)  # none of those that are read is written over
    assert done.code == 1 and "scorecard.json" in done.err and first.read_bytes() == before
    done = run("report", first, first, "--out", page)
    assert done.code == 1 and "two cards end with 2023" in done.err


def test_detail_notes_and_others_beside(run: Run, tmp_path: Path) -> None:
    """What score writes with another methodology beside is what report makes of the two saved cards."""
    first, second, notes = tmp_path / "first.html", tmp_path / "second.html", tmp_path / "notes.yaml"
    notes.write_text("contact: the office\n", encoding="utf-8")
    common = ("--standard", CONTRACT / "standard", "--areas", CONTRACT / "areas.csv")
    asked = ("--detail", "--notes", notes, "--language", "nb")
    evidence = CONTRACT / "evidence.csv"
    done = run("score", evidence, *common, "--methodology", "written", "--out", tmp_path / "b")
    assert done.code == 0
    beside = ("--beside", "written", "--report", first, *asked)
    done = run("score", evidence, *common, "--methodology", "levels", "--out", tmp_path / "a", *beside)
    assert done.code == 0
    cards = (tmp_path / "a" / "scorecard.json", "--beside", tmp_path / "b" / "scorecard.json")
    assert run("report", *cards, "--out", second, *asked).code == 0
    assert first.read_bytes() == second.read_bytes()
    page = first.read_text("utf-8")
    assert "Side om side" in page and "the office" in page and page.count("<pre>") > 10
    done = run("report", *cards, "--out", notes, *asked)  # what is read is not written over
    assert done.code == 1 and "notes.yaml" in done.err and notes.read_text("utf-8") == "contact: the office\n"


def test_a_template_of_ones_own_and_its_faults(run: Run, tmp_path: Path) -> None:
    folder, page = tmp_path / "own", tmp_path / "page.html"
    folder.mkdir()
    common = ("--standard", CONTRACT / "standard", "--methodology", "levels", "--areas", CONTRACT / "areas.csv")
    asked = ("--out", tmp_path / "out", "--report", page, "--template", folder)
    (folder / "_header.html.j2").write_text("<header><h1>Ours: {{ title }}</h1></header>", encoding="utf-8")
    assert run("score", CONTRACT / "evidence.csv", *common, *asked).code == 0
    assert "<h1>Ours: Sustainable development report 2024" in page.read_text("utf-8")
    (folder / "_header.html.j2").write_text("\n{{ titel }}", encoding="utf-8")
    done = run("score", CONTRACT / "evidence.csv", *common, *asked)
    assert done.code == 1 and "_header.html.j2:2" in done.err and "Traceback" not in done.err
