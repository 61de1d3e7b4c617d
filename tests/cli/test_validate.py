"""validate for people, build servers and editors: SARIF, what a code means, what is thin, a folder that is watched."""

from __future__ import annotations

import json
import shutil
import threading
import time
from argparse import Namespace
from pathlib import Path

import pytest

from sdg_standard.cli import editing, main
from sdg_standard.editions.watching import Watch

TOWN = Path(__file__).parents[1] / "contract" / "standard"
WATER = "frameworks/town/water.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOWN, tmp_path / "town"))


def spoil(folder: Path, old: str = "title:", new: str = "titel:") -> None:
    path = folder / WATER
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_sarif(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder)
    assert main(["validate", str(folder), "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    (rule,), (result,) = run["tool"]["driver"]["rules"], run["results"]
    assert (log["version"], rule["id"], result["ruleId"], result["ruleIndex"]) == ("2.1.0", "SDG130", "SDG130", 0)
    assert (result["level"], result["message"]["text"][:19]) == ("error", 'unknown key "titel"')
    place = result["locations"][0]["physicalLocation"]
    line = (folder / WATER).read_text(encoding="utf-8").splitlines().index("titel: Safe drinking water") + 1
    assert place["region"] == {"startLine": line, "startColumn": 1}
    assert place["artifactLocation"]["uri"].endswith(f"town/{WATER}")


def test_sarif_of_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path), "--format", "sarif"]) == 1
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["ruleId"] == "SDG501"


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--explain", "sdg204"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("SDG204 unknown-unit (error)\n\n") and "\nCure: Write one of the listed units." in said
    assert main(["validate", "--explain", "SDG999"]) == 1
    assert 'there is no code "SDG999"' in capsys.readouterr().err


def test_what_is_thin_is_summed_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = "title: B\nseries: {value: {kind: index}}\n"
    for name in "abcd":
        (folder / f"frameworks/town/{name}.yaml").write_text(f"id: town.{name}\n{bare}", encoding="utf-8")
    assert main(["validate", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("no problems")
    assert "  without a source: 4 (town.a, town.b, town.c, …)" in lines


def test_a_watch_sees_what_has_changed(folder: Path) -> None:
    watch = Watch(folder)
    assert watch.changed() == []
    spoil(folder)
    (folder / "notes.txt").write_text("no definition", encoding="utf-8")
    assert watch.changed() == [WATER]
    assert [problem.code for problem in watch.first_answer([WATER])] == ["SDG130"]
    (folder / WATER).unlink()
    (folder / "frameworks/town/b.yaml").write_text("id: town.b\n", encoding="utf-8")
    assert watch.changed() == ["frameworks/town/b.yaml", WATER]
    assert [problem.file for problem in watch.first_answer([WATER, "frameworks/town/b.yaml"])] == (
        ["frameworks/town/b.yaml"] * 2
    )
    assert watch.changed() == []


def test_a_folder_is_watched_until_somebody_stops(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = Namespace(format="text", language="en")

    def edit() -> None:
        time.sleep(0.1)
        spoil(folder)

    def looks() -> object:
        editor = threading.Thread(target=edit)
        editor.start()
        while "titel" not in (folder / WATER).read_text(encoding="utf-8"):
            yield None
        editor.join()
        yield None  # the mistake
        spoil(folder, "titel:", "title:")
        yield None  # and how it is mended

    editing.follow(folder, asked, looks())  # type: ignore[arg-type]  # only how many there are matters
    said = capsys.readouterr().out
    assert f"{WATER}: 1 error\n" in said and 'unknown key "titel"' in said
    assert f"\n{WATER}: no problems\n" in said and said.count("3 methodologies") == 1
