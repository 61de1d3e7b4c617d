"""The commands for tables of others: read, and new mapping; marks and mappings of any command that reads evidence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Run

import sdg_standard as sdg

TABLE = """07459: Befolkning

region;2023;2024
K-3201 Bærum;..;132 388
K-3203 Asker;..;98 815
Hele landet;5 488 984;5 550 203
Kilde: SSB
"""
MAPPING = """file: {header: 3, footer: 1, thousands: " "}
marks: ssb
wide: "{period}"
leave_out:
  - region: Hele landet
columns:
  area: {from: region, take: "K-{} *", prefix: NO-}
series:
  - {series: common, input: population, unit: inhabitants}
"""
EVIDENCE = """area,period,series,input,value,unit,status
NO-3201,2023,common,population,,inhabitants,O
NO-3201,2024,common,population,132388,inhabitants,
NO-3203,2023,common,population,,inhabitants,O
NO-3203,2024,common,population,98815,inhabitants,
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, "utf-8")
    Path("m.yaml").write_text(MAPPING, "utf-8")
    return tmp_path


def test_a_table_becomes_evidence(run: Run, files: Path) -> None:
    done = run("read", "t.csv", "--mapping", "m.yaml", "--out", "e.csv")
    assert (done.code, done.err) == (0, "")
    assert Path("e.csv").read_text("utf-8") == EVIDENCE
    assert done.out.endswith("4 rows written to e.csv\n")
    assert (
        "4 rader skrevet til e.csv"
        in run("read", "t.csv", "--mapping", "m.yaml", "--out", "e.csv", "--language", "nb").out
    )


def test_a_mapping_that_names_what_is_not_there_writes_nothing(run: Run, files: Path) -> None:
    Path("m.yaml").write_text(MAPPING.replace("population", "popluation"), "utf-8")
    done = run("read", "t.csv", "--mapping", "m.yaml", "--out", "e.csv")
    assert done.code == 1 and "m.yaml:9:29: SDG646" in done.out and '"population"' in done.out
    assert not Path("e.csv").exists()


def test_problems_name_the_row_of_the_table_and_good_rows_are_written(run: Run, files: Path) -> None:
    Path("t.csv").write_text(TABLE.replace("98 815", "98 81S"), "utf-8")
    done = run("read", "t.csv", "--mapping", "m.yaml", "--out", "e.csv")
    assert done.code == 1 and "t.csv: row 5, value: SDG" in done.out and '"98 81S"' in done.out
    assert "NO-3201,2024,common,population,132388" in Path("e.csv").read_text("utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_a_number_that_the_file_would_make_another_is_left_out(run: Run, files: Path, ending: str) -> None:
    """ "98.815" is refused where the comma is the decimal mark; in evidence it would be read as 98.815 inhabitants."""
    comma = MAPPING.replace("thousands", 'decimal: ",", thousands')
    Path("m.yaml").write_text(comma, "utf-8")
    Path("t.csv").write_text(TABLE.replace("98 815", "98.815"), "utf-8")
    done = run("read", "t.csv", "--mapping", "m.yaml", "--out", f"e.{ending}")
    assert done.code == 1 and "row 5, value: SDG472" in done.out and f"3 rows written to e.{ending}" in done.out
    values = list(map(str, sdg.read_evidence(f"e.{ending}").frame["value"]))
    assert len(values) == 3 and not any("815" in value for value in values)


@pytest.mark.parametrize("out", ["t.csv", "m.yaml"])
def test_what_is_read_is_never_written_over(run: Run, files: Path, out: str) -> None:
    done = run("read", "t.csv", "--mapping", "m.yaml", "--out", out)
    assert done.code == 1 and "read as well" in done.err
    assert (Path("t.csv").read_text("utf-8"), Path("m.yaml").read_text("utf-8")) == (TABLE, MAPPING)


def test_evidence_is_checked_by_a_mapping_or_with_marks(run: Run, files: Path) -> None:
    assert run("check", "t.csv", "--mapping", "m.yaml").code == 0
    Path("e.csv").write_text(EVIDENCE.replace(",132388,", ",..,"), "utf-8")
    refused = run("check", "e.csv")
    assert refused.code == 1 and "`--marks ssb`" in refused.out
    assert run("check", "e.csv", "--marks", "ssb").code == 0
    unknown = run("check", "e.csv", "--marks", "sbb")
    assert unknown.code == 1 and 'did you mean "ssb"' in unknown.err


def test_a_mapping_that_is_not_there(run: Run, files: Path) -> None:
    done = run("check", "t.csv", "--mapping", "n.yaml")
    assert done.code == 1 and "n.yaml" in done.err and "does not exist" in done.err


def test_the_draft_reads_at_once_when_its_series_are_named(run: Run, files: Path) -> None:
    done = run("new", "mapping", "t.csv")
    assert done.code == 0 and "--mapping t.mapping.yaml" in done.out
    text = Path("t.mapping.yaml").read_text("utf-8")
    assert "# marks: ssb" in text and '#   - "region": "Hele landet"' in text
    assert run("new", "mapping", "t.csv").code == 1  # it is never written over
    named = text.replace("# marks", "marks").replace("unit: todo", "input: population, unit: inhabitants")
    named = named.replace("series: todo", "series: common").replace("# leave_out", "leave_out").replace("#   -", "  -")
    Path("t.mapping.yaml").write_text(named, "utf-8")
    assert run("read", "t.csv", "--mapping", "t.mapping.yaml", "--out", "e.csv").code == 0
    assert Path("e.csv").read_text("utf-8") == EVIDENCE


def test_the_draft_of_what_is_no_table(run: Run, files: Path) -> None:
    Path("x.csv").write_bytes(b"%PDF-1.4")
    assert "PDF" in run("new", "mapping", "x.csv").err
    assert "does not exist" in run("new", "mapping", "y.csv").err
    assert "folder" in run("new", "mapping", ".").err


def test_names_of_areas_are_written_as_ids_where_a_country_is_named(run: Run, files: Path) -> None:
    Path("n.csv").write_text("Kommune;2019;2024\nOslo;1;2\nAsker;3;4\nVåler;5;6\n", "utf-8")
    Path("n.yaml").write_text(
        'country: "NO"\nwide: "{period}"\ncolumns: {area: Kommune}\n'
        "series:\n  - {series: common, input: population, unit: inhabitants}\n",
        "utf-8",
    )
    done = run("read", "n.csv", "--mapping", "n.yaml", "--out", "e.csv")
    assert done.code == 1 and '"Våler" is the name of several areas' in done.out
    rows = [line.split(",")[:2] for line in Path("e.csv").read_text("utf-8").splitlines()[1:]]
    assert rows == [
        ["NO-0301", "2019"],
        ["NO-0301", "2024"],
        ["NO-0220", "2019"],
        ["NO-3203", "2024"],
        ["Våler", "2019"],
        ["Våler", "2024"],
    ]


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "json"])
def test_other_forms_of_evidence(run: Run, files: Path, ending: str) -> None:
    assert run("read", "t.csv", "--mapping", "m.yaml", "--out", f"e.{ending}").code == 0
    assert run("check", f"e.{ending}").code == 0


def test_several_tables_are_one_evidence_and_one_that_cannot_be_read_costs_no_other(run: Run, files: Path) -> None:
    Path("u.csv").write_text(TABLE.replace("2023;2024", "2021;2022"), "utf-8")
    Path("v.csv").write_text("Nothing\n", "utf-8")
    done = run("read", "t.csv", "u.csv", "v.csv", "--mapping", "m.yaml", "--out", "e.csv")
    assert done.code == 1 and "v.csv" in done.out and "8 rows written" in done.out


def test_the_draft_of_evidence_has_its_columns(run: Run, files: Path) -> None:
    Path("e.csv").write_text(EVIDENCE, "utf-8")
    assert run("new", "mapping", "e.csv").code == 0
    assert run("read", "e.csv", "--mapping", "e.mapping.yaml", "--out", "again.csv").code == 0
    assert Path("again.csv").read_text("utf-8") == EVIDENCE


class TestProvenance:
    """The record of a result says by which mapping and marks its numbers were read."""

    @staticmethod
    def record(**how: Any) -> dict[str, str]:
        values = sdg.measure(sdg.read_evidence("t.csv", **how), sdg.load())
        (found,) = values.provenance["evidence_files"]
        return dict(found)

    def test_a_mapping_by_its_file_and_digest(self, files: Path) -> None:
        table, mapping = (hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("t.csv", "m.yaml"))
        read = {"file": "t.csv", "sheet": "", "digest": table}
        by = {"mapping": "m.yaml", "mapping_digest": mapping, "marks": "ssb"}
        assert self.record(mapping="m.yaml") == {**read, **by}

    def test_marks_that_are_named_go_before_those_of_the_mapping(self, files: Path) -> None:
        assert self.record(mapping="m.yaml", marks="eurostat")["marks"] == "eurostat"
        assert self.record(mapping="m.yaml", marks={"..": "M", "-": "zero"})["marks"] == '".." M, "-" zero'

    def test_a_mapping_that_a_program_gives(self, files: Path) -> None:
        given = yaml.safe_load(MAPPING)
        one, again = (self.record(mapping=each) for each in (given, given))
        other = self.record(mapping={**given, "title": "Folk"})
        assert one["mapping"] == "mapping" and one == again and one["mapping_digest"] != other["mapping_digest"]

    def test_marks_without_a_mapping_and_a_file_that_was_read_as_it_is(self, files: Path) -> None:
        Path("e.csv").write_text(EVIDENCE, "utf-8")
        plain, marked = (sdg.measure(sdg.read_evidence("e.csv", marks=marks), sdg.load()) for marks in (None, "ssb"))
        assert "evidence_files" not in plain.provenance
        assert [(one["file"], one["marks"]) for one in marked.provenance["evidence_files"]] == [("e.csv", "ssb")]

    def test_it_stands_in_scorecards_too(self, run: Run, files: Path) -> None:
        assert (
            run("score", "t.csv", "--mapping", "m.yaml", "--methodology", "sdg-goals-goalposts", "--out", "out").code
            == 1
        )
        assert json.loads(Path("out/provenance.json").read_text("utf-8"))["evidence_files"][0]["mapping"] == "m.yaml"
