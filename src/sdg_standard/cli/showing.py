"""The command ``show``: a definition as a person wants to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping

from sdg_standard._signs import visible
from sdg_standard.catalogue import Standard
from sdg_standard.cli import methodology
from sdg_standard.errors import UnknownId
from sdg_standard.methodology import Methodology
from sdg_standard.model.conditions import condition_text
from sdg_standard.model.framework import GlobalIndicator, Goal, Target
from sdg_standard.model.indicator import Benchmark, Category, Check, CommonInputRef, Goalpost, Indicator, Input, Series
from sdg_standard.plans import Branch, Leaf

WIDTH = 96
INDENT = "  "
_Part = Callable[[str, str | None], str]
"""From a field of a definition, and its text in the file, to the text in the language asked for."""


def shown(standard: Standard, name: str, language: str) -> str:
    """Return the definition with this id, code or number. Raises UnknownId with near misses."""
    indicator = standard.find_indicator(name)
    if indicator is None and standard.find_series(name) is not None:
        indicator = standard.indicators[standard.one_series(name).indicator]
    if indicator is not None:
        return _page(_indicator(standard, indicator, language))
    key = name.removeprefix("goal:").removeprefix("target:")
    if name in standard.methodologies:
        return _page(_methodology(standard, standard.methodologies[name], language))
    if key in standard.goals:
        return _page(_goal(standard, standard.goals[key], language))
    if key in standard.targets:
        return _page(_target(standard, standard.targets[key], language))
    if f"un-sdg.{key}" in standard.global_indicators or key in standard.global_indicators:
        return _page(_global(standard, standard.global_indicator(key), language))
    if name in standard.retired:
        item = standard.retired[name]
        now = f" Now: {', '.join(item.replaced_by)}." if item.replaced_by else ""
        return f"{name} was retired in {item.since}: {item.why}{now}"
    known = [
        *standard.indicators,
        *standard.series,
        *standard.methodologies,
        *standard.targets,
        *standard.global_indicators,
    ]
    known += [item.code for item in standard.indicators.values() if item.code]
    raise UnknownId("definition", name, known)


def _page(lines: Iterable[str]) -> str:
    """Lines as one text; a line end within a title is written out, and begins no line."""
    return "\n".join(map(visible, lines))


def node_title(standard: Standard, node: Leaf | Branch, language: str) -> str:
    """Title of a node in a language."""
    if isinstance(node, Leaf):
        return series_title(standard, node.series, language)
    kind, _, code = node.id.partition(":")
    if kind in ("goal", "target"):
        prefix = f"{code} " if kind == "target" else f"{code}. "
        return prefix + standard.text(node.id, "title", language)
    field = f"classification.{kind}.{code.rpartition('/')[2]}"
    for framework in standard.frameworks:
        if standard.has_text(framework, field, standard.languages[0]):
            return standard.text(framework, field, language)
    return node.title


def series_title(standard: Standard, series: Series, language: str) -> str:
    """Title of a series: of its indicator, with the part behind it."""
    title = standard.text(series.indicator, "title", language)
    if series.id == series.indicator:
        return title
    part = standard.text(series.indicator, f"series.{series.key}.title", language)
    return f"{title}: {series.key if part == series.indicator else part}"


def _wrapped(label: str, text: str | None) -> Iterator[str]:
    if text:
        head = f"{label}: " if label else ""
        yield from textwrap.wrap(f"{head}{' '.join(text.split())}", WIDTH, subsequent_indent=INDENT)


def _indicator(standard: Standard, item: Indicator, language: str) -> Iterator[str]:
    def text(field: str) -> str | None:
        found = standard.text(item.id, field, language)
        return None if found == item.id else found

    def part(field: str, original: str | None) -> str:
        """A part of the definition in the language, else as the file has it."""
        return text(field) or original or ""

    code = f"  {item.code}" if item.code else ""
    yield f"{text('title')}"
    yield f"{item.id}{code}  version {item.version}, {item.status}"
    yield ""
    yield from _wrapped("", text("definition"))
    yield from _wrapped("Why", text("why"))
    yield from _wrapped("Count", text("count"))
    yield from _wrapped("Do not count", text("do_not_count"))
    yield from _wrapped("Class", "; ".join(f"{key} {value}" for key, value in item.classification.items()))
    yield from _links(standard, item, language)
    for name, declared in item.inputs.items():
        yield from _wrapped(f"Input {name}", _input(standard, name, declared, part, language))
    for series_id in item.series_ids.values():
        yield from _series(standard, standard.series[series_id], language)
    for index, example in enumerate(item.examples):
        given, expect = _quantities(example.given), _quantities(example.expect)
        yield from _wrapped("Example", f"{part(f'examples.{index}.name', example.name)}: {given} → {expect}")
    yield ""
    yield from _grounds(standard, item, part)


def _quantities(table: Mapping[str, object]) -> str:
    """What an example gives or expects, as its file has it: a number without a unit has no ``.0`` behind it."""
    return ", ".join(f"{key} {str(value).removesuffix('.0')}" for key, value in table.items())


def _input(
    standard: Standard,
    name: str,
    declared: Input | CommonInputRef,
    part: _Part,
    language: str,
) -> str:
    """Title and unit of an input: those of the standard where it is common to all, else those of the indicator."""
    if isinstance(declared, Input):
        return f"{part(f'inputs.{name}.title', declared.title)} ({declared.unit})"
    return f"{standard.text(f'input:{name}', 'title', language)} ({standard.inputs[name].unit})"


def _grounds(standard: Standard, item: Indicator, part: _Part) -> Iterator[str]:
    """What an indicator rests on: evidence and its checks, what departs, what is unclear, data, sources."""
    yield from _wrapped("Accepted evidence", ", ".join(item.evidence.accepted))
    for index, check in enumerate(item.evidence.checks):
        yield from _wrapped("Check", _check(check, part(f"evidence.checks.{index}.text", check.text)))
    for index, departure in enumerate(item.departs):
        parts = (
            part(f"departs.{index}.{name.rstrip('_')}", getattr(departure, name)) for name in ("from_", "how", "why")
        )
        yield from _wrapped("Departs", " ".join(parts))
    for index, dispute in enumerate(item.disputes):
        question = part(f"disputes.{index}.question", dispute.question)
        yield from _wrapped("Unclear", f"{question} Decided: {part(f'disputes.{index}.decision', dispute.decision)}")
    for country, data in item.national_data.items():
        tables = f" Tables: {', '.join(data.tables)}." if data.tables else ""
        differs = f" Differs: {part(f'national_data.{country}.differs', data.differs)}" if data.differs else ""
        yield from _wrapped(
            f"Data ({country})", f"{part(f'national_data.{country}.where', data.where)}{tables}{differs}"
        )
    yield from _wrapped("Missing for stable", part("wanted", item.wanted) if item.wanted else None)
    yield from _wrapped("Sources", "; ".join(_source(standard, key) for key in item.sources))
    if item.provenance:
        note = part("provenance.note", item.provenance.note or "")
        yield from _wrapped("Published definition", f"{item.provenance.confidence}. {note}")


def _links(standard: Standard, item: Indicator, language: str) -> Iterator[str]:
    for link in item.sdg:
        goal, target = link.codes
        name = f"target:{target}" if target else f"goal:{goal}"
        code = link.indicator or link.target or f"goal {goal}"
        yield from _wrapped("SDG", f"{code} ({link.relation}): {standard.text(name, 'title', language)}")


def _series(standard: Standard, series: Series, language: str) -> Iterator[str]:
    def part(field: str) -> str:
        name = f"series.{series.key}.{field}"
        return (
            standard.text(series.indicator, name, language) if standard.has_text(series.indicator, name, first) else ""
        )

    first = standard.languages[0]
    yield ""
    unit = f", {series.unit}" if series.unit else ""
    yield f"{series_title(standard, series, language)}  [{series.id}]"
    yield f"{INDENT}{series.kind}{unit}, {series.direction.replace('_', ' ')}"
    if series.spellings:
        yield from textwrap.wrap(
            f"also written {'; '.join(series.spellings)}", WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2
        )
    if series.formula:
        yield f"{INDENT}= {series.formula}"
    for answer in series.categories or ():
        if isinstance(answer, Category):
            spelled = f" ({', '.join(answer.spellings)})" if answer.spellings else ""
            title, defined = (part(f"categories.{answer.code}.{field}") for field in ("title", "definition"))
            label, meaning = f": {title}" if title else "", f". {defined}" if defined else ""
            line = f"{answer.value:g} {answer.code}{spelled}{label}{meaning}"
            yield from textwrap.wrap(line, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 3)
    for index, benchmark in enumerate(series.benchmarks):
        said = f"{_benchmark(benchmark, series)}. {part(f'benchmarks.{index}.why')}".rstrip()
        yield from textwrap.wrap(said, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2)
    if series.no_benchmark:
        yield from textwrap.wrap(
            f"no benchmark: {part('no_benchmark')}", WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2
        )
    for end in ("worst", "best"):
        post: Goalpost | None = getattr(series.goalposts, end, None) if series.goalposts else None
        if post is not None:
            said = f"{post.value:g}{unit_of(series)} ({post.basis}, {post.source}, {post.status})"
            yield from textwrap.wrap(
                f"goalpost {end}: {said}. {part(f'goalposts.{end}.why')}",
                WIDTH,
                initial_indent=INDENT,
                subsequent_indent=INDENT * 2,
            )
    yield f"{INDENT}possible {_ends(series.limits)}; plausible {_ends(series.expected)}"


def _benchmark(item: Benchmark, series: Series) -> str:
    value = f"{item.value:g}" if item.value is not None else " to ".join(f"{end:g}" for end in item.between or ())
    said = f"{value}{unit_of(series)} ({item.basis}, {item.source}, {item.status})"
    which = "".join(f", where {name} is {condition_text(wanted)}" for name, wanted in item.where.items())
    return f"benchmark from {item.from_}{which}: {said}"


def unit_of(series: Series) -> str:
    """The unit behind a blank; nothing where a series has none."""
    return f" {series.unit}" if series.unit else ""


def _ends(ends: tuple[float, float]) -> str:
    low, high = ends
    if abs(low) == float("inf") and abs(high) == float("inf"):
        return "anything"
    if high == float("inf"):
        return f"{low:g} and above"
    return f"{high:g} and below" if low == float("-inf") else f"{low:g} to {high:g}"


def _check(check: Check, asked: str) -> str:
    """The rule of a check with what it compares with, and its question."""
    other = check.than or ", ".join(check.with_ or ())
    rule = f"{check.rule} {other}".strip() if check.rule else ""
    return ". ".join(said for said in (rule, asked) if said)


def _source(standard: Standard, key: str) -> str:
    source = standard.sources.get(key)
    if source is None:
        return key
    return ", ".join(str(part) for part in (source.author, source.title, source.year) if part)


def _methodology(standard: Standard, item: Methodology, language: str) -> Iterator[str]:
    yield standard.text(item.id, "title", language)
    yield f"{item.id}  version {item.version}, {item.status}"
    yield ""
    yield from _wrapped("", standard.text(item.id, "description", language) if item.description else None)
    yield from methodology.sections(standard, item.id)


def _goal(standard: Standard, goal: Goal, language: str) -> Iterator[str]:
    yield f"Goal {goal.number}: {standard.text(goal.id, 'title', language)}"
    for code, target in standard.targets.items():
        if target.goal == goal.number:
            yield from textwrap.wrap(
                f"{code}  {standard.text(f'target:{code}', 'title', language)}",
                WIDTH,
                initial_indent=INDENT,
                subsequent_indent=INDENT * 4,
            )
    linked = [item for item in standard.indicators.values() if str(goal.number) in {link.codes[0] for link in item.sdg}]
    for item in linked:
        yield f"{INDENT}{item.id}  {standard.text(item.id, 'title', language)}"


def _target(standard: Standard, target: Target, language: str) -> Iterator[str]:
    ours = " (our short wording)" if target.wording == "ours" else ""
    yield f"Target {target.code}: {standard.text(f'target:{target.code}', 'title', language)}{ours}"
    for item in standard.global_indicators.values():
        if item.target == target.code:
            yield from textwrap.wrap(
                f"{item.code}  {item.title}", WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 4
            )
    for indicator in standard.indicators.values():
        if target.code in {link.codes[1] for link in indicator.sdg}:
            yield f"{INDENT}{indicator.id}  {standard.text(indicator.id, 'title', language)}"


def _global(standard: Standard, item: GlobalIndicator, language: str) -> Iterator[str]:
    yield from textwrap.wrap(f"{item.code}  {item.title}", WIDTH)
    target = standard.text(f"target:{item.target}", "title", language)
    yield f"{item.id}  UN code {item.unsd_code}{f', tier {item.tier}' if item.tier else ''}"
    yield from _wrapped("Target", f"{item.target}: {target}")
    yield from _wrapped("Custodians", ", ".join(item.custodians))
    yield from _wrapped("Direction", (item.direction or "").replace("_", " "))
    for change in item.changes:
        yield from _wrapped("Changed", f"{change.edition}: {change.change}. {change.note or ''}")
    yield from _wrapped("Note", item.note)
