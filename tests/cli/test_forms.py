"""The command that writes a form, and the commands that take one that was filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filled_form import FilledForm

Run = Callable[..., Any]


@pytest.fixture
def town(contract: Path) -> tuple[str, Path]:
    return "--standard", contract / "standard"


def test_written_filled_in_checked_and_scored(run: Run, town: tuple[str, Path], contract: Path, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    done = run("template", "--out", path, "--area", "alder", "--previous", contract / "evidence.csv", *town)
    assert (done.code, done.out) == (0, f"{path} er skrevet\n")
    form = FilledForm(path)
    assert form.start("period").value == "2025"  # the year after the newest of the evidence
    assert form.cell("town.water", "previous").value == "96 (2024)"
    form["town.water"], form["town.air.no2"] = 97, "mye"
    form.saved()
    done = run("check", path, *town, "--language", "nb")
    assert done.code == 1
    assert f"form.xlsx [Place]: celle {form['town.air.no2'].coordinate}, value" in done.out
    done = run("score", path, "--methodology", "levels", "--out", tmp_path / "out", *town)
    assert done.code == 0
    assert "alder,2025,town.water,97,%" in (tmp_path / "out" / "values.csv").read_text(encoding="utf-8")


def test_as_csv_in_another_language(run: Run, town: tuple[str, Path], tmp_path: Path) -> None:
    done = run("template", "--out", tmp_path / "form.csv", "--language", "en", "--period", "2022", *town)
    assert done.code == 0
    assert ",2022," in (tmp_path / "form.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "form.ods"), "form.ods"),
        (("--out", "form.xlsx", "--framework", "twn"), "town"),
        (("--out", "form.xlsx", "--period", "soon"), "soon"),
        (("--out", "form.xlsx", "--previous", "gone.csv"), "gone.csv"),
    ],
)
def test_what_cannot_be_is_said_in_the_language_asked_for(
    run: Run, town: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("template", *arguments, *town)
    assert done.code == 1 and said in done.err and "Traceback" not in done.err
    assert not list(tmp_path.iterdir())


def test_earlier_evidence_with_errors_is_summed_up(run: Run, town: tuple[str, Path], tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("area,period,series,value,unit\nalder,2023,town.water,88,%\nalder,2023,town.wter,1,%\n", "utf-8")
    done = run("template", "--out", tmp_path / "form.xlsx", "--previous", old, *town)
    assert done.code == 0 and "old.csv" in done.err and "1 feil" in done.err


def test_the_form_is_not_written_over_the_evidence(run: Run, town: tuple[str, Path], tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("area,period,series,value,unit\nalder,2023,town.water,88,%\n", "utf-8")
    before = old.read_bytes()
    assert run("template", "--out", old, "--previous", old, *town).code == 1
    assert old.read_bytes() == before
