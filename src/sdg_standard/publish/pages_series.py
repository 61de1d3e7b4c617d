"""What the page of an indicator says of one of its numbers: unit, formula, benchmarks, and examples worked out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from sdg_standard.formula import Formula
from sdg_standard.model.conditions import condition_text
from sdg_standard.model.indicator import Benchmark, Category, Goalpost, Indicator, IndicatorExample, Series
from sdg_standard.publish.pages_markdown import Markdown, bullets, code, concatenated, heading, md, strong, table
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.words import told

_NAME = re.compile(r"[A-Za-z_]\w*")


def series_blocks(texts: Texts, series: Series, item: Indicator) -> Iterator[object]:
    """Yield the blocks about one number."""
    say = texts.say
    several = len(item.series) > 1
    yield heading(2, concatenated(f"{say('number')}: ", texts.series_title(series)) if several else say("number"))
    if several:
        yield code(series.id)
    yield texts.part(series.indicator, f"series.{series.key}.definition", series.definition)
    yield bullets(_facts(texts, series))
    if series.formula:
        yield from _formula(texts, series)
    if series.categories:
        yield from _answers(texts, series)
    yield from _benchmarks(texts, series)
    yield from _goalposts(texts, series)


def kind_word(texts: Texts, series: Series) -> str:
    """What the kind of a series is called."""
    return texts.say("kind.count" if series.kind == "count" else series.kind)  # `count` heads what is counted


def _facts(texts: Texts, series: Series) -> Iterator[Markdown]:
    say = texts.say
    kind = kind_word(texts, series)
    yield texts.labelled("kind", kind)
    yield texts.labelled("unit", texts.unit(series.unit) or (series.unit and kind) or say("no_unit"))
    if series.spellings:
        yield texts.labelled("also", texts.own(", ".join(series.spellings)))
    yield texts.labelled("direction", say(series.direction))
    if series.kind != "category":
        yield texts.labelled("possible", ends(texts, series.limits))
        yield texts.labelled("plausible", ends(texts, series.expected))
    if series.breakdowns:
        yield texts.labelled("breakdowns", Markdown(", ".join(texts.vocabulary(name) for name in series.breakdowns)))
    if series.min_cell:
        yield texts.labelled("min_cell", str(series.min_cell))
    if series.discriminates:
        path, found = f"series.{series.key}.discriminates", series.discriminates
        reasons = (
            texts.part(series.indicator, f"{path}.{field}", getattr(found, field)) for field in ("why", "instead")
        )
        answer = say(f"discriminates.{found.answer}")
        yield texts.labelled("discriminates", Markdown(". ".join([answer, " ".join(filter(None, reasons))])))


def ends(texts: Texts, limits: tuple[float, float]) -> str:
    """A range in words.

    >>> import sdg_standard as sdg
    >>> ends(Texts(sdg.load(), "en"), (0.0, float("inf")))
    '0 and above'
    """
    low, high = (texts.numerals.value(limit) for limit in limits)
    if all(map(math.isinf, limits)):
        return texts.say("anything")
    if math.isinf(limits[1]):
        return texts.say("at_least", low=low)
    return texts.say("at_most", high=high) if math.isinf(limits[0]) else texts.say("between", low=low, high=high)


def _formula(texts: Texts, series: Series) -> Iterator[object]:
    say = texts.say
    yield heading(3, say("formula"))
    yield code(series.formula)
    titles = {name: _input_text(texts, series, name, "title") for name in series.resolved_inputs}
    yield concatenated(f"{say('in_words')}: ", Markdown(_put_in(series.formula or "", titles)))
    yield table(
        [say("input"), say("title"), say("unit"), say("definition")],
        (
            [code(name), titles[name], texts.unit(declared.unit) or say("kind.count"),
             _input_text(texts, series, name, "definition")]
            for name, declared in series.resolved_inputs.items()
        ),
    )  # fmt: skip


def _input_text(texts: Texts, series: Series, name: str, field: str) -> Markdown:
    """A text of an input: of the indicator's own, or of a common one."""
    text = getattr(series.resolved_inputs[name], field)
    if name in series.common_inputs:
        return texts.part(f"input:{name}", field, text)
    return texts.part(series.indicator, f"inputs.{name}.{field}", text)


def _put_in(formula: str, words: Mapping[str, str]) -> str:
    """A formula with what its names stand for."""
    return _NAME.sub(lambda found: words.get(found[0], found[0]), formula.replace("*", "×"))


def _answers(texts: Texts, series: Series) -> Iterator[object]:
    say = texts.say
    yield heading(3, say("answers"))
    yield table(
        [say("code"), say("value"), say("answer"), say("meaning"), say("also")],
        (
            [code(item.code), f"{item.value:g}", texts.answer(series, item),
             texts.part(series.indicator, f"series.{series.key}.categories.{item.code}.definition", item.definition),
             ", ".join(item.spellings)]
            for item in series.categories or () if isinstance(item, Category)
        ),
    )  # fmt: skip


def _benchmarks(texts: Texts, series: Series) -> Iterator[object]:
    say = texts.say
    yield heading(3, say("benchmarks"))
    if not series.benchmarks:
        reason = texts.part(series.indicator, f"series.{series.key}.no_benchmark", series.no_benchmark)
        yield concatenated(say("no_benchmark"), " ", reason)
        return
    numbered = sorted(enumerate(series.benchmarks), key=lambda pair: pair[1].from_, reverse=True)
    yield table(
        [say("in_force"), say("value"), say("standing"), say("basis"), say("source"), say("reasoning")],
        (
            [
                item.from_.isoformat(),
                concatenated(strong(benchmark_text(texts, item, series)), for_whom(texts, item)),
                *_backing(texts, item, series, f"benchmarks.{index}"),
            ]
            for index, item in numbered
        ),
    )
    if any(item.status == "proposed" for item in series.benchmarks):
        yield md(say("proposal"))


def for_whom(texts: Texts, item: Benchmark) -> Markdown:
    """The areas that a benchmark is for; empty where it is for all."""
    if not item.where:
        return Markdown("")
    said = ", ".join(f"{name}: {told(condition_text(wanted), texts.language)}" for name, wanted in item.where.items())
    return concatenated(" ", texts.say("for_areas", which=said))


def benchmark_text(texts: Texts, item: Benchmark, series: Series) -> str:
    """The value of a benchmark with its unit, or the two ends of its band."""
    ends = [item.value] if item.value is not None else list(item.between or ())
    shown = [texts.numerals.value(float(end)) for end in ends]
    if len(shown) == 2:
        return f"{texts.say('between', low=shown[0], high=shown[1])} {texts.unit(series.unit)}".strip()
    return texts.number(float(ends[0]), series.unit)


def _backing(texts: Texts, item: Benchmark | Goalpost, series: Series, path: str) -> list[Markdown]:
    """What a number rests on: standing, basis, source and reasoning."""
    standing = texts.say(item.status)
    if isinstance(item, Benchmark) and item.adopted_by:
        standing = texts.say("adopted_by", who=item.adopted_by)
    why = texts.part(series.indicator, f"series.{series.key}.{path}.why", item.why)
    return [md(standing), texts.term("bases", item.basis), texts.source(item.source), why]


def _goalposts(texts: Texts, series: Series) -> Iterator[object]:
    found = {end: getattr(series.goalposts, end, None) for end in ("worst", "best")}
    rows = [
        [
            texts.say(end),
            strong(texts.number(float(post.value), series.unit)),
            *_backing(texts, post, series, f"goalposts.{end}"),
        ]
        for end, post in found.items()
        if isinstance(post, Goalpost)
    ]
    if rows:
        say = texts.say
        yield heading(3, say("goalposts"))
        yield table([say("end"), say("value"), say("standing"), say("basis"), say("source"), say("reasoning")], rows)


def worked(texts: Texts, item: Indicator, example: IndicatorExample, name: Markdown) -> Markdown:
    """An example as a line: its name, what is given, the arithmetic of a formula, and what comes out."""
    given = ", ".join(f"{name} {_said(value)}" for name, value in example.given.items())
    results = [_result(texts, item, example, key, value) for key, value in example.expect.items()]
    return concatenated(name, ": ", md(given), " → ", Markdown("; ".join(results)))


def _result(texts: Texts, item: Indicator, example: IndicatorExample, key: str, expected: float | str) -> str:
    name = "" if len(item.series) == 1 else f"{key} "
    series = texts.standard.series[item.series_ids[key]]
    if series.formula and set(Formula.parse(series.formula).names) <= set(example.given):
        numbers = {name: _said(value) for name, value in example.given.items()}
        return concatenated(name, code(_put_in(series.formula, numbers)), " = ", strong(_said(expected)))
    return concatenated(name, strong(_said(expected)))


def _said(quantity: float | str) -> str:
    """A quantity as the definition writes it."""
    return quantity if isinstance(quantity, str) else f"{quantity:g}"
