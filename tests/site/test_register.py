"""The register for machines: whole, valid under its own schemas, linked at both ends, the same bytes each time."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.errors import StandardError
from sdg_standard.site import address_of, register_files
from sdg_standard.site.addresses import KINDS

ROOT = Path(__file__).parents[2]
STANDARD = sdg.load()
FOLDER = "2026.1/"


@cache
def files() -> dict[str, Any]:
    """Every file of the register, read."""
    return {path.removeprefix(FOLDER): json.loads(text) for path, text in register_files(STANDARD)}


@cache
def entries() -> dict[str, Any]:
    return {path: data for path, data in files().items() if "/" in path and not path.startswith("schema/")}


def problems(schema: str, data: object) -> list[str]:
    found = files()[f"schema/{schema}.json"]
    return [
        f"{list(each.absolute_path)}: {each.message[:200]}" for each in Draft202012Validator(found).iter_errors(data)
    ]


def test_everything_that_the_standard_has_is_there_once() -> None:
    """The folders are counted against the standard, and the lists against the folders."""
    held = {
        "goals": STANDARD.goals,
        "targets": STANDARD.targets,
        "global-indicators": STANDARD.global_indicators,
        "indicators": STANDARD.indicators,
        "series": STANDARD.series,
        "methodologies": STANDARD.methodologies,
        "sources": STANDARD.sources,
        "vocabularies": STANDARD.vocabularies,
        "frameworks": STANDARD.frameworks,
        "inputs": STANDARD.inputs,
    }
    assert set(held) == set(KINDS.values())
    for folder, things in held.items():
        there = {data["id"] for path, data in entries().items() if path.startswith(f"{folder}/")}
        assert there == set(things) and there
        listed = files()[f"{folder}.json"]["entries"]
        assert [each["id"] for each in listed] == list(things)
        assert all(files()[each["path"]]["@id"] == each["@id"] for each in listed)


def test_addresses_name_one_thing_each() -> None:
    addresses = [data["@id"] for data in entries().values()]
    assert len(set(addresses)) == len(addresses) >= 850
    assert all(re.fullmatch(r"urn:sdg-standard:2026\.1:[\w.:%-]+", each) for each in addresses)


def test_files_are_valid_under_the_schemas_beside_them() -> None:
    wrong = {path: found for path, data in entries().items() if (found := problems("register-entry", data))}
    wrong |= {path: found for path in KINDS.values() if (found := problems("register-list", files()[f"{path}.json"]))}
    assert not wrong
    assert not problems("register-index", files()["index.json"])
    assert problems("register-entry", {"id": "x"}), "a schema that takes anything tells nothing"


def test_definitions_are_valid_under_the_schemas_of_their_files() -> None:
    checked = [(path, data) for path, data in entries().items() if "file" in data]
    assert len(checked) > 150
    wrong = {
        path: found
        for path, data in checked
        if (found := problems(data["file"].removeprefix("schema/").removesuffix(".json"), data["content"]))
    }
    assert not wrong


def test_schemas_are_schemas() -> None:
    for name, path in files()["index.json"]["schemas"].items():
        if not name.endswith(".table"):
            Draft202012Validator.check_schema(files()[path])


def test_links_lead_to_entries_and_back() -> None:
    for path, data in entries().items():
        for found in data.get("links", {}).values():
            for each in found:
                other = entries()[each["path"]]
                assert other["@id"] == each["address"] and other["kind"] == each["kind"]
                back = [row["path"] for rows in other.get("links", {}).values() for row in rows]
                assert path in back or other["kind"] in ("source", "input")


def test_an_indicator_says_what_it_is_worth_knowing() -> None:
    air = entries()["indicators/u4ssc.en.en.aq.1c.json"]
    assert air["title"]["nb"] == STANDARD.text("u4ssc.en.en.aq.1c", "title", "nb")
    assert air["content"]["code"] == "EN: EN: AQ: 1C"
    assert [each["id"] for each in air["links"]["series"]] == list(
        STANDARD.indicators["u4ssc.en.en.aq.1c"].series_ids.values()
    )
    target = next(each for each in air["links"]["target"] if each["id"] == "11.6")
    assert target["relation"] == "direct", "of two links to a target the closest"
    assert entries()["targets/11.6.json"]["same_as"] == ["http://metadata.un.org/sdg/11.6"]


def test_contexts_are_where_they_are_said_to_be() -> None:
    for path, data in entries().items():
        assert normpath(f"{dirname(path)}/{data['@context']}") == "context.jsonld"
    known = files()["context.jsonld"]["@context"]
    assert known["title"]["@container"] == "@language"


def test_the_same_bytes_also_from_a_standard_that_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = ROOT / "tests" / "contract" / "standard"
    fresh = dict(register_files(sdg.load(town)))
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path))
    for _ in range(2):
        assert dict(register_files(sdg.load(town))) == fresh


def test_a_standard_with_an_address(tmp_path: Path) -> None:
    own = tmp_path / "town"
    shutil.copytree(ROOT / "tests" / "contract" / "standard", own)
    about = own / "standard.yaml"
    text = about.read_text(encoding="utf-8")
    about.write_text(text + "address: https://town.example/register/\n", encoding="utf-8")
    town = sdg.load(own)
    assert address_of(town, "goal", "3") == f"https://town.example/register/{town.edition}/goals/3.json"
    paths = dict(register_files(town))
    assert all(path.startswith(f"{town.edition}/") for path in paths)
    about.write_text(text + "address: ftp://town.example\n", encoding="utf-8")
    with pytest.raises(StandardError):
        sdg.load(own)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = ROOT / "tests" / "contract" / "standard"
    assert main(["register", "--standard", str(town), "--out", str(tmp_path / "out"), "--language", "nb"]) == 0
    said = capsys.readouterr().out
    assert "Registeret begynner med" in said and "index.json" in said
    written = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert written == set(dict(register_files(sdg.load(town))))


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["register", "--out", str(tmp_path / "file")]) == 1
    assert "Traceback" not in capsys.readouterr().err
