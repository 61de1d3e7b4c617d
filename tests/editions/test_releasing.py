"""Releases: frozen, loaded by name whatever changes later, guarded; and scorecards under another edition."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from edition import AIR_FILE, DOCTORS_FILE, FILES, edited, folder_of
from sdg_standard._resources import bundled
from sdg_standard.assess.rescoring import check_editions
from sdg_standard.catalogue.folder import Folder
from sdg_standard.cli import main
from sdg_standard.editions import loading, released, remembered
from sdg_standard.editions.released import compiled, read_release, unpacked

CONTRACT = Path(__file__).parents[1] / "contract"


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def hill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released edition: ``releases/2026.1`` beside ``standard``."""
    root = written(tmp_path_factory.mktemp("hill") / "standard", {**FILES, "translations/nb/hill.yaml": ""})
    (root / "translations/nb/hill.yaml").unlink()
    assert main(["release", "2026.1", str(root)]) == 0
    return root


def again(root: Path, at: Path, files: dict[str, str], edition: str = "2026.2") -> Path:
    """The next edition, with the releases of another folder beside it."""
    shutil.copytree(root.parent / "releases", at / "releases", dirs_exist_ok=True)
    named = {**files, "standard.yaml": files["standard.yaml"].replace("2026.1", edition)}
    return written(at / "standard", {name: text for name, text in named.items() if "translations" not in name})


def codes(root: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, int]]:
    capsys.readouterr()
    main(["check-release", str(root), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return [(item["code"], item["file"], item["line"]) for item in found]


def test_a_release_is_the_same_bytes_each_time_and_its_manifest_vouches_for_it(hill: Path) -> None:
    folder = Folder.read(hill)
    assert compiled(folder) == compiled(folder)
    assert unpacked(compiled(folder), hill).digest == folder.digest
    place = hill.parent / "releases" / "2026.1"
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["id"], manifest["edition"], manifest["date"]) == ("hill", "2026.1", "2026-01-01")
    assert manifest["digest"] == folder.digest == read_release("2026.1", place.parent).folder.digest
    assert manifest["definitions"] == {"hill-index": "1.0.0", "hill.air": "1.2.3", "hill.doctors": "1.0.0"}
    assert set(manifest["files"]) == set(folder.files) and manifest["previous"] is None
    assert (
        (place / "CHANGES.md").read_text(encoding="utf-8").startswith("# hill 2026.1, 2026-01-01\n\nThe first released")
    )


def test_a_released_edition_of_a_folder_of_ones_own_loads_by_its_name(
    hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = {**FILES, AIR_FILE: FILES[AIR_FILE].replace("value: 5, from", "value: 6, from")}
    root = again(hill, tmp_path, later)
    assert sdg.load(root).edition == sdg.load(root, edition="2026.2").edition == "2026.2"
    for name in ("2026.1", "hill@2026.1"):
        old = sdg.load(root, edition=name)
        assert (old.edition, old.digest) == ("2026.1", sdg.load(hill).digest)
    (root / AIR_FILE).write_text("broken: [", encoding="utf-8")
    assert sdg.load(root, edition="2026.1").series["hill.air.dust"].benchmark.value == 5  # type: ignore[union-attr]
    for name in ("dale@2026.1", "2019.1", ""):
        with pytest.raises(sdg.StandardError):
            sdg.load(root, edition=name)
    (root / AIR_FILE).write_text(later[AIR_FILE], encoding="utf-8")
    capsys.readouterr()
    assert main(["show", "hill.air.dust", "--standard", str(root), "--edition", "2026.1"]) == 0
    assert main(["diff", f"{root}@2026.1", f"{root}@2026.2"]) == 4
    assert "from 5 to 6" in capsys.readouterr().out
    assert main(["list", "series", "--standard", str(root), "--edition", "2019.1"]) == 1
    assert "this is hill@2026.2, 2026.1" in capsys.readouterr().err


def test_releases_beside_belong_to_the_standard_that_they_are_of(hill: Path, tmp_path: Path) -> None:
    shutil.copytree(hill.parent / "releases", tmp_path / "releases")
    other = written(tmp_path / "dale", {"standard.yaml": FILES["standard.yaml"].replace("id: hill", "id: dale")})
    written(other, {"frameworks/dale/framework.yaml": "id: dale\ntitle: Dale\nkeeper: Dale\n"})
    assert sdg.load(other, edition="2026.1").id == "dale"  # its own working copy, not the release of its neighbour
    assert released.releases_beside(tmp_path / "nowhere") is None


def test_a_release_is_verified(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = again(hill, tmp_path, FILES)
    place = tmp_path / "releases" / "2026.1"
    capsys.readouterr()
    assert main(["release", "2026.1", str(root), "--verify"]) == 0
    said = capsys.readouterr().out
    assert Folder.read(hill).digest in said and "not signed" in said
    (place / "manifest.json.sig").write_text("a signature", encoding="utf-8")
    assert main(["release", "2026.1", str(root), "--verify", "--language", "nn"]) == 0
    assert "er ein signatur" in capsys.readouterr().out
    (place / "CHANGES.md").write_text("nothing has changed", encoding="utf-8")
    released.read_release.cache_clear()
    assert main(["release", "2026.1", str(root), "--verify"]) == 1
    assert "SDG952" in (said := capsys.readouterr().err) and "CHANGES.md" in said
    assert main(["release", "2027.1", str(root), "--verify"]) == 1
    assert "there is 2026.1" in capsys.readouterr().err


def test_a_release_stays_as_it_is(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "2026.1", str(hill)]) == 1
    assert "SDG954" in capsys.readouterr().err
    assert main(["release", "2026.2", str(hill)]) == 1
    assert "SDG953" in capsys.readouterr().err and not (hill.parent / "releases" / "2026.2").exists()
    for name in ("../out", "", "spring", "2026.2/x"):
        root = again(hill, tmp_path / "named", FILES, name or "2026.1")
        assert main(["release", name, str(root)]) == 1
        assert "SDG953" in capsys.readouterr().err
    assert main(["release", "2026.1", str(hill), "--date", "tomorrow"]) == 1
    assert "tomorrow" in capsys.readouterr().err and not (tmp_path / "named" / "out").exists()
    place = shutil.copytree(hill.parent / "releases", tmp_path / "releases") / "2026.1"
    data = (place / "edition.json.xz").read_bytes()
    for damaged in (data[:100], b"", b"nothing", data[:-20] + b"x" * 20):
        (place / "edition.json.xz").write_bytes(damaged)
        read_release.cache_clear()
        with pytest.raises(sdg.StandardError, match="SDG952"):
            read_release("2026.1", place.parent)
    other = folder_of(edited(AIR_FILE, "value: 5, from", "value: 6, from"))
    (place / "edition.json.xz").write_bytes(compiled(other))
    with pytest.raises(sdg.StandardError, match="another digest"):
        read_release("2026.1", place.parent)


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "where", "line"),
    [
        (AIR_FILE, "[sex]", "[sex, age]", "SDG955", AIR_FILE, 5),
        (AIR_FILE, "value: 5, from", "value: 6, from", "SDG957", AIR_FILE, 24),
        ("units.txt", "", "", "", "", 0),
    ],
)
def test_what_was_promised_is_kept(
    hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    file: str, old: str, new: str, code: str, where: str, line: int,
) -> None:  # fmt: skip
    root = again(hill, tmp_path, edited(file, old, new) if code else FILES)
    found = codes(root, capsys)
    assert (code, where, line) in found if code else not found


def test_an_id_that_vanishes_is_retired(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {name: text for name, text in FILES.items() if name != DOCTORS_FILE}
    root = again(hill, tmp_path, files)
    assert [code for code, _, _ in codes(root, capsys)] == ["SDG956"]
    retired = FILES["retired.yaml"] + 'hill.doctors: {since: "2026.2", why: Nobody asks., replaced_by: []}\n'
    again(hill, tmp_path, {**files, "retired.yaml": retired})
    assert codes(root, capsys) == []


def test_a_changed_folder_keeps_no_name(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = edited(AIR_FILE, "why: They are alike.", "why: They are.")
    changed[AIR_FILE] = changed[AIR_FILE].replace("1.2.3", "1.2.4")
    assert [code for code, *_ in codes(again(hill, tmp_path, changed, "2026.1"), capsys)] == ["SDG958"]


def test_a_stale_translation_stands_in_the_way(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = again(hill, tmp_path, FILES)
    written(root, {"translations/nb/hill.yaml": 'hill.air:\n  title: {text: Luft, of: "00000000"}\n'})
    assert codes(root, capsys) == [("SDG521", "translations/nb/hill.yaml", 2)]


def test_what_is_packed_comes_out_as_it_was(hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = again(hill, tmp_path, FILES)
    (root / "methodologies" / "beside.csv").write_bytes(b"series,worst\n\xff,1\n")
    assert ("SDG959", "standard.yaml", 1) in codes(root, capsys)
    assert main(["release", "2026.2", str(root), "--releases", str(tmp_path / "first")]) == 1
    assert "SDG959" in capsys.readouterr().err


def test_the_next_release_tells_what_has_changed(
    hill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = edited(AIR_FILE, "[sex]", "[sex, age]")
    changed[AIR_FILE] = changed[AIR_FILE].replace("1.2.3", "1.3.0")
    root = again(hill, tmp_path, changed)
    assert main(["release", "2026.2", str(root)]) == 0
    text = (tmp_path / "releases" / "2026.2" / "CHANGES.md").read_text(encoding="utf-8")
    assert "## hill.air 1.2.3 → 1.3.0\n\n- **minor**: Added: breakdown \\(dust, age\\), age." in text
    manifest = json.loads((tmp_path / "releases" / "2026.2" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["previous"]["edition"] == "2026.1" and manifest["severity"] == "minor"


def wreck(root: Path) -> None:
    """Change every number and every word of the definitions, and what units, inputs and areas are."""
    for path in root.rglob("*.yaml"):
        if path.name != "standard.yaml":
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"\b(\d)(?=[,}\n])", "7", text).replace("title: ", "title: X"), encoding="utf-8")
    for path in root.rglob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    (root / "units.txt").write_text("count = []\n", encoding="utf-8")
    shutil.rmtree(root / "methodologies")


def forget() -> None:
    """Let nothing that was read before be remembered."""
    of_loading = (loading._bundled, loading.released_standard, loading._whole_edition, loading._foundation)
    for cached in (*of_loading, read_release):
        cached.cache_clear()


def test_a_released_edition_is_the_same_after_any_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working copy is wrecked beyond reading, and 2026.1 has the same digest, scores, areas and explanations."""
    evidence = sdg.demo_evidence()
    before = sdg.score(evidence, sdg.load(edition="2026.1"), "u4ssc-performance", periods=["2021"]).to_json()
    shutil.copytree(bundled("standard"), tmp_path / "standard")
    wreck(tmp_path / "standard")
    for module in (loading, remembered):
        monkeypatch.setattr(module, "bundled", lambda name: tmp_path / name)
    forget()
    try:
        with pytest.raises(sdg.StandardError):
            sdg.load()
        found = sdg.load(edition="2026.1")
        assert found is sdg.load(edition="sdg-standard@2026.1")
        assert found.digest == json.loads((bundled("releases") / "2026.1" / "manifest.json").read_bytes())["digest"]
        after = sdg.score(evidence, found, "u4ssc-performance", periods=["2021"])
        assert after.to_json() == before
        assert found.registers["NO"].name("NO-3203") == "Asker"
    finally:
        forget()


def test_a_scorecard_is_computed_again_under_another_edition(tmp_path: Path) -> None:
    old = sdg.load(CONTRACT / "standard")
    root = shutil.copytree(CONTRACT / "standard", tmp_path / "standard")
    for name, was, now in (
        ("standard.yaml", "2024.1", "2025.1"),
        ("frameworks/town/water.yaml", "value: 100,", "value: 95,"),
    ):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    new = sdg.load(root)
    evidence = sdg.read_evidence(CONTRACT / "evidence.csv")
    first = sdg.score(evidence, old, "levels", areas=CONTRACT / "areas.csv", periods=["2024"])
    wanted = sdg.score(evidence, new, "levels", areas=CONTRACT / "areas.csv", periods=["2024"])
    for card in (first, sdg.Scorecard.from_json(first.to_json())):
        found = sdg.rescore(card, new)
        assert found.provenance["standard"] == "example-town@2025.1"
        pd.testing.assert_frame_equal(found.scores.drop(columns="reason"), wanted.scores.drop(columns="reason"))
        with pytest.raises(sdg.EvidenceError, match=r"SDG736.*example-town@2024\.1 and example-town@2025\.1"):
            check_editions([card, wanted])
        with pytest.raises(sdg.EvidenceError, match="SDG736"):
            sdg.write_report(card, tmp_path / "report.html", beside=[wanted])
        check_editions([found, wanted])
        (said,) = [item for item in found.problems if item.code == "SDG738"]
        assert said.message.startswith("8 rows were refused when the scorecard was made under example-town@2024.1")
