"""One object of every public class, small, of the town of the contract."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

import sdg_standard as sdg

CONTRACT = Path(__file__).parents[1] / "contract"
ANSWERS = Path(__file__).parents[1] / "exchange" / "statbank" / "answers"


def town() -> Any:
    return sdg.load(CONTRACT / "standard")


def evidence() -> Any:
    return sdg.read_evidence(CONTRACT / "evidence.csv")


def wide_evidence() -> Any:
    frame = pd.DataFrame({"town.water": [96.0, 88.0], "town.injuries": [120.0, np.nan]}, index=["alder", "birch"])
    return sdg.Evidence.from_wide(frame, period="2024")


def card() -> Any:
    return sdg.score(evidence(), town(), "trend", areas=CONTRACT / "areas.csv", periods=["2023", "2024"])


def fitted() -> Any:
    return sdg.Scorer(town(), "levels").fit(evidence(), periods=["2024"])


def changes() -> Any:
    """The small standard, and the same with one definition changed."""
    with TemporaryDirectory() as place:
        other = Path(shutil.copytree(CONTRACT / "standard", Path(place) / "standard"))
        water = other / "frameworks" / "town" / "water.yaml"
        water.write_text(water.read_text(encoding="utf-8").replace("title: ", "title: All "), encoding="utf-8")
        return sdg.diff(CONTRACT / "standard", other)


def agenda() -> Any:
    return sdg.read_agenda(CONTRACT.parents[1] / "examples" / "asker-2015")


def network() -> Any:
    with TemporaryDirectory() as place:
        (Path(place) / "network.yaml").write_text(
            "format: 1\nname: Net\nmembers:\n  - {municipality: ALDER, joined: 2020-01-01}\n", encoding="utf-8"
        )
        return sdg.read_network(place)


MAKERS: dict[str, Callable[[], Any]] = {
    "Agenda": agenda,
    "AgendaChanges": lambda: sdg.diff_agendas(agenda(), agenda()),
    "Changes": changes,
    "Comparison": lambda: sdg.compare(evidence(), town(), ["levels", "written"], periods=["2024"]),
    "Deliveries": lambda: sdg.compare_deliveries(evidence(), evidence(), town(), "levels", periods=["2024"]),
    "Evidence": evidence,
    "Evidence of a wide table": wide_evidence,
    "Explanation": lambda: card().explain("alder", "2024", card().nodes[0]),
    "Network": network,
    "Problems": lambda: sdg.check(evidence(), town()),
    "QuestionLog": lambda: sdg.questions(evidence(), town(), every=True),
    "ReadScorecard": lambda: sdg.Scorecard.from_json(card().to_json(explanations=True)),
    "Scorecard": card,
    "Scorer": fitted,
    "Standard": town,
    "StatTable": lambda: sdg.read_json_stat(ANSWERS / "ssb_v2_population.json"),
    "Uncertainty": lambda: sdg.uncertainty(
        evidence(), town(), "levels", draws=4, uncertainty={"evidence": {"rounding": True}}, periods=["2024"]
    ),
    "Values": lambda: sdg.measure(evidence(), town()),
    "Values of a wide table": lambda: sdg.measure(wide_evidence(), town()),
    "Values of areas put together": lambda: sdg.aggregate_areas(
        sdg.measure(evidence(), town()), {"alder": "north", "birch": "north"}, weight="none"
    ),
}
