"""COINr: what is written is what its documentation describes, and a pair goes in and out with equal scores.

``in_r`` is the arithmetic of COINr's ``n_goalposts`` and ``a_amean`` as its documentation describes it, written
without the library: normalise with the columns of iMeta, then mean after mean, gaps skipped and weights rescaled.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from pydantic import BaseModel, ValidationError

import sdg_standard as sdg
from coinr_rules import faults
from sdg_standard.cli import main
from sdg_standard.errors import StandardError
from sdg_standard.formats.coinr import coinr_folder, coinr_tables
from sdg_standard.formats.coinr.folder import CoinrFolder
from sdg_standard.methodology.branches import BranchRule
from sdg_standard.methodology.leaves import LeafRule

IDATA = """uCode,uName,Time,Size_group,Pop,Life,Waste,"Jobs"
TOWN1,"Lillevik, østre",2024,S,100,80,300,0.5
TOWN2,"=HYPERLINK(""x"")",2024,M,200,60,500,NA
TOWN3,<b>Nes</b>,2024,S,50,90,450,0.9
"""
POSTS = "goalpost_lower,goalpost_upper,goalpost_scale,goalpost_trunc2posts"
IMETA = f"""Level,iCode,Parent,Direction,Weight,Type,iName,Unit,{POSTS}
1,Life,Social,1,2,Indicator,"Life, in years",years,50,90,100,TRUE
1,Jobs,Social,1,1,Indicator,Jobs per head,Score (0-1),0,1,100,TRUE
1,Waste,Green,-1,1,Indicator,Waste,kg,200,400,100,TRUE
2,Social,Index,1,0.6,Aggregate,Social,NA,NA,NA,NA,NA
2,Green,Index,1,0.4,Aggregate,"Green: a, b",NA,NA,NA,NA,NA
3,Index,NA,1,1,Aggregate,The index,NA,NA,NA,NA,NA
NA,Size_group,NA,NA,NA,Group,Size,NA,NA,NA,NA,NA
NA,Pop,NA,NA,NA,Denominator,Population,NA,NA,NA,NA,NA
"""


def in_r(idata: str, imeta: str) -> dict[tuple[str, str], float]:
    """The aggregated scores by unit and code."""
    data = pd.read_csv(io.StringIO(idata), na_values="NA", keep_default_na=True)
    meta = pd.read_csv(io.StringIO(imeta), na_values="NA").dropna(subset=["Level"]).sort_values("Level")
    found: dict[str, np.ndarray] = {}
    for row in meta.itertuples():
        if row.Type == "Indicator":
            low, high = row.goalpost_lower, row.goalpost_upper
            x = data[row.iCode].to_numpy(float)
            share = (x - low) / (high - low) if row.Direction == 1 else (x - high) / (low - high)
            kept = str(row.goalpost_trunc2posts).upper() == "TRUE"
            found[row.iCode] = (np.clip(share, 0, 1) if kept else share) * row.goalpost_scale
        else:
            below = meta[meta.Parent == row.iCode]
            scores = np.array([found[code] for code in below.iCode])
            weights = np.where(np.isnan(scores), 0, below.Weight.to_numpy(float)[:, None])
            total = weights.sum(axis=0)
            summed = np.nansum(scores * weights, axis=0)
            found[row.iCode] = np.divide(summed, total, out=np.full(len(data), np.nan), where=total > 0)
    return {
        (unit, code): value for code, column in found.items() for unit, value in zip(data.uCode, column, strict=True)
    }


def write(made: CoinrFolder) -> None:
    for path, text in made.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("coinr") / "index"
    write(coinr_folder(root, "Small Index", IDATA, IMETA, title="A small index: 2024"))
    return root


@pytest.fixture(scope="module")
def card(folder: Path) -> sdg.Scorecard:
    evidence = sdg.read_evidence(folder / "evidence.csv")
    return sdg.score(evidence, sdg.load(folder), "small-index", areas=folder / "areas.csv")


def test_a_pair_becomes_a_folder_that_scores_by_hand(folder: Path, card: sdg.Scorecard) -> None:
    """TOWN1: life (80 − 50) / 40, jobs 0.5, waste (400 − 300) / 200; weights 2 and 1, then 0.6 and 0.4."""
    assert not sdg.validate(folder).errors, str(sdg.validate(folder))
    wide = card.wide().loc[("TOWN1", "2024")]
    social, green = (2 * 75 + 50) / 3, 50
    assert wide["small-index.life"] == pytest.approx(75) and wide["small-index.waste"] == pytest.approx(50)
    assert wide["Social"] == pytest.approx(social) and wide["Green"] == pytest.approx(green)
    assert wide["Index"] == pytest.approx(0.6 * social + 0.4 * green)
    assert card.wide().loc[("TOWN2", "2024"), "Social"] == pytest.approx(25)  # without jobs: life alone
    assert card.wide().loc[("TOWN2", "2024"), "small-index.waste"] == 0  # held at the post
    assert card.area_name("TOWN2") == '=HYPERLINK("x")'


def test_what_comes_in_is_what_cOINr_makes_of_it(card: sdg.Scorecard) -> None:
    ids = {"Life": "small-index.life", "Jobs": "small-index.jobs", "Waste": "small-index.waste"}
    for (unit, code), expected in in_r(IDATA, IMETA).items():
        ours = card.wide().loc[(unit, "2024"), ids.get(code, code)]
        assert ours == pytest.approx(expected, nan_ok=True), (unit, code)


def test_a_pair_goes_there_and_back(card: sdg.Scorecard, tmp_path: Path) -> None:
    tables = coinr_tables(card)
    files = tables.files()
    assert files == coinr_tables(card).files()  # the same bytes
    assert tables.idata["Size_group"].tolist() == ["S", "M", "S"]
    there = in_r(files["iData.csv"], files["iMeta.csv"])
    for row in tables.imeta.dropna(subset=["Level"]).itertuples():
        for area in card.areas:
            expected = card.wide().loc[(area, "2024"), row.id]
            assert there[area, row.iCode] == pytest.approx(expected, nan_ok=True), (area, row.iCode)
    write(coinr_folder(tmp_path / "back", "small-index", files["iData.csv"], files["iMeta.csv"], period="2024"))
    again = sdg.score(sdg.read_evidence(tmp_path / "back/evidence.csv"), sdg.load(tmp_path / "back"), "small-index")
    assert again.wide()["Index"].tolist() == card.wide()["Index"].tolist()


def test_a_card_of_ours_goes_out_with_equal_scores_and_says_what_it_loses() -> None:
    """Steps beyond two points go out as scores; a tree that skips levels gets branches that pass numbers on."""
    ours = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    tables = coinr_tables(ours)
    there = in_r(*(tables.files()[name] for name in ("iData.csv", "iMeta.csv")))
    leaves = tables.imeta[tables.imeta.Type == "Indicator"]
    assert len(leaves) > 3
    for row in leaves.itertuples():
        for area in ours.areas:
            expected = ours.wide().loc[(area, "2021"), row.id]
            assert there[area, row.iCode] == pytest.approx(expected, nan_ok=True)
    levels = tables.imeta.set_index("iCode").Level
    for row in tables.imeta.dropna(subset=["Level", "Parent"]).itertuples():
        assert levels[row.Parent] == row.Level + 1
    assert any("goes out as its score" in str(line) for line in tables.lost)
    assert tables.files("nn")["lost.txt"] != tables.files("nb")["lost.txt"]


@pytest.mark.parametrize("methodology", ["u4ssc-performance", "norway-goalposts", "sdsn-sdg-index"])
@pytest.mark.parametrize("periods", [["2021"], ["2020", "2021"]])
def test_coinr_would_make_a_coin_of_what_goes_out(methodology: str, periods: list[str], tmp_path: Path) -> None:
    ours = sdg.score(sdg.demo_evidence(), sdg.load(), methodology, periods=periods)
    for name, text in coinr_tables(ours).files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert faults(tmp_path) == []


def test_the_judge_sees_what_coinr_stops_at(card: sdg.Scorecard, tmp_path: Path) -> None:
    files = coinr_tables(card).files()
    for find, put in (("Index,", "1ndex,"), (",Indicator,", ",Thing,"), ("Level,", "Stage,"), (",-1,", ",-2,")):
        (tmp_path / "iData.csv").write_text(files["iData.csv"], encoding="utf-8")
        assert find in files["iMeta.csv"]
        (tmp_path / "iMeta.csv").write_text(files["iMeta.csv"].replace(find, put, 1), encoding="utf-8")
        assert faults(tmp_path), find


def test_several_times_become_a_panel(tmp_path: Path) -> None:
    later = IDATA + "".join(line.replace("2024", "2025") + "\n" for line in IDATA.splitlines()[1:])
    write(coinr_folder(tmp_path / "p", "panel", later, IMETA))
    card = sdg.score(
        sdg.read_evidence(tmp_path / "p/evidence.csv"),
        sdg.load(tmp_path / "p"),
        "panel",
        areas=tmp_path / "p/areas.csv",
        periods=["2024", "2025"],
    )
    tables = coinr_tables(card)
    assert tables.idata.Time.tolist() == [2024, 2025] * 3
    assert 'split_to = "all"' in tables.script and "global = FALSE" in tables.script


@pytest.mark.parametrize(
    ("normalise", "expected"),
    [("minmax", (80 - 60) / 30 * 100), ("zscore", (80 - 230 / 3) / np.std([80, 60, 90], ddof=1))],
)
def test_what_the_tables_do_not_say_can_be_asked_for(tmp_path: Path, normalise: str, expected: float) -> None:
    root = tmp_path / "i"
    write(coinr_folder(root, "i", IDATA, IMETA, normalise=normalise, aggregate=["a_gmean", "a_amean"]))  # type: ignore[arg-type]
    card = sdg.score(sdg.read_evidence(root / "evidence.csv"), sdg.load(root), "i", areas=root / "areas.csv")
    assert card.wide().loc[("TOWN1", "2024"), "i.life"] == pytest.approx(expected)


def test_an_indicator_is_divided_by_its_denominator(tmp_path: Path) -> None:
    root, meta = tmp_path / "i", IMETA.replace("Unit,", "Unit,Denominator,").replace("kg,", "kg,Pop,")
    meta = (
        meta.replace("years,", "years,NA,")
        .replace("(0-1),", "(0-1),NA,")
        .replace("NA,NA,NA,NA,NA\n", "NA,NA,NA,NA,NA,NA\n")
    )
    write(coinr_folder(root, "i", IDATA, meta, denominate=True, normalise="minmax"))
    card = sdg.score(sdg.read_evidence(root / "evidence.csv"), sdg.load(root), "i", areas=root / "areas.csv")
    leaf = card.scores.query("node == 'i.waste' and area == 'TOWN1'").iloc[0]
    assert leaf.value == pytest.approx(3)  # 300 / 100


def test_a_unit_that_nobody_here_knows_stands_in_the_definition(folder: Path) -> None:
    made = coinr_folder(folder / "other", "x", IDATA, IMETA)
    assert [note.severity for note in made.notes] == ["note"] and "Score (0-1)" in made.notes[0].message
    assert "Score (0-1)" in (sdg.load(folder).indicator("small-index.jobs").definition or "")


FAULTS = [
    (IDATA, IMETA.replace("Direction", "Sign"), "iMeta has no column `Direction`"),
    (IDATA, IMETA.replace("Social,1,2", "Sociel,1,2"), 'the parent of "Life", "Sociel", is no aggregate'),
    (IDATA, IMETA.replace("Green,-1,1", "Green,0,1"), 'row 4, Direction: SDG991 the direction "0"'),
    (IDATA, IMETA.replace("1,2,Indicator", "1,-2,Indicator"), 'row 2, Weight: SDG991 the weight "-2"'),
    (
        IDATA,
        IMETA.replace("1,2,Indicator", "1,0,Indicator").replace("1,1,Indicator,Jobs", "1,0,Indicator,Jobs"),
        "weighs nothing",
    ),
    (IDATA, IMETA.replace("Aggregate,Social", "Agregate,Social"), '"Agregate" is no type'),
    (
        IDATA,
        IMETA.replace("Index,1,0.4", "NA,1,0.4").replace("Waste,Green", "Waste,Social"),
        '"Green" has nothing below it',
    ),
    (IDATA, IMETA.replace("3,Index,NA", "3,Index,Social"), '"Index" stands above itself'),
    (IDATA, IMETA.replace("2,Green,Index", "2,Social,Index"), 'iMeta describes "Social" twice'),
    (IDATA.replace("80,300", "eighty,300"), IMETA, 'row 2, Life: SDG991 "eighty" is no number'),
    (IDATA.replace("80,300", "Inf,300"), IMETA, '"Inf" is no number'),
    (IDATA.replace("TOWN3", "TOWN1"), IMETA, 'the unit "TOWN1" stands in row 2 already'),
    (IDATA.replace("Life", "Lief"), IMETA, "iData has no column `Life`"),
    (IDATA.replace(",Time,", ",Tid,"), IMETA, "nothing says of which period"),
    (IDATA.splitlines()[0] + "\n", IMETA, "iData has no rows"),
    ("", "", "fewer than two columns"),
]


@pytest.mark.parametrize(("data", "meta", "said"), FAULTS, ids=[said[-24:] for _, _, said in FAULTS])
def test_everything_that_is_wrong_is_said_with_its_place(data: str, meta: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(StandardError) as caught:
        coinr_folder(tmp_path / "x", "x", data, meta)
    assert said in str(caught.value)


def test_several_faults_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(StandardError) as caught:
        coinr_folder(tmp_path / "x", "x", IDATA.replace("80", "a").replace("60", "b"), IMETA.replace("-1,1", "2,1"))
    assert len(caught.value.problems) == 3


def test_the_command_leads_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair, draft, out = tmp_path / "pair", tmp_path / "draft", tmp_path / "out"
    pair.mkdir()
    (pair / "iData.csv").write_bytes(IDATA.replace("Lillevik, østre", "Østre").encode("cp1252"))  # as R on Windows
    (pair / "iMeta.csv").write_text(IMETA, encoding="utf-8")
    assert main(["convert", str(pair), str(draft), "--to", "draft", "--set", "name=small"]) == 0
    scored = ["score", str(draft / "evidence.csv"), "--standard", str(draft), "--methodology", "small"]
    assert main([*scored, "--areas", str(draft / "areas.csv"), "--out", str(out)]) == 0
    back = ["convert", str(out / "scorecard.json"), str(tmp_path / "back"), "--to", "coinr", "--standard", str(draft)]
    assert main(back) == 0
    data = (tmp_path / "back/iData.csv").read_text(encoding="utf-8")
    assert "Østre" in data and "\"'=HYPERLINK" in data  # a spreadsheet sees a text
    assert {path.name for path in (tmp_path / "back").iterdir()} == {"iData.csv", "iMeta.csv", "build.R", "lost.txt"}
    assert main(["convert", str(pair), str(draft / "x"), "--to", "draft", "--set", "aggregate=a_copeland"]) != 0
    assert "a_copeland" in capsys.readouterr().err


def test_what_the_page_says_is_the_language_of_methodologies() -> None:
    """Every method with its parameters that stands on the page is a step, an aggregate, a reading or a rule of gaps."""
    page = (Path(__file__).parents[2] / "docs/coming-from-coinr.md").read_text(encoding="utf-8")
    lines = {_braces(page[found.start() :]) for found in re.finditer(r"\{method: ", page)}
    assert len(lines) > 15
    for line in sorted(lines):
        method = yaml.safe_load(line)
        places = [(LeafRule, {"steps": [method]}), (LeafRule, {"read": method})]
        places += [(BranchRule, {"aggregate": method}), (BranchRule, {"missing": method})]
        assert any(_is(model, data) for model, data in places), line


def _braces(text: str) -> str:
    """What stands between the first brace and the one that closes it."""
    depth = 0
    for end, letter in enumerate(text, 1):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if not depth:
            return text[:end]
    raise AssertionError(text[:80])


def _is(model: type[BaseModel], data: dict[str, object]) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True
