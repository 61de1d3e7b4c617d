"""Evidence of several files: which files are meant, what they are called, and that each row keeps its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.exchange.several import files_meant

HEAD = "area,period,series,value,unit"
TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")


def write(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((head, *rows, "")), encoding="utf-8")
    return path


def names(*given: Path | str) -> list[str]:
    return [Path(path).name for path in files_meant(given).files]


class TestFilesMeant:
    def test_of_a_folder_the_tables_directly_in_it_by_name(self, tmp_path: Path) -> None:
        for name in ("b.csv", "a.XLSX", "c.parquet", "readme.md", "~$a.xlsx", ".hidden.csv", "deeper/d.csv"):
            write(tmp_path / name)
        assert names(tmp_path) == ["a.XLSX", "b.csv", "c.parquet"]

    def test_a_pattern_may_go_through_folders(self, tmp_path: Path) -> None:
        for name in ("2023/asker.csv", "2024/asker.csv", "2024/notes.txt"):
            write(tmp_path / name)
        found = files_meant(f"{tmp_path}/**/*.csv").files
        assert list(found.values()) == ["2023/asker.csv", "2024/asker.csv"]

    def test_a_file_whose_name_looks_like_a_pattern_is_that_file(self, tmp_path: Path) -> None:
        assert names(write(tmp_path / "asker[1].csv")) == ["asker[1].csv"]

    def test_a_file_that_is_meant_twice_is_read_once(self, tmp_path: Path) -> None:
        file = write(tmp_path / "a.csv", "alder,2024,town.water,96,%")
        os.symlink(file, tmp_path / "b.csv")
        assert len(sdg.read_evidence([file, tmp_path, str(file)])) == 1

    @pytest.mark.parametrize("given", ["", "*.csv"])
    def test_a_folder_or_pattern_without_a_table_says_so(self, tmp_path: Path, given: str) -> None:
        with pytest.raises(sdg.EvidenceError, match="has no table of evidence"):
            sdg.read_evidence(tmp_path / given)

    def test_no_file_at_all_says_so(self) -> None:
        with pytest.raises(sdg.EvidenceError, match="no file is named"):
            sdg.read_evidence([])

    def test_the_text_of_a_file_is_still_no_pattern(self) -> None:
        with pytest.raises(sdg.EvidenceError, match="SDG601"):
            sdg.read_evidence('[{"area": "alder"}]')


class TestProblemsNameTheFile:
    def test_rows_of_two_files_that_say_the_same_or_contradict_each_other(self, tmp_path: Path) -> None:
        one = write(tmp_path / "a.csv", "alder,2024,town.water,96,%", "birch,2024,town.water,88,%")
        two = write(tmp_path / "b.csv", "birch,2024,town.water,80,%", "alder,2024,town.water,96,%")
        problems = sdg.check(sdg.read_evidence([one, two]), TOWN)
        same = next(item for item in problems if item.code == "SDG713")
        assert (same.file, same.row) == ("b.csv", 3)
        assert same.message == "the row says the same as row 2 of a.csv"
        contradicting = [item for item in problems if item.code == "SDG714"]
        assert [(item.file, item.row) for item in contradicting] == [("a.csv", 3), ("b.csv", 2)]
        assert contradicting[0].message == "row 3 of a.csv, row 2 of b.csv contradict each other: 88, 80"
        assert "rad 3 i a.csv, rad 2 i b.csv motsier hverandre" in problems.text("nb")

    def test_a_broken_file_among_others_is_told_and_the_others_are_read(self, tmp_path: Path) -> None:
        write(tmp_path / "good.csv", "alder,2024,town.water,96,%")
        write(tmp_path / "bad.csv", "alder,2024,town.water,96,%", head="area,perio,series,value,unit")
        (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 nothing behind it")
        evidence = sdg.read_evidence([tmp_path, tmp_path / "absent.csv"])
        assert len(evidence) == 1
        assert {item.file for item in evidence.problems.errors} == {"bad.csv", "damaged.xlsx", "absent.csv"}

    def test_where_none_can_be_read_all_problems_are_raised(self, tmp_path: Path) -> None:
        with pytest.raises(sdg.EvidenceError) as caught:
            sdg.read_evidence([tmp_path / "a.csv", tmp_path / "b.csv"])
        assert [item.file for item in caught.value.problems] == ["a.csv", "b.csv"]

    def test_an_unknown_column_is_that_of_the_file_that_has_it(self, tmp_path: Path) -> None:
        one = write(tmp_path / "a.csv", "alder,2024,town.water,96,%")
        two = write(tmp_path / "b.csv", "birch,2024,town.water,88,%,x", head=f"{HEAD},statsu")
        found = [item for item in sdg.check(sdg.read_evidence([one, two]), TOWN) if item.code == "SDG701"]
        assert [(item.file, item.field) for item in found] == [("b.csv", "statsu")]

    def test_what_is_only_counted_is_counted_for_each_file(self, tmp_path: Path) -> None:
        bad = [f"a{number},2024,town.water,150,%" for number in range(1200)]
        one, two = write(tmp_path / "a.csv", *bad), write(tmp_path / "b.csv", *(f"b{row}" for row in bad))
        problems = [item for item in sdg.check(sdg.read_evidence([one, two]), TOWN) if item.code == "SDG710"]
        assert sum(item.cases for item in problems) == 2400
        assert len(problems) == 1001

    def test_columns_that_only_some_files_have_are_empty_in_the_others(self, tmp_path: Path) -> None:
        one = write(tmp_path / "a.csv", "alder,2024,town.water,96,%")
        two = write(tmp_path / "b.csv", "birch,2024,town.water,,,O", head=f"{HEAD},status")
        values = sdg.measure(sdg.read_evidence([one, two]), TOWN)
        assert not values.problems.errors
        assert values.frame["status"].tolist() == ["A", "O"]


class TestResultsNameTheFiles:
    def evidence(self, folder: Path) -> sdg.Evidence:
        write(folder / "2023" / "town.csv", "alder,2023,town.water,90,%")
        write(folder / "2024" / "town.csv", "alder,2024,town.water,96,%")
        return sdg.read_evidence([folder / "2023", folder / "2024"])

    def test_explanations_and_saved_cards_name_the_file_of_a_row(self, tmp_path: Path) -> None:
        card = sdg.score(self.evidence(tmp_path), TOWN, "levels", periods=["2024"])
        text = card.explain("alder", "2024", "town.water").text
        assert "96 % (row 2 of 2024/town.csv)" in text
        again = sdg.Scorecard.from_json(card.to_json())
        assert again.explain("alder", "2024", "town.water").text == text
        assert again.provenance == card.provenance

    def test_provenance_lists_the_files_with_their_digests(self, tmp_path: Path) -> None:
        made = sdg.measure(self.evidence(tmp_path), TOWN).provenance
        assert made["evidence"] == "2023/town.csv, 2024/town.csv"
        alone = [sdg.read_evidence(tmp_path / year / "town.csv").digest for year in ("2023", "2024")]
        assert [table["digest"] for table in made["evidence_files"]] == alone
        assert str(tmp_path) not in str(made)

    def test_of_one_file_nothing_is_repeated(self, tmp_path: Path) -> None:
        write(tmp_path / "town.csv", "alder,2024,town.water,96,%")
        alone, folder = (sdg.measure(sdg.read_evidence(path), TOWN) for path in (tmp_path / "town.csv", tmp_path))
        assert alone.provenance == folder.provenance
        assert "evidence_files" not in alone.provenance
        assert "file" not in alone.rows.columns


def test_pieces_are_joined_only_where_their_marks_agree(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "alder,2024,town.water,96,%")
    pieces = [sdg.read_evidence(file), sdg.read_evidence(file, decimal=",")]
    with pytest.raises(ValueError, match="with the same marks"):
        sdg.Evidence.joined(pieces)
