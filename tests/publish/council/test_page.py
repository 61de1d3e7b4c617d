"""The council's page: every objective with its chain, what is missing drawn as missing, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agendas import with_basis
from sdg_standard.publish import council_html
from sdg_standard.words import LANGUAGES
from small_agenda import ALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_every_language(tmp_path: Path, language: str) -> None:
    agenda = with_basis(tmp_path, **ALL)
    page = council_html(agenda, None, language)
    assert page == council_html(agenda, None, language)
    assert f'<html lang="{language}">' in page
    assert "<script" not in page and "http-equiv" in page
    for row in agenda.chain.leaves:
        assert f"<h3>{row.id} {row.title}</h3>" in page
    assert page.count('class="gone"') > 0


def test_what_a_council_needs_stands_there(tmp_path: Path) -> None:
    decisions = ALL | {
        "decisions": "id,case,case_type,body,date,outcome,about,followup\n"
        "V1,10/24,politisk,KS,2024-05-20,adopted,D1,\nV2,50/24,politisk,KS,2024-12-12,adopted,M1; D2,done\n",
        "reports": "id,about,document,period,status,value,source,cause,proposed_action\n"
        "R1,K1,D3,2024,off_track,19.5,station,Traffic grew,Close the main street\n",
    }
    page = council_html(with_basis(tmp_path, **decisions), None, "en")
    section = re.search(r"<h3>M1 Clean air</h3>.*?</article>", page, re.DOTALL)
    assert section is not None
    for text in (
        "own.air: 19.5 (2024); target 10 by 2030; off track",
        "Traffic grew",
        "Close the main street",
        "T1 Sweep: Roads, until 31 December 2026",
        "50/24 –, Council 12 December 2024: adopted; done",
    ):
        assert text in section[0], text


def test_hostile_words_are_escaped(tmp_path: Path) -> None:
    page = council_html(
        with_basis(tmp_path, objectives='id,title,document\nM1,"<script>alert(1)</script>",D1\n'), None, "en"
    )
    assert "<script>" not in page and "&lt;script&gt;" in page
