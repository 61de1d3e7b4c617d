"""The form in the real LibreOffice: opened, changed, saved, read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

import sdg_standard as sdg
from filled_form import FilledForm

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (Debian: apt-get install libreoffice-calc)"),
]
EMPTY_CELL = re.compile(r"<table:table-cell[^>]*content-validation-name[^>]*/>")
NUMBER_CELL = re.compile(r"<table:table-cell[^>]*content-validation-name[^>]*>\s*<text:p>100492</text:p>")


def converted(path: Path, kind: str, tmp_path: Path, *how: str) -> Path:
    """Open a file in LibreOffice and save it as another kind."""
    out = tmp_path / kind
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", *how, "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return out / f"{path.stem}.{kind}"


def written(path: Path) -> None:
    sdg.write_template(path, sdg.load(), language="nb", framework="u4ssc", area="NO-3203", period=2025)


def test_opened_and_saved_it_is_the_same_form(tmp_path: Path) -> None:
    written(tmp_path / "form.xlsx")
    form = FilledForm(tmp_path / "form.xlsx")
    form["u4ssc.sc.sh.si.4c"] = 67.94
    form.cell("u4ssc.sc.sh.si.4c", "quality").value = "Målt"
    form["u4ssc.sc.sh.sa.3a"] = "Ja"
    form.cell("u4ssc.en.en.aq.1c.o3", "status").value = "Ikke rapportert"
    before = sdg.read_evidence(form.saved())
    again = converted(converted(form.path, "ods", tmp_path), "xlsx", tmp_path)
    after = sdg.read_evidence(again)
    assert after.frame.values.tolist() == before.frame.values.tolist() and len(after) == 4
    assert [after.origins.place(n) for n in range(4)] == [before.origins.place(n) for n in range(4)]
    assert not after.problems
    for sheet in openpyxl.load_workbook(again).worksheets:
        assert sheet.protection.sheet and sheet.row_dimensions[1].hidden


def test_changed_in_libreoffice_it_is_read_back(tmp_path: Path) -> None:
    """Numbers are typed into a flat document, which is one file of XML, and LibreOffice makes a workbook of it."""
    written(tmp_path / "form.xlsx")
    flat = converted(tmp_path / "form.xlsx", "fods", tmp_path)
    text = flat.read_text(encoding="utf-8")
    (population,) = NUMBER_CELL.findall(text)
    text = text.replace(population, population.replace("100492", "100500"))
    row = text.index(">u4ssc.sc.sh.si.4c<")
    cell = EMPTY_CELL.search(text, row)
    assert cell is not None
    number = 'office:value-type="float" office:value="67.94"><text:p>67.94</text:p></table:table-cell>'
    filled = cell[0].removesuffix("/>") + " " + number
    flat.write_text(text[: cell.start()] + filled + text[cell.end() :], encoding="utf-8")
    evidence = sdg.read_evidence(converted(flat, "xlsx", tmp_path))
    assert evidence.frame[["series", "input", "value"]].values.tolist() == [
        ["common", "population", 100500.0],
        ["u4ssc.sc.sh.si.4c", "", 67.94],
    ]


def test_the_form_as_csv_opened_and_saved_as_a_workbook(tmp_path: Path) -> None:
    written(tmp_path / "form.csv")
    semicolons_utf8 = "--infilter=Text - txt - csv (StarCalc):59,34,76,1"
    evidence = sdg.read_evidence(converted(tmp_path / "form.csv", "xlsx", tmp_path, semicolons_utf8))
    columns = ["area", "period", "series", "input", "value"]
    assert evidence.frame[columns].values.tolist() == [["NO-3203", "2025", "common", "population", 100492.0]]
