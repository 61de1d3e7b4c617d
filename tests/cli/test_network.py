"""The commands on a network: what they print and write, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdg_standard.cli import main, networked
from small_network import NET, member, network


def test_template_and_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    assert main(["network", "template", "--out", str(file)]) == 0
    assert main(["network", "template", "--out", str(file)]) == 1  # nothing is written over
    capsys.readouterr()
    assert main(["network", "check", str(file), "--language", "nb"]) == 0
    assert "Nettverket vårt: 1 medlem" in capsys.readouterr().out
    file.write_text(file.read_text(encoding="utf-8").replace("NO-3203", "NO-9999"), encoding="utf-8")
    assert main(["network", "check", str(tmp_path)]) == 1
    assert "SDG833" in capsys.readouterr().out


def test_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file, out = network(tmp_path, [member("ELV")], {"ELV": {NET: {"2024": 50.0}}}), tmp_path / "out.json"
    assert main(["network", "report", str(file), "--format", "json", "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["period"] == "2024"
    assert main(["network", "report", str(file), "--period", "1999", "--out", str(out)]) == 1
    assert "1999" in capsys.readouterr().err


def test_the_demo_shows_a_network(tmp_path: Path) -> None:
    said = networked.shown(tmp_path / "one", "nb")
    assert "Tilvik (oppdiktet)" in said and "Halvøy (oppdiktet), Småvik (oppdiktet)" in said
    assert networked.shown(tmp_path / "two", "nb") == said
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1] and sorted(files[0]) == ["council.html", "orientation.html", "orientation.json"]
