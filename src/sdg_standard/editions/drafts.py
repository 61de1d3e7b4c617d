"""Drafts for people who begin: a folder, an indicator, a methodology, a source; each valid as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALREADY_THERE, NOTHING_TO_SCORE
from sdg_standard.catalogue.definitions import Sources
from sdg_standard.editions.loading import load, read_standard
from sdg_standard.errors import StandardError
from sdg_standard.methodology import Methodology
from sdg_standard.model.framework import Edition
from sdg_standard.model.indicator import Indicator
from sdg_standard.model.terms import KINDS
from sdg_standard.source import read_model
from sdg_standard.source.scalars import read_plain
from sdg_standard.words import say
from sdg_standard.words.voice import Voice

Texts = dict[Path, str]
"""Files to write, with their texts."""

UNITS = {"share": "%", "rate": "per 1000 inhabitants", "count": "count", "amount": "t"}
UNITS |= {"concentration": "µg/m³", "duration": "h"}
"""The unit that a draft of each kind begins with; the other kinds have none."""


@dataclass(frozen=True)
class Body:
    """What is different in the drafts of a kind: inputs, keys of the series, and an example."""

    inputs: str = ""
    series: str = ""
    given: str = "value: 3"
    expect: str = "value: 3"
    name: str = "reported"
    """What the example is called: a key of the words of drafts."""


def _body(kind: str, quantity: str, say: Voice) -> Body:
    """The draft of a kind, with its comments."""
    if kind == "share":
        inputs = f"""inputs:
  part: {{unit: count, title: {say("counted")}}}
  whole: {{unit: count, title: {say("whole")}}}
"""
        formula = f"    formula: part / whole           # {say('no_percent')}\n"
        return Body(inputs, formula, "part: 3, whole: 4", "value: 75 %", "three_of_four")
    if kind == "rate":
        inputs = f"""inputs:
  number: {{unit: count, title: {say("counted")}}}
  people: {{unit: inhabitants, title: {say("people")}}}       # {say("common")}
"""
        formula = f"    formula: number / people        # {say('no_thousand')}\n"
        given, expect = "number: 6, people: 2000 inhabitants", "value: 3 per 1000 inhabitants"
        return Body(inputs, formula, given, expect, "six_for_many")
    if kind == "category":
        answers = f"""    categories:
      - {{code: "no", value: 0, title: "No", spellings: [nei]}}       # {say("quotes")}
      - {{code: "yes", value: 1, title: "Yes", spellings: [ja]}}
"""
        return Body("", answers, 'value: "yes"', 'value: "yes"', "answer_yes")
    return Body(given=quantity, expect=quantity)


def folder(root: Path, *, name: str = "", title: str = "", language: str = "en") -> Texts:
    """The files of a new folder that builds on the edition of this library. Raises StandardError where there is one."""
    name = name or slug(root.resolve().name)
    note = _comments(language)
    title = title or note("indicators_of", name=name)
    _refuse_existing(root / "standard.yaml")
    edition = load()
    head = f"""# {note("standard")}
format: 1
id: {name}
edition: "1"                          # {note("edition")}
title: {scalar(title)}
languages: [{language}]                       # {note("languages")}
extends: {edition.id}@{edition.edition}        # {note("extends")}
"""
    _checked(Edition, head, "standard.yaml")
    return {root / "standard.yaml": head, **framework(root, name, title, language)}


def framework(root: Path, name: str, title: str, language: str = "en") -> Texts:
    """The file of a framework, which is the folder of its indicators."""
    note = _comments(language)
    text = f"""id: {name}                            # {note("framework")}
title: {scalar(title)}
keeper: {scalar(title)}               # {note("keeper")}
# classification:                     # {note("classification")}
#   theme: {{mobility: Mobility, energy: Energy}}
"""
    return {root / "frameworks" / name / "framework.yaml": text}


def indicator(
    root: Path, name: str, *, title: str = "", kind: str = "share", unit: str = "", language: str = "en"
) -> Texts:
    """The file of a new indicator, and that of its framework where it is the first. Raises StandardError.

    ``name`` is the id, such as ``county.street-lights``; its first part is the framework.
    """
    standard, note = _standard(root), _comments(language)
    if standard.find_indicator(name) is not None:
        raise StandardError([ALREADY_THERE.problem(say("editions.indicator_already", name=name))])
    own, _, rest = name.partition(".")
    text = _indicator(name, title or _words(rest or name), kind, unit or UNITS.get(kind, ""), note)
    path = root / "frameworks" / own / f"{rest or name}.yaml"
    _checked(Indicator, text, path.name)
    _refuse_existing(path)
    beside = {} if own in standard.frameworks else framework(root, own, _words(own), language)
    return {path: text, **beside}


def _indicator(name: str, title: str, kind: str, unit: str, note: Voice) -> str:
    """The text of the file of an indicator."""
    quantity = f"value: 3 {unit}".rstrip()
    body = _body(kind, quantity, note)
    unit_line = f"    unit: {scalar(unit)}\n" if unit else ""
    return f"""# {note("indicator")}
id: {name}
version: "1.0.0"
status: draft                         # draft | stable | deprecated
title: {scalar(title)}
# definition: {note("definition")}
# why: {note("why")}
# count: {note("count")}
# do_not_count: {note("do_not_count")}
# classification: {{theme: mobility}}   # {note("class")}
# sdg:                                # {note("target")}
#   - {{target: "11.2", relation: partial, source: a-key-of-sources.yaml}}
{body.inputs}series:
  value:                              # {note("single")}
    kind: {kind}{" " * max(1, 28 - len(kind))}# {" | ".join(KINDS)}
{unit_line}    direction: higher_is_better       # higher_is_better | lower_is_better | target_value | none
{body.series}    no_benchmark: {note("undecided")}    # {note("benchmark")}
    # benchmarks:
    #   - {{value: 80, from: 2026-01-01, basis: expert, source: a-key-of-sources.yaml, status: proposed}}
    # plausible: {{min: 1, max: 99}}    # {note("plausible")}
examples:                             # {note("example")}
  - name: {note(body.name)}
    given: {{{body.given}}}
    expect: {{{body.expect}}}
# sources: [a-key-of-sources.yaml]
"""


def methodology(root: Path, name: str, *, title: str = "", framework: str = "", language: str = "en") -> Texts:
    """The file of a methodology for a framework, by default that of the folder. Raises StandardError."""
    standard, note = _standard(root), _comments(language)
    if name in standard.methodologies:
        raise StandardError([ALREADY_THERE.problem(say("editions.methodology_already", name=name))])
    own = [item.framework for item in standard.indicators.values() if item.id in standard.own]
    framework = framework or next(iter(own), "")
    series = [item for item in standard.series.values() if item.framework == framework]
    if not series:
        what = (
            say("editions.framework_no_indicator", framework=framework) if framework else say("editions.no_indicator")
        )
        raise StandardError([NOTHING_TO_SCORE.problem(say("editions.methodology_could_score", what=what))])
    left_out = "".join(_left_out([item.kind for item in series], [item.direction for item in series], note))
    text = f"""# {note("methodology")}
id: {name}
version: "1.0.0"
status: draft
title: {scalar(title or _words(name))}
# description: {note("description")}
# sources: [a-key-of-sources.yaml]
select: {{framework: {framework}}}        # {note("select")}
scale: {{worst: 0, best: 100}}
leaves:                               # {note("leaves")}
  - for: all
    read: {{method: latest, max_age: 5}}                # {note("latest")}
    steps: [{{method: share_of, point: benchmark}}, {{method: scale, by: 100}}]
{left_out}tree: {{levels: [goal], root: {{id: index, level: index}}}}    # {note("tree")}
branches:                             # {note("branches")}
  - {{for: all, aggregate: arithmetic_mean}}
# ratings:                            # {note("ratings")}
#   performance:
#     - {{for: all, bands: [{{label: low}}, {{from: 50, label: medium}}, {{from: 75, label: high}}]}}
# decimals: {{index: 0}}
"""
    path = root / "methodologies" / f"{name}.yaml"
    _checked(Methodology, text, path.name)
    _refuse_existing(path)
    return {path: text}


def source(
    root: Path, key: str, *, title: str = "", author: str = "", year: int | None = None, language: str = "en"
) -> Texts:
    """``sources.yaml`` with one entry more. Raises StandardError where the key is taken."""
    standard, note = _standard(root), _comments(language)
    if key in standard.sources:
        raise StandardError([ALREADY_THERE.problem(say("editions.source_already", key=key))])
    path = root / "sources.yaml"
    before = path.read_text(encoding="utf-8") if path.is_file() else f"# {note('sources')}\n"
    lines = [f"{scalar(key)}:", f"  title: {scalar(title or _words(key))}"]
    lines += [f"  author: {scalar(author)}" if author else f"  # author: {note('author')}"]
    lines += [f"  year: {year}" if year else "  # year: 2026", f"  # address: {note('address')}"]
    text = f"{before.rstrip()}\n" + "\n".join(lines) + "\n"
    _checked(Sources, text, path.name)
    return {path: text}


def _left_out(kinds: Sequence[str], directions: Sequence[str], note: Voice) -> Iterator[str]:
    """Rules for what has no share of a benchmark."""
    if "category" in kinds:
        yield f"  - {{for: {{kind: category}}, scored: false}}    # {note('categories')}\n"
    for direction in ("none", "target_value"):
        if direction in directions:
            yield f"  - {{for: {{direction: {direction}}}, scored: false}}\n"


def _comments(language: str) -> Voice:
    """What says the comments of drafts."""
    return Voice(language, "draft")


def _standard(root: Path) -> Standard:
    """The folder that the draft goes to; what is wrong in it already does not matter, as long as it is one."""
    standard, problems = read_standard(root)
    if standard is None and not _is_bare(root, [item.code for item in problems.errors]):
        raise StandardError(problems)
    return standard or load()


def _is_bare(root: Path, codes: Sequence[str]) -> bool:
    """Whether a folder lacks nothing but its first definition."""
    return (root / "standard.yaml").is_file() and set(codes) == {"SDG501"}


def _checked(model: type[Edition | Indicator | Methodology | Sources], text: str, file: str) -> None:
    """Refuse a draft in which an id, a title or a unit is none. Raises StandardError."""
    _, _, problems = read_model(model, text, file)
    if problems:
        raise StandardError(problems)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise StandardError([ALREADY_THERE.problem(say("editions.already", path=path))])


def slug(text: str) -> str:
    """An id made of a name.

    >>> slug("Example County 2026")
    'example-county-2026'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "own"


def _words(name: str) -> str:
    """A title made of an id."""
    text = re.sub(r"[-_.]+", " ", name).strip()
    return text[:1].upper() + text[1:]


def scalar(text: str) -> str:
    """A text as YAML has it: plain where that is read as the same text, else in quotes.

    >>> print(scalar("Street lights"), scalar("no"), scalar("a: b"))
    Street lights "no" "a: b"
    """
    plain = re.fullmatch(r"[^\W\d_][\w ,.%/()'’–-]*", text) and text == text.strip() and read_plain(text)[0] == "text"
    return text if plain else json.dumps(text, ensure_ascii=False)
