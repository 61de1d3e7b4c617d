"""Damaged answers: whatever became of one, it is a table or an EvidenceError, never anything else."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from damage import SEED, cases, damaged
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.mapping.model import TableMapping
from sdg_standard.exchange.statbank.named import read_statistics

ANSWERS = sorted((Path(__file__).parent / "answers").glob("*.json"))
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    10**400,
    1.5,
    "",
    "x",
    "0",
    [],
    [None],
    {},
    {"0": 1},
    [[1]],
    {"a": {"b": []}},
)
PIECES = (b'"value"', b"null", b"[]", b"{}", b'":"', b"-1", b"1e999", b"NaN", b"\xff", b'"id"', b'{"0":')
MAPPING = TableMapping.model_validate(
    {"columns": {"area": "Region", "period": "Tid", "value": "value"}, "series": [{"series": "common", "input": "x"}]}
)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_damaged_bytes(path: Path) -> None:
    chance = random.Random(f"{SEED}{path.stem}")
    for _ in range(cases(40)):
        data = damaged(path.read_bytes(), chance, PIECES)
        try:
            table = read_statistics(Content(data, path.name, ""), MAPPING, None)
        except EvidenceError as error:
            assert str(error)
        else:
            assert len(table.origins) == len(table.frame)


def swapped(data: Any, chance: random.Random) -> Any:
    """The data with one part, chosen at random, put in place of by something odd."""
    if isinstance(data, dict) and data and chance.random() < 0.8:
        key = chance.choice(list(data))
        return {**data, key: swapped(data[key], chance)}
    if isinstance(data, list) and data and chance.random() < 0.6:
        place = chance.randrange(len(data))
        return [*data[:place], swapped(data[place], chance), *data[place + 1 :]]
    return copy.deepcopy(chance.choice(ODD))


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_odd_parts(path: Path) -> None:
    chance = random.Random(f"{SEED}{path.stem}")
    document = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(cases(120)):
        odd = swapped(document, chance)
        if not isinstance(odd, dict):
            continue
        try:
            table = sdg.read_json_stat(odd)
        except EvidenceError as error:
            assert str(error)
        else:
            assert len(table.frame) == len(table.values) and table.cited is not None


@pytest.mark.parametrize("lists", [{"values": 5}, {"values": ["1"], "valueTexts": 7}, {"values": "12"}])
def test_variables_whose_lists_are_none_have_no_categories_or_labels(lists: dict[str, Any]) -> None:
    table = sdg.read_json_stat({"variables": [{"code": "Tid", **lists}]})
    assert table.described_only and not table.dimensions[0].labels


def test_a_place_further_away_than_any_number_is_left_out() -> None:
    category = {"index": ["x"], "coordinates": {"x": [10**400, 1]}}
    table = sdg.read_json_stat({"id": ["a"], "size": [1], "dimension": {"a": {"category": category}}, "value": [1]})
    assert not table.dimensions[0].coordinates
