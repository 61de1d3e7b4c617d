"""The commands on an agenda: what they print and write, and their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import with_basis
from sdg_standard.cli import main

FJORDVIK = str(Path(__file__).parents[2] / "examples" / "fjordvik")


def test_check_prints_every_problem_and_fails_on_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["agenda", "check", FJORDVIK, "--language", "nb"]) == 1
    out = capsys.readouterr().out
    assert "«i rute» er bedre enn tallet 21,45" in out
    assert "27 Mål" in out
    with_basis(tmp_path)
    assert main(["agenda", "check", str(tmp_path)]) == 0


def test_count_writes_evidence_and_commitments(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    evidence, own = tmp_path / "evidence.csv", tmp_path / "own.csv"
    assert main(["agenda", "count", FJORDVIK, "--out", str(evidence), "--commitments", str(own)]) == 0
    assert "60 (12/20)" in capsys.readouterr().out
    assert sdg.measure(sdg.read_evidence(evidence), sdg.load()).frame.set_index("series").loc[
        "implementation.plan.3", "value"
    ] == pytest.approx(60)
    assert own.read_text(encoding="utf-8").splitlines()[1].startswith("FJORDVIK,u4ssc.en.en.aq.1c.pm2_5,10,")


def test_template_report_export_import_and_diff(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book, page, plan = tmp_path / "agenda.xlsx", tmp_path / "council.html", tmp_path / "plan.xml"
    assert main(["agenda", "template", "--out", str(book), "--area", "NO-3203", "--few"]) == 0
    assert main(["agenda", "check", str(book)]) == 0
    assert main(["agenda", "report", FJORDVIK, "--out", str(page), "--language", "nn"]) == 0
    assert "Frå plan til vedtak: Fjordvik kommune" in page.read_text(encoding="utf-8")
    assert main(["agenda", "export", FJORDVIK, "--to", "stratml", "--out", str(plan)]) == 0
    assert "43 rows of Money have no place" in capsys.readouterr().err
    table = tmp_path / "vedtak.csv"
    table.write_text("Utvalg;Møtedato;Saksnr og tittel\nKommunestyret;2024-12-12;45/24 Plan\n", encoding="utf-8")
    assert main(["agenda", "import", str(table), "--out", str(tmp_path / "in")]) == 0
    assert main(["agenda", "diff", FJORDVIK, FJORDVIK]) == 0
    assert "M5.4 goes on" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["check", "nowhere"], ["count", "nowhere"], ["diff", "nowhere", "nowhere"]])
def test_what_is_no_agenda_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["agenda", *words]) == 1
    assert "SDG810" in capsys.readouterr().err
