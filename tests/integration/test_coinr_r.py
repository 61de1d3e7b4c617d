"""The script for COINr, run by R: R reads the two tables as COINr wants them, and the numbers are those that we score.

COINr itself is not asked, but a stand-in of base R that follows its description (`tests/support/coinr_stand_in.R`).
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.formats.coinr import coinr_folder, coinr_tables

RSCRIPT = shutil.which("Rscript")
pytestmark = [pytest.mark.integration, pytest.mark.skipif(RSCRIPT is None, reason="R is not installed")]
STAND_IN = Path(__file__).parents[1] / "support" / "coinr_stand_in.R"
IDATA = 'uCode,uName,Time,Life,Waste\n007,"=A1, ""østre""",2023,80,300\nNAM,#1 \'x\',2023,200,\n1e5,TRUE,2023,NA,500\n'
POSTS = "goalpost_lower,goalpost_upper,goalpost_scale,goalpost_trunc2posts"
IMETA = f"""Level,iCode,Parent,Direction,Weight,Type,iName,Unit,{POSTS}
1,Life,Index,1,2,Indicator,Life,NA,50,90,100,TRUE
1,Waste,Index,-1,1,Indicator,Waste,NA,200,400,100,TRUE
2,Index,NA,1,1,Aggregate,Index,NA,NA,NA,NA,NA
"""


def scored_by_r(card: sdg.Scorecard, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores that R makes by `build.R`, and what each column is of ours."""
    assert RSCRIPT is not None
    tables = coinr_tables(card)
    for name, text in tables.files().items():
        (folder / name).write_text(text, encoding="utf-8")
    script = (folder / "build.R").read_text(encoding="utf-8").replace("library(COINr)", f'source("{STAND_IN}")')
    (folder / "run.R").write_text(script, encoding="utf-8")
    done = subprocess.run([RSCRIPT, "--vanilla", "run.R"], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    texts = {"uCode": str, "uName": str}
    return pd.read_csv(folder / "aggregated.csv", dtype=texts, keep_default_na=False, na_values=[""]), tables.imeta


def assert_equal(card: sdg.Scorecard, made: pd.DataFrame, imeta: pd.DataFrame, *, types: tuple[str, ...]) -> int:
    """The same numbers; how many were compared."""
    wide, count = card.wide(), 0
    periods = list(map(str, made["Time"])) if "Time" in made else [card.periods[0]] * len(made)
    for row in imeta[imeta.Type.isin(types)].itertuples():
        for area, period, score in zip(made.uCode, periods, made[row.iCode], strict=True):
            if str(row.id) in wide.columns:
                assert score == pytest.approx(wide.loc[(str(area), period), str(row.id)], nan_ok=True), (
                    area,
                    row.iCode,
                )
                count += 1
    return count


@pytest.mark.parametrize("methodology", ["u4ssc-performance", "norway-goalposts", "sdsn-sdg-index"])
@pytest.mark.parametrize("periods", [["2021"], ["2020", "2021"]])
def test_r_reads_the_tables_and_has_our_scores_of_indicators(
    methodology: str, periods: list[str], tmp_path: Path
) -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), methodology, periods=periods)
    made, imeta = scored_by_r(card, tmp_path)
    assert len(made) == len(card.areas) * len(periods)
    assert assert_equal(card, made, imeta, types=("Indicator",)) >= 9


def test_odd_codes_and_names_are_texts_in_r_and_the_index_is_the_same(tmp_path: Path) -> None:
    """Areas that R would take for numbers, truths and gaps; a geometric mean above."""
    folder = tmp_path / "index"
    made = coinr_folder(folder, "odd", IDATA, IMETA, aggregate=("a_gmean",))
    for path, text in made.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    evidence = sdg.read_evidence(folder / "evidence.csv")
    card = sdg.score(evidence, sdg.load(folder), "odd", areas=folder / "areas.csv")
    (tmp_path / "r").mkdir()
    found, imeta = scored_by_r(card, tmp_path / "r")
    assert sorted(found.uCode) == ["007", "1e5", "NAM"]
    assert sorted(found.uName) == ["#1 'x'", '\'=A1, "østre"', "TRUE"]  # safe in a spreadsheet
    assert assert_equal(card, found, imeta, types=("Indicator", "Aggregate")) == 9
