"""How much of a score is verified: by leaves, and by weight."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.results.verified import COLUMNS
from town import rows_of

WATER, PM, NO2 = "town.water", "town.air.pm2_5", "town.air.no2"
TREE = """
id: own
version: "1.0.0"
title: Own
leaves: [{for: all, steps: []READ}]
tree:
  - {id: index, children: {town.water: 3, air: 1}}
  - {id: air, children: [town.air.pm2_5, town.air.no2]}
branches: [{for: all, aggregate: arithmetic_mean, missing: FILL}]
"""
ROWS = (
    {"series": WATER, "value": 80, "unit": "%", "verification": "verified"},
    {"series": PM, "value": 10, "unit": "µg/m³", "verification": "reported"},
    {"series": NO2, "value": 20, "unit": "µg/m³", "verification": "not-verified"},
)


def card(
    town: Standard, folder: Path, *rows: dict[str, Any], read: str = "", fill: str = "ignore", **more: Any
) -> sdg.Scorecard:
    path = folder / "own.yaml"
    path.write_text(TREE.replace("READ", f", read: {read}" if read else "").replace("FILL", fill), encoding="utf-8")
    return sdg.score(rows_of(*rows), town, path, periods=["2024"], **more)


def of(found: pd.DataFrame, node: str, area: str = "alder") -> dict[str, Any]:
    return dict(found.set_index(["area", "node"]).loc[(area, node)])


def test_by_leaves_and_by_weight(town: Standard, tmp_path: Path) -> None:
    found = card(town, tmp_path, *ROWS).verified()
    assert list(found.columns) == list(COLUMNS)
    index = of(found, "index")
    counts = ("leaves", "verified", "partial", "reported", "not_verified")
    assert [index[name] for name in counts] == [3, 1, 0, 1, 1]
    assert index["share"] == pytest.approx(1 / 3)
    assert index["share_of_weight"] == pytest.approx(3 / (3 + 1))  # water has three of four parts
    assert of(found, "air")["share"] == 0 and of(found, WATER)["share_of_weight"] == 1
    assert found["node"].tolist()[:2] == ["index", WATER], "in reading order, as the scores"


def test_what_has_no_score_is_no_part_of_it(town: Standard, tmp_path: Path) -> None:
    found = card(town, tmp_path, ROWS[0], ROWS[1]).verified()
    assert of(found, "index")["leaves"] == 2
    assert of(found, "index")["share_of_weight"] == pytest.approx(3 / (3 + 1 / 2))  # half of the air's part is left
    none = of(found, NO2)
    assert none["leaves"] == 0 and pd.isna(none["share"])


def test_nothing_said_is_reported(town: Standard, tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in row.items() if name != "verification"} for row in ROWS]
    assert of(card(town, tmp_path, *rows).verified(), "index")["reported"] == 3


def test_the_observation_that_was_read_counts(town: Standard, tmp_path: Path) -> None:
    older = {**ROWS[0], "period": "2022"}
    newer = {**ROWS[0], "period": "2023", "value": 90, "verification": "reported"}
    newest = of(card(town, tmp_path, older, newer, read="{method: latest}").verified(), WATER)
    assert newest["reported"] == 1
    only = card(town, tmp_path, older, newer, read="{method: latest, accept: {verification: [verified]}}")
    assert of(only.verified(), WATER)["verified"] == 1
    assert only.wide("value").loc[("alder", "2024"), WATER] == 80


def test_of_two_observations_the_worse_counts(town: Standard, tmp_path: Path) -> None:
    ends = ({**ROWS[0], "period": "2023"}, {**ROWS[0], "period": "2025", "value": 90, "verification": "partial"})
    found = card(town, tmp_path, *ends, read="{method: interpolated}").verified()
    assert of(found, WATER)["partial"] == 1
    growth = "{method: slope}"
    path = card(town, tmp_path, {**ends[0]}, {**ends[1], "period": "2024"}, read=growth).verified()
    assert of(path, WATER)["partial"] == 1


def test_several_areas_and_a_card_read_back(town: Standard, tmp_path: Path) -> None:
    rows = [*ROWS, {**ROWS[0], "area": "birch", "verification": "partial"}]
    made = card(town, tmp_path, *rows)
    found = made.verified()
    assert of(found, WATER)["verified"] == 1 and of(found, WATER, "birch")["partial"] == 1
    pd.testing.assert_frame_equal(sdg.Scorecard.from_json(made.to_json()).verified(), found)


def test_a_wide_table_says_nothing_of_it(town: Standard, tmp_path: Path) -> None:
    card(town, tmp_path, *ROWS)
    wide = sdg.Evidence.from_wide(pd.DataFrame({WATER: [80.0]}, index=["alder"]), period="2024")
    assert of(sdg.score(wide, town, tmp_path / "own.yaml").verified(), WATER)["reported"] == 1


class TestTheMethodologies:
    WORDS: ClassVar = {"t.1c": "verified", "ict.1c": "reported", "es.1c": "partial", "ict.2c": "not-verified"}
    ROWS: ClassVar = [
        {"area": "NO-3025", "period": "2024", "value": 100, "unit": "%"}
        | {"series": f"u4ssc.ec.ict.{name}", "verification": word}
        for name, word in WORDS.items()
    ]

    @pytest.mark.parametrize(("methodology", "counted"), [("u4ssc-performance", 4), ("u4ssc-verified", 1)])
    def test_who_counts(self, bundled: Standard, methodology: str, counted: int) -> None:
        found = sdg.score(rows_of(*self.ROWS), bundled, methodology, areas=None, periods=["2024"])
        row = found.verified().set_index("node").loc["sub_dimension:economy/ict"]
        assert (row["leaves"], row["verified"]) == (counted, 1)

    def test_the_report_says_it(self, bundled: Standard) -> None:
        from sdg_standard.publish import report_html

        made = sdg.score(rows_of(*self.ROWS), bundled, "u4ssc-performance", periods=["2024"])
        assert "1 of 4 are verified by somebody independent." in report_html(made)
