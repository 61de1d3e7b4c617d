"""Numbers that can be read in two ways: refused where things are counted, until the file says what its marks mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values

Read = Callable[..., Values]

FILES = {
    "standard.yaml": 'format: 1\nid: marks\nedition: "2024.1"\ntitle: Marks\nlanguages: [en]\n',
    "inputs.yaml": "population: {unit: inhabitants, title: Population}\n",
    "frameworks/m/framework.yaml": "id: m\ntitle: M\nkeeper: Nobody\n",
    "frameworks/m/clinics.yaml": "id: m.clinics\ntitle: Clinics\nseries: {value: {kind: count, unit: count}}\n",
    "frameworks/m/doctors.yaml": """\
id: m.doctors
title: Doctors
inputs:
  doctors: {unit: count, title: Doctors}
  births: {unit: live births, title: Births}
  floor: {unit: m², title: Floor}
  population: common
series:
  rate: {kind: rate, unit: per 100000 inhabitants, formula: doctors / population}
  births: {kind: rate, unit: per live birth, formula: doctors / births}
  floor: {kind: rate, unit: per m², formula: doctors / floor}
""",
    "frameworks/m/dust.yaml": """\
id: m.dust
title: Dust
series: {value: {kind: concentration, unit: µg/m³, plausible: {min: 2, max: 40}}}
""",
    "frameworks/m/phones.yaml": """\
id: m.phones
title: Phones
series: {value: {kind: rate, unit: per 100000 inhabitants, plausible: {min: 20000, max: 200000}}}
""",
    "frameworks/m/calls.yaml": """\
id: m.calls
title: Calls
series: {value: {kind: rate, unit: per 100000 inhabitants, plausible: {min: 20, max: 20500}}}
""",
}
DUST, PHONES = ("m.dust", "", "µg/m³"), ("m.phones", "", "per 100000 inhabitants")
PEOPLE, BIRTHS = ("common", "population", "inhabitants"), ("m.doctors", "births", "live births")
CLINICS, DOCTORS, FLOOR = ("m.clinics", "", "count"), ("m.doctors", "doctors", ""), ("m.doctors", "floor", "m²")


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    root = tmp_path_factory.mktemp("marks")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sdg.load(root)


@pytest.fixture(scope="module")
def read(standard: Standard) -> Read:
    """Measure one number of a series or an input, written with these marks."""

    def measure(about: tuple[str, str, str], value: object, **marks: str) -> Values:
        series, name, unit = about
        row = {"area": "alder", "period": "2024", "series": series, "input": name, "value": value, "unit": unit}
        return sdg.measure(Evidence.from_frame(pd.DataFrame([row]), **marks), standard)

    return measure


def refused(values: Values) -> str:
    """What is said of a row that is refused for its number, message and cure."""
    found = [problem for problem in values.problems.errors if problem.code == "SDG708"]
    assert len(found) == 1 and found[0].field == "value", values.problems
    return f"{found[0].message} {found[0].cure}"


def number(values: Values) -> float:
    """The number that the only row became; a row that is refused has none."""
    assert not [problem for problem in values.problems if problem.field in ("value", "unit")], values.problems
    assert values.rows is not None and len(values.rows) == 1
    return float(values.rows["number"].iloc[0])


@pytest.mark.parametrize("about", [CLINICS, DOCTORS, PEOPLE, BIRTHS])
@pytest.mark.parametrize(("text", "one", "other"), [("25.000", "25", "25000"), ("-3.100", "-3.1", "-3100")])
def test_three_digits_behind_a_point_in_a_number_of_things(
    read: Read, about: tuple[str, str, str], text: str, one: str, other: str
) -> None:
    said = refused(read(about, text))
    assert text in said and other in said and 'decimal=","' in said and 'thousands=","' in said
    assert f"{one} or {other}" in said or "no whole number" in said


@pytest.mark.parametrize("about", [CLINICS, PEOPLE])
@pytest.mark.parametrize("text", ["1.045.000", "1,045", "1 045", "1'045"])
def test_other_ways_to_group_are_refused_as_well(read: Read, about: tuple[str, str, str], text: str) -> None:
    assert text in refused(read(about, text))


@pytest.mark.parametrize(
    ("text", "marks", "wanted"),
    [
        ("25.000", {"decimal": ","}, 25000),  # who declares the decimal comma has said that the point groups
        ("1.045.000", {"decimal": ","}, 1045000),
        ("25.000", {"decimal": ",", "thousands": "."}, 25000),
        ("25,000", {"thousands": ","}, 25000),
        ("25.000", {"thousands": ","}, 25),  # the comma groups, so that the point is the decimal mark
        ("25 000", {"thousands": " "}, 25000),
        ("25\u00a0000", {"decimal": ",", "thousands": " "}, 25000),
        ("25'000", {"thousands": "'"}, 25000),
        ("25\u2019000", {"thousands": "'"}, 25000),
        ("25.00", {}, 25),  # two digits group nothing
        ("25000", {}, 25000),
        (25.0, {}, 25),  # a number of a workbook has no marks
    ],
)
@pytest.mark.parametrize("about", [CLINICS, PEOPLE])
def test_what_has_one_meaning_is_read(
    read: Read, about: tuple[str, str, str], text: object, marks: dict[str, str], wanted: float
) -> None:
    assert number(read(about, text, **marks)) == wanted


@pytest.mark.parametrize("about", [CLINICS, DOCTORS])
@pytest.mark.parametrize("cell", ["12.5", 12.5, "0.125", "1e-3"])
def test_a_count_is_whole(read: Read, about: tuple[str, str, str], cell: object) -> None:
    assert "no whole number" in refused(read(about, cell))


def test_a_mean_population_need_not_be_whole(read: Read) -> None:
    assert number(read(PEOPLE, "20150.5")) == 20150.5


def test_a_whole_number_that_a_computer_worked_out_is_whole(read: Read) -> None:
    assert number(read(CLINICS, 0.1 * 3 * 10)) == pytest.approx(3)  # 3.0000000000000004


def test_what_is_measured_may_have_three_decimals(read: Read) -> None:
    assert number(read(FLOOR, "25.125")) == 25.125
    assert number(read(DUST, "12.125")) == 12.125  # plausible as it is


def test_where_only_the_other_reading_is_plausible_the_row_is_refused(read: Read) -> None:
    said = refused(read(PHONES, "95.424"))  # 95424 lies between 20000 and 200000, 95.424 does not
    assert "two ways: 95.424 or 95424" in said


@pytest.mark.parametrize("text", ["20.000", "20.500"])
def test_a_number_at_an_end_of_what_is_plausible_is_so_as_it_is(read: Read, text: str) -> None:
    """20000 and 20500 would be plausible as well."""
    assert number(read(("m.calls", "", "per 100000 inhabitants"), text)) == float(text)


def test_where_neither_reading_is_plausible_the_value_is_asked_about(read: Read) -> None:
    values = read(DUST, "1.125")  # neither 1.125 nor 1125 lies between 2 and 40
    assert [(item.code, item.severity) for item in values.problems] == [("SDG711", "warning")]


def test_with_declared_marks_the_other_reading_is_named(read: Read) -> None:
    values = read(DUST, "12.125", decimal=",")  # 12125, where 12,125 would be plausible
    assert [(item.code, item.severity) for item in values.problems] == [("SDG711", "warning")]
    assert "read as 12125" in values.problems[0].cure and "write 12,125" in values.problems[0].cure


def test_a_secret_number_stands_in_no_message(standard: Standard) -> None:
    row = {"area": "alder", "period": "2024", "series": "m.clinics", "value": "25.000", "confidentiality": "C"}
    values = sdg.measure(Evidence.from_frame(pd.DataFrame([row])), standard)
    assert "25" not in f"{values.problems[0].message} {values.problems[0].cure}"


def test_intervals_have_the_same_marks(standard: Standard) -> None:
    row = {
        "area": "alder",
        "period": "2024",
        "series": "m.clinics",
        "value": "25.000",
        "low": "24.000",
        "high": "26.000",
    }
    values = sdg.measure(Evidence.from_frame(pd.DataFrame([row]), decimal=","), standard)
    assert values.frame[["value", "low", "high"]].iloc[0].tolist() == [25000, 24000, 26000]
    assert not values.problems


def test_a_grouped_value_is_compared_with_its_inputs_at_its_own_last_digit(standard: Standard) -> None:
    # 24 / 19999 × 100000 = 120.006…, which is 120,0 at one decimal; 1.200,1 beside 1200.06 likewise
    base = {"area": "alder", "period": "2024", "unit": ""}
    rows = [
        base | {"series": "m.doctors", "input": "doctors", "value": "240"},
        base | {"series": "common", "input": "population", "value": "19.999", "unit": "inhabitants"},
        base | {"series": "m.doctors.rate", "value": "1.200,1", "unit": "per 100000 inhabitants"},
    ]
    values = sdg.measure(Evidence.from_frame(pd.DataFrame(rows), decimal=","), standard)
    assert not [problem for problem in values.problems if problem.code == "SDG716"]
    assert np.isclose(values.frame.set_index("series")["value"]["m.doctors.rate"], 240 / 19999 * 100000)


def test_a_file_says_its_marks(tmp_path: Path, standard: Standard) -> None:
    path = tmp_path / "e.csv"
    path.write_text("area;period;series;value\nalder;2024;m.clinics;1'200\n", encoding="utf-8")
    evidence = sdg.read_evidence(path, thousands="'")
    assert (evidence.decimal, evidence.thousands) == (".", "'")
    assert sdg.measure(evidence, standard).frame["value"].tolist() == [1200]
    for marks in ({"thousands": "."}, {"decimal": ",", "thousands": ","}, {"thousands": ";"}, {"decimal": ";"}):
        with pytest.raises(ValueError, match=r"mark|thousands"):
            sdg.read_evidence(path, **marks)
