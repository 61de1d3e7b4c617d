"""The compiled cache: quicker, and never anything else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sdg_standard.catalogue import load as load_module
from sdg_standard.catalogue.cache import cache_folder, keep, recall
from sdg_standard.catalogue.load import _loaded
from sdg_standard.errors import StandardError

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(folder))
    return folder


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTRACT, tmp_path / "standard"))


def compiled(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.json")) if cache.exists() else []


def test_the_second_reading_gives_the_same_standard(cache: Path, standard: Path) -> None:
    cold, cold_problems = _loaded(standard)
    files = compiled(cache)
    warm, warm_problems = _loaded(standard)
    assert files and compiled(cache) == files
    assert cold is not None and warm is not None
    assert cold.digest == warm.digest
    assert cold_problems == warm_problems
    assert dict(cold.series) == dict(warm.series)
    assert dict(cold.indicators) == dict(warm.indicators)
    assert dict(cold.methodologies) == dict(warm.methodologies)


def test_a_changed_file_is_read_anew(cache: Path, standard: Path) -> None:
    _loaded(standard)
    water = standard / "frameworks" / "town" / "water.yaml"
    water.write_text(water.read_text(encoding="utf-8").replace("Safe drinking water", "Clean water"), encoding="utf-8")
    again, _ = _loaded(standard)
    assert again is not None
    assert again.indicators["town.water"].title == "Clean water"


def test_problems_keep_their_place(cache: Path, standard: Path) -> None:
    _loaded(standard)
    water = standard / "frameworks" / "town" / "water.yaml"
    water.write_text(water.read_text(encoding="utf-8").replace("unit: ", "unitt: "), encoding="utf-8")
    _, first = _loaded(standard)
    _, second = _loaded(standard)
    assert first == second
    assert first.errors[0].line is not None and first.errors[0].line > 1
    with pytest.raises(StandardError):
        load_module(standard)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"digest": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_cache_is_no_cache(cache: Path, standard: Path, damage: bytes) -> None:
    _loaded(standard)
    for file in compiled(cache):
        file.write_bytes(damage)
    again, problems = _loaded(standard)
    assert again is not None and not problems


def test_a_cache_of_other_content_is_not_believed(cache: Path, standard: Path) -> None:
    _loaded(standard)
    for file in compiled(cache):
        data = json.loads(file.read_text(encoding="utf-8"))
        data["digest"] = "something else"
        file.write_text(json.dumps(data), encoding="utf-8")
        assert recall("something else") is None


def test_it_can_be_switched_off(tmp_path: Path, standard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDG_STANDARD_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert cache_folder() is None
    again, _ = _loaded(standard)
    assert again is not None
    assert not (tmp_path / "home").exists()


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, standard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a-file"
    file.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(file / "below"))
    keep("digest", {"a.yaml": {}})
    assert recall("digest") is None
    again, _ = _loaded(standard)
    assert again is not None
