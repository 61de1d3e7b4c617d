"""What a table of municipalities says of benchmarks: reached by how many, and whether scores differ."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.study import examine

TOWN = Path(__file__).parents[1] / "contract" / "standard"
WATER, INJURIES = "town.water", "town.injuries"


@pytest.fixture(scope="module")
def standard() -> sdg.Standard:
    return sdg.load(TOWN)


def found_for(standard: sdg.Standard, numbers: dict[str, list[float | None]], period: str = "2024") -> pd.DataFrame:
    index = [f"town-{number}" for number in range(len(next(iter(numbers.values()))))]
    evidence = sdg.Evidence.from_wide(pd.DataFrame(numbers, index=index), period=period)
    return examine(evidence, standard, "levels").set_index("series")


def test_shares_and_scores_by_hand(standard: sdg.Standard) -> None:
    """Water is scored 2 × (x - 50), its benchmark is 100 %: 100 reaches it, 50 and 40 both score 0."""
    row = found_for(standard, {WATER: [100.0, 75.0, 50.0, 40.0, None]}).loc[WATER]
    assert (row["areas"], row["benchmark"], row["reached"], row["share_reached"]) == (4, 100.0, 1, 1 / 4)
    assert (row["scores"], row["commonest_score"], row["share_commonest"]) == (3, 0.0, 2 / 4)
    assert (row["top"], row["share_top"]) == (1, 1 / 4), "the town at 100 % alone has the best score of the scale"
    assert (row["median"], row["p10"], row["p90"]) == (62.5, 40 + 0.3 * 10, 75 + 0.7 * 25)


def test_lower_is_better_turns_what_reaches(standard: sdg.Standard) -> None:
    mark = max(standard.series[INJURIES].benchmarks, key=lambda item: item.from_).value
    row = found_for(standard, {INJURIES: [mark - 1, mark, mark + 1]}).loc[INJURIES]
    assert row["reached"] == 2


def test_each_area_counts_once_with_its_latest_number(standard: sdg.Standard) -> None:
    rows = [("alder", "2022", WATER, 100.0), ("alder", "2024", WATER, 60.0), ("birch", "2022", WATER, 80.0)]
    frame = pd.DataFrame(rows, columns=["area", "period", "series", "value"]).assign(unit="%")
    row = examine(sdg.Evidence.from_frame(frame), standard, "levels").set_index("series").loc[WATER]
    assert (row["areas"], row["reached"], row["median"]) == (2, 0, (60 + 80) / 2)


def test_a_series_without_a_number_has_no_row(standard: sdg.Standard) -> None:
    assert list(found_for(standard, {WATER: [50.0]}).index) == [WATER]


def test_one_area_and_equal_numbers_tell_nothing_apart(standard: sdg.Standard) -> None:
    row = found_for(standard, {WATER: [70.0, 70.0 + 1e-12, 70.0]}).loc[WATER]
    assert (row["scores"], row["share_commonest"]) == (1, 1.0)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "towns.csv", tmp_path / "found.csv"
    file.write_text(
        "area,period,series,value,unit\na,2024,town.water,100,%\nb,2024,town.water,90,%\n", encoding="utf-8"
    )
    assert main(["examine", str(file), "--standard", str(TOWN), "--methodology", "levels", "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "town.water" in text and "50%" in text and "1 series" in text
    assert pd.read_csv(out)["share_reached"].tolist() == [0.5]


def test_the_command_with_nothing_to_examine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "towns.csv"
    file.write_text("area,period,series,value,unit\na,2024,town.water,,\n", encoding="utf-8")
    assert main(["examine", str(file), "--standard", str(TOWN), "--methodology", "levels"]) == 1
    assert "no series has a number" in capsys.readouterr().err
