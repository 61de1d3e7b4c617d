"""What a language lacks is listed, the entries to fill are written, and what has changed is shown."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.editions.translating import translation, what_changed

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-indicators"
TITLE = "Covered cycle parking"
PARKING = "frameworks/county/cycle-parking.yaml"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "own"))
    shutil.rmtree(root / "frameworks" / "u4ssc")  # which changes the edition, so that each reading plans all of it anew
    report = root / "methodologies" / "county-report.yaml"  # whose examples count on that change
    report.write_text(report.read_text(encoding="utf-8").partition("\nexamples:")[0] + "\n", encoding="utf-8")
    about = root / "standard.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("[en, nb]", "[en, nb, nn]"), encoding="utf-8")
    return root


def test_a_language_is_filled_from_an_empty_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "nn", str(folder), "--check"]) == 1
    assert not (folder / "translations/nn").exists(), "a check writes nothing"
    assert main(["translate", "nn", str(folder)]) == 0
    said = capsys.readouterr().out
    assert f"county.cycle-parking  title  {TITLE}" in said and "nn: 5 texts without a translation" in said
    file = folder / "translations/nn/to-translate.yaml"
    text = file.read_text(encoding="utf-8")
    assert f'county.cycle-parking:\n  # {TITLE}\n  title: {{text: "", of: "{digest(TITLE)}"}}\n' in text

    # an empty entry is still missing, and is told at its own place
    notes = sdg.validate(folder)
    assert not notes.errors and len(notes) == 5
    assert {note.file for note in notes} == {"translations/nn/to-translate.yaml"}
    assert notes[0].cure == "Write the translation between the quotes."
    assert sdg.load(folder).text("county.cycle-parking", "title", "nn") == TITLE

    # a second run adds nothing
    assert main(["translate", "nn", str(folder)]) == 0
    assert file.read_text(encoding="utf-8") == text and len(list(file.parent.iterdir())) == 1

    file.write_text(text.replace('text: ""', 'text: "Omsett"'), encoding="utf-8")
    assert main(["translate", "nn", str(folder), "--check"]) == 0
    assert "nn: all is translated" in capsys.readouterr().out
    assert not sdg.validate(folder)
    assert sdg.load(folder).text("county.cycle-parking", "title", "nn") == "Omsett"


def test_a_stale_text_is_shown_with_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["translate", "nn", str(folder)])
    file = folder / "translations/nn/to-translate.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('text: ""', 'text: "Omsett"'), encoding="utf-8")
    path = folder / PARKING
    new = "Covered and locked cycle parking"
    path.write_text(path.read_text(encoding="utf-8").replace(TITLE, new), encoding="utf-8")
    capsys.readouterr()

    assert main(["translate", "nn", str(folder), "--check"]) == 1
    said = capsys.readouterr().out
    assert "the text is now: Covered {+and locked+} cycle parking" in said
    assert f'write `of: "{digest(new)}"`' in said and "the translation: Omsett" in said
    assert "translations/nn/to-translate.yaml:7: " in said

    assert main(["translate", "nb", str(folder), "--check"]) == 1  # written by hand, without the text beside it
    said = capsys.readouterr().out
    assert f"the text is now: {new}" in said and "nb: 1 stale translation" in said


def test_new_texts_go_behind_those_that_wait(folder: Path) -> None:
    main(["translate", "nn", str(folder)])
    (folder / "frameworks/county/lamps.yaml").write_text(
        "id: county.lamps\ntitle: Lamps\nseries: {value: {kind: count, unit: count, direction: none}}\n",
        encoding="utf-8",
    )
    main(["translate", "nn", str(folder)])
    (file,) = (folder / "translations/nn").iterdir()
    text = file.read_text(encoding="utf-8")
    assert text.count("# Write each translation") == 1 and f'title: {{text: "", of: "{digest("Lamps")}"}}' in text
    assert len(translation(folder, "nn").missing) == 6


def test_titles_of_the_standard_and_of_a_tree_are_translated_like_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = folder / "methodologies/county-report.yaml"
    tree = "tree:\n  - {id: index, level: index, title: All aims, children: ["
    report.write_text(
        report.read_text(encoding="utf-8").replace("tree: {id: index, level: index, children: [", tree),
        encoding="utf-8",
    )
    text = report.read_text(encoding="utf-8")
    assert main(["translate", "nb", str(folder), "--check"]) == 1
    assert "county-report  tree.index.title  All aims" in capsys.readouterr().out
    (note,) = (note for note in sdg.validate(folder) if "nb" in note.message)
    assert (note.code, note.field) == ("SDG522", "county-report.tree.index.title")
    assert (note.file, note.line) == (
        "methodologies/county-report.yaml",
        text[: text.index("All aims")].count("\n") + 1,
    )

    own = folder / "translations/nb/tree.yaml"
    own.write_text(
        'county-report:\n  tree.index.title: {text: Alle mål, of: "00000000"}\n'
        '  tree.indeks.title: {text: Nei, of: "00000000"}\n'
        'example-county:\n  titel: {text: Nei, of: "00000000"}\n',
        encoding="utf-8",
    )
    stale, unknown, other = (note for note in sdg.validate(folder) if note.code == "SDG521")
    assert digest("All aims") in stale.cure and 'no text "tree.indeks.title"' in unknown.message
    assert 'did you mean "title"' in other.message


def test_a_further_text_of_an_id_goes_to_a_further_file(folder: Path) -> None:
    """A key cannot stand twice in one file."""
    file = folder / "translations/nn/to-translate.yaml"
    file.parent.mkdir()
    why = sdg.load(folder).text("county.street-lights", "why")
    file.write_text(f'county.street-lights:\n  why: {{text: "Fordi", of: "{digest(why)}"}}\n', encoding="utf-8")
    main(["translate", "nn", str(folder)])
    names = sorted(path.name for path in (folder / "translations/nn").iterdir())
    assert names == ["to-translate-2.yaml", "to-translate.yaml"]
    assert not sdg.validate(folder).errors


def test_words_that_are_gone_and_new() -> None:
    assert what_changed("a b c", "a c d") == "a [-b-] c {+d+}"
    assert what_changed("same", "same") == "same"


def test_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "nb", str(tmp_path)]) == 1
    assert "SDG501" in capsys.readouterr().err
