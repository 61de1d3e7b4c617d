"""``network.yaml`` read: every problem at once with its place, and one that is wrong costs no other."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.network.template import template_text
from sdg_standard.words import LANGUAGES

GOOD = "format: 1\ntitle: Net\nmembers:\n  - {area: FJORDVIK, joined: 2020-01-01}\n"


def read(folder: Path, text: str) -> sdg.Network:
    (folder / "network.yaml").write_text(text, encoding="utf-8")
    return sdg.read_network(folder)


BROKEN = """\
format: 1
title: Net
members:
  - {area: FJORDVIK, joined: 2020-01-01, shares: yes}
  - {area: "NO-3203", joined: 2021-06-01, left: 2020-01-01}
  - {area: FJORDVIK, joined: 2020-01-01}
  - {area: STRAND, joined: 2020-01-01, sharez: true}
  - {area: "NO-9999", joined: 2020-01-01}
  - {area: ELV, joined: 2020-01-01, edition: "1999.1"}
  - 3
  - {area: VIK, joined: 2020-01-01, shares: no, evidence: [a.csv], scorecards: [a.json]}
  - {area: SUND, joined: 2020-01-01, merged_from: [SUND]}
adopted:
  - {series: "EC: ICT: ICT: 1C", benchmark: 99, adopted_by: Meeting, decision: "12/24", on: 2024-06-12}
  - {series: "EC: ICT: ICT: 1X", benchmark: 99, adopted_by: Meeting, decision: "12/24", on: 2024-06-12}
  - {series: "EC: ICT: ICT: 1C", benchmark: 5 km, decision: "1/24", on: 2024-06-13, members: [QVIK]}
  - {series: "EC: ICT: ICT: 1C", adopted_by: Meeting, decision: "1/24", on: 2024-06-14}
  - {series: "EC: ICT: ICT: 1C", benchmark: 98, adopted_by: Meeting, decision: "14/24", on: 2024-06-12}
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
        (17, "SDG131", "error"),  # neither value nor band
        (18, "SDG836", "error"),  # a second one of the day
    ]
    assert [each.area for each in network.members] == ["ELV", "FJORDVIK"]
    assert [each.decision for each in network.benchmarks] == ["12/24"]
    assert all(each.told(language) for each in network.problems for language in LANGUAGES)


def test_yes_and_no_are_understood(tmp_path: Path) -> None:
    network = read(tmp_path, GOOD.replace("2020-01-01", "2020-01-01, shares: yes") + "rescore: no\n")
    assert not network.problems and network.members[0].shares and not network.about.rescore


@pytest.mark.parametrize(
    "text",
    ["", "- 1\n", "a: 1\n", "title: [\n", "\x00", "members: 3\ntitle: 1\nformat: 7\n", "title: x\nmembers: {a: 1}\n"],
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
    member = "  - {area: ELV, joined: 2020-01-01, shares: no, evidence: [nope.csv, other.csv], agenda: nowhere}\n"
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
    network = read(tmp_path, GOOD.replace("2020-01-01", "2020-01-01, shares: no, agenda: agenda"))
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
    network = read(tmp_path, GOOD + "  - {area: ELV, joined: 2020-01-01, shares: no, evidence: [elv.csv]}\n")
    (problem,) = network.check()
    assert (problem.code, problem.severity, problem.line) == ("SDG841", "warning", 5)
    assert problem.message.startswith("elv.csv: 2 rows are refused, the first in row 3: ")
    assert network.member(network.members[0]) == network.members[0]


def test_the_keys_of_the_contract_are_enough(tmp_path: Path) -> None:
    text = """id: net
title: Net
members: [{area: A, joined: 2020-01-01, left: 2025-12-31, edition: "2026.1", decision: "45/24"}]
adopted:
- {series: "EC: ICT: ICT: 1C", benchmark: 99, decision: "12/24", on: 2024-06-12}
- {series: "EC: ICT: ICT: 1C", benchmark: [95, 99], decision: "2/25", on: 2025-01-15}
- {series: "EC: ICT: ICT: 1C", benchmark: [1, 2, 3], decision: "3/25", on: 2025-02-15}
"""
    network = read(tmp_path, text)
    assert [(each.line, each.code) for each in network.check()] == [(7, "SDG836")]
    held = network.standard_for("A").one_series("u4ssc.ec.ict.ict.1c").benchmarks
    assert [(each.value, each.between, each.adopted_by) for each in held[-2:]] == [
        (99, None, "Net"),
        (None, (95, 99), "Net"),
    ]
