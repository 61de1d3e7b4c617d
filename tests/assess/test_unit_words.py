"""The words that publishers use for units: understood where they mean something, and every cure works.

The words of U4SSC are those of its sheets and of the verification reports of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Category, Input, Series
from sdg_standard.units import UnitError, working_cure

U4SSC = [
    ("EC: P: IN: 1C", "% of GDP", 2.4, 2.4),
    ("SC: SH: SA: 2C", "% of city GDP", 0.001, 0.001),
    ("SC: SH: SI: 2C", "coefficient", 0.27, 0.27),
    ("SC: SH: SI: 2C", "coefficient 0-1", 0.27, 0.27),
    ("SC: SH: SI: 1C", "ratio", 0.9, 0.9),
    ("SC: SH: SI: 1C", "ratio female:male", 0.9, 0.9),
    ("EC: I: T: 5A", "ratio", 1.3, 1.3),
    ("EC: ICT: PS: 2A", "services", 120, 120),
    ("EC: ICT: PS: 2A", "number", 120, 120),
    ("SC: SH: SA: 3A", "yes/no", "yes", 1),
    ("EC: I: ES: 1C", "interruptions per customer per year", 1.2, 1.2),
    ("EC: I: ES: 2C", "minutes per interruption", 45, 45),
    ("EC: P: IN: 2C", "number per 100 000 inhabitants per year", 12, 12),
    ("EN: E: E: 2C", "kWh/year/capita", 15000, 15000),
    ("EN: E: E: 2C", "MWh per capita", 15, 15000),  # what converts goes on converting
    ("EN: E: E: 3C", "GJ/year/capita", 20, 20),
    ("EN: E: E: 4A", "ekWh/m2/year", 180, 180),
    ("EC: I: T: 4A.walking", "% per mode", 20, 20),
    ("EN: EN: WS: 4C.primary", "% per treatment level", 95, 95),
    ("EN: EN: WA: 1C.recycled", "% per route", 40, 40),
    ("EN: EN: AQ: 2C", "tonnes CO2e per capita", 4, 4),
    ("EN: EN: PSN: 1C", "hectares per 100 000 inhabitants", 900, 900),
    ("EC: I: T: 1C", "km per 100 000 inhabitants", 100, 100),
    ("SC: EH: H: 2C", "number per 100 000 live births", 5, 5),
    ("SC: SH: SA: 6C", "FTE per 100 000 inhabitants", 200, 200),
]


def measured(standard: Standard, *rows: dict[str, Any]) -> sdg.Values:
    base = {"area": "alder", "period": "2024", "series": "", "input": "", "value": "", "unit": ""}
    return sdg.measure(Evidence.from_frame(pd.DataFrame([base | row for row in rows])), standard)


@pytest.mark.parametrize(("series", "unit", "value", "wanted"), U4SSC, ids=[f"{case[0]} {case[1]}" for case in U4SSC])
def test_the_words_of_u4ssc(bundled: Standard, series: str, unit: str, value: object, wanted: float) -> None:
    values = measured(bundled, {"series": series, "value": value, "unit": unit})
    assert not values.problems.errors, values.problems
    assert values.frame["value"].tolist() == [wanted]


def test_the_words_of_an_input(bundled: Standard) -> None:
    """180 000 equivalent kWh on 1 000 m² are 180 kWh/m²."""
    rows = [("delivered_energy", 180000, "ekWh"), ("floor", 1000, "m2")]
    cells = [{"series": "EN: E: E: 4A", "input": name, "value": value, "unit": unit} for name, value, unit in rows]
    values = measured(bundled, *cells)
    assert not values.problems.errors and values.frame["value"].tolist() == [180]


@pytest.mark.parametrize(
    ("series", "unit"),
    [
        ("SC: SH: SA: 5A", "minutes per interruption"),  # minutes as well, but of something else
        ("SC: SH: HO: 1C", "% of GDP"),
        ("EN: E: E: 2C", "ekWh"),
        ("EC: I: T: 1C", "ratio"),
        ("SC: SH: SI: 2C", "yes/no"),
    ],
)
def test_elsewhere_the_same_words_mean_nothing(bundled: Standard, series: str, unit: str) -> None:
    values = measured(bundled, {"series": series, "value": 1, "unit": unit})
    assert [(item.code, item.field) for item in values.problems.errors] == [("SDG709", "unit")]


def test_wide_tables_and_commitments_know_the_words(bundled: Standard) -> None:
    frame = pd.DataFrame({"u4ssc.ec.i.es.2c": [45.0]}, index=["alder"])
    units = {"u4ssc.ec.i.es.2c": "minutes per interruption"}
    values = sdg.measure(Evidence.from_wide(frame, period="2024", units=units), bundled)
    assert not values.problems and values.frame["value"].tolist() == [45]
    row = {"area": ["alder"], "series": ["u4ssc.ec.i.es.2c"], "value": [30], "year": [2030]}
    for unit, faults in (("minutes per interruption", 0), ("services", 1)):
        table = pd.DataFrame({**row, "unit": [unit]})
        card = sdg.score(values, bundled, "u4ssc-performance", periods=["2024"], commitments=table)
        assert sum(item.code == "SDG727" for item in card.problems) == faults


def test_a_number_with_its_unit_is_told_a_unit_that_fits(bundled: Standard) -> None:
    (fits,) = measured(bundled, {"series": "EC: I: ES: 2C", "value": "45 min", "unit": ""}).problems.errors
    assert fits.cure == 'Write 45 in the column value and "min" in the column unit.'
    (not_there,) = measured(bundled, {"series": "EC: I: ES: 2C", "value": "45 kg", "unit": ""}).problems.errors
    assert "kg" not in not_there.cure and '"min"' in not_there.cure


LISTS = yaml.safe_load((Path(__file__).parents[2] / "standard" / "spellings.yaml").read_text("utf-8"))
"""The library's own list: what is written wrongly, and what is not a unit of everything."""


def written(standard: Standard) -> list[str]:
    """What somebody may write as a unit: what is known, what is wrong, what is misspelt and put together wrongly."""
    odd = [
        "",
        "kWh per year per capita",
        "kg/inhabitants",
        "per",
        "5 kg",
        "%/%",
        "kWh/m²·d",
        "ug/m4",
        "minuts",
        "innbygere",
    ]
    words = [*LISTS["wrong"], *LISTS["spellings"], *(word for kind in LISTS["kinds"].values() for word in kind)]
    return [*words, *standard.units.tokens, *(case[1] for case in U4SSC), *odd]


def owners(standard: Standard) -> Iterator[tuple[dict[str, str], Series | Input]]:
    """Everything that evidence may give a number of, with the cells that name it."""
    for series in standard.series.values():
        yield {"series": series.id, "input": ""}, series
        for name, item in series.resolved_inputs.items():
            yield {"series": series.id, "input": name}, item
    for name, item in standard.inputs.items():
        yield {"series": "common", "input": name}, Input(unit=item.unit, title=item.title)


def cures(standard: Standard, owner: Series | Input, texts: list[str]) -> Iterator[str]:
    """What is said of each text that is no unit of an owner."""
    units, wanted = standard.units, standard.units.parse(owner.unit or "")
    for text in texts:
        try:
            units.factor(units.parse(text, owner.understood), wanted)
        except UnitError as refused:
            yield working_cure(refused, wanted, units, owner.understood)


def number_for(owner: Series | Input) -> float:
    """A number that nothing but its unit can be wrong with."""
    if isinstance(owner, Series) and owner.categories:
        return next(item.value for item in owner.categories if isinstance(item, Category))
    return 0.0


def test_every_cure_that_names_a_unit_works(bundled: Standard) -> None:
    """A sweep over the whole standard: what the cures tell to write is written into evidence and read back."""
    texts = written(bundled)
    known: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    rows = []
    for place, (cells, owner) in enumerate(owners(bundled)):
        key = owner.unit or "", tuple(owner.understood)
        if key not in known:
            said = set(cures(bundled, owner, texts))
            assert said and all(cure.endswith(".") for cure in said)
            told = {name for cure in said for name in re.findall(r'"([^"]+)"', cure)} - {"per", "/", "·"}
            known[key] = told | ({""} if any("leave the unit empty" in cure.casefold() for cure in said) else set())
            assert known[key], "nothing is told to be written"
        for number, unit in enumerate(sorted(known[key])):
            rows.append(cells | {"area": f"{place}-{number}", "value": number_for(owner), "unit": unit})
    assert len(known) > 20 and len(rows) > 500
    values = measured(bundled, *rows)
    assert not [problem for problem in values.problems if problem.field == "unit"]
