"""The compiled cache: quicker, and never anything else."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdg_standard._resources import bundled
from sdg_standard.catalogue.cache import MOST_ENTRIES, cache_folder, keep, recall
from sdg_standard.editions import load as load_module
from sdg_standard.editions import loading
from sdg_standard.editions.loading import _foundation, _loaded
from sdg_standard.errors import StandardError

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"
UNNAMED_GOALS = [f"{goal}.yaml" for goal in range(1, 18) if goal not in (3, 6, 11, 16)]


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What ships, without what the standard of these tests does not name: little to read anew."""
    unnamed = shutil.ignore_patterns("translations", "methodologies", "u4ssc", "implementation", *UNNAMED_GOALS)
    small = shutil.copytree(bundled("standard"), tmp_path_factory.mktemp("home") / "standard", ignore=unnamed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "bundled", lambda _: small)
        _foundation.cache_clear()
        _loaded(CONTRACT)  # the list of units, too, is read once in a process
        yield
    _foundation.cache_clear()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _foundation()  # what ships is read once in a process: not first while a test counts the files of its own cache
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


# --- whom it is taken from --------------------------------------------------------------------------------------------


def forged(cache: Path) -> None:
    """What somebody else would write: another title, everything else as it was."""
    for file in compiled(cache):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Safe drinking water", "Forged water"), encoding="utf-8")


def title(standard: Path) -> str:
    found, problems = _loaded(standard)
    assert found is not None and not problems
    return found.indicators["town.water"].title


def test_ones_own_cache_is_taken_at_its_word(cache: Path, standard: Path) -> None:
    """So that the tests below show something."""
    _loaded(standard)
    forged(cache)
    assert title(standard) == "Forged water"
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in compiled(cache)} == {0o600}


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777, 0o1777])
def test_a_folder_that_others_may_write_is_not_used(
    cache: Path, standard: Path, mode: int, caplog: pytest.LogCaptureFixture
) -> None:
    _loaded(standard)
    forged(cache)
    cache.chmod(mode)
    before = compiled(cache)
    with caplog.at_level("INFO", logger="sdg_standard"):
        assert title(standard) == "Safe drinking water"
    assert compiled(cache) == before and "others may write" in caplog.text


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_made_anew(cache: Path, standard: Path, mode: int) -> None:
    _loaded(standard)
    forged(cache)
    for file in compiled(cache):
        file.chmod(mode)
    assert title(standard) == "Safe drinking water"
    assert {stat.S_IMODE(file.stat().st_mode) for file in compiled(cache)} == {0o600}
    assert recall(load_module(standard).digest) is None or title(standard) == "Safe drinking water"


def test_what_belongs_to_somebody_else_is_not_used(
    cache: Path, standard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _loaded(standard)
    forged(cache)
    real = os.fstat
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    if os.stat(cache).st_uid == 0:  # root's own are everybody's, who could change all else as well
        assert title(standard) == "Forged water"
        monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result([*real(handle)[:4], 4712, *real(handle)[5:10]]))
    assert title(standard) == "Safe drinking water"


def test_the_usual_folder_is_closed_where_it_stood_open(
    tmp_path: Path, standard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDG_STANDARD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    usual = tmp_path / "home" / "sdg-standard"
    usual.mkdir(parents=True)
    usual.chmod(0o775)
    _loaded(standard)
    assert compiled(usual) and stat.S_IMODE(usual.stat().st_mode) == 0o700


def test_where_files_have_no_owners_the_folder_lies_below_the_users_own(
    cache: Path, standard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, whose shared drives cannot be told from others by owner and mode."""
    _loaded(standard)
    forged(cache)
    monkeypatch.delattr(os, "geteuid")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "users" / "kari")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert title(standard) == "Safe drinking water"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert title(standard) == "Forged water"


# --- what is no entry -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["own", "library"])
@pytest.mark.parametrize(
    "shape",
    ["a list", "no files", "a file too few", "a file too many", "texts", "another model", "deep"],
)
def test_another_shape_is_made_anew(cache: Path, standard: Path, shape: str, where: str) -> None:
    """Also that of the library's own definitions, which every folder builds on: no file of the user is to blame."""
    _foundation.cache_clear()
    _loaded(standard)
    files = compiled(cache)
    assert len(files) == 3  # the folder itself, that it was checked, and what of the library it builds on
    before = {file: file.read_bytes() for file in files}
    for file in files:
        data = json.loads(before[file])
        documents = data["documents"]
        if not documents or ("frameworks/un-sdg/framework.yaml" in documents) != (where == "library"):
            continue
        name = next(name for name in documents if name.startswith("vocabularies/") or name == "inputs.yaml")
        shapes: dict[str, Any] = {
            "a list": [],
            "no files": {},
            "a file too few": {key: value for key, value in documents.items() if key != name},
            "a file too many": {**documents, "frameworks/town/new.yaml": documents[name]},
            "texts": {key: "text" for key in documents},
            "another model": {**documents, name: {"nonsense": {"more": [1, None, {}]}}},
            "deep": {**documents, name: {"a": json.loads("[" * 200 + "]" * 200)}},
        }
        file.write_text(json.dumps({**data, "documents": shapes[shape]}), encoding="utf-8")
    _foundation.cache_clear()
    assert title(standard) == "Safe drinking water"
    assert {file: file.read_bytes() for file in compiled(cache)} == before
    _foundation.cache_clear()


def test_a_pipe_is_not_waited_for(cache: Path, standard: Path) -> None:
    _foundation.cache_clear()
    _loaded(standard)
    files = compiled(cache)
    for file in files:
        file.unlink()
        os.mkfifo(file)
    _foundation.cache_clear()
    assert title(standard) == "Safe drinking water"
    assert all(file.is_file() for file in compiled(cache)) and compiled(cache) == files  # replaced
    _foundation.cache_clear()


def test_a_link_is_replaced_and_not_followed(cache: Path, standard: Path, tmp_path: Path) -> None:
    _loaded(standard)
    (tmp_path / "precious").write_text("precious", encoding="utf-8")
    for file in compiled(cache):
        file.unlink()
        file.symlink_to(tmp_path / "precious")
    _loaded(standard)
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "precious"


# --- how much of it there is ------------------------------------------------------------------------------------------


def test_what_was_not_used_for_longest_is_forgotten(cache: Path) -> None:
    for number in range(MOST_ENTRIES + 5):
        keep(f"digest {number}", {"a.yaml": {"n": number}})
        for age, file in enumerate(sorted(compiled(cache), key=lambda file: -file.stat().st_mtime)):
            os.utime(file, (10**9 - age, 10**9 - age))
        assert recall("digest 0") == {"a.yaml": {"n": 0}}  # in use all the time
    assert len(compiled(cache)) == MOST_ENTRIES
    assert recall("digest 1") is None and recall(f"digest {MOST_ENTRIES + 4}") is not None


def test_what_was_left_half_written_goes_and_nothing_else(cache: Path) -> None:
    cache.mkdir(mode=0o700)
    for name in ("old.part", "mine.json", "README"):
        (cache / name).write_text("x", encoding="utf-8")
        os.utime(cache / name, (10**9, 10**9))
    (cache / "new.part").write_text("x", encoding="utf-8")  # of a program that is writing now
    keep("digest", {"a.yaml": {}})
    assert {path.name for path in cache.iterdir()} >= {"mine.json", "README", "new.part"}
    assert not (cache / "old.part").exists()


def test_a_full_disk_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dump(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sdg_standard.catalogue.cache.json.dump", dump)
    keep("digest", {"a.yaml": {}})
    assert list(cache.iterdir()) == []
