"""Writing a form: area, period, what was reported before, what a register knows; and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from filled_form import FilledForm
from sdg_standard.catalogue import Standard


def evidence(*rows: tuple[str, str, str, str, object, str]) -> sdg.Evidence:
    names = ["area", "period", "series", "input", "value", "unit"]
    return sdg.Evidence.from_frame(pd.DataFrame(rows, columns=names))


def previous(form: FilledForm, series: str, input: str = "") -> object:
    return form.cell(series, "previous", input).value


def written(standard: Standard, tmp_path: Path, **how: object) -> FilledForm:
    sdg.write_template(tmp_path / "form.xlsx", standard, **how)  # type: ignore[arg-type]
    return FilledForm(tmp_path / "form.xlsx")


@pytest.mark.parametrize(
    ("given", "before", "period"),
    [
        ("2023-08/2024-07", False, "2023-08/2024-07"),
        (2022, True, "2022"),
        (None, True, "2022"),  # the year after 2021
        (None, False, "2023"),  # the year before the edition of 2024
    ],
)
def test_the_period_of_a_form(town: Standard, tmp_path: Path, given: object, before: bool, period: str) -> None:
    rows = evidence(("alder", "2021", "town.water", "", 90, "%")) if before else None
    assert written(town, tmp_path, period=given, previous=rows).start("period").value == period


def test_what_was_reported_before_stands_beside_in_the_unit_of_the_row(town: Standard, tmp_path: Path) -> None:
    rows = evidence(
        ("alder", "2022", "town.water", "", 90, "%"),
        ("alder", "2023", "town.water", "", "0.955", "fraction"),  # 95.5 %, and newer
        ("alder", "2023", "town.injuries", "injured", 12, ""),
        ("alder", "2023", "common", "population", 10000, "inhabitants"),
        ("alder", "2023", "town.youth-council", "", "yes", ""),
        ("birch", "2023", "town.air.no2", "", 12, "µg/m³"),  # of somebody else
    )
    form = written(town, tmp_path, language="nb", area="alder", previous=rows)
    assert previous(form, "town.water") == "95,5 (2023)"
    assert previous(form, "town.injuries") == "120 (2023)"  # 12 of 10 000
    assert previous(form, "town.injuries", "injured") == "12 (2023)"
    assert previous(form, "common", "population") == "10\N{NO-BREAK SPACE}000 (2023)"
    assert previous(form, "town.youth-council") == "1 – yes (2023)"
    assert previous(form, "town.air.no2") is None
    assert form.start("period").value == "2024"


def test_why_there_was_no_number_stands_there_too(town: Standard, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"area": ["alder"], "period": ["2023"], "series": ["town.water"], "value": [""], "status": ["Q"]}
    )
    form = written(town, tmp_path, language="nb", previous=sdg.Evidence.from_frame(frame))
    assert previous(form, "town.water") == "verdien er holdt tilbake (2023)"
    assert form.start("area").value == "alder"  # the only area of the evidence


def test_the_same_place_under_its_earlier_code(edition: Standard, tmp_path: Path) -> None:
    rows = evidence(
        ("NO-3025", "2022", "u4ssc.sc.sh.si.4c", "", 67.9, "%"),
        ("NO-1149", "2022", "u4ssc.sc.sh.si.4c", "", 60, "%"),
    )
    form = written(edition, tmp_path, framework="u4ssc", area="NO-3203", previous=rows)  # Asker from 2024
    assert previous(form, "u4ssc.sc.sh.si.4c") == "67,9 (2022)"


def test_an_area_that_the_earlier_evidence_has_nothing_of(town: Standard, tmp_path: Path) -> None:
    rows = evidence(("alder", "2023", "town.water", "", 90, "%"), ("birch", "2023", "town.water", "", 90, "%"))
    for area in ("cedar", None):
        with pytest.raises(sdg.UnknownId):
            written(town, tmp_path, area=area, previous=rows)


def test_earlier_evidence_from_a_file(town: Standard, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("area,period,series,value,unit\nalder,2023,town.water,88,%\n", encoding="utf-8")
    form = written(town, tmp_path, language="en", previous=tmp_path / "old.csv")
    assert previous(form, "town.water") == "88 (2023)"


@pytest.mark.parametrize(("area", "period", "people"), [("NO-3203", 2025, 100492), ("NO-3025", 2022, 96088)])
def test_a_population_that_the_register_knows(
    edition: Standard, tmp_path: Path, area: str, period: int, people: int
) -> None:
    form = written(edition, tmp_path, framework="u4ssc", area=area, period=period)
    assert form.cell("common", "value", "population").value == people
    assert "Statistisk sentralbyrå" in str(form.cell("common", "source", "population").value)


def test_no_population_is_guessed(edition: Standard, tmp_path: Path) -> None:
    form = written(edition, tmp_path, framework="u4ssc", area="NO-3203", period=2031)
    assert form.cell("common", "value", "population").value is None


@pytest.mark.parametrize("bad", ["20x", "2024-13", ""])
def test_a_period_that_is_none(town: Standard, tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="period"):
        written(town, tmp_path, period=bad)


@pytest.mark.parametrize("name", ["form.xls", "form", "form.ods", "form.xlsx.txt"])
def test_a_file_that_no_form_is_written_to(town: Standard, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"\.xlsx or \.csv"):
        sdg.write_template(tmp_path / name, town)
    assert not list(tmp_path.iterdir())


def test_what_is_not_known(edition: Standard, tmp_path: Path) -> None:
    for wrong in ({"language": "sv"}, {"framework": "u4sc"}):
        with pytest.raises(sdg.UnknownId):
            written(edition, tmp_path, **wrong)
    with pytest.raises(sdg.EvidenceError, match="NO-3203"):
        written(edition, tmp_path, area="NO-3293")


def test_an_area_code_of_another_date_is_taken_as_it_is(edition: Standard, tmp_path: Path) -> None:
    assert written(edition, tmp_path, area="NO-3025", period=2024).start("area").value == "NO-3025"


def test_texts_that_look_like_formulas_do_nothing(town: Standard, tmp_path: Path) -> None:
    form = written(town, tmp_path, area="=1+1")
    assert form.start("area").data_type == "s"
    sdg.write_template(tmp_path / "form.csv", town, area="=1+1")
    assert "'=1+1" in (tmp_path / "form.csv").read_text(encoding="utf-8")
