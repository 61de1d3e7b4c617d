"""How sure the scores of a report are: sentences and intervals where draws are handed over, nothing otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.publish import report_html

CONTRACT = Path(__file__).parents[2] / "contract"
WHAT = {"evidence": {"rounding": True}, "choices": [{"id": "mix", "weights": {"dirichlet": 20}}]}


@pytest.mark.parametrize(("language", "title"), [("en", "How sure the scores are"), ("nn", "Kor sikre skårane er")])
def test_intervals_stand_beside_the_scores(language: str, title: str) -> None:
    town = sdg.load(CONTRACT / "standard")
    evidence = sdg.read_evidence(CONTRACT / "evidence.csv")
    card = sdg.score(evidence, town, "written", areas=CONTRACT / "areas.csv", periods=["2024"])
    drawn = sdg.uncertainty(
        evidence, town, "written", draws=8, uncertainty=WHAT, areas=CONTRACT / "areas.csv", periods=["2024"]
    )
    page = report_html(card, language=language, areas=["alder"], uncertainty=drawn)
    section = page.partition('id="sureness-')[2].partition("</section>")[0]
    assert title in section and "Alder" in section and "90" in section
    assert "Birch" not in section
    assert "sureness-" not in report_html(card, language=language, areas=["alder"])
    assert page == report_html(card, language=language, areas=["alder"], uncertainty=drawn)
