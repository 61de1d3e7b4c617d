"""Scorecards as JSON: what is read back says what was saved, and hostile files are refused in words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard


@pytest.fixture(scope="module", params=["levels", "written", "trend"])
def card(request: pytest.FixtureRequest, town: Standard, contract: Path) -> Scorecard:
    evidence = sdg.read_evidence(contract / "evidence.csv")
    return sdg.score(evidence, town, request.param, areas=contract / "areas.csv", periods=["2023", "2024"])


@pytest.fixture(scope="module")
def saved(card: Scorecard, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "card.json"
    path.write_text(card.to_json(explanations=True), encoding="utf-8")
    return path


def test_the_tables(card: Scorecard, saved: Path) -> None:
    again = sdg.read_scorecard(saved)
    pd.testing.assert_frame_equal(again.scores, card.scores, check_dtype=False)
    pd.testing.assert_frame_equal(again.values, card.values.frame, check_dtype=False)
    assert again.problems == card.problems
    assert (again.areas, again.periods, again.nodes) == (card.areas, card.periods, card.nodes)
    assert again.provenance == card.provenance
    assert again.methodology == card.methodology
    assert [again.area_name(area) for area in again.areas] == [card.area_name(area) for area in card.areas]


def test_wide(card: Scorecard, saved: Path) -> None:
    again = sdg.read_scorecard(saved).wide()
    wide = card.wide()
    for place in wide.index:
        for node in card.nodes:
            one, other = again.loc[place, node], wide.loc[place, node]
            assert one == other or (one != one and other != other)


def test_the_explanations(card: Scorecard, saved: Path) -> None:
    again = sdg.read_scorecard(saved)
    for area in card.areas[:2]:
        for node in card.nodes:
            first, second = card.explain(area, "2024", node), again.explain(area, "2024", node)
            assert second.text == first.text
            assert second.to_dict() == first.to_dict()
            pd.testing.assert_frame_equal(second.to_frame(), first.to_frame(), check_dtype=False)


def test_the_same_bytes_again(card: Scorecard, saved: Path) -> None:
    assert card.to_json(explanations=True) == saved.read_text(encoding="utf-8")
    assert sdg.read_scorecard(saved).to_json(explanations=True) == saved.read_text(encoding="utf-8")
    assert sdg.read_scorecard(saved).to_json() == card.to_json()


def test_without_explanations_unless_asked(card: Scorecard, saved: Path) -> None:
    text = card.to_json()
    data = json.loads(text)
    assert "explanations" not in data
    assert text == json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert data == {key: part for key, part in json.loads(saved.read_text("utf-8")).items() if key != "explanations"}
    again = sdg.Scorecard.from_json(text)
    assert again.to_json() == text
    assert again.to_json(explanations=True) == saved.read_text("utf-8")
    pd.testing.assert_frame_equal(again.scores, card.scores, check_dtype=False)
    with pytest.raises(sdg.UnknownId):  # what was not scored is named first
        again.explain(card.areas[0], "1999", card.nodes[0])


def test_a_file_of_an_earlier_version(card: Scorecard, saved: Path) -> None:
    """It has tables, and explanations if it was saved with them, but not what they were made of."""
    data = json.loads(saved.read_text("utf-8"))
    del data["kept"]
    again = sdg.Scorecard.from_json(json.dumps(data))
    place = card.areas[0], "2024", card.nodes[0]
    assert again.explain(*place).text == card.explain(*place).text
    assert again.wide("number").loc[place[:2], place[2]] == card.wide("number").loc[place[:2], place[2]]
    del data["explanations"]
    again = sdg.Scorecard.from_json(json.dumps(data))
    assert "kept" not in json.loads(again.to_json())
    pd.testing.assert_frame_equal(again.scores, card.scores, check_dtype=False)
    questions: list[Callable[[], Any]] = [
        lambda: again.explain(*place),
        lambda: again.wide("number"),
        lambda: again.to_json(explanations=True),
    ]
    for ask in questions:
        with pytest.raises(sdg.EvidenceError, match="earlier version") as caught:
            ask()
        assert caught.value.problems[0].code == "SDG765"
        assert "to_json(explanations=True)" in caught.value.problems[0].cure


def test_a_text_and_a_path_are_told_apart(card: Scorecard, saved: Path) -> None:
    text = card.to_json()
    with pytest.raises(sdg.EvidenceError, match="from_json") as caught:
        sdg.read_scorecard(text)
    assert len(str(caught.value)) < 250
    with pytest.raises(sdg.EvidenceError, match="read_scorecard") as caught:
        sdg.Scorecard.from_json(str(saved))
    assert len(str(caught.value)) < 350
    for broken in (text[:-50], text.replace("scorecard 1", "scorecard 9"), "{}"):
        with pytest.raises(sdg.EvidenceError) as caught:
            sdg.Scorecard.from_json(broken)
        assert len(str(caught.value)) < 350


def test_ints_and_names_find_what_is_meant(card: Scorecard, saved: Path) -> None:
    again, node = sdg.read_scorecard(saved), card.nodes[0]
    for one in (card, again):
        name = one.area_name("alder")
        assert one.explain(name, 2024, node.upper()).text == one.explain("alder", "2024", node).text


@pytest.mark.parametrize("place", [("aldr", "2024", "index"), ("alder", "1999", "index"), ("alder", "2024", "indx")])
def test_unknown_places(saved: Path, place: tuple[str, str, str]) -> None:
    with pytest.raises(sdg.UnknownId):
        sdg.read_scorecard(saved).explain(*place)


def damaged(saved: Path, *path: Any, value: Any) -> str:
    data = json.loads(saved.read_text(encoding="utf-8"))
    target = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return json.dumps(data)


def test_damage(saved: Path, tmp_path: Path) -> None:
    inside = ("explanations", "alder", "2024")
    child = {"node": "index", "weight": 1, "number": 1, "filled": False, "share": 1, "contribution": None}
    texts = [
        "",
        "{}",
        "[]",
        "null",
        "no json",
        '{"format": "sdg-standard scorecard 1"}',
        "[" * 100_000,
        '{"a":' * 50_000,
        damaged(saved, "format", value="sdg-standard scorecard 2"),
        damaged(saved, "more", value=1),
        damaged(saved, "scores", value={"columns": {}}),
        damaged(saved, "scores", "columns", "node", value=["index"]),
        damaged(saved, "scores", "columns", "score", value=["about five"]),
        damaged(saved, "scores", "columns", "score", value={"a": 1}),
        damaged(saved, "values", "columns", value={"area": []}),
        damaged(saved, "problems", value=[{"severity": "error"}]),
        damaged(saved, "problems", value=[{"nothing": "known"}]),
        damaged(saved, "methodology", value={}),
        damaged(saved, "areas", value=["alder"]),
        damaged(saved, *inside, "index", "children", value=[child]),  # it stands below itself
        damaged(saved, *inside, "index", "children", value=[{**child, "node": "nobody"}]),
        damaged(saved, *inside, "index", "children", value=["index"]),
        damaged(saved, *inside, "index", value={}),
        damaged(saved, *inside, "town.air.no2", "steps", value=[{"method": 5}]),
        damaged(saved, *inside, "town.air.no2", "value", value="about five"),
        damaged(
            saved, *inside, value={f"n{i}": {"children": [{"node": f"n{i + 1}"}] * 2} for i in range(60)} | {"n60": {}}
        ),
        damaged(
            saved, *inside, value={f"n{i}": {"children": [{"node": f"n{i + 1}"}]} for i in range(3000)} | {"n3000": {}}
        ),
    ]
    for number, text in enumerate(texts):
        path = tmp_path / f"bad{number}.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(sdg.EvidenceError) as caught:
            sdg.read_scorecard(path)
        problem = caught.value.problems[0]
        assert problem.file == path.name and problem.cure and len(problem.message) < 250, text[:80]
        assert "scorecard: " in problem.message and "__" not in problem.message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for name in ("nowhere.json", "bytes.json", "."):
        with pytest.raises(sdg.EvidenceError):
            sdg.read_scorecard(tmp_path / name)


def test_numbers_keep_their_last_digit(town: Standard, tmp_path: Path) -> None:
    rows = {
        "area": ["alder"],
        "period": ["2024"],
        "series": ["town.water"],
        "value": ["66.66666666666667"],
        "unit": ["%"],
    }
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), town, "levels")
    path = tmp_path / "card.json"
    path.write_text(card.to_json(), encoding="utf-8")
    again = sdg.read_scorecard(path)
    assert again.scores["score"].dropna().tolist() == card.scores["score"].dropna().tolist()
    assert again.values["value"].tolist() == [66.66666666666667]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", "/dev/zero"):
        with pytest.raises(sdg.EvidenceError, match="it is a device or a pipe"):
            sdg.read_scorecard(path)
