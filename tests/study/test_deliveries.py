"""Two deliveries of the same statistics side by side."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.study.deliveries import COLUMNS
from town import rows_of

WATER, PM, NO2 = "town.water", "town.air.pm2_5", "town.air.no2"
MARCH = [
    {"series": WATER, "value": 80, "unit": "%"},
    {"series": PM, "value": 10, "unit": "µg/m³"},
    {"series": NO2, "value": 20, "unit": "µg/m³"},
]


def compared(town: Standard, *june: dict[str, Any], march: list[dict[str, Any]] = MARCH) -> sdg.Deliveries:
    return sdg.compare_deliveries(rows_of(*march), rows_of(*june), town)


def differing(found: sdg.Deliveries) -> list[tuple[str, str]]:
    return list(zip(found.values["series"], found.values["what"], strict=True))


def test_the_same_numbers_written_otherwise(town: Standard) -> None:
    found = compared(town, {**MARCH[0], "value": 0.8, "unit": "fraction"}, *MARCH[1:])
    assert found.values.empty and found.same == 3
    assert list(found.values.columns) == list(COLUMNS)
    assert found.text() == "Nothing differs: 3 numbers are as they were"


def test_changed_new_and_gone(town: Standard) -> None:
    found = compared(town, {**MARCH[0], "value": 84}, {**MARCH[1], "value": 8}, {**MARCH[2], "period": "2023"})
    rows = found.values.set_index(["period", "series"])
    assert rows.loc[("2024", WATER), ["what", "old", "new", "change"]].tolist() == ["changed", 80, 84, 84 - 80]
    assert rows.loc[("2024", WATER), "share"] == pytest.approx((84 - 80) / 80)
    assert rows.loc[("2024", PM), "share"] == pytest.approx((8 - 10) / 10)
    assert rows.loc[("2023", NO2), ["what", "new"]].tolist() == ["new", 20]
    assert rows.loc[("2024", NO2), ["what", "old"]].tolist() == ["gone", 20]
    assert found.values["series"].tolist()[2:] == [PM, WATER], "a fifth before a twentieth"
    assert found.text().splitlines()[0] == "2 changed, 1 new, 1 gone; 0 numbers are as they were"
    assert "alder, 2024, town.water: 80 → 84 % (+5.0 %)" in found.text()
    assert "nytt" in found.text("nn") and "borte" in found.text("nb")


def test_a_change_from_nothing_has_no_share(town: Standard) -> None:
    found = compared(town, {**MARCH[0], "value": 5}, march=[{**MARCH[0], "value": 0}])
    assert found.values.loc[0, "what"] == "changed" and pd.isna(found.values.loc[0, "share"])
    assert "0 → 5 %" in found.text() and "(" not in found.text()


def test_status_and_verification(town: Standard) -> None:
    found = compared(town, {**MARCH[0], "status": "P"}, {**MARCH[1], "verification": "verified"}, MARCH[2])
    assert sorted(differing(found)) == [(PM, "verification"), (WATER, "status")]
    assert "alder, 2024, town.water: status A → P" in found.text()


def test_what_is_withheld_is_told_of_neither(town: Standard) -> None:
    june = {**MARCH[0], "value": 81.25, "confidentiality": "C"}
    march = [{**MARCH[0], "value": 80.75}, *MARCH[1:]]
    found = sdg.compare_deliveries(rows_of(*march), rows_of(june, *MARCH[1:]), town, "levels", periods=["2024"])
    assert differing(found) == [(WATER, "withheld")]
    assert found.values[["old", "new", "change", "share"]].isna().all(axis=None)
    assert "80.75" not in found.text() + found.values.to_csv() and "81.25" not in found.text()
    assert WATER not in found.scores["node"].tolist()


def test_which_scores_move(town: Standard) -> None:
    found = sdg.compare_deliveries(
        rows_of(*MARCH), rows_of({**MARCH[0], "value": 90}, *MARCH[1:]), town, "levels", periods=["2024"]
    )
    before, after = (sdg.score(rows_of({**MARCH[0], "value": value}, *MARCH[1:]), town, "levels", periods=["2024"])
                     for value in (80, 90))  # fmt: skip
    leaf = found.scores.set_index("node").loc[WATER]
    key = ("alder", "2024")
    assert [leaf["score_from"], leaf["score_to"]] == [card.wide().loc[key, WATER] for card in (before, after)]
    assert found.text().endswith("scores move.")


def test_values_do_as_well_and_frames_are_the_readers_own(town: Standard) -> None:
    old, new = (sdg.measure(rows_of({**MARCH[0], "value": value}), town) for value in (80, 90))
    found = sdg.compare_deliveries(old, new, town)
    theirs = found.values
    theirs.loc[0, "what"] = "spoilt"
    assert found.to_frame().loc[0, "what"] == "changed"
    assert pickle.loads(pickle.dumps(found)).values.equals(found.values)


def test_many_rows_are_counted_in_the_text(town: Standard) -> None:
    old, new = ([{**MARCH[0], "area": f"a{n}", "value": 50 + more} for n in range(25)] for more in (0, 1))
    text = sdg.compare_deliveries(rows_of(*old), rows_of(*new), town).text()
    assert text.splitlines()[-1] == "… and 5 more" and len(text.splitlines()) == 1 + 20 + 1


def test_a_delivery_without_numbers(town: Standard) -> None:
    nothing = sdg.Evidence.from_frame(pd.DataFrame())
    for pair, what in (((rows_of(*MARCH), nothing), "gone"), ((nothing, rows_of(*MARCH)), "new")):
        found = sdg.compare_deliveries(*pair, sdg.load(), "u4ssc-performance")
        assert not len(found.scores)
        assert set(sdg.compare_deliveries(*pair, town).values["what"]) == {what}
