"""Evidence from files: what goes on to be measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_evidence


def test_a_file_of_evidence(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("Area;Period;Series;Value;Unit\nNO-3203;2024;town.water;95,5;%\nNO-3203;2024;town.air\n")
    evidence = read_evidence(path, decimal=",")
    assert len(evidence) == 1
    assert evidence.frame.loc[2, "value"] == "95,5"
    assert (evidence.file, evidence.decimal) == ("town.csv", ",")
    assert [problem.row for problem in evidence.problems] == [3]
    assert len(evidence.digest) == 64


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("kommune|aar|tall\nAsker|2024|1\n")
    with pytest.raises(EvidenceError) as caught:
        read_evidence(path)
    assert {problem.field for problem in caught.value.problems} == {"area", "period", "series", "value"}
