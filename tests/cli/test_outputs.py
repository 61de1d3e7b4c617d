"""What a command writes: all of it or nothing, and never over what it reads."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard import _files

Run = Callable[..., Any]
TABLES = ("scores.csv", "values.csv", "problems.csv", "provenance.json", "scorecard.json")


@pytest.fixture
def town(contract: Path, tmp_path: Path) -> Path:
    """A folder as a municipality has it: evidence, areas, a standard, a methodology with a table of its own."""
    for name in ("evidence.csv", "areas.csv"):
        shutil.copy(contract / name, tmp_path / name)
    shutil.copytree(contract / "standard", tmp_path / "standard")
    text = (contract / "standard" / "methodologies" / "levels.yaml").read_text(encoding="utf-8")
    own = text.replace("id: levels", "id: own") + "\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    return tmp_path


@pytest.fixture
def score(run: Run, town: Path) -> Run:
    """Score the evidence of the town with further arguments, all paths below it."""

    def command(*further: object, evidence: str = "evidence.csv", methodology: str = "levels", out: str = "out") -> Any:
        return run(
            *("score", town / evidence, "--methodology", methodology, "--standard", town / "standard"),
            *("--areas", town / "areas.csv", "--out", town / out, *further),
        )

    return command


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- all or nothing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TABLES, "report.html"])
def test_a_full_disk_leaves_the_earlier_result_whole(
    score: Run, town: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert score("--report", town / "out" / "report.html").code == 0
    evidence = (town / "evidence.csv").read_text(encoding="utf-8")
    (town / "evidence.csv").write_text("\n".join(evidence.splitlines()[:-3]) + "\n", encoding="utf-8")
    before = content(town)
    calls = iter((*TABLES, "report.html"))

    def synced(_: int) -> None:
        if next(calls) == name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(_files.os, "fsync", synced)
    done = score("--report", town / "out" / "report.html")
    assert done.code == 1 and "Traceback" not in done.err
    assert f'SDG901 "{town / "out" / name}" cannot be written: No space left on device' in done.err
    assert content(town) == before


def test_a_table_that_excel_holds_open(score: Run, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert score().code == 0
    before = content(town)
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "values.csv":
            raise PermissionError(13, "The process cannot access the file", str(source), 32, str(target))
        real(source, target)

    monkeypatch.setattr(_files.os, "replace", replace)
    done = score()
    assert done.code == 1 and "another program has the file open" in done.err and "values.csv" in done.err
    assert "Close the program" in done.err
    assert content(town) == before


def test_a_link_in_the_folder_is_replaced(score: Run, town: Path) -> None:
    (town / "out").mkdir()
    (town / "precious").write_text("precious")
    (town / "out" / "scores.csv").symlink_to(town / "precious")
    assert score().code == 0
    assert (town / "precious").read_text() == "precious" and not (town / "out" / "scores.csv").is_symlink()


# --- never over an input --------------------------------------------------------------------------------------------


def refused(done: Any, town: Path, before: dict[str, bytes]) -> str:
    assert done.code == 1 and "SDG903" in done.err and "Traceback" not in done.err
    assert content(town) == before
    return str(done.err)


@pytest.mark.parametrize(
    "report", ["evidence.csv", "areas.csv", "out/../evidence.csv", "standard/standard.yaml", "out/scores.csv"]
)
def test_a_report_in_place_of_something_else(score: Run, town: Path, report: str) -> None:
    (town / "out").mkdir()
    refused(score("--report", town / report), town, content(town))


@pytest.mark.parametrize("option", ["--reference", "--commitments"])
def test_a_report_in_place_of_a_further_table(score: Run, town: Path, option: str) -> None:
    (town / "table.csv").write_text("area,period,series,value\n")
    refused(score(option, town / "table.csv", "--report", town / "table.csv"), town, content(town))


def test_evidence_that_lies_in_the_folder_of_the_result(score: Run, town: Path) -> None:
    (town / "out").mkdir()
    shutil.move(town / "evidence.csv", town / "out" / "values.csv")
    said = refused(score(evidence="out/values.csv"), town, content(town))
    assert f'"{town / "out" / "values.csv"}" cannot be written: it is read as well' in said


@pytest.mark.parametrize("way", ["the output", "the input", "the folder", "a second name"])
def test_links_hide_nothing(score: Run, town: Path, way: str) -> None:
    evidence = "evidence.csv"
    (town / "out").mkdir()
    if way == "the output":
        (town / "out" / "values.csv").symlink_to(town / evidence)
    elif way == "a second name":
        os.link(town / evidence, town / "out" / "values.csv")
    else:
        shutil.move(town / evidence, town / "out" / "values.csv")
        evidence = "way" if way == "the folder" else "evidence.csv"
        (town / evidence).symlink_to(town / "out" / ("" if way == "the folder" else "values.csv"))
        evidence += "/values.csv" if way == "the folder" else ""
    refused(score(evidence=evidence), town, content(town))


def test_a_file_system_that_does_not_tell_case(score: Run, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There `Values.CSV` is `values.csv`: it is asked of the file system, and not of the names."""
    (town / "out").mkdir()
    shutil.move(town / "evidence.csv", town / "out" / "Values.CSV")
    real = os.path.samefile

    def samefile(one: Path, other: Path) -> bool:
        alike = str(one).casefold() == str(other).casefold()
        return alike or real(one, other)

    monkeypatch.setattr("sdg_standard.cli.outputs.os.path.samefile", samefile)
    refused(score(evidence="out/Values.CSV"), town, content(town))
    refused(score("--report", town / "AREAS.csv"), town, content(town))


def test_two_outputs_that_may_be_one_file(score: Run, town: Path) -> None:
    said = refused(score("--report", town / "out" / "Scores.CSV"), town, content(town))
    assert "it would be written twice" in said


def test_a_methodology_and_its_table(score: Run, run: Run, town: Path) -> None:
    series = "series,floor\ntown.water,10\n"
    (town / "points.csv").write_text(series)
    text = (town / "own.yaml").read_text(encoding="utf-8")
    (town / "own.yaml").write_text(text.replace("points:\n", "points:\n  - {table: points.csv}\n"), encoding="utf-8")
    assert "points.csv" in (town / "own.yaml").read_text(encoding="utf-8")
    own = str(town / "own.yaml")
    for name in ("own.yaml", "points.csv"):
        refused(score("--report", town / name, methodology=own), town, content(town))
        fit = ("fit", own, "--reference", town / "evidence.csv", "--standard", town / "standard", "--period", "2024")
        refused(run(*fit, "--out", town / name), town, content(town))
    refused(run(*fit, "--out", town / "evidence.csv"), town, content(town))
    refused(run(*fit, "--out", town / "standard" / "methodologies" / "levels.yaml"), town, content(town))
    fit = ("fit", "levels", "--reference", town / "evidence.csv", "--standard", town / "standard", "--period", "2024")
    assert run(*fit, "--out", town / "standard" / "methodologies" / "fitted.yaml").code == 0


def test_the_same_again_is_no_fault(score: Run, run: Run, town: Path) -> None:
    """A result is written over its own earlier one, also where it lies within the folder of the standard."""
    for _ in range(2):
        assert score("--report", town / "report.html", out="standard/out").code == 0
    first = (town / "standard" / "out" / "provenance.json").read_bytes()
    assert score(out="elsewhere").code == 0
    assert (town / "elsewhere" / "provenance.json").read_bytes() == first  # results are no part of the standard


class TestSeveralFiles:
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "evidence"
        folder.mkdir()
        for year, value in (("2023", 90), ("2024", 96)):
            rows = f"area,period,series,value,unit\nalder,{year},town.water,{value},%\n"
            (folder / f"{year}.csv").write_text(rows, encoding="utf-8")
        return folder

    def test_every_command_takes_files_and_folders(self, run: Run, contract: Path, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        how = ("--standard", contract / "standard")
        files = (folder / "2023.csv", folder / "2024.csv")
        for given in ((folder,), files, (f"{folder}/*.csv",)):
            assert run("check", *given, *how).code == 0
            done = run("score", *given, *how, "--methodology", "levels", "--out", tmp_path / "out")
            assert done.code == 0, done.err
            assert "2023.csv, 2024.csv" in (tmp_path / "out" / "provenance.json").read_text(encoding="utf-8")
        of = ("--methodology", "levels", "--area", "alder", "--node", "town.water")
        assert "(row 2 of 2024.csv)" in run("explain", *files, *how, *of).out
        twice = (f"--evidence={file}" for file in files)
        assert run("compare", "levels", "written", *twice, *how).code == 0

    def test_results_are_not_written_where_evidence_is_read(self, run: Run, contract: Path, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        how = ("--standard", contract / "standard", "--methodology", "levels")
        done = run("score", folder, *how, "--out", folder)
        assert done.code == 1
        assert "read as well" in done.err
        assert not (folder / "scores.csv").exists()
