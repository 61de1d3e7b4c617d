"""Beside a weak result the page says what the municipality's own agenda does about it."""

from __future__ import annotations

from pathlib import Path

import sdg_standard as sdg
from sdg_standard.publish import report_html

FJORDVIK = Path(__file__).parents[3] / "examples" / "fjordvik"
PM = "u4ssc.en.en.aq.1c.pm2_5"


def card(area: str) -> sdg.Scorecard:
    numbers = {PM: 30, "u4ssc.ec.ict.t.1c": 100, "u4ssc.ec.ict.ict.1c": 99, "u4ssc.ec.ict.es.1c": 98}
    rows = [
        {"area": area, "period": "2024", "series": name, "value": value, "unit": "µg/m³" if name == PM else "%"}
        for name, value in numbers.items()
    ]
    return sdg.score(sdg.Evidence.from_records(rows), sdg.load(), "u4ssc-performance")


def test_objective_measures_and_money_stand_beside_a_weak_result() -> None:
    agenda = sdg.read_agenda(FJORDVIK)
    page = report_html(card("FJORDVIK"), language="nb", agenda=agenda)
    assert "M1.1 Ren luft i sentrum: i rute" in page
    assert "T01 Tiltak 1: ren luft i sentrum: Teknisk enhet, til 31. desember 2027, pågår" in page
    assert "2025: 200 000 kr vedtatt".replace(" 000", "\u00a0000") in page


def test_an_agenda_says_nothing_of_others() -> None:
    agenda = sdg.read_agenda(FJORDVIK)
    assert "M1.1" not in report_html(card("BYGDA"), language="nb", agenda=agenda)
    assert "M1.1" not in report_html(card("FJORDVIK"), language="nb")
