"""A small standard whose definitions ask, and evidence in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

import sdg_standard as sdg
from sdg_standard.catalogue import Standard

LOW, HIGH, DOCTORS, PLAN = "d.low", "d.high", "d.doctors", "d.plan"
SHARE = "series: {value: {kind: share, unit: '%', direction: none, no_benchmark: A test., plausible: {min: 5}}}\n"
DEFINITIONS = {
    "low": "id: d.low\ntitle: Low\n"
    + SHARE
    + "evidence: {checks: [{rule: at_most, than: d.high, text: Low below high.}, "
    "{rule: change_within, share: 0.2}, {text: Ask the office.}]}\n",
    "high": "id: d.high\ntitle: High\n" + SHARE,
    "doctors": "id: d.doctors\ntitle: Doctors\n"
    "inputs: {doctors: {unit: count, title: Doctors}, population: common}\n"
    "series: {value: {kind: rate, unit: per 1000 inhabitants, direction: none, no_benchmark: A test., "
    "formula: doctors / population, plausible: {max: 10}}}\n",
    "plan": "id: d.plan\ntitle: Plan\nseries: {value: {kind: category, direction: higher_is_better, "
    'no_benchmark: A test., categories: [{code: "no", value: 0}, {code: "yes", value: 1}]}}\n'
    "evidence: {checks: [{rule: document, text: The plan with its date.}]}\n",
}
UNITS = {LOW: "%", HIGH: "%", DOCTORS: "", PLAN: ""}


def standard_that_asks(root: Path) -> Standard:
    """Two shares that are compared, a rate of two inputs, and an answer that rests on a document."""
    folder = root / "frameworks" / "d"
    folder.mkdir(parents=True)
    (root / "standard.yaml").write_text('format: 1\nid: d\nedition: "1"\ntitle: D\nlanguages: [en]\n', encoding="utf-8")
    (root / "inputs.yaml").write_text("population: {unit: inhabitants, title: People}\n", encoding="utf-8")
    (folder / "framework.yaml").write_text("id: d\ntitle: D\nkeeper: Nobody\n", encoding="utf-8")
    for name, text in DEFINITIONS.items():
        (folder / f"d.{name}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(root)


def rows_of(*rows: tuple[str, Any] | dict[str, Any]) -> sdg.Evidence:
    """Evidence of alder in 2024: pairs of series and value, or the cells of a row."""
    base = {"area": "alder", "period": "2024", "source": "", "confidentiality": "", "verification": "", "input": ""}
    made = []
    for row in rows:
        cells = row if isinstance(row, dict) else {"series": row[0], "value": row[1]}
        made.append(base | {"unit": UNITS.get(cells["series"], "")} | cells)
    return sdg.Evidence.from_frame(pd.DataFrame(made))


def answered(log: sdg.QuestionLog, state: str = "verified", row: int = 0, **cells: str) -> pd.DataFrame:
    """The table of a log with an answer in one of its rows."""
    frame = log.frame
    said = {"answer": "Checked.", "answered_by": "verifier", "answered_on": "2026-03-20", "state": state} | cells
    for name, text in said.items():
        frame.loc[row, name] = text
    return frame


def words(evidence: sdg.Evidence) -> dict[tuple[str, str], str]:
    """The verification of each row, by series and input."""
    frame = evidence.frame
    return dict(zip(zip(frame["series"], frame["input"], strict=True), frame["verification"], strict=True))
