"""What an edition consists of: of each part its definitions by id, the facts they say, and where they stand."""

from __future__ import annotations

import csv
import hashlib
import io
import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sdg_standard.editions.changes import facts, rules_around, rules_definitions
from sdg_standard.editions.changes.comparing import Key, Keyed, Path, cleaned, keyed
from sdg_standard.editions.changes.rules import Rule
from sdg_standard.editions.changes.sides import Place, Side
from sdg_standard.model.indicator import Indicator
from sdg_standard.units.definitions import read_definitions


@dataclass(frozen=True)
class Part:
    """A sort of definitions."""

    name: str
    items: Callable[[Side], Mapping[str, Any]]
    """What there is, by id; two that are equal say the same."""
    facts: Callable[[Side, str, Any], Any]
    """What one says."""
    place: Callable[[Side, str, Path], Place]
    """Where a part of it stands."""
    rules: tuple[Rule, ...]
    versioned: bool = False
    """Whether each has a version of its own."""


def _indicators(side: Side) -> dict[str, Any]:
    standard = side.standard
    return {
        name: (item, list(item.series), [standard.series.get(one) for one in item.series_ids.values()])
        for name, item in standard.indicators.items()
    }


def _of_indicator(side: Side, name: str, item: tuple[Indicator, Any, Any]) -> Any:
    return facts.of_indicator(item[0], side.standard.series)


def _of_model(side: Side, name: str, item: Any) -> Any:
    return cleaned(facts.plain(item))


def _units(side: Side) -> dict[str, Any]:
    rows = read_definitions(side.standard.units.source[0])
    return {f"unit:{row.above}": (row.expression, row.symbol, tuple(sorted(row.names))) for row in rows}


def _of_unit(side: Side, name: str, item: tuple[str, str, tuple[str, ...]]) -> Any:
    expression, symbol, names = item
    return {"size": expression, "symbol": symbol, "names": keyed((one, one) for one in names)}


def _spellings(side: Side) -> dict[str, Any]:
    _, spelled, wrong = side.standard.units.source
    own = side.document("spellings.yaml")
    kinds = {kind: Keyed(words) for kind, words in (own.data.get("kinds") or {}).items()} if own else {}
    return {"spellings": {"spellings": Keyed(spelled), "wrong": Keyed(wrong), "kinds": Keyed(kinds)}}


def _goals(side: Side) -> dict[str, Any]:
    standard = side.standard
    found: dict[str, Any] = {goal.id: (goal, {}, {}) for goal in standard.goals.values()}
    for code, target in standard.targets.items():
        found[f"goal:{target.goal}"][1][code] = target
    for name, indicator in standard.global_indicators.items():
        found[f"goal:{indicator.goal}"][2][name] = indicator
    return found


def _of_goal(side: Side, name: str, item: Any) -> Any:
    return facts.of_goal(*item)


def _translations(side: Side) -> dict[str, Any]:
    standard = side.standard
    return {
        f"{language}:{name}": Keyed(fields)
        for language in standard.languages[1:]
        for name, fields in standard.texts_in(language).items()
    }


def _where_translated(side: Side, name: str, path: Path) -> Place:
    language, _, of = name.partition(":")
    file = side.with_text(f"translations/{language}", of)
    return side.in_file(file, (of, *path)) if file else ("", None)


def _areas(side: Side) -> dict[str, Any]:
    """The tables of areas by country; of a standard without files, what tells one register from another."""
    if side.folder is None:
        registers = side.standard.registers
        return {f"areas:{name}": hashlib.sha256(pickle.dumps(registers[name])).hexdigest() for name in registers}
    found: dict[str, dict[str, bytes]] = {}
    for file in side.folder.under("areas", ".csv"):
        found.setdefault(f"areas:{file.split('/')[1].upper()}", {})[file.rpartition("/")[2]] = side.files[file]
    return found


def _of_areas(side: Side, name: str, item: Any) -> Any:
    if isinstance(item, str):
        return {"register": item}
    return {
        Key(file.removesuffix(".csv"), file): _rows(content, 1 if file == "sizes.csv" else 2)
        for file, content in item.items()
    }


def _rows(content: bytes, named_by: int = 1) -> Any:
    """The rows of a table, each by its first cells."""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")))
    return keyed((" ".join(row[:named_by]), ",".join(row)) for row in table[1:] if row)


def _where_area(side: Side, name: str, path: Path) -> Place:
    file = f"areas/{name.partition(':')[2].lower()}/{path[0]}" if path else ""
    return file, int(path[1]) + 2 if len(path) > 1 and file in side.files else None


def _tables(side: Side) -> dict[str, Any]:
    return {
        f"table:{name}": content.replace(b"\r\n", b"\n")
        for name, content in side.standard.tables_beside_methodologies().items()
    }


def _mappings(side: Side) -> dict[str, Any]:
    names = side.folder.mappings if side.folder else ()
    read = ((name, side.document(name)) for name in names)
    return {f"mapping:{document.data.get('id', name)}": (name, document.data) for name, document in read if document}


def _of_mapping(side: Side, name: str, item: tuple[str, Any]) -> Any:
    return cleaned(item[1])


def _where_mapping(side: Side, name: str, path: Path) -> Place:
    return side.in_file(_mappings(side)[name][0], path)


def _below(prefix: str, items: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}:{name}": item for name, item in items.items()}


def _key(name: str) -> str:
    return name.partition(":")[2]


def _unit_line(side: Side, name: str, path: Path) -> Place:
    return side.line_with(
        "units.txt",
        rf"{re.escape(_key(name).replace(' ', '_'))} *=|.*= *{re.escape(_key(name).replace(' ', '_'))} *(=|$)",
    )


PARTS: tuple[Part, ...] = (
    Part(
        "edition",
        lambda side: {side.standard.id: side.standard.about},
        lambda side, name, item: facts.of_edition(item),
        lambda side, name, path: side.in_file("standard.yaml", path),
        rules_around.EDITION,
    ),
    Part(
        "framework",
        lambda side: _below("framework", side.standard.frameworks),
        lambda side, name, item: facts.of_framework(item),
        lambda side, name, path: side.in_file(f"frameworks/{_key(name)}/framework.yaml", path),
        rules_around.FRAMEWORK,
    ),
    Part(
        "indicator",
        _indicators,
        _of_indicator,
        lambda side, name, path: side.of_definition(name, path),
        (*rules_definitions.INDICATOR, *rules_definitions.SERIES),
        versioned=True,
    ),
    Part(
        "methodology",
        lambda side: side.standard.methodologies,
        lambda side, name, item: facts.of_methodology(item),
        lambda side, name, path: side.of_definition(name, path),
        rules_definitions.METHODOLOGY,
        versioned=True,
    ),
    Part(
        "vocabulary",
        lambda side: _below("vocabulary", side.standard.vocabularies),
        lambda side, name, item: facts.of_vocabulary(item),
        lambda side, name, path: side.in_file(side.named("vocabularies", _key(name)), path),
        rules_around.VOCABULARY,
    ),
    Part(
        "input",
        lambda side: _below("input", side.standard.inputs),
        _of_model,
        lambda side, name, path: side.in_file("inputs.yaml", (_key(name), *path)),
        rules_around.INPUT,
    ),
    Part(
        "source",
        lambda side: _below("source", side.standard.sources),
        _of_model,
        lambda side, name, path: side.in_file("sources.yaml", (_key(name), *path)),
        rules_around.SOURCE,
    ),
    Part(
        "retired",
        lambda side: _below("retired", side.standard.retired),
        _of_model,
        lambda side, name, path: side.in_file("retired.yaml", (_key(name), *path)),
        rules_around.RETIRED,
    ),
    Part("unit", _units, _of_unit, _unit_line, rules_around.UNIT),
    Part(
        "spelling",
        _spellings,
        lambda side, name, item: item,
        lambda side, name, path: side.in_file("spellings.yaml", path),
        rules_around.SPELLING,
    ),
    Part(
        "goal",
        _goals,
        _of_goal,
        lambda side, name, path: side.in_file(f"frameworks/un-sdg/goals/{_key(name)}.yaml", path),
        rules_around.GOAL,
    ),
    Part("translation", _translations, lambda side, name, item: item, _where_translated, rules_around.TRANSLATION),
    Part("areas", _areas, _of_areas, _where_area, rules_around.AREAS),
    Part(
        "table",
        _tables,
        lambda side, name, item: {"rows": _rows(item)},
        lambda side, name, path: (f"methodologies/{_key(name)}", None),
        rules_around.TABLE,
    ),
    Part("mapping", _mappings, _of_mapping, _where_mapping, rules_around.MAPPING),
)
"""All parts. What is not here is no part of an edition."""
