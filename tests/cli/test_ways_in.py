"""The first part of the demo: what is handed over in three ways is the same evidence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard._resources import bundled
from sdg_standard.cli import ways_in

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "said.txt").write_text(ways_in.shown(sdg.load(), folder, "en"), "utf-8")
    return folder


def test_the_form_gives_the_values_that_were_published(out: Path) -> None:
    standard = sdg.load()
    ours = sdg.demo_evidence()
    form, published = (sdg.measure(each, standard).frame for each in (sdg.read_evidence(out / ways_in.FORM), ours))
    asker = published[published["area"] == "NO-3025"].reset_index(drop=True)
    assert len(asker) == 15
    pd.testing.assert_frame_equal(form, asker)


def test_it_is_filled_in_as_a_person_would(out: Path) -> None:
    book = openpyxl.load_workbook(out / ways_in.FORM)
    cells = [cell.value for sheet in book.worksheets if sheet.title != "sdg_lists" for row in sheet for cell in row]
    assert {"Verified", "No", "Not reported"} <= set(cells), "words of the lists, and no codes"
    assert 67.94 in cells and "67.94" not in cells, "numbers are numbers"


def test_the_table_of_statbank_has_the_figures_of_the_register() -> None:
    register = csv.DictReader((ROOT / "standard/areas/no/population.csv").read_text("utf-8").splitlines())
    known = {(row["code"], row["year"]): int(row["population"]) for row in register}
    answer = json.loads((bundled("examples/norway-2020") / "statbank-07459.json").read_text("utf-8"))
    codes, years = (answer["dimension"][name]["category"]["index"] for name in ("Region", "Tid"))
    assert answer["value"] == [known.get((code, year)) for code in codes for year in years]
    assert "not an answer that was fetched" in " ".join(answer["note"]).lower()


def test_one_series_over_the_change_of_a_code(out: Path) -> None:
    evidence = sdg.read_evidence(out / "statbank/evidence-2026.csv", borders="2026")
    assert not sdg.check(evidence, sdg.load())
    asker = evidence.frame[evidence.frame["area"] == "NO-3203"]
    assert sorted(asker["period"]) == [str(year) for year in range(2020, 2027)]
    said = (out / "said.txt").read_text("utf-8")
    assert "Asker       94441   94915   96088   97784   98815  100492  101509" in said


def test_the_first_lines_say_what_lies_where(out: Path) -> None:
    lines = (out / "said.txt").read_text("utf-8").splitlines()
    assert str(out) in lines[0]
    for line, names in zip(lines[4:7], (ways_in.FORM, ways_in.STATBANK, ways_in.OURS), strict=True):
        rows, evidence = line.split()[-2:]
        assert line.startswith(names) and len(sdg.read_evidence(out / evidence)) == int(rows)


def test_the_readme_shows_the_first_lines(out: Path) -> None:
    said = (out / "said.txt").read_text("utf-8").replace(str(out), "build/demo")
    assert "\n".join(said.splitlines()[:7]) in (ROOT / "README.md").read_text("utf-8")
