"""The page of a network: nothing hidden leaks, members that differ are met with sense, and hostile words do no harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.publish import orientation_html
from small_network import NET, PM25, member, network

FIVE = {f"M{n}": {NET: {"2023": 30.0 + n, "2024": 40.0 + n}} for n in range(5)}


def made(folder: Path, members: list[dict[str, Any]], numbers: Any = FIVE, **head: Any) -> tuple[sdg.Network, str]:
    found = sdg.read_network(network(folder, members, numbers, **head))
    return found, orientation_html(found.orientation(), "en") + json.dumps(found.orientation().to_dict())


def five(**more: Any) -> list[dict[str, Any]]:
    return [member(name, **more) for name in FIVE]


def test_who_does_not_share_is_in_coverage_alone(tmp_path: Path) -> None:
    members = [*five(), member("SHY", shares=False)]
    found, text = made(tmp_path, members, FIVE | {"SHY": {NET: {"2024": 87.654}}})
    assert "87.65" not in text
    part = found.orientation().members[-1]
    assert (part.member.area, part.results, part.lessons) == ("SHY", (), ())
    assert part.coverage is not None and part.coverage.reported == 1
    assert found.orientation().ranges[NET].n == 5


def test_four_make_no_range(tmp_path: Path) -> None:
    found, text = made(tmp_path, five()[:4])
    assert not found.orientation().ranges
    assert "4 members can be compared; a range needs five" in text


def test_a_withheld_number_is_nowhere(tmp_path: Path) -> None:
    file = network(tmp_path, five(), FIVE)
    text = (tmp_path / "M0.csv").read_text(encoding="utf-8").replace("verification\n", "verification,confidentiality\n")
    rows = [row.replace("30.0", "77.123").replace("40.0", "88.456") for row in text.splitlines()]
    (tmp_path / "M0.csv").write_text("\n".join([rows[0], *(f"{row},C" for row in rows[1:])]), encoding="utf-8")
    found = sdg.read_network(file)
    page = orientation_html(found.orientation(), "en") + json.dumps(found.orientation().to_dict())
    assert NET not in found.orientation().ranges  # four have it
    assert "77.1" not in page and "88.4" not in page


def test_who_left_is_shown_until_then(tmp_path: Path) -> None:
    members = [member("M0", left="2024-06-30"), *five()[1:]]
    found, text = made(tmp_path, members)
    assert "Member from 1 January 2020 to 30 June 2024" in text
    now, before = (found.orientation(period).members[0] for period in ("2024", "2023"))
    assert (now.standing, now.results, now.coverage) == ("left", (), None)
    assert before.standing == "member" and before.results
    learned = [one.area for part in found.orientation().members for each in part.lessons for one in each.improved]
    assert learned and "M0" not in learned


def test_alone(tmp_path: Path) -> None:
    found, text = made(tmp_path, five()[:1])
    assert "One municipality measures here" in text and "a range needs five" in text
    assert [each.improved for each in found.orientation().members[0].lessons] == [()]


def test_nobody_delivers(tmp_path: Path) -> None:
    found, text = made(tmp_path, [member("M0")], {})
    assert found.orientation().period == "" and "Nothing was delivered" in text


def test_other_editions_are_said_and_not_mixed(tmp_path: Path) -> None:
    members = [*five(), member("OLD", edition="1999.1", decision="1/99")]
    numbers = FIVE | {"OLD": {NET: {"2024": 99.0}}}
    found, text = made(tmp_path / "a", members, numbers)
    assert found.orientation().ranges[NET].n == 5
    assert "measured under edition 1999.1, and the network measures under 2026.1; compared with nobody" in text
    assert "SDG840" in {each.code for each in found.check()}
    again, _ = made(tmp_path / "b", members, numbers, rescore=True)
    assert again.orientation().ranges[NET].n == 6


def test_scorecards_do_as_well_as_evidence(tmp_path: Path) -> None:
    first, _ = made(tmp_path, five()[:1])
    card = sdg.score(sdg.read_evidence(tmp_path / "M0.csv"), sdg.load(), "u4ssc-performance")
    (tmp_path / "M0.json").write_text(card.to_json(), encoding="utf-8")
    second = sdg.read_network(network(tmp_path, [member("M0", scorecards=["M0.json"])], {}))
    assert not second.check()
    assert second.orientation().to_dict() == first.orientation().to_dict()


def test_a_card_of_another_methodology_is_refused(tmp_path: Path) -> None:
    made(tmp_path, five())
    card = sdg.score(sdg.read_evidence(tmp_path / "M0.csv"), sdg.load(), "implementation-profile")
    (tmp_path / "M0.json").write_text(card.to_json(), encoding="utf-8")
    found = sdg.read_network(network(tmp_path, [member("M0", scorecards=["M0.json"])], {}))
    assert [each.code for each in found.check()] == ["SDG838"]


def test_a_code_that_has_changed_is_the_same_place(tmp_path: Path) -> None:
    numbers = {"NO-3203": {NET: {"2024": 50.0}}}
    file = network(tmp_path, [member("NO-3203", evidence=["a.csv"])], numbers)
    old = (
        (tmp_path / "NO-3203.csv")
        .read_text(encoding="utf-8")
        .replace("NO-3203,2024,", "NO-3025,2022,")
        .replace("50", "40")
    )
    (tmp_path / "old.csv").write_text(old, encoding="utf-8")
    data = json.loads(file.read_text(encoding="utf-8"))
    data["members"][0]["evidence"] = ["NO-3203.csv", "old.csv"]
    file.write_text(json.dumps(data), encoding="utf-8")
    found = sdg.read_network(file)
    results = [found.orientation(year).members[0].results for year in (2022, 2024)]
    assert [one.value for each in results for one in each if one.node == NET] == [40, 50]
    assert found.orientation().members[0].name == "Asker"


HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") \u202e \U0001f600 "quoted" \'it\'\nnew'


def test_hostile_words_are_escaped(tmp_path: Path) -> None:
    members = [member("M0", name=HOSTILE, edition="2026.1", decision=HOSTILE, body=HOSTILE)]
    benchmark = {"series": NET, "benchmark": 90, "adopted_by": HOSTILE, "decision": HOSTILE, "on": "2024-01-01"}
    found = sdg.read_network(network(tmp_path, members, FIVE, [{**benchmark, "why": HOSTILE}], name=HOSTILE))
    page = orientation_html(found.orientation(), "nb")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert found.orientation().members[0].results


def test_lower_is_better_and_learning(tmp_path: Path) -> None:
    numbers = {"M0": {PM25: {"2023": 20.0, "2024": 21.0}}, "M1": {PM25: {"2023": 20.0, "2024": 15.0}}}
    found, _ = made(tmp_path, five()[:2], numbers)
    learned = {
        part.member.area: [one.area for each in part.lessons for one in each.improved]
        for part in found.orientation().members
    }
    assert learned == {"M0": ["M1"], "M1": []}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_report_is_written(tmp_path: Path, language: str) -> None:
    found, _ = made(tmp_path, five())
    sdg.write_network_report(found, tmp_path / "page.html", language)
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(sdg.UnknownId, match="1999"):
        sdg.write_network_report(found, tmp_path / "page.html", period=1999)


def test_a_scorecard_of_another_edition_is_measured_again_where_the_network_wants_it(tmp_path: Path) -> None:
    made(tmp_path, five()[:1])
    parts = sdg.load()._parts
    old = sdg.Standard(replace(parts, about=parts.about.model_copy(update={"edition": "2025.1"})))
    card = sdg.score(sdg.read_evidence(tmp_path / "M0.csv"), old, "u4ssc-performance")
    (tmp_path / "M0.json").write_text(card.to_json(), encoding="utf-8")
    numbers = {name: own for name, own in FIVE.items() if name != "M0"}
    members = [member("M0", scorecards=["M0.json"]), *five()[1:]]
    for rescored in (False, True):
        found = sdg.read_network(network(tmp_path, members, numbers, rescore=rescored))
        part = found.orientation().members[0]
        assert (part.edition, part.compared) == (("2026.1", True) if rescored else ("2025.1", False))
        assert (NET in found.orientation().ranges) == rescored
        assert part.results  # its own numbers, under its own edition


def test_a_scorecard_that_was_changed_by_hand_is_told(tmp_path: Path) -> None:
    made(tmp_path, five()[:1])
    card = sdg.score(sdg.read_evidence(tmp_path / "M0.csv"), sdg.load(), "u4ssc-performance")
    (tmp_path / "M0.json").write_text(
        card.to_json().replace('"40.0"', '"41.0"').replace("40.0", "41.0"), encoding="utf-8"
    )
    file = network(tmp_path, [member("M0", scorecards=["M0.json", ".", "M1.csv"])], {})
    assert sdg.read_network(file).orientation().members
    assert {each.code for each in sdg.read_network(file).check()} == {"SDG834"}
