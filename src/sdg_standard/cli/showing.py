"""The command ``show``: a definition as a person wants to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf, isinf

from sdg_standard._signs import visible
from sdg_standard.catalogue import Standard
from sdg_standard.cli import methodology
from sdg_standard.errors import UnknownId
from sdg_standard.methodology import Methodology
from sdg_standard.model.conditions import condition_text
from sdg_standard.model.framework import GlobalIndicator, Goal, Target
from sdg_standard.model.indicator import Benchmark, Category, Check, CommonInputRef, Goalpost, Indicator, Input, Series
from sdg_standard.plans import Leaf, Plan
from sdg_standard.plans.titles import Titles, title_in
from sdg_standard.words import say, told
from sdg_standard.words.voice import Voice

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
        now = say("show.now", ids=list(item.replaced_by)) if item.replaced_by else ""
        return told(say("show.retired", id=name, since=item.since, why=item.why, now=now), language)
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


def node_title(standard: Standard, plan: Plan, name: str, language: str) -> str:
    """Title of a node in a language."""
    node = plan.node(name)
    if isinstance(node, Leaf):
        return title_in(standard, node.series.id, language)
    kind, _, code = node.id.partition(":")
    if kind in ("goal", "target"):
        prefix = f"{code} " if kind == "target" else f"{code}. "
        return prefix + standard.text(node.id, "title", language)
    field = f"classification.{kind}.{code.rpartition('/')[2]}"
    for framework in standard.frameworks:
        if standard.has_text(framework, field, standard.languages[0]):
            return standard.text(framework, field, language)
    return told(Titles(standard, plan).of_node(name), language)


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

    say = Voice(language, "show")
    code = f"  {item.code}" if item.code else ""
    yield f"{text('title')}"
    yield say("version", id=item.id, code=code, version=item.version, status=item.status)
    yield ""
    yield from _wrapped("", text("definition"))
    yield from _wrapped(say("why"), text("why"))
    yield from _wrapped(say("count"), text("count"))
    yield from _wrapped(say("do_not_count"), text("do_not_count"))
    yield from _wrapped(say("class"), "; ".join(f"{key} {value}" for key, value in item.classification.items()))
    yield from _links(standard, item, language)
    for name, declared in item.inputs.items():
        yield from _wrapped(say("input", name=name), _input(standard, name, declared, part, language))
    for series_id in item.series_ids.values():
        yield from _series(standard, standard.series[series_id], language)
    for index, example in enumerate(item.examples):
        given, expect = _quantities(example.given), _quantities(example.expect)
        yield from _wrapped(say("example"), f"{part(f'examples.{index}.name', example.name)}: {given} → {expect}")
    yield ""
    yield from _grounds(standard, item, part, say)


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


def _grounds(standard: Standard, item: Indicator, part: _Part, say: Voice) -> Iterator[str]:
    """What an indicator rests on: evidence and its checks, what departs, what is unclear, data, sources."""
    yield from _wrapped(say("accepted"), ", ".join(item.evidence.accepted))
    for index, check in enumerate(item.evidence.checks):
        yield from _wrapped(say("check"), _check(check, part(f"evidence.checks.{index}.text", check.text)))
    for index, departure in enumerate(item.departs):
        parts = (
            part(f"departs.{index}.{name.rstrip('_')}", getattr(departure, name)) for name in ("from_", "how", "why")
        )
        yield from _wrapped(say("departs"), " ".join(parts))
    for index, dispute in enumerate(item.disputes):
        question = part(f"disputes.{index}.question", dispute.question)
        decision = part(f"disputes.{index}.decision", dispute.decision)
        yield from _wrapped(say("unclear"), say("decided", question=question, decision=decision))
    for country, data in item.national_data.items():
        tables = say("tables", tables=list(data.tables)) if data.tables else ""
        unlike = part(f"national_data.{country}.differs", data.differs) if data.differs else ""
        differs = say("differs", text=unlike) if unlike else ""
        where = part(f"national_data.{country}.where", data.where)
        yield from _wrapped(say("data", country=country), f"{where}{tables}{differs}")
    yield from _wrapped(say("wanted"), part("wanted", item.wanted) if item.wanted else None)
    yield from _wrapped(say("sources"), "; ".join(_source(standard, key) for key in item.sources))
    if item.provenance:
        note = part("provenance.note", item.provenance.note or "")
        yield from _wrapped(say("published"), f"{item.provenance.confidence}. {note}")


def _links(standard: Standard, item: Indicator, language: str) -> Iterator[str]:
    for link in item.sdg:
        goal, target = link.codes
        name = f"target:{target}" if target else f"goal:{goal}"
        code = link.indicator or link.target or told(say("show.goal_code", goal=goal), language)
        yield from _wrapped("SDG", f"{code} ({link.relation}): {standard.text(name, 'title', language)}")


def _series(standard: Standard, series: Series, language: str) -> Iterator[str]:
    def part(field: str) -> str:
        name = f"series.{series.key}.{field}"
        return (
            standard.text(series.indicator, name, language) if standard.has_text(series.indicator, name, first) else ""
        )

    first, say = standard.languages[0], Voice(language, "show")
    yield ""
    unit = f", {series.unit}" if series.unit else ""
    yield f"{title_in(standard, series.id, language)}  [{series.id}]"
    yield f"{INDENT}{series.kind}{unit}, {series.direction.replace('_', ' ')}"
    if series.spellings:
        yield from _inside(say("also_written", spellings=list(series.spellings)))
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
        yield from _inside(f"{_benchmark(benchmark, series, say)}. {part(f'benchmarks.{index}.why')}".rstrip())
    if series.no_benchmark:
        yield from _inside(say("no_benchmark", why=part("no_benchmark")))
    for end in ("worst", "best"):
        post: Goalpost | None = getattr(series.goalposts, end, None) if series.goalposts else None
        if post is not None:
            value = f"{post.value:g}{unit_of(series)} ({post.basis}, {post.source}, {post.status})"
            yield from _inside(say("goalpost", end=say(end), value=value, why=part(f"goalposts.{end}.why")))
    yield f"{INDENT}{say('limits', limits=_ends(series.limits, say), expected=_ends(series.expected, say))}"


def _inside(text: str) -> Iterator[str]:
    """A text below the title of a series."""
    yield from textwrap.wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2)


def _benchmark(item: Benchmark, series: Series, say: Voice) -> str:
    low, high = (f"{end:g}" for end in item.between or (-inf, inf))
    value = f"{item.value:g}" if item.value is not None else say("between", low=low, high=high)
    shown = f"{value}{unit_of(series)} ({item.basis}, {item.source}, {item.status})"
    which = "".join(say("where", name=name, wanted=condition_text(wanted)) for name, wanted in item.where.items())
    return say("benchmark", since=str(item.from_), which=which, value=shown)


def unit_of(series: Series) -> str:
    """The unit behind a blank; nothing where a series has none."""
    return f" {series.unit}" if series.unit else ""


def _ends(ends: tuple[float, float], say: Voice) -> str:
    low, high = ends
    if isinf(low) and isinf(high):
        return say("anything")
    if high == inf:
        return say("above", low=f"{low:g}")
    return say("below", high=f"{high:g}") if low == -inf else say("between", low=f"{low:g}", high=f"{high:g}")


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
    yield told(say("show.version", id=item.id, code="", version=item.version, status=item.status), language)
    yield ""
    yield from _wrapped("", standard.text(item.id, "description", language) if item.description else None)
    yield from methodology.sections(standard, item.id, language)


def _goal(standard: Standard, goal: Goal, language: str) -> Iterator[str]:
    yield told(say("show.goal", number=goal.number, title=standard.text(goal.id, "title", language)), language)
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
    ours = say("show.our_wording") if target.wording == "ours" else ""
    title = standard.text(f"target:{target.code}", "title", language)
    yield told(say("show.target", code=target.code, title=title, wording=ours), language)
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
    say = Voice(language, "show")
    target = standard.text(f"target:{item.target}", "title", language)
    yield say("un_code", id=item.id, code=item.unsd_code, tier=say("tier", tier=item.tier) if item.tier else "")
    yield from _wrapped(say("its_target"), f"{item.target}: {target}")
    yield from _wrapped(say("custodians"), ", ".join(item.custodians))
    yield from _wrapped(say("direction"), (item.direction or "").replace("_", " "))
    for change in item.changes:
        yield from _wrapped(say("changed"), f"{change.edition}: {change.change}. {change.note or ''}")
    yield from _wrapped(say("note"), item.note)
