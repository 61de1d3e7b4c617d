"""The commands questions and compare-deliveries."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEAD = "area,period,series,value,unit,confidentiality\n"
MARCH = HEAD + "alder,2024,town.water,30,%,\nalder,2024,town.injuries,120,per 100000 inhabitants,\n"
Run = Callable[..., Any]


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(MARCH, encoding="utf-8")
    return path


@pytest.fixture
def ask(run: Run, contract: Path, evidence: Path, tmp_path: Path) -> Run:
    def command(*more: object, of: Path = evidence) -> Any:
        return run("questions", of, "--standard", contract / "standard", "--on", "2026-03-01", *more)

    return command


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_two_rounds(ask: Run, tmp_path: Path) -> None:
    log, second, verified = (tmp_path / name for name in ("log.csv", "second.csv", "verified.csv"))
    done = ask("--out", log, "--every")
    assert done.code == 0 and "were written" not in done.err
    rows = table(log)
    assert {row["state"] for row in rows} <= {"questioned", "reported"} and rows[0]["asked_on"] == "2026-03-01"
    for row in rows:
        row |= {"answer": "Seen.", "answered_by": "verifier", "answered_on": "2026-03-09", "state": "verified"}
    with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = ask("--answers", tmp_path / "answers.csv", "--out", second, "--verified", verified)
    assert done.code == 0 and "0 questions are open" in done.out
    assert len(table(second)) == 2 * len(rows), "a line for the question, one for the answer"
    assert {row["verification"] for row in table(verified)} == {"verified"}


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx", "log.html", "LOG.CSV"])
def test_the_form_goes_by_the_name(ask: Run, tmp_path: Path, name: str) -> None:
    assert ask("--out", tmp_path / name).code == 0 and (tmp_path / name).stat().st_size > 100


def test_several_forms_at_once_in_a_language(ask: Run, tmp_path: Path) -> None:
    done = ask("--out", tmp_path / "a.csv", "--out", tmp_path / "a.html", "--every", "--language", "nn")
    assert done.code == 0 and "spørsmål" in done.out
    assert 'lang="nn"' in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--out", "log.pdf"), "ends in none of them"),
        (("--out", "log.csv", "--on", "1 March"), "is no day"),
        (("--out", "log.csv", "--answers", "nowhere.csv"), "does not exist"),
    ],
)
def test_what_cannot_be(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = ask(*more)
    assert done.code == 1 and said in done.err and "Traceback" not in done.err
    assert not (tmp_path / "log.csv").exists()


def test_it_does_not_overwrite_what_it_reads(ask: Run, evidence: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    assert ask("--out", log).code == 0
    for more in (
        ("--out", evidence),
        ("--answers", log, "--out", log),
        ("--out", tmp_path / "x.csv", "--verified", evidence),
    ):
        assert ask(*more).code == 1
    assert evidence.read_text(encoding="utf-8") == MARCH


def test_an_answer_that_is_refused(ask: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    ask("--out", log, "--every")
    text = log.read_text(encoding="utf-8").replace(",,,,reported", ",Ok,Kari Nordmann,2026-03-02,verified")
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    done = ask("--answers", tmp_path / "answers.csv", "--out", tmp_path / "again.csv")
    assert done.code == 1 and "SDG782" in done.err and "Nordmann" not in done.err + done.out
    assert "Nordmann" not in (tmp_path / "again.csv").read_text(encoding="utf-8")


def test_two_deliveries(run: Run, contract: Path, evidence: Path, tmp_path: Path) -> None:
    june = tmp_path / "june.csv"
    june.write_text(
        MARCH.replace("120,per 100000 inhabitants,", "120,per 100000 inhabitants,C").replace("30,%", "60,%"), "utf-8"
    )
    given = ("compare-deliveries", evidence, june, "--standard", contract / "standard")
    done = run(*given)
    assert done.code == 0 and "1 changed, 1 withheld" in done.out and "120" not in done.out
    done = run(*given, "--methodology", "levels", "--period", "2024", "--out", tmp_path / "out", "--language", "nb")
    assert done.code == 0 and "skår" in done.out
    assert [row["what"] for row in table(tmp_path / "out" / "differences.csv")] == ["withheld", "changed"]
    assert table(tmp_path / "out" / "moves.csv")
    assert run("compare-deliveries", evidence, evidence, "--standard", contract / "standard").code == 0
    done = run("compare-deliveries", evidence, tmp_path / "nowhere.csv")
    assert done.code == 1 and "does not exist" in done.err
