"""A published index made again, and the folder of an index from two wide tables."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.editions.index_drafts import index
from sdg_standard.editions.reproducing import reproduce

RAW = """area,name,region,year,sdg1_poor,sdg1_aid,sdg3_life
AAA,Alder,North,2024,10,1.5,80
BBB,Birch,South,2024,40,NA,60
CCC,Ceder <b>,South,2024,95,-0.5,90
"""
BOUNDS = """indicator,worst,best,green,red,unit
sdg1_poor,50,0,10,25,%
sdg1_aid,0,2,1.5,0.5,
sdg3_life,50,90,80,70,years
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("index")
    (root / "raw.csv").write_text(RAW, encoding="utf-8")
    (root / "bounds.csv").write_text(BOUNDS, encoding="utf-8")
    made = ["new", "index", "Small Index", str(root / "folder"), "--from", str(root / "raw.csv")]
    assert main([*made, "--bounds", str(root / "bounds.csv"), "--title", "A small index: 2024"]) == 0
    return root / "folder"


def test_the_folder_is_valid_and_scores_by_hand(folder: Path) -> None:
    """Alder: poverty (50 − 10) / 50, aid 1.5 / 2, life (80 − 50) / 40; goal 1 is the mean of the first two."""
    assert not sdg.validate(folder).errors, str(sdg.validate(folder))
    card = sdg.score(
        sdg.read_evidence(folder / "evidence.csv"), sdg.load(folder), "small-index", areas=folder / "areas.csv"
    )
    wide = card.wide().loc[("AAA", "2024")]
    assert wide["small-index.sdg1-poor"] == pytest.approx((50 - 10) / 50 * 100)
    assert wide["goal_1"] == pytest.approx((80 + 75) / 2)
    assert wide["index"] == pytest.approx(((80 + 75) / 2 + 75) / 2)
    assert card.wide("rating").loc[("AAA", "2024"), "small-index.sdg1-poor"] == "green"
    assert card.wide().loc[("CCC", "2024"), "small-index.sdg1-aid"] == 0  # −0.5 is possible, and held at the worst
    assert card.area_name("CCC") == "Ceder <b>"


def published(**changed: object) -> pd.DataFrame:
    rows = [
        {"area": "AAA", "period": "2024", "node": "index", "score": 76.25, "rank": 1, "rating": ""},
        {
            "area": "AAA",
            "period": "2024",
            "node": "small-index.sdg1-poor",
            "score": 80.0,
            "rank": None,
            "rating": "Green",
        },
        {"area": "BBB", "period": "2024", "node": "goal_1", "score": 20.0, "rank": None, "rating": ""},
    ]
    rows[0] |= changed
    return pd.DataFrame(rows)


def test_what_was_printed_comes_out(folder: Path) -> None:
    found = reproduce(folder, sdg.load(folder), published(), tolerance=0.01)
    assert found.share == 1 and found.worst().empty
    assert found.counts.to_dict("records") == [
        {"column": "score", "printed": 3, "equal": 3},
        {"column": "rank", "printed": 1, "equal": 1},
        {"column": "rating", "printed": 1, "equal": 1},
    ]


def test_what_differs_is_told_the_farthest_first(folder: Path) -> None:
    found = reproduce(folder, sdg.load(folder), published(score=77.0, rank=3), tolerance=0.01)
    assert found.share == pytest.approx(3 / 5)
    worst = found.worst()
    assert [(row["column"], row["difference"]) for row in worst.to_dict("records")] == [("rank", -2), ("score", -0.75)]
    assert "76.25" in found.why("AAA", "2024", "index")
    nowhere = published()
    nowhere.loc[0, "area"] = "ZZZ"
    first = reproduce(folder, sdg.load(folder), nowhere).worst().iloc[0]
    assert first["area"] == "ZZZ" and first["computed"] != first["computed"]
    within = reproduce(folder, sdg.load(folder), published(score=76.26), tolerance=0.01)
    assert within.share == 1


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(score=77.0).to_csv(tmp_path / "answers.csv", index=False)
    arguments = ["reproduce", str(folder), "--published", str(tmp_path / "answers.csv")]
    assert main([*arguments, "--out", str(tmp_path / "cells.csv")]) == 1
    out = capsys.readouterr().out
    assert "4 of 5 printed cells come out within 0.01 (80 %)" in out and "score: 2 of 3" in out
    assert (tmp_path / "cells.csv").read_text(encoding="utf-8").startswith("area,period,node,column,printed,computed")
    assert main([*arguments, "--share", "0.8", "--language", "nb"]) == 0
    assert "4 av 5 trykte celler" in capsys.readouterr().out
    (tmp_path / "answers.csv").write_text("area,period,nod,score\nAAA,2024,index,x\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "SDG962" in capsys.readouterr().err
    (tmp_path / "answers.csv").write_text("area,period,node,score\nAAA,2024,index,x\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "row 2, score" in capsys.readouterr().err
    for content in (b"", b"\xff\xfe\x00x", b'a,b\n"x'):
        (tmp_path / "answers.csv").write_bytes(content)
        assert main(arguments) == 1
        assert "SDG962" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raw", "bounds", "said"),
    [
        (RAW.replace("10,1.5", "ten,1.5"), BOUNDS, 'row 2, sdg1_poor: SDG963 "ten" is no number'),
        (RAW, BOUNDS.replace("sdg1_aid", "sdg1_ade"), 'no column "sdg1_ade"'),
        (RAW, BOUNDS.replace("50,0,10", "50,50,10"), '"sdg1_poor" needs a worst and a best that differ'),
        (RAW, BOUNDS.replace("years", "yaers"), "unit"),
        (RAW.replace("year", "jahr"), BOUNDS, "of which period"),
        ("", BOUNDS, "fewer than two columns"),
        (RAW, "indicator,worst,best\n", "there is no indicator"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_guessed(raw: str, bounds: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(sdg.StandardError) as error:
        index(tmp_path, "x", raw, bounds)
    assert said in str(error.value)
    assert json.dumps([item.file for item in error.value.problems])


def test_decimal_commas_semicolons_and_one_group(tmp_path: Path) -> None:
    made = index(
        tmp_path, "x", "area;a;b\nå;1,5;2\n", "indicator;worst;best\na;0;3\nb;0;4\n", period="2024", decimal=","
    )
    assert made[tmp_path / "evidence.csv"] == "area,period,series,value,unit\nå,2024,x.a,1.5,\nå,2024,x.b,2.0,\n"
    assert "children: [x.a, x.b]" in made[tmp_path / "methodologies/x.yaml"]
    assert tmp_path / "areas.csv" not in made
