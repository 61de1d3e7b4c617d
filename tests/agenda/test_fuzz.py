"""Nothing raises on random agendas: what cannot be read, counted or followed is said."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

import sdg_standard as sdg
from agendas import agenda_of
from sdg_standard.agenda import cells
from sdg_standard.agenda.names import codes_of, fields_of
from sdg_standard.errors import SdgStandardError
from sdg_standard.model.agenda import SHEETS, Row
from sdg_standard.publish import council_html
from sdg_standard.publish.council import FORMS

IDS = ("A", "B", "C", "D", "E")
ODD = ("", "1e9", "99.9", "'", "<b>", "=1+1", "x;y", "31.02.2024", "Ø")
POOLS = {
    cells.as_date: ("2023-10-10", "1.2.2024", "2024-06-20", "2024-12-12", "2025-04-01", "2030-01-01"),
    cells.as_first_day: ("2025", "1.2.2024", "2024-06-20", "2024-12-12", "2025-04-01", "2030-01-01"),
    cells.as_last_day: ("T1 2025", "1.2.2024", "2024-06-20", "2024-12-12", "2025-04-01", "2030-01-01"),
    cells.as_figure: ("0", "1", "2,5", "-3", "100", "1000000", "62 %"),
    cells.as_amount: ("0", "1", "2,5", "-3", "100", "1000000"),
    cells.as_whole: ("1", "4", "11", "17", "2024", "2025"),
    cells.as_yes_no: ("yes", "no", "ja"),
    cells.as_list: ("", "A", "B;C", "11.6", "3.4;8.5", "ER:2024-01-01"),
    cells.as_bands: ("", "desired: 1-2; accepted: 3-4", "desired: >70"),
    cells.as_words: ("2020", "2024", "2020/2024", "2030", "2. halvår 2024", "innen 2030", ""),
    cells.as_text: (*IDS, ""),
}
"""Cells that each kind of column mostly takes."""


def cell(model: type[Row], field: str, draw: random.Random) -> str:
    if draw.random() < 0.03:
        return draw.choice(ODD)
    codes = codes_of(model, field)
    if codes:
        return draw.choice(codes)
    given = draw.choice(POOLS[cells.reader_of(model, field)])
    needed = model.model_fields[field].default is PydanticUndefined
    return given or ("A" if needed else "")


def sheet(name: str, draw: random.Random) -> str:
    model = SHEETS[name]
    fields = fields_of(model)
    needed = {column for column, field in fields.items() if model.model_fields[field].default is PydanticUndefined}
    columns = [column for column in fields if column in needed or draw.random() < 0.9]
    rows = [";".join(columns)]
    for _ in range(draw.randrange(6)):
        row = [cell(model, fields[column], draw) for column in columns]
        rows.append(";".join(f'"{each}"' if ";" in each else each for each in row))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("seed", range(25))
def test_nothing_raises(seed: int) -> None:
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        sheets = {name: sheet(name, draw) for name in SHEETS if draw.random() < 0.85}
        agenda = agenda_of(Path(place), **sheets)
    assert len(agenda.counts()) == 28
    assert len(agenda.check().to_frame()) == len(agenda.check())
    assert agenda.coherence().to_frame("nb")["measure"].nunique() == 5
    agenda.standings()
    agenda.evidence()
    sdg.diff_agendas(agenda, agenda)
    for form in FORMS:
        page = council_html(agenda, None, "nn", form=form, about="11" if form == "theme" else "")
        assert page.startswith("<!DOCTYPE html>")
    for to in ("iati", "json", "stratml"):
        try:
            assert agenda.export(to).text
        except SdgStandardError:
            needed = {"stratml": agenda.chain.objectives, "iati": agenda.chain.measures, "json": True}
            assert not needed[to]


def test_the_random_agendas_are_not_all_refused() -> None:
    rows = 0
    for seed in range(10):
        draw = random.Random(seed)
        with tempfile.TemporaryDirectory() as place:
            agenda = agenda_of(Path(place), **{name: sheet(name, draw) for name in SHEETS})
        rows += sum(len(each) for each in agenda.sheets.values())
    assert rows > 100
