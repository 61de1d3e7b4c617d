"""``network.yaml`` read: every problem at once with its place, and one that is wrong costs no other."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.network.template import template_text
from sdg_standard.words import LANGUAGES

GOOD = "format: 1\nname: Net\nmembers:\n  - {municipality: FJORDVIK, joined: 2020-01-01}\n"


def read(folder: Path, text: str) -> sdg.Network:
    (folder / "network.yaml").write_text(text, encoding="utf-8")
    return sdg.read_network(folder)


BROKEN = """\
format: 1
name: Net
members:
  - {municipality: FJORDVIK, joined: 2020-01-01, shares: yes}
  - {municipality: "NO-3203", joined: 2021-06-01, left: 2020-01-01}
  - {municipality: FJORDVIK, joined: 2020-01-01}
  - {municipality: STRAND, joined: 2020-01-01, sharez: true}
  - {municipality: "NO-9999", joined: 2020-01-01}
  - {municipality: ELV, joined: 2020-01-01, edition: {edition: "1999.1"}}
  - 3
  - {municipality: VIK, joined: 2020-01-01, evidence: [a.csv], scorecards: [a.json]}
  - {municipality: SUND, joined: 2020-01-01, merged_from: [SUND]}
benchmarks:
  - {series: "EC: ICT: ICT: 1C", value: 99, adopted_by: Meeting, case: "12/24", date: 2024-06-12}
  - {series: "EC: ICT: ICT: 1X", value: 99, adopted_by: Meeting, case: "12/24", date: 2024-06-12}
  - {series: "EC: ICT: ICT: 1C", value: 5 km, adopted_by: Meeting, case: "1/24", date: 2024-06-13, members: [QVIK]}
  - {series: "EC: ICT: ICT: 1C", adopted_by: Meeting, case: "1/24", date: 2024-06-14}
  - {series: "EC: ICT: ICT: 1C", value: 98, adopted_by: Meeting, case: "14/24", date: 2024-06-12}
"""


def test_all_problems_come_at_once_with_their_places(tmp_path: Path) -> None:
    network = read(tmp_path, BROKEN)
    found = [(each.line, each.code, each.severity) for each in network.problems]
    assert found == [
        (5, "SDG833", "error"),  # left before it joined
        (6, "SDG833", "error"),  # a second time
        (7, "SDG130", "error"),  # unknown key
        (8, "SDG833", "error"),  # no such area
        (9, "SDG835", "warning"),  # no such edition
        (10, "SDG832", "error"),  # no keys
        (11, "SDG833", "error"),  # evidence and scorecards
        (12, "SDG833", "error"),  # of itself
        (15, "SDG836", "error"),  # no such series
        (16, "SDG836", "error"),  # km
        (16, "SDG836", "error"),  # no such member
        (17, "SDG836", "error"),  # neither value nor band
        (18, "SDG836", "error"),  # a second one of the day
    ]
    assert [each.municipality for each in network.members] == ["ELV", "FJORDVIK"]
    assert [each.case for each in network.benchmarks] == ["12/24"]
    assert all(each.told(language) for each in network.problems for language in LANGUAGES)


def test_yes_and_no_are_understood(tmp_path: Path) -> None:
    network = read(tmp_path, GOOD.replace("2020-01-01", "2020-01-01, shares: yes") + "rescore: no\n")
    assert not network.problems and network.members[0].shares and not network.about.rescore


@pytest.mark.parametrize(
    "text",
    ["", "- 1\n", "a: 1\n", "name: [\n", "\x00", "members: 3\nname: 1\nformat: 7\n", "name: x\nmembers: {a: 1}\n"],
)
def test_what_is_no_network_is_told(tmp_path: Path, text: str) -> None:
    try:
        found: sdg.Problems = read(tmp_path, text).problems
    except sdg.EvidenceError as error:
        found = sdg.Problems(error.problems)
    assert found.errors


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(sdg.EvidenceError, match=r"network\.yaml"):
        sdg.read_network(tmp_path)


def test_files_that_cannot_be_read_are_told_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("area,period,series,value,unit\nbirch,2024,u4ssc.ec.ict.ict.1c,9,%\n")
    member = "  - {municipality: ELV, joined: 2020-01-01, evidence: [nope.csv, other.csv], agenda: nowhere}\n"
    network = read(tmp_path, GOOD + member)
    assert not network.problems
    found = network.check()
    assert [(each.line, each.column, each.code) for each in found] == [
        (5, member.index("nope") + 1, "SDG834"),
        (5, member.index("other") + 1, "SDG837"),
        (5, member.index("nowhere") + 1, "SDG839"),
    ]


def test_an_agenda_of_another_municipality_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "agenda"
    folder.mkdir()
    (folder / "agenda.yaml").write_text('format: 1\nmunicipality: "ELV"\nlanguage: nb\n', encoding="utf-8")
    network = read(tmp_path, GOOD.replace("2020-01-01", "2020-01-01, agenda: agenda"))
    assert [each.code for each in network.check()] == ["SDG839"]
    assert network.agenda("FJORDVIK") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_network(tmp_path: Path, language: str) -> None:
    network = read(tmp_path, template_text(language))
    assert not network.check() and network.about.language == language
    assert network.members[0].joined == datetime.date(2024, 1, 1)


def test_a_network_goes_to_other_processes(tmp_path: Path) -> None:
    network = read(tmp_path, GOOD)
    assert pickle.loads(pickle.dumps(network)) == network
    assert repr(network) == "Network(Net: 1 members)"
    with pytest.raises(sdg.UnknownId, match="FJORDVIK"):
        network.member("FJORDVEK")


def test_rows_that_are_refused_are_told_with_the_first_of_them(tmp_path: Path) -> None:
    rows = (
        "area,period,series,value,unit\nELV,2024,u4ssc.ec.ict.ict.1c,90,%\nELV,2024,nothing,9,%\nELV,2023,nothing,9,%\n"
    )
    (tmp_path / "elv.csv").write_text(rows + "OTHER,2024,nothing,1,%\n", encoding="utf-8")
    network = read(tmp_path, GOOD + "  - {municipality: ELV, joined: 2020-01-01, evidence: [elv.csv]}\n")
    (problem,) = network.check()
    assert (problem.code, problem.severity, problem.line) == ("SDG841", "warning", 5)
    assert problem.message.startswith("elv.csv: 2 rows are refused, the first in row 3: ")
    assert network.member(network.members[0]) == network.members[0]
