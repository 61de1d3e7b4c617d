"""Examples that came out are not run again until something changes that they can depend on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sdg_standard._resources import bundled
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions import examples, load, read_standard, remembered, validate
from sdg_standard.editions.remembered import Remembered
from sdg_standard.errors import Problems

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"


@pytest.fixture
def standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copytree(CONTRACT, tmp_path / "standard"))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The methodologies whose examples are run."""
    names: list[str] = []
    real = examples.methodology_examples

    def noted(methodology: Any, *rest: Any) -> Any:
        names.append(methodology.id)
        return real(methodology, *rest)

    monkeypatch.setattr(examples, "methodology_examples", noted)
    return names


def change(standard: Path, file: str, old: str, new: str) -> None:
    path = standard / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed(standard: Path, ran: list[str]) -> None:
    first = validate(standard)
    assert ran and len(ran) == len(set(ran))
    before, ran[:] = list(ran), []
    second = validate(standard)
    assert (second, second.checked) == (first, first.checked)
    assert ran == [] and before


def test_a_source_is_nothing_that_an_example_depends_on(standard: Path, ran: list[str]) -> None:
    validate(standard)
    ran.clear()
    path = standard / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "another: {title: Another}\n", encoding="utf-8")
    validate(standard)
    assert ran == []


CHANGES = [
    ("frameworks/town/water.yaml", 'unit: "%"', 'unit: "%"\n    possible: {min: 0, max: 90}'),
    ("frameworks/town/water.yaml", "expect: {value: 96 %}", "expect: {value: 97 %}"),
    ("methodologies/written.yaml", "town.water, worst: 50", "town.water, worst: 60"),
    ("methodologies/trend.example.csv", "ash,2024,town.air.pm2_5,18", "ash,2024,town.air.pm2_5,22"),
]


@pytest.mark.parametrize("file, old, new", CHANGES)
def test_what_no_longer_comes_out_is_said(
    standard: Path, file: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not validate(standard).errors
    change(standard, file, old, new)
    told = validate(standard)
    monkeypatch.setenv("SDG_STANDARD_CACHE", "off")
    assert told.errors and told == validate(standard)


def test_what_does_not_come_out_is_said_each_time(standard: Path) -> None:
    change(standard, *CHANGES[1])
    assert validate(standard).errors == validate(standard).errors != Problems()


def test_another_library_runs_them_all(standard: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    validate(standard)
    before = list(ran)
    remembered._library.cache_clear()
    with monkeypatch.context() as another:
        another.setattr(remembered, "__version__", "another")
        validate(standard)
    remembered._library.cache_clear()
    assert ran == before * 2


def test_a_folder_that_adds_to_an_edition_knows_the_examples_of_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = load()
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path / "cache"))
    of_edition = Remembered(edition, Folder.read(bundled("standard")), "2026")
    for item in (*edition.methodologies.values(), *edition.indicators.values()):
        of_edition.came_out(item)
    of_edition.keep()
    root = tmp_path / "town"
    shutil.copytree(CONTRACT / "frameworks" / "town", root / "frameworks" / "town")
    about = "format: 1\nid: town\nedition: '2026.1'\ntitle: Town\nlanguages: [en]\n"
    about += f"extends: {edition.id}@{edition.edition}\n"
    (root / "standard.yaml").write_text(about, encoding="utf-8")
    added, _ = read_standard(root)
    assert added is not None and len(added.indicators) > len(edition.indicators)
    known = Remembered(added, Folder.read(root), "2026")
    widened = "own-commitments"  # reads every series, also those that the folder adds
    others = (item for name, item in edition.methodologies.items() if name != widened)
    assert all(known.knows(item) for item in (*others, *edition.indicators.values()))
    assert not known.knows(edition.methodologies[widened])
    assert not any(known.knows(item) for name, item in added.indicators.items() if name not in edition.indicators)
