"""The JSON Schemas take every file that the library takes, refuse the commonest slips, and are the committed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.publish.schemas import FILES, main, schema_text, schemas, table_files
from sdg_standard.source import read_yaml

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas()
KEYWORDS = {
    *("$schema", "$defs", "$ref", "description", "default", "format"),
    *("type", "enum", "const", "anyOf", "pattern", "minLength", "maxLength", "minimum", "maximum"),
    *("exclusiveMinimum", "items", "minItems", "maxItems"),
    *("properties", "minProperties", "required", "additionalProperties", "if", "then", "else", "examples"),
}
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
BESIDE = {"standard.yaml": "standard", "inputs.yaml": "inputs", "sources.yaml": "sources"}
BESIDE |= {"spellings.yaml": "spellings", "retired.yaml": "retired", "framework.yaml": "framework"}


def faults(value: Any, schema: Any, whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """What is wrong with a value, by the few keywords of JSON Schema that our schemas use."""
    if schema is True:
        return
    if "$ref" in schema:
        yield from faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    if "if" in schema:
        branch = "else" if any(faults(value, schema["if"], whole, at)) else "then"
        yield from faults(value, schema[branch], whole, at)
    if "anyOf" in schema and all(any(faults(value, item, whole, at)) for item in schema["anyOf"]):
        yield f"{at}: fits none of the alternatives"
    yield from (f"{at}: {text}" for text in plain_faults(value, schema))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from faults(item, schema.get("items", True), whole, f"{at}[{index}]")
    if isinstance(value, dict):
        if len(value) < schema.get("minProperties", 0):
            yield f"{at}: is empty"
        known = schema.get("properties", {})
        yield from (f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, item in value.items():
            inner = known.get(name, schema.get("additionalProperties", True))
            yield from [f"{at}: unknown {name}"] if inner is False else faults(item, inner, whole, f"{at}.{name}")


def plain_faults(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    types = schema.get("type", [])
    names = [types] if isinstance(types, str) else types
    fits = [isinstance(value, TYPES[name]) and (name == "boolean") == isinstance(value, bool) for name in names]
    if names and not any(fits):
        yield f"{value!r} is no {types}"
        return
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{value!r} is no choice"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{value!r} does not match"
    if isinstance(value, list) and len(value) < schema.get("minItems", 0):
        yield "too few items"
    if isinstance(value, int | float) and value < schema.get("minimum", value):
        yield f"{value} is too small"


KINDS = {
    "methodologies": "methodology",
    "vocabularies": "vocabulary",
    "translations": "translations",
    "mappings": "mapping",
}
"""What the files of a folder are."""


def kind_of(path: Path, root: Path) -> str | None:
    """Which schema a file of a standard has."""
    parts = path.relative_to(root).parts
    if parts[-1] in BESIDE:
        return BESIDE[parts[-1]]
    if parts[0] == "frameworks":
        return "goal" if "goals" in parts else "indicator"
    return KINDS.get(parts[0])


def files() -> Iterator[tuple[Path, str]]:
    for root in (ROOT / "standard", ROOT / "tests/contract/standard"):
        for path in sorted(root.rglob("*.yaml")):
            if path.name == "terms.yaml":  # a list of words for translators, which tests/test_terms.py reads
                continue
            kind = kind_of(path, root)
            assert kind is not None, path
            yield path, kind


def content(path: Path) -> Any:
    document, _ = read_yaml(path.read_bytes(), path.name)
    assert document is not None
    return document.data


def test_every_file_of_a_standard_fits_its_schema() -> None:
    found = [
        f"{path.relative_to(ROOT)}{fault}"
        for path, kind in files()
        for fault in faults(content(path), SCHEMAS[kind], SCHEMAS[kind])
    ]
    assert not found, "\n".join(found[:20])


def test_the_sweep_swept() -> None:
    kinds = [kind for _, kind in files()]
    assert {*kinds, "mapping", "network", "uncertainty"} == set(FILES)  # an edition need not ship these
    assert kinds.count("indicator") >= 119 and kinds.count("methodology") >= 5


@pytest.mark.parametrize("name", sorted(SCHEMAS.keys() - {"agenda"}))  # which jsonschema itself judges
def test_a_schema_uses_only_what_this_test_can_read(name: str) -> None:
    """So that a keyword that pydantic begins to write is not silently left out of the check."""

    def keywords(part: Any) -> Iterator[str]:
        for key, value in part.items() if isinstance(part, dict) else ():
            yield key
            inner = value.values() if key in ("properties", "$defs") else value if key == "anyOf" else [value]
            for item in inner if key not in ("enum", "required", "default", "const", "type", "examples") else ():
                yield from keywords(item)

    assert set(keywords(SCHEMAS[name])) <= KEYWORDS


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("indicator", {"id": "a.b", "title": "x", "series": {"value": {"kind": "share", "unti": "%"}}}),
    ("indicator", {"id": "a.b", "title": "x", "series": {"value": {"kind": "shares", "unit": "%"}}}),
    ("indicator", {"id": "a.b", "title": "x", "series": {}, "sdg": [{"target": 11.6}]}),
    ("methodology", {"id": "a", "title": "x"}),
    ("methodology", {"id": "a", "extends": "b", "leaves": [{"steps": [{"method": "goalpost"}]}]}),
    ("methodology", {"id": "a", "extends": "b", "leaves": [{"steps": [{"method": "goalposts", "clip": "all"}]}]}),
    ("methodology", {"id": "a", "extends": "b", "branches": [{"aggregate": {"method": "mean"}}]}),
    ("methodology", {"id": "a", "extends": "b", "leaves": [{"steps": ["goalpost"], "read": "lates"}]}),
    ("framework", {"id": "a", "title": "x"}),
]


@pytest.mark.parametrize(("kind", "definition"), WRONG)
def test_common_slips_are_refused(kind: str, definition: dict[str, Any]) -> None:
    assert list(faults(definition, SCHEMAS[kind], SCHEMAS[kind]))


SHORT: list[dict[str, Any]] = [
    {"leaves": [{"for": "all", "read": "at_period", "steps": ["goalposts"]}]},
    {"leaves": [{"for": ["a", "b"]}, {"for": {"goal": 3, "kind": ["share", "rate"]}}]},
    {"points": [{"worst": 5, "best": "5 %", "middle": {"formula": "(worst + best) / 2"}}, {"table": "p.csv"}]},
    {"branches": [{"aggregate": "median", "missing": "ignore", "needs": "all"}, {"needs": {"share": 0.5}}]},
    {"ratings": {"a": {"bands": [{"label": "low"}, {"from": "red", "label": "high"}]}}},
    {"tree": {"levels": ["goal"]}},
    {"tree": [{"id": "index", "children": ["a", {"id": "b", "series": "c"}]}, {"levels": ["goal"]}]},
]


@pytest.mark.parametrize("part", SHORT)
def test_shorthands_are_taken(part: dict[str, Any]) -> None:
    schema = SCHEMAS["methodology"]
    assert not list(faults({"id": "a", "extends": "b", **part}, schema, schema))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_that_of_the_models(name: str) -> None:
    path = ROOT / "standard/schema" / f"{name}.json"
    refresh = "run: python -m sdg_standard.publish.schemas standard/schema"
    assert path.read_text(encoding="utf-8") == schema_text(SCHEMAS[name]), refresh


def test_the_schemas_that_files_name_exist() -> None:
    named = []
    for path in (ROOT / "standard").rglob("*.yaml"):
        found = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
        named += [path.parent / found[1]] if found else []
    assert len(named) > 100
    assert not [path for path in named if not path.resolve().is_file()]


def test_the_command_writes_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "schema")]) == 0
    names = {*SCHEMAS, *table_files()}
    assert {path.name for path in (tmp_path / "schema").iterdir()} == {f"{name}.json" for name in names}
    assert len(capsys.readouterr().out.splitlines()) == len(names)
    assert main([]) == 2
