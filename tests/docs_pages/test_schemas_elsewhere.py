"""The committed schemas, read by a validator that is not ours: they take and refuse what the models do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sdg_standard.publish.schemas import FILES
from sdg_standard.source import read_yaml

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests/broken"
FOLDERS = (ROOT / "standard", ROOT / "tests/contract/standard", ROOT / "examples/own-indicators")
BESIDE = {"standard", "inputs", "sources", "spellings", "retired"}
OF_A_SCHEMA = {"SDG130", "SDG131", "SDG132", "SDG133", "SDG134", "SDG135", "SDG136", "SDG137"}
"""Codes of what one value is by itself: an unknown or missing key, another sort, another word, form, range, length."""
NOT_SEEN = {
    "frameworks/town/date-as-text.yaml": "an editor reads a date without quotes as the text that belongs there",
    "methodologies/huge-whole-number.yaml": "1e300 is a whole number to JSON Schema",
    "methodologies/rating-empty.yaml": "the length is asked for around the shorthand for a list of one",
}
"""Broken files of these codes that a schema lets pass, with the reason."""


@pytest.fixture(scope="module")
def validators() -> dict[str, Any]:
    found = {}
    for name in FILES:
        schema = json.loads((ROOT / "standard/schema" / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        found[name] = jsonschema.Draft202012Validator(schema)
    return found


def kind_of(parts: tuple[str, ...]) -> str:
    """Which schema a file has, by its path in the folder."""
    stem = parts[-1].removesuffix(".yaml")
    if len(parts) == 1:
        return stem
    if parts[0] == "frameworks":
        return "framework" if stem == "framework" else "goal" if "goals" in parts else "indicator"
    return {
        "methodologies": "methodology",
        "mappings": "mapping",
        "vocabularies": "vocabulary",
        "translations": "translations",
    }[parts[0]]


def plain(value: Any) -> Any:
    """Dates and the like as the texts that they are to an editor."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return (
        [plain(item) for item in value] if isinstance(value, list) else str(value) if isinstance(value, str) else value
    )


def content(path: Path) -> Any:
    document, _ = read_yaml(path.read_bytes(), path.name)
    return None if document is None else plain(document.data)


def files() -> Iterator[tuple[Path, str]]:
    for root in FOLDERS:
        for path in sorted(root.rglob("*.yaml")):
            if path.name != "terms.yaml":  # a list of words for translators, which tests/test_terms.py reads
                yield path, kind_of(path.relative_to(root).parts)


def test_every_file_fits(validators: dict[str, Any]) -> None:
    found = [
        f"{path.relative_to(ROOT)} {'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
        for path, kind in files()
        for fault in validators[kind].iter_errors(content(path))
    ]
    assert not found, "\n".join(found[:10])
    assert len(list(files())) > 200


def broken() -> list[tuple[str, str]]:
    expected = yaml.safe_load((BROKEN / "expected.yaml").read_text(encoding="utf-8"))
    cases = []
    for name, problem in expected.items():
        if problem["code"] in OF_A_SCHEMA:
            parts = tuple(name.split("/"))
            folder = parts[:-1]
            cases.append((name, kind_of(folder if folder[-1].endswith(".yaml") else parts)))
    return cases


@pytest.mark.parametrize(("name", "kind"), broken(), ids=[name for name, _ in broken()])
def test_what_the_models_refuse_is_refused(name: str, kind: str, validators: dict[str, Any]) -> None:
    data = content(BROKEN / "cases" / name)
    passes = data is not None and validators[kind].is_valid(data)
    assert passes == (name in NOT_SEEN), "no longer an exception" if name in NOT_SEEN else "the schema lets it pass"


CHANGE = {"overrides": {"id": "u4ssc.ec.i.t.3c", "of": "1.0.0", "because": "Ours."}}
ONE = {"id": "t.a", "title": "A", "series": {"value": {"kind": "index"}}}


@pytest.mark.parametrize(
    ("kind", "data", "fits"),
    [
        ("indicator", {**CHANGE, "series": {"value": {"plausible": {"max": 9}}}}, True),
        ("indicator", {**CHANGE, "series": {"value": {"plausible": {"mx": 9}}}}, False),
        ("indicator", {**CHANGE, "sdg": [{"target": "11.2", "relatin": "direct"}]}, False),
        ("indicator", {"overrides": "Ours.", "title": "A"}, False),
        ("indicator", {**ONE, "overrides": "Ours."}, True),
        ("indicator", {"indicators": [ONE, {**CHANGE, "title": "B"}]}, True),
        ("indicator", {"indicators": [{**ONE, "titel": "B"}]}, False),
        ("indicator", {"indicators": []}, False),
        ("indicator", {"indicators": [ONE], "id": "x"}, False),
        ("indicator", {**ONE, "sources": ["a-source-of-my-own"]}, True),
        ("methodology", {**CHANGE, "decimals": {"index": 1}}, True),
        ("methodology", {"overrides": "Ours.", "id": "m"}, False),
        ("translations", {"t.a": {"title": {"text": "", "of": "00000000"}}}, True),
    ],
)
def test_changes_and_lists(kind: str, data: dict[str, Any], fits: bool, validators: dict[str, Any]) -> None:
    assert validators[kind].is_valid(data) == fits


def test_an_editor_is_offered_what_there_is(validators: dict[str, Any]) -> None:
    defs = validators["indicator"].schema["$defs"]
    assert "own-judgement-2026" in defs["known-sources"]["enum"]
    assert "per 100000 inhabitants" in defs["known-unit"]["enum"] and "11.6" in defs["known-SdgLink.target"]["enum"]
    assert defs["SeriesDefinition"]["properties"]["unit"]["examples"][0] == "%"
    described = [key for part in defs.values() for key in part.get("properties", {}).values()]
    assert len(described) > 100 and all("description" in key for key in described)
