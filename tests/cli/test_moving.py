"""The command move: evidence on the borders of one day, with a record of what went where."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.conftest import Run

HEAD = "area,period,series,input,value,unit\n"
MERGED = HEAD + "".join(
    f"{area},2015,common,population,{people},inhabitants\n"
    for area, people in (("Asker", 60000), ("Røyken", 21000), ("Hurum", 9000), ("Bærum", 122000))
)
SPLIT = HEAD + "NO-1507,2023,common,population,67000,inhabitants\n"  # Ålesund, before Haram left it in 2024


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("old.csv").write_text(MERGED, "utf-8")
    Path("split.csv").write_text(SPLIT, "utf-8")
    return tmp_path


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(name).read_text("utf-8").splitlines()))


def test_a_merger_and_a_renumbering(run: Run, folder: Path) -> None:
    done = run("move", "old.csv", "--country", "NO", "--to", "2024", "--out", "new.csv", "--moved", "moved.csv")
    assert (done.code, done.err) == (0, "")
    assert "2 rows written to new.csv\n4 rows went into other areas (see moved.csv)\n" in done.out
    assert "2024-12-31" in done.out and done.out.endswith("Read new.csv with --borders 2024.\n")
    assert {row["area"]: row["value"] for row in rows("new.csv")} == {"NO-3203": "90000", "NO-3201": "122000"}
    assert rows("new.csv")[0]["note"] == "NO-0220 60000 + NO-0627 21000 + NO-0628 9000 → NO-3203"  # 90 000
    assert [
        (row["from"], row["area"], row["row"], row["value"])
        for row in sorted(rows("moved.csv"), key=lambda row: row["row"])
    ] == [
        ("NO-0220", "NO-3203", "2", "60000"),
        ("NO-0627", "NO-3203", "3", "21000"),
        ("NO-0628", "NO-3203", "4", "9000"),
        ("NO-0219", "NO-3201", "5", "122000"),
    ]
    assert run("check", "new.csv", "--borders", "2024").code == 0


def test_a_split_is_refused_until_a_rule_says_how(run: Run, folder: Path) -> None:
    done = run("move", "split.csv", "--to", "2024", "--out", "new.csv")
    assert done.code == 1 and "split.csv: row 2, area: SDG731" in done.out and "`--rule population`" in done.out
    assert "0 rows written" in done.out and rows("new.csv") == []
    done = run("move", "split.csv", "--to", "2024", "--out", "new.csv", "--rule", "population", "--moved", "moved.csv")
    assert done.code == 0 and {row["area"] for row in rows("new.csv")} == {"NO-1508", "NO-1580"}
    assert {row["status"] for row in rows("new.csv")} == {"E"}, "what was shared out is an estimate"
    assert all(row["rule"].startswith("population") for row in rows("moved.csv"))


def test_shares_of_a_file_go_before_those_of_a_word(run: Run, folder: Path) -> None:
    Path("shares.csv").write_text("from,to,share\nNO-1507,NO-1508,0.75\nNO-1507,NO-1580,0.25\n", "utf-8")
    done = run("move", "split.csv", "--to", "2024", "--out", "new.csv", "--rule", "population", "--rule", "shares.csv")
    assert done.code == 0
    found = {row["area"]: float(row["value"]) for row in rows("new.csv")}
    assert found == {"NO-1508": 0.75 * 67000, "NO-1580": 0.25 * 67000}
    refused = run("move", "split.csv", "--to", "2024", "--out", "shares.csv", "--rule", "shares.csv")
    assert refused.code == 1 and "SDG903" in refused.err and Path("shares.csv").read_text("utf-8")[:4] == "from"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--to", "20x4"), '"20x4"'),
        (("--to", "2024", "--rule", "popul"), 'did you mean "population"'),
        (("--to", "2024", "--rule", "nowhere.csv"), "nowhere.csv"),
        (("--to", "2024", "--out", "new.docx"), ".csv"),
        (("--to", "2024", "--moved", "new.csv"), "written twice"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(run: Run, folder: Path, more: tuple[str, ...], told: str) -> None:
    done = run("move", "old.csv", "--country", "NO", "--out", "new.csv", *more)
    assert done.code == 1 and told in done.err and not Path("new.csv").exists()


def test_a_bad_row_costs_no_good_one(run: Run, folder: Path) -> None:
    Path("old.csv").write_text(MERGED.replace("122000", "122.000"), "utf-8")
    done = run("move", "old.csv", "--country", "NO", "--to", "2024", "--out", "new.csv", "--decimal", ",")
    assert done.code == 0 and {row["area"]: row["value"] for row in rows("new.csv")}["NO-3201"] == "122000"
    done = run(
        *("move", "old.csv", "--country", "NO", "--to", "2024", "--out", "new.csv"),
        *("--decimal", ",", "--thousands", " "),
    )
    assert done.code == 1 and "SDG472" in done.out
    assert [row["area"] for row in rows("new.csv")] == ["NO-3203"]


@pytest.mark.parametrize(("language", "told"), [("nb", "4 rader gikk til andre områder"), ("nn", "4 rader gjekk til")])
def test_languages_and_forms(run: Run, folder: Path, language: str, told: str) -> None:
    done = run("move", "old.csv", "--country", "NO", "--to", "2024", "--out", "new.xlsx", "--language", language)
    assert done.code == 0 and told in done.out and run("check", "new.xlsx", "--borders", "2024").code == 0
    as_json = run("move", "old.csv", "--country", "NO", "--to", "2024", "--out", "new.json", "--format", "json")
    assert as_json.code == 0 and as_json.out.lstrip().startswith(("[", "{"))
