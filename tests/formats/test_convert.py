"""From one format into another: what a source is, what is refused, and that nothing withheld is written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.errors import EvidenceError, SdgStandardError, UnknownId
from sdg_standard.formats.own import is_scorecard

TURNOUT = "u4ssc.sc.sh.si.4c"


@pytest.fixture(scope="module")
def evidence() -> sdg.Evidence:
    rows = [
        {"area": "NO-3203", "period": "2024", "series": "SC: SH: SI: 4C", "value": 67.94, "unit": "%"},
        {"area": "NO-3201", "period": "2024", "series": TURNOUT, "value": 71.25, "unit": "%", "confidentiality": "C"},
        {"area": "NO-3201", "period": "2024", "series": "nobody.knows", "value": 1, "unit": "%"},
        {"area": "NO-1103", "period": "2024", "series": TURNOUT, "value": "", "unit": "", "status": "O"},
    ]
    return sdg.Evidence.from_records(rows)


def test_evidence_is_written_in_canonical_ids_and_says_what_is_left_out(evidence: sdg.Evidence, tmp_path: Path) -> None:
    made = sdg.convert(evidence, tmp_path / "out.csv", "evidence")
    frame = pd.read_csv(made.files[0], keep_default_na=False)
    assert frame[["area", "series", "value", "status", "confidentiality"]].values.tolist() == [
        ["NO-3203", TURNOUT, "67.94", "A", "F"],
        ["NO-3201", TURNOUT, "", "Q", "C"],
        ["NO-1103", TURNOUT, "", "O", "F"],
    ]
    assert len(made.left_out) == 2 and "71.25" not in made.files[0].read_text(encoding="utf-8")


def test_the_command_says_what_it_keeps_loses_and_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "in.csv"
    table.write_text("area,period,series,value,unit\nNO-3203,2024,SC: SH: SI: 4C,67.94,%\n", encoding="utf-8")
    command = ["convert", str(table), str(tmp_path / "out.csv"), "--to", "evidence", "--language", "nn"]
    assert main(command) == 0
    assert "Tek vare på: " in (said := capsys.readouterr().out) and "Mistar: " in said
    before = (tmp_path / "out.csv").read_bytes()
    assert main(command) == 0 and (tmp_path / "out.csv").read_bytes() == before
    assert main(["convert", str(table), str(table), "--to", "evidence"]) == 1


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"to": "no-such-format"}, UnknownId),
        ({"to": "evidence", "like": "no-such-format"}, UnknownId),
        ({"to": "evidence", "settings": {"colour": "red"}}, UnknownId),
        ({"to": "evidence", "like": "draft"}, EvidenceError),
        ({"to": "draft"}, EvidenceError),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(
    how: dict[str, str], error: type[SdgStandardError], tmp_path: Path
) -> None:
    table = tmp_path / "in.csv"
    table.write_text("area,period,series,value,unit\n", encoding="utf-8")
    with pytest.raises(error):
        sdg.convert(table, tmp_path / "out", **how)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_a_standard_has_no_evidence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError):
        sdg.convert(sdg.load(), tmp_path / "out.csv", "evidence")
    with pytest.raises(EvidenceError):
        sdg.convert(tmp_path, tmp_path / "out.csv", "evidence")  # an empty folder


@pytest.mark.parametrize("form", ["sdmx", "data-package", "open-sdg"])
def test_a_saved_card_is_written_as_the_card_was(form: str, card: sdg.Scorecard, tmp_path: Path) -> None:
    saved = tmp_path / "scorecard.json"
    saved.write_text(card.to_json(), encoding="utf-8")
    one, other = (sdg.convert(source, tmp_path / str(place), form) for place, source in enumerate((card, saved)))
    assert {path.name: path.read_bytes() for path in one.files} == {
        path.name: path.read_bytes() for path in other.files
    }
    assert [str(text) for text in one.left_out] == [str(text) for text in other.left_out]


def test_a_card_of_many_areas_is_known_as_one(tmp_path: Path) -> None:
    path = tmp_path / "scorecard.json"
    names = ",".join(f'"NO-{number}":"Municipality {number}"' for number in range(2000))
    path.write_text(f'{{"areas":{{{names}}},"format":"sdg-standard scorecard 1"}}', encoding="utf-8")
    assert is_scorecard(path)


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "formats", "--language", "nb"]) == 0
    assert "open-sdg" in (said := capsys.readouterr().out) and "formater" in said
