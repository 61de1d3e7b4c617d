"""Public objects are unchanged by what is done to what they hand out."""

from __future__ import annotations

import inspect
import pickle
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from multiprocessing import get_context
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from public_objects import CONTRACT, MAKERS, card
from sdg_standard.source import Strict

ENGINE = {"plan", "plans", "standard", "registers", "units"}
"""Attributes that hold no data for readers but the machinery behind them, and objects swept under their own name."""


def handed_out(thing: Any) -> dict[str, Any]:
    """Everything that an object hands out without being told anything: attributes, and methods without arguments."""
    found = {}
    for name in dir(thing):
        if name.startswith("_") or name in ENGINE:
            continue
        given = getattr(thing, name)
        if inspect.isroutine(given):
            try:
                needed = [p for p in inspect.signature(given).parameters.values() if p.default is p.empty]
            except ValueError:
                continue
            if needed or name == "raise_if_errors":
                continue
            try:
                given = given()
            except sdg.EvidenceError:  # what these observations cannot be handed out as
                continue
        found[name] = given
    return found


def spoil(thing: Any, depth: int = 0) -> None:
    """Change whatever can be changed, as a careless reader would, down to the last part."""
    if isinstance(thing, pd.DataFrame):
        for place in range(thing.shape[1]):
            if len(thing):
                try:
                    thing.iloc[0, place] = "spoilt"
                except (TypeError, ValueError):
                    thing.isetitem(place, thing.iloc[:, place].astype(object))
                    thing.iloc[0, place] = -12345.0
        for array in (thing.to_numpy(), *(thing.iloc[:, place].to_numpy() for place in range(thing.shape[1]))):
            spoil(array)
        thing["more"] = 1
    elif isinstance(thing, np.ndarray):
        if thing.flags.writeable and thing.size:
            thing.flat[0] = None if thing.dtype == object else 1
    elif isinstance(thing, Mapping) and depth < 8:
        for part in list(thing.values()):
            spoil(part, depth + 1)
        try:
            thing["spoilt"] = "spoilt"  # type: ignore[index]  # that it cannot be is what is tried
        except TypeError:
            return
    elif isinstance(thing, list | set):
        for part in list(thing):
            spoil(part, depth + 1)
        thing.clear()
    elif isinstance(thing, tuple) and depth < 8:
        for part in thing:
            spoil(part, depth + 1)
    elif isinstance(thing, Strict) and depth < 8:
        for part in vars(thing).values():
            spoil(part, depth + 1)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        return one.equals(other)
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(part, other[key]) for key, part in one.items())
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if hasattr(one, "__dataclass_fields__") and not isinstance(one, sdg.Problem):
        return all(same(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__)
    return bool(one == other or (one != one and other != other) or type(one).__eq__ is object.__eq__)


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_handed_out_may_be_changed(name: str) -> None:
    thing = MAKERS[name]()
    before = {key: _kept(given) for key, given in handed_out(thing).items()}
    assert before
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for given in handed_out(thing).values():
            spoil(given)
    after = handed_out(thing)
    assert set(after) == set(before)
    changed = [key for key in before if not same(before[key], after[key])]
    assert not changed


def _kept(given: Any) -> Any:
    try:
        return deepcopy(given)
    except TypeError:  # a view of a mapping
        return {key: deepcopy(part) for key, part in given.items()} if isinstance(given, Mapping) else given


def test_the_sweep_sees_every_public_class() -> None:
    classes = {name for name in sdg.__all__ if inspect.isclass(getattr(sdg, name))}
    errors = {name for name in classes if issubclass(getattr(sdg, name), Exception)}
    assert classes - errors - {"Problem"} <= {name.partition(" ")[0] for name in MAKERS}


def test_the_vandal_would_be_noticed() -> None:
    class Careless:
        def __init__(self) -> None:
            self.frame = pd.DataFrame({"a": [1.0]})
            self.names = {"a": ["b"]}

    thing = Careless()
    before = deepcopy(handed_out(thing))
    for given in handed_out(thing).values():
        spoil(given)
    assert not any(same(before[key], given) for key, given in handed_out(thing).items())


@pytest.mark.parametrize("of", ["score", "value", "coverage", "rating", "rank", "trend", "reason"])
def test_a_wide_table_is_the_reader_s_own(of: str) -> None:
    thing = card()
    before = thing.wide(of).copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spoil(thing.wide(of))
    assert thing.wide(of).equals(before)
    assert thing.scores.equals(card().scores)


def test_scores_and_wide_say_the_same_whatever_was_done() -> None:
    thing = card()
    scores = thing.scores
    scores["score"] = 0.0
    wide = thing.wide()
    wide.iloc[:, :] = -1.0
    tidy = thing.scores.pivot(index=["area", "period"], columns="node", values="score")
    for place in thing.wide().index:
        for node in thing.nodes:
            one, other = thing.wide().loc[place, node], tidy.loc[place, node]
            assert one == other or (one != one and other != other)


def test_a_number_of_a_node_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        card().number(card().nodes[0])[:] = 0.0


@pytest.mark.parametrize("name", MAKERS)
def test_an_object_reaches_another_process_whole(name: str) -> None:
    thing = MAKERS[name]()
    again = pickle.loads(pickle.dumps(thing))
    assert type(again) is type(thing) and repr(again) == repr(thing)
    here, there = handed_out(thing), handed_out(again)
    assert set(here) == set(there)
    assert not [key for key in here if not same(here[key], there[key])]


def test_a_scorecard_travels_as_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes back is explained, rated and saved as what was sent, and nothing is computed again for it."""
    here = card()
    sent = pickle.dumps(here)

    def never(*given: Any, **more: Any) -> Any:
        raise AssertionError("computed again")

    for module in ("scoring.tree", "scoring.trends", "results.results", "assess.running"):
        for name in ("compute", "compute_trend"):
            monkeypatch.setattr(f"sdg_standard.{module}.{name}", never, raising=False)
    there = pickle.loads(sent)
    assert there._result.numbers.tobytes() == here._result.numbers.tobytes()
    assert there._result.flags.tobytes() == here._result.flags.tobytes()
    assert there.to_json(explanations=True) == here.to_json(explanations=True)


def test_another_process_scores_to_the_last_bit() -> None:
    """With `spawn`, where nothing is inherited: what is asked for, and the answer, go over as they are."""
    standard = sdg.load(CONTRACT / "standard")
    values = sdg.measure(sdg.read_evidence(CONTRACT / "evidence.csv"), standard)
    scorer = sdg.Scorer(standard, "levels")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        card = pool.submit(scorer.score, values, areas=CONTRACT / "areas.csv").result(timeout=120)
    here = scorer.score(values, areas=CONTRACT / "areas.csv")
    pd.testing.assert_frame_equal(card.scores, here.scores)
    assert card.to_json(explanations=True) == here.to_json(explanations=True)
