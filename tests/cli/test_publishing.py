"""The command that hands out the schemas of files and tables."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

from sdg_standard.publish.schemas import every_schema


def test_a_schema_is_printed_or_all_are_written(run: Run, tmp_path: Path) -> None:
    assert run("schema").out.split() == list(every_schema())
    assert json.loads(run("schema", "evidence").out) == every_schema()["evidence"]
    done = run("schema", "--out", tmp_path, "--language", "nb")
    assert done.code == 0 and f"{len(every_schema())} skjemaer" in done.out
    assert {path.stem for path in tmp_path.glob("*.json")} == set(every_schema())
    wrong = run("schema", "evidense")
    assert wrong.code == 1 and "evidence" in wrong.err and "Traceback" not in wrong.err
