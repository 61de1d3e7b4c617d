from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sdg_standard._resources import bundled
from sdg_standard.editions import load, read_standard
from sdg_standard.errors import StandardError
from sdg_standard.plans import plan_of

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"


def test_the_bundled_standard_has_no_error_and_no_warning() -> None:
    standard = load()
    assert (standard.id, standard.edition, standard.languages) == ("sdg-standard", "2026.1", ("en", "nb", "nn"))
    assert not standard.problems.warnings, str(standard.problems.warnings)
    assert len(standard.indicators) > 100 and len(standard.series) > 130


def test_every_methodology_of_the_bundled_standard_can_be_used() -> None:
    standard = load()
    assert len(standard.methodologies) > 1
    for methodology in standard.methodologies.values():
        plan = plan_of(methodology, standard)
        assert not plan.failed and plan.leaves, methodology.id


def test_loading_twice_gives_the_same() -> None:
    assert load() is load()
    one, other = load(CONTRACT), load(str(CONTRACT))
    assert one.digest == other.digest
    assert list(one.series) == list(other.series)


def test_the_working_copy_is_the_bundled_edition() -> None:
    assert load(bundled("standard")).digest == load().digest


def test_the_edition_is_checked() -> None:
    assert load(edition="2026.1").edition == load(edition="sdg-standard@2026.1").edition == "2026.1"
    with pytest.raises(StandardError) as caught:
        load(edition="2019.1")
    (problem,) = caught.value.problems
    assert problem.code == "SDG506"
    assert '"2019.1"' in problem.message and "2026.1" in problem.message


def test_line_ends_do_not_change_the_digest(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT, root)
    for path in [path for path in root.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    standard, problems = read_standard(root)
    assert standard is not None and not problems
    assert standard.digest == load(CONTRACT).digest


def test_a_comment_changes_the_digest(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT, root)
    with (root / "frameworks/town/water.yaml").open("a", encoding="utf-8") as file:
        file.write("# looked at again\n")
    assert load(root).digest != load(CONTRACT).digest


def test_errors_are_raised_together(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT, root)
    for name in ("water", "air"):
        path = root / f"frameworks/town/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    with pytest.raises(StandardError) as caught:
        load(root)
    files = ["frameworks/town/air.yaml", "frameworks/town/water.yaml"]
    assert [problem.file for problem in caught.value.problems] == files  # and nothing about what names them
