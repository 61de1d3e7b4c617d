"""Editions against each other: what is no change, how they are reached, what is printed, how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from edition import AIR_FILE, DOCTORS_FILE, FILES, METHOD_FILE, changes_of, edited, side
from sdg_standard.cli import main
from sdg_standard.editions.changes.change import COLUMNS
from sdg_standard.editions.changes.comparing import differences
from sdg_standard.editions.changes.telling import as_annotations, lines_of, to_markdown
from sdg_standard.editions.differing import changes_between


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_nothing_is_no_change() -> None:
    assert not changes_of(FILES)
    assert changes_of(FILES).severity is None and not changes_of(FILES).versions


def test_moving_comments_and_the_order_of_keys_say_nothing() -> None:
    moved = {name: text for name, text in FILES.items() if name not in (AIR_FILE, METHOD_FILE)}
    head, _, tail = FILES[AIR_FILE].partition("definition:")
    first, _, rest = tail.partition("\n")
    moved["frameworks/hill/below/air.yaml"] = f"{head}{rest}definition:{first}   # moved to the end\n"
    moved[METHOD_FILE] = f"# a remark\n{FILES[METHOD_FILE]}"
    assert not changes_of(moved)


def test_a_methodology_that_extends_is_concerned_and_the_fact_is_told_once() -> None:
    heir = {"methodologies/hill-heir.yaml": "id: hill-heir\ntitle: The same\nextends: hill-index\n"}
    files = {**FILES, **heir}
    later = {**files, METHOD_FILE: files[METHOD_FILE].replace("max_age: 5", "max_age: 4")}
    found = changes_between(side(files), side(later))
    assert [(one.id, one.what, one.concerns) for one in found] == [("hill-index", "reading-changed", ("hill-heir",))]
    assert found.version_needed == {"hill-index": "2.0.0", "hill-heir": "2.0.0"}


def test_a_common_input_concerns_the_indicators_that_read_it() -> None:
    found = changes_of(edited("inputs.yaml", "title: Population", "title: People"))
    assert found[0].concerns == ("hill.doctors",)
    assert found.version_needed == {"hill.doctors": "1.0.1"}


@pytest.mark.parametrize(
    ("old", "new", "needed"),
    [
        ("value: 5, from", "value: 6, from", "2.0.0"),
        ("[sex]", "[sex, age]", "1.3.0"),
        ("title: Air", "title: A", "1.2.4"),
    ],
)
def test_the_smallest_honest_version(old: str, new: str, needed: str) -> None:
    text = FILES[AIR_FILE].replace(old, new, 1)
    found = changes_of({**FILES, AIR_FILE: text})
    assert found.version_needed["hill.air"] == needed
    assert {item.id: item.enough for item in found.versions} == {"hill.air": False, "hill": False}
    raised = changes_of({**FILES, AIR_FILE: text.replace("1.2.3", needed)})
    assert {item.id: item.enough for item in raised.versions}["hill.air"]
    named = changes_of({**FILES, AIR_FILE: text, "standard.yaml": FILES["standard.yaml"].replace("2026.1", "2026.2")})
    assert {item.id: item.enough for item in named.versions} == {"hill.air": False, "hill": True}


def test_a_table_has_a_row_for_each_change() -> None:
    found = changes_of(edited(AIR_FILE, "value: 5, from", "value: 6, from"))
    frame = found.to_frame()
    assert list(frame.columns) == list(COLUMNS)
    row = frame.iloc[0]
    assert (row["id"], row["what"], row["where"]) == ("hill.air", "benchmark-value-changed", f"{AIR_FILE}:24")
    assert (row["old"], row["new"], row["severity"]) == (5.0, 6.0, "major")
    assert json.loads(found.to_json()) == [dict(row)]
    assert changes_of(FILES).to_frame().empty and list(changes_of(FILES).to_frame().columns) == list(COLUMNS)
    assert isinstance(frame, pd.DataFrame)


def test_hostile_texts_pass_through_all_forms() -> None:
    hostile = "<script>alert('x')</script> | =HYPERLINK(1) \u202e\U0001f600 `a` [b](c)"
    text = json.dumps(hostile, ensure_ascii=False)
    found = changes_of({**FILES, DOCTORS_FILE: FILES[DOCTORS_FILE].replace("title: Doctors\n", f"title: {text}\n")})
    assert found[0].new == hostile
    markdown = to_markdown(found, "nb")
    assert "<script>" not in markdown and "\u202e" not in markdown and "[b](c)" not in markdown
    assert json.loads(found.to_json())[0]["new"] == hostile
    (line,) = as_annotations(found, "en", "a,b")
    assert line.startswith("::notice file=a%2Cb/frameworks/hill/doctors.yaml,line=3,title=patch%3A hill.doctors::")
    assert "\n" not in line
    assert list(lines_of(found, "nn"))


def test_lists_are_aligned_by_what_they_say() -> None:
    old, new = [{"a": 1}, {"b": 2}, {"c": 3}], [{"a": 1}, {"x": 9}, {"b": 2}, {"c": 4}]
    found = [(one.path, one.old, one.new) for one in differences({"l": old}, {"l": new})]
    assert found == [(("l", 1), None, {"x": 9}), (("l", 3, "c"), 3, 4)]


def test_true_is_not_one() -> None:
    assert [one.verb for one in differences({"a": True}, {"a": 1})] == ["changed"]


def test_the_command_ends_as_it_is_severe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = written(tmp_path / "old", FILES)
    cases = [
        (FILES, 0, "nothing has changed"),
        (edited(AIR_FILE, "title: Air\n", "title: A\n"), 0, "1 change: 1 patch"),
        (edited(AIR_FILE, "[sex]", "[sex, age]"), 3, "1 change: 1 minor"),
        (edited(AIR_FILE, "value: 5, from", "value: 6, from"), 4, "1 change: 1 major"),
    ]
    for place, (files, code, said) in enumerate(cases):
        new = written(tmp_path / str(place), files)
        assert main(["diff", str(old), str(new)]) == code
        assert said in capsys.readouterr().out
    assert main(["diff", str(old), str(tmp_path / "3"), "--format", "json"]) == 4
    assert json.loads(capsys.readouterr().out)[0]["what"] == "benchmark-value-changed"
    assert main(["diff", str(old), str(tmp_path / "3"), "--format", "markdown", "--language", "nb"]) == 4
    assert "### Store endringer" in capsys.readouterr().out
    assert main(["diff", str(old), str(tmp_path / "3"), "--format", "github"]) == 4
    assert capsys.readouterr().out.startswith(f"::warning file={tmp_path}/3/{AIR_FILE},line=24,")
    assert main(["diff", str(old), str(tmp_path / "3"), "--language", "nn"]) == 4
    assert "hill.air var 1.2.3 og må vere minst 2.0.0" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = written(tmp_path / "old", FILES)
    broken = written(tmp_path / "broken", edited(AIR_FILE, "unit: µg/m³", "unit: nonsense"))
    assert main(["diff", str(old), str(broken)]) == 1
    assert "SDG204" in capsys.readouterr().err
    for wrong in ("HEAD:nowhere", "git:no-such-revision", "--upload-pack:x", str(tmp_path / "nothing")):
        assert main(["diff", str(old), "--", wrong] if wrong.startswith("-") else ["diff", str(old), wrong]) == 1
        assert "SDG" in capsys.readouterr().err
    with pytest.raises(sdg.StandardError):
        sdg.diff(old, "HEAD:nowhere")


def test_git_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "repository"
    written(root / "standard", FILES)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b", "-C", str(root)]
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "one"], check=True)
    written(root / "standard", edited(AIR_FILE, "title: Air\n", "title: A\n"))
    (root / "standard" / DOCTORS_FILE).rename(root / "standard" / "frameworks" / "hill" / "medics.yaml")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "two"], check=True)
    monkeypatch.chdir(root)
    for old, new in (
        ("git:HEAD~1", "git:HEAD"),
        ("HEAD~1:standard", "standard"),
        ("HEAD~1:standard/", "HEAD:standard"),
    ):
        found = sdg.diff(old, new)
        assert [(one.what, one.where) for one in found] == [("title-changed", f"{AIR_FILE}:7")]


def test_a_released_edition_is_reached_by_its_name() -> None:
    """It is compared with its files, like a folder: an edition does not differ from itself."""
    assert not sdg.diff("2026.1", "sdg-standard@2026.1")
    assert not sdg.diff("2026.1", sdg.load(edition="2026.1"))


def test_of_one_kind_a_few_are_listed() -> None:
    rows = "".join(f"{code:04},Elm,1900-01-01,\n" for code in range(100, 150))
    register = FILES["areas/hc/municipalities.csv"] + rows
    lines = list(lines_of(changes_of({**FILES, "areas/hc/municipalities.csv": register})))
    assert sum("Elm" in line for line in lines) == 20
    assert "    30 more of this kind in areas:HC" in lines


def test_standards_at_hand_are_compared_as_well(tmp_path: Path) -> None:
    new = written(tmp_path, edited(AIR_FILE, "value: 5, from", "value: 6, from"))
    old = written(tmp_path / "old", FILES)
    found = sdg.diff(sdg.load(old), sdg.load(new))
    assert [(one.id, one.what) for one in found if one.severity == "major"] == [("hill.air", "benchmark-value-changed")]
    shutil.rmtree(old)
