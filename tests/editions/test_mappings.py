"""Mappings in a folder of definitions are checked with it, and are no part of what scores rest on."""

from __future__ import annotations

import shutil
from pathlib import Path

import sdg_standard as sdg
from sdg_standard.catalogue.folder import Folder

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"
WATER = """columns: {area: Region, period: Tid, value: Verdi}
series:
  - {series: town.water, unit: "%"}
"""


def folder(tmp_path: Path, text: str) -> Path:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT, root)
    (root / "mappings" / "no").mkdir(parents=True)
    (root / "mappings" / "no" / "00001.yaml").write_text(text, "utf-8")
    return root


def test_a_mapping_that_fits_is_no_problem_and_changes_no_digest(tmp_path: Path) -> None:
    root = folder(tmp_path, WATER)
    assert [str(problem) for problem in sdg.validate(root)] == [str(problem) for problem in sdg.validate(CONTRACT)]
    assert Folder.read(root).digest == Folder.read(CONTRACT).digest


def test_what_is_wrong_with_a_mapping_is_told_with_its_file(tmp_path: Path) -> None:
    misspelt = sdg.validate(folder(tmp_path, WATER.replace("columns", "colums"))).errors
    assert {(one.file, one.line) for one in misspelt} == {("mappings/no/00001.yaml", 1)}
    (tmp_path / "standard" / "mappings" / "no" / "00001.yaml").write_text(WATER.replace("water", "wate"), "utf-8")
    (unknown,) = sdg.validate(tmp_path / "standard").errors
    assert (unknown.code, unknown.file, unknown.line) == ("SDG646", "mappings/no/00001.yaml", 3)
    assert "town.water" in unknown.message
