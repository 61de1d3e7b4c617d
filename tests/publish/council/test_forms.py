"""The forms of the council's page, against answers that were worked out by hand from ``examples/fjordvik``.

Within the year Fjordvik has no report of its own; a test gives it one, of which the answers stand beside the rows.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import BASIS, agenda_of
from sdg_standard.cli import main
from sdg_standard.cli.agenda_options import FORM_NAMES
from sdg_standard.errors import SdgStandardError
from sdg_standard.publish import council_html
from sdg_standard.publish.council import FORMS
from sdg_standard.publish.council.parts import Page, Part
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.words import LANGUAGES
from small_agenda import ALL

EXAMPLES = Path(__file__).parents[3] / "examples"
DOCUMENT = "T125;tertialrapport;Tertialrapport 1 2025;2.6.2025;;2025-01-01;2025-04-30;\n"
REPORTS = (
    # from 20 (end of 2020) to 10 (end of 2030): 4 of 10 gone at 1 581 of 3 652 days, at least half of 0.43
    "R30;K1.1;T125;T1 2025;usikkert;16,0;målestasjon;Mer vegtrafikk;Stenge Storgata\n"
    "R31;K2.1;T125;T1 2025;i rute;21,5;folkehelse;;\n"  # from 28 to 14: 6.5 of 14 = 0.46 gone
    "R32;K2.2;T125;T1 2025;ikke i rute;30,5;politiet;Glatte veger;\n"  # from 30 to 15: gone backwards
    "R33;K1.3;T125;T1 2025;i rute;16,0;kart;;\n"  # from 24 to 12: 8 of 12 gone
    "R34;K3.2;T125;T1 2025;ikke målt;;;;\n"
)


@pytest.fixture(scope="module")
def fjordvik() -> sdg.Agenda:
    return sdg.read_agenda(EXAMPLES / "fjordvik")


@pytest.fixture(scope="module")
def within_the_year(tmp_path_factory: pytest.TempPathFactory) -> sdg.Agenda:
    """Fjordvik with a report on the first four months of 2025."""
    folder = tmp_path_factory.mktemp("tertial") / "fjordvik"
    shutil.copytree(EXAMPLES / "fjordvik", folder)
    for name, rows in (("dokumenter.csv", DOCUMENT), ("status.csv", REPORTS)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(rows)
    agenda = sdg.read_agenda(folder)
    assert not agenda.problems
    return agenda


def page(agenda: sdg.Agenda, form: str, about: str = "", language: str = "en") -> Page:
    return FORMS[form](Speaker(agenda, None, language, sdg.load()), about)


def part(found: Page, title: str) -> Part:
    return next(each for each in found.parts if each.title == title)


def ids(found: Part) -> list[str]:
    return [each.id for each in found.sections]


def line(found: Part, objective: str, label: str) -> str:
    (section,) = (each for each in found.sections if each.id == objective)
    return "; ".join(text for name, texts in section.lines if name == label for text in texts)


# within the year


def test_what_deviates_stands_first_with_its_prognosis(within_the_year: sdg.Agenda) -> None:
    found = page(within_the_year, "tertial")
    assert found.lead == (
        "Of 20 objectives 2 deviate. Since the last report 1 have become worse and 1 better; 16 are not told of."
    )
    assert found.facts[0] == "Shown: Tertialrapport 1 2025 (first tertial of 2025)"
    off = part(found, "Deviations")
    assert found.parts[0] is off and ids(off) == ["M1.1", "M2.2"]
    # −4 in 1 581 days is −0.9241 a year of 365.25 days, where −10 in 3 652 days are needed; +0.5 is the wrong way
    assert line(off, "M1.1", "Prognosis").endswith("needed a year −1, measured since the baseline −0.9241")
    assert "do not move towards the target" in line(off, "M2.2", "Prognosis")
    assert line(off, "M1.1", "Since the last report") == "worse than in Årsrapport 2024 (on track)"
    assert line(off, "M2.2", "Since the last report") == "as in Årsrapport 2024 (off track)"
    assert line(off, "M1.1", "Cause of the deviation") == "Mer vegtrafikk"


def test_what_moved_what_goes_as_planned_and_what_is_silent(within_the_year: sdg.Agenda) -> None:
    found = page(within_the_year, "tertial")
    assert [each.partition(" ")[0] for each in part(found, "What has moved since the last report").items] == [
        "M1.1",
        "M2.1",
    ]
    assert [each.partition(" ")[0] for each in part(found, "As planned").items] == ["M1.3", "M2.1"]
    silent = part(found, "Nothing told")
    assert len(silent.items) == 20 - 2 - 2 and "no breach" in silent.words
    assert "M3.2 Barnehager med nok ansatte: not measured" in silent.items


def test_proposals_are_gathered_and_deviations_without_one_named(within_the_year: sdg.Agenda) -> None:
    found = part(page(within_the_year, "tertial"), "Proposed decisions")
    assert found.items == ("Stenge Storgata (M1.1)",) and found.kind == "numbered"
    assert found.words == "Deviations about which nothing is proposed: M2.2."


def test_without_a_report_within_the_year_that_is_said(fjordvik: sdg.Agenda) -> None:
    found = page(fjordvik, "tertial")
    assert found.facts[0].startswith("No tertial report is entered")
    assert ids(part(found, "Deviations")) == ["M2.1", "M2.2"]


def test_an_older_report_can_be_asked_for(within_the_year: sdg.Agenda) -> None:
    found = page(within_the_year, "tertial", "ÅR24")
    assert found.facts[0].startswith("Shown: Årsrapport 2024")
    assert ids(part(found, "Deviations")) == ["M2.1", "M2.2"]
    with pytest.raises(sdg.UnknownId, match="document"):
        page(within_the_year, "tertial", "T999")


# the year


def test_results_against_targets(fjordvik: sdg.Agenda) -> None:
    """13 commitments: K2.1 and K2.2 behind; K1.2 is refused, three are not told of or measured, K4.1 has no figure."""
    found = page(fjordvik, "annual")
    assert found.lead == ("Of 13 commitments 0 are reached, 6 on the way and 2 behind; for 5 no figure can be judged.")
    results = found.parts[0]
    assert results.words == "7 objectives without a commitment: M4.2, M4.3, M4.4, M5.1, M5.2, M5.3 and M5.4."
    assert results.table is not None
    rows = {row[0].partition(" ")[0]: row[2:] for row in results.table.rows}
    assert rows["M1.1"] == ("20\xa0µg/m3 (2020)", "10\xa0µg/m3 (2030)", "15\xa0µg/m3 (2024)", "on track")
    assert rows["M2.2"][2:] == ("27.75 (2024)", "off track")
    assert rows["M1.2"][2:] == ("–", "left out: what is reported contradicts itself")
    assert rows["M3.2"][2:] == ("–", "not measured") and rows["M3.3"][2:] == ("–", "not reported")
    assert rows["M3.4"][1:] == ("desired 18–22; accepted 15–17; accepted 23–25", "–", "not in the report")
    assert rows["M4.1"][1:] == ("–", "–", "on track, no figure")


def test_decisions_of_the_year_and_what_waits(fjordvik: sdg.Agenda) -> None:
    found = part(page(fjordvik, "annual"), "Decisions and what became of them")
    assert found.table is not None
    assert [row[0].split()[0] for row in found.table.rows] == ["31/24", "33/24", "52/24", "53/24", "66/24", "70/24"]


def test_money_is_counted_once_and_what_is_shared_is_marked(tmp_path: Path) -> None:
    """T1 serves M1 and M2: both show its 1 000, the sum has it once. Of 6.0 approved and 0.5 used in 2025 ..."""
    money = ALL["money"] + "T2,2025,executed,250,1000 kr\nT2,2025,adjusted,400,1000 kr\n"
    agenda = agenda_of(tmp_path, **(BASIS | ALL | {"money": money, "coverage": "sheet,scope,complete\n"}))
    found = part(page(agenda, "theme", "H1"), "Money")
    assert found.table is not None and "2026" in found.table.caption
    documents = BASIS["documents"] + "D4,arsrapport,Report 2025,2025-06-20,,2025-01-01,2025-12-31\n"
    agenda = agenda_of(
        tmp_path / "b", **(BASIS | ALL | {"money": money, "coverage": "sheet,scope,complete\n", "documents": documents})
    )
    found = part(page(agenda, "annual"), "Money")
    assert found.table is not None
    assert {row[0]: row[1:] for row in found.table.rows} == {
        "M1 Clean air *": ("1,000,000", "–", "–", "–"),
        "M2 Quiet *": ("1,000,000", "–", "–", "–"),
        "M3 Reading": ("500,000", "400,000", "250,000", "63%"),  # of the changed budget: 250 / 400
        "M4 Safe roads": ("3,000,000", "–", "–", "–"),
        "Tied to no objective": ("2,500,000", "–", "–", "–"),  # 4 000 − 1 500
        "In all": ("7,000,000", "400,000", "250,000", "63%"),  # 1 000 + 500 + 3 000 + 4 000 − 1 500
    }


def test_a_decision_that_was_not_carried_out_waits_with_its_day(tmp_path: Path) -> None:
    decisions = (
        "id,case,case_type,body,date,title,outcome,about,due,followup,followup_date\n"
        "V1,10/23,politisk,KS,2023-05-20,Old and open,adopted,M1,2024-06-30,under_way,2024-03-01\n"
        "V2,11/23,politisk,KS,2023-05-20,Old and done,adopted,M1,,done,\n"
        "V3,12/24,politisk,KS,2024-05-20,Of the year,noted,M1,2026-06-30,,\n"
    )
    documents = re.sub(r",\d+/\d+,", ",,", BASIS["documents"])
    agenda = agenda_of(
        tmp_path, **(BASIS | {"objectives": ALL["objectives"], "decisions": decisions, "documents": documents})
    )
    found = part(page(agenda, "annual"), "Decisions and what became of them")
    assert found.table is not None
    assert [(row[0], row[4]) for row in found.table.rows] == [
        ("10/23 Old and open", "under way (1 March 2024); was due 30 June 2024"),
        ("12/24 Of the year", "nobody has said what became of it; due 30 June 2026"),
    ]


# a theme


@pytest.mark.parametrize(
    ("about", "title", "objectives"),
    [
        ("11", "11. Sustainable cities and communities", ["M1.1", "M1.2", "M1.3", "M1.4"]),
        ("goal:11", "11. Sustainable cities and communities", ["M1.1", "M1.2", "M1.3", "M1.4"]),
        ("13.2", "13.2", ["M4.1", "M4.4"]),
        ("H2", "H2 God helse", ["M2.1", "M2.2", "M2.3", "M2.4"]),
        ("M3.4", "M3.4 Passe store klasser", ["M3.4"]),
        ("SD24", "Kommuneplanens samfunnsdel 2024–2036", [f"M{a}.{b}" for a in range(1, 6) for b in range(1, 5)]),
        ("14", "14. Life below water", []),
    ],
)
def test_a_theme_has_its_objectives(fjordvik: sdg.Agenda, about: str, title: str, objectives: list[str]) -> None:
    found = page(fjordvik, "theme", about)
    assert found.title.startswith(f"Theme report: {title}")
    assert ids(part(found, "Objective by objective")) == objectives


def test_a_theme_shows_the_whole_chain(within_the_year: sdg.Agenda) -> None:
    found = page(within_the_year, "theme", "M2.1")
    whole = part(found, "Objective by objective")
    assert line(whole, "M2.1", "What was reported") == (
        "2024, Årsrapport 2024: off track; 26.6; Færre haller åpne; T1 2025, Tertialrapport 1 2025: on track; 21.5"
    )
    assert line(whole, "M2.1", "Commitments") == "fjordvik.m2.1: from 28 (2020) to 14 (2030)"
    assert line(whole, "M2.1", "Money by year") == "2025: 200,000 kr approved"
    assert "24/25 Årsrapport 2024" in line(whole, "M2.1", "Every decision, and what became of it")
    assert part(found, "What was done with the goal").items[0].startswith("3. Good health and well-being: prioritised")
    assert len(part(found, "Who took part").items) == 2
    money = part(found, "Money").table
    assert money is not None and money.rows[-1][:2] == ("In all", "200,000")


def test_what_is_no_theme(fjordvik: sdg.Agenda) -> None:
    with pytest.raises(sdg.UnknownId, match=r"M2\.4"):
        page(fjordvik, "theme", "M2.9")
    with pytest.raises(SdgStandardError, match="what it is to be about"):
        page(fjordvik, "theme")
    with pytest.raises(SdgStandardError, match="what it is to be about"):
        page(fjordvik, "theme", "  ")


@pytest.mark.parametrize("form", ["whole", "vlr"])
def test_what_is_about_the_whole_agenda_is_about_nothing_less(fjordvik: sdg.Agenda, form: str) -> None:
    with pytest.raises(SdgStandardError, match="whole agenda"):
        council_html(fjordvik, None, "en", form=form, about="11")


# the annex of a voluntary local review


def test_every_goal_stands_in_the_annex(fjordvik: sdg.Agenda) -> None:
    found = page(fjordvik, "vlr")
    assert found.lead == ("Of the 17 goals 5 are prioritised, 12 considered and 0 deselected; of 0 nothing is said.")
    goals = found.parts[0].table
    assert goals is not None
    counts = {row[0].partition(".")[0]: row[3:] for row in goals.rows}
    served = {"3": ("4", "8"), "4": ("4", "8"), "8": ("3", "8"), "11": ("4", "8"), "13": ("4", "9")}
    assert counts == {str(goal): served.get(str(goal), ("0", "0")) for goal in range(1, 18)}
    assert part(found, "Objectives that serve no UN target").items == ("M5.4 Et levende sentrum",)
    climate = next(each for each in found.parts if each.title.startswith("13."))
    assert climate.table is not None
    assert [(row[0].split()[0], row[1].split()[0]) for row in climate.table.rows] == [
        ("13.1", "M4.3"),
        ("13.2", "M4.1"),
        ("13.2", "M4.4"),
        ("13.3", "M4.2"),
    ]


def test_the_numbers_stand_with_unit_source_and_page(fjordvik: sdg.Agenda) -> None:
    own = part(page(fjordvik, "vlr"), "Statistical annex: the municipality's own commitments").table
    assert own is not None and len(own.rows) == 13
    assert own.rows[0][1:] == (
        *("µg/m3", "20 (2020)", "10 (2030)", "15 (2024)", "målestasjon"),
        "Kommuneplanens samfunnsdel 2024–2036, page 40",
    )


def test_evidence_stands_with_its_quality(fjordvik: sdg.Agenda) -> None:
    standard = sdg.load()
    rows = [("2023", 80.0, "A"), ("2024", 94.0, "A"), ("2025", None, "Q")]
    records = [
        {"area": "FJORDVIK", "period": period, "series": "u4ssc.ec.ict.ict.1c", "value": value, "unit": "%"}
        | {"status": status, "quality": "measured", "verification": "verified", "source": "register"}
        for period, value, status in rows
    ]
    card = sdg.score(sdg.Evidence.from_records(records), standard, "u4ssc-performance")
    found = FORMS["vlr"](Speaker(fjordvik, card, "en", standard), "")
    evidence = part(found, "Statistical annex: evidence under the standard").table
    assert evidence is not None and "1 of its" in evidence.caption
    assert [row[2:] for row in evidence.rows] == [
        ("94%", "2024", "Normal value", "Accurate measurement", "Verified", "register")
    ]


# all of them


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_in_every_language(within_the_year: sdg.Agenda, form: str, language: str) -> None:
    about = "11" if form == "theme" else ""
    made = council_html(within_the_year, None, language, form=form, about=about)
    assert made == council_html(within_the_year, None, language, form=form, about=about)
    assert f'<html lang="{language}">' in made and "<script" not in made
    assert re.findall(r"<h1>", made) == ["<h1>"]
    words = unescape(re.sub("<[^>]+>", " ", made.partition("<body")[2]))
    assert language == "en" or not re.search(r"\b(desired|accepted|on_track|objective|nothing)\b", words)


HOSTILE = {
    "objectives": "id,title,document,un_targets\nM1,EVIL,D1,11.6\n",
    "measures": "id,title,objectives,kind,document,owner\nT1,EVIL,M1,drift,D2,EVIL\n",
    "commitments": "id,objective,series,unit,baseline_value,baseline_period,value,period\n"
    "K1,M1,EVIL,EVIL,2,2020,1,2030\n",
    "reports": "id,about,document,period,status,value,source,cause,proposed_action,words\n"
    "R1,K1,D3,2024,off_track,2,EVIL,EVIL,EVIL,EVIL\n",
    "priorities": "goal,status,reason,fact\n11,prioritised,EVIL,EVIL\n",
    "participation": "id,document,group,date,input\nP1,D1,EVIL,2024-02-01,EVIL\n",
}


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    sheets = {name: text.replace("EVIL", '"<script>alert(1)</script>"') for name, text in HOSTILE.items()}
    agenda = agenda_of(tmp_path, **(BASIS | sheets))
    for form in FORMS:
        made = council_html(agenda, None, "nb", form=form, about="11" if form == "theme" else "")
        assert "<script>" not in made and "&lt;script&gt;" in made


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_agenda_has_every_form(tmp_path: Path, form: str) -> None:
    agenda = agenda_of(tmp_path, objectives="id,title,document\n")
    assert "<h1>" in council_html(agenda, None, "nn", form=form, about="11" if form == "theme" else "")


def test_the_command_writes_a_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(FORM_NAMES) == set(FORMS)
    command = ["agenda", "report", str(EXAMPLES / "fjordvik"), "--out", str(tmp_path / "a.html")]
    assert main([*command, "--form", "theme", "--about", "11.6", "--language", "en"]) == 0
    assert "Theme report: 11.6" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert main([*command, "--form", "theme"]) == 1
    assert "hva den skal handle om" in capsys.readouterr().err


# days, periods and units in the language of the reader


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_iso_day_is_shown(within_the_year: sdg.Agenda, form: str, language: str) -> None:
    text = unescape(council_html(within_the_year, None, language, form=form, about="3" if form == "theme" else ""))
    assert not re.search(r"\d{4}-\d\d-\d\d", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))


def test_days_periods_and_kroner_in_norwegian(within_the_year: sdg.Agenda) -> None:
    found = page(within_the_year, "tertial", language="nb")
    assert found.facts[0] == "Vist: Tertialrapport 1 2025 (første tertial 2025)"
    assert found.facts[1].startswith("Per 31. oktober 2025,")
    assert page(within_the_year, "annual", language="nn").facts[0] == "Vist: Årsrapport 2024 (2024)"
    counted = part(page(within_the_year, "whole", language="nb"), "Hvordan målene gjennomføres").table
    assert counted is not None
    shown = {row[0]: row[1].replace("\xa0", " ") for row in counted.rows}
    assert shown["Nye tiltak i kroner knyttet til mål"] == "76 % (3 800 000/5 000 000 kr)"
    assert shown["Saksframlegg med vurdering av bærekraft"] == "75 % (3/4)"
    assert shown["Antall dager handlingsdelen lå til offentlig ettersyn"] == "37 døgn"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2030", "2030"),
        ("2. halvår 2024", "2. halvår 2024"),  # as the planner wrote it
        ("2030-12-31", "31. desember 2030"),
        ("2024-06", "juni 2024"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2016-2019", "2016-2019"),
        ("", ""),
        ("2024-99-99", "2024-99-99"),
        ("sak 2024-06, se <b>", "sak 2024-06, se <b>"),
    ],
)
def test_periods_that_people_wrote_stay_and_iso_days_are_told(fjordvik: sdg.Agenda, written: str, read: str) -> None:
    assert Speaker(fjordvik, None, "nb", sdg.load()).period(written) == read
