"""SDMX as pysdmx (which knows the official schemas) and sdmx1 read it: the same numbers, statuses and names."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from hard_evidence import TURNOUT, hard_evidence
from sdg_standard.formats.ids import as_code

pytestmark = pytest.mark.integration
KEY = ("SERIES", "REF_AREA", "SEX", "TIME_PERIOD")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sdmx")
    sdg.convert(hard_evidence(), out, "sdmx")
    return out


@pytest.fixture(scope="module")
def expected() -> dict[tuple[str, str, str], tuple[float, str]]:
    """Number and status of the values of the whole, by series, area and period."""
    frame = sdg.measure(hard_evidence(), sdg.load()).frame
    return {
        (as_code(row["series"]), row["area"], row["period"].replace("2014/2020", "2014-01-01/P7Y")): (
            row["value"],
            "Q" if row["reason"] == "suppressed" else row["status"],
        )
        for row in frame.to_dict("records")
        if row["area"].startswith("NO-")
    }


def same(found: dict[tuple[str, str, str], tuple[float, str]], expected: dict[Any, tuple[float, str]]) -> None:
    ours = {key: one for key, one in found.items() if key[1].startswith("NO-")}
    assert set(ours) == set(expected) and len(ours) == 7
    for key, (number, status) in expected.items():
        assert ours[key][1] == status
        assert ours[key][0] == number or (math.isnan(ours[key][0]) and math.isnan(number))


def test_pysdmx_finds_the_structure_valid_and_reads_the_data(folder: Path, expected: dict[Any, Any]) -> None:
    io = pytest.importorskip("pysdmx.io")
    message = io.read_sdmx(folder / "structure.xml", validate=True)
    assert len(message.get_codelists()) > 10
    for name in ("evidence", "values"):
        (dataset,) = io.get_datasets(folder / f"{name}.csv", folder / "structure.xml", validate=True)
        frame = dataset.data[dataset.data["SEX"] == "_T"]
        rows = frame.to_dict("records")
        same(
            {
                (row["SERIES"], row["REF_AREA"], row["TIME_PERIOD"]): (float(row["OBS_VALUE"]), row["OBS_STATUS"])
                for row in rows
            },
            expected,
        )


def test_sdmx1_reads_names_in_three_languages_and_the_data(folder: Path, expected: dict[Any, Any]) -> None:
    sdmx = pytest.importorskip("sdmx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves files open
        message = sdmx.read_sdmx(folder / "structure.xml")
        data = sdmx.read_sdmx(folder / "values.csv", structure=message.dataflow["DF_VALUES"])
    names = message.codelist["CL_SERIES"][as_code(TURNOUT)].name.localizations
    assert names == {language: sdg.load().text(TURNOUT, "title", language) for language in ("en", "nb", "nn")}
    found = {}
    for one in data.data[0].obs:
        key = {name: str(value.value) for name, value in one.dimension.values.items()}
        status = str(one.attached_attribute["OBS_STATUS"].value)
        if key["SEX"] == "_T":
            found[key["SERIES"], key["REF_AREA"], key["TIME_PERIOD"]] = (float(one.value), status.rpartition("=")[2])
    same(found, expected)
