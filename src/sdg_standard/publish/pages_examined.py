"""Do the benchmarks tell municipalities apart? What examining real values gives, and what the definitions say of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.publish.pages_markdown import (
    Link,
    Markdown,
    code,
    concatenated,
    document,
    heading,
    link_to,
    md,
    no_links,
    table,
)
from sdg_standard.publish.pages_texts import Texts
from sdg_standard.words.numbers import numerals


def examined_page(standard: Standard, found: pd.DataFrame, beside: pd.DataFrame, *, link: Link = no_links) -> str:
    """Return the page on what benchmarks and scores say of many areas, as Markdown.

    ``found`` is what :func:`sdg_standard.study.examine` returns for them, ``beside`` what
    :func:`sdg_standard.study.side_by_side` does.

    >>> import pandas as pd, sdg_standard as sdg
    >>> from sdg_standard.study import examine, side_by_side
    >>> wide = pd.DataFrame({"u4ssc.sc.sh.si.4c": [58.0, 61.0, 85.0]}, index=["a", "b", "c"])
    >>> evidence, standard = sdg.Evidence.from_wide(wide, period="2023"), sdg.load()
    >>> two = side_by_side(evidence, standard, ["u4ssc-performance", "norway-goalposts"])
    >>> print(examined_page(standard, examine(evidence, standard), two).splitlines()[0])
    # Do the benchmarks tell municipalities apart?
    """
    return document(_blocks(standard, found, beside, link))


def _blocks(standard: Standard, found: pd.DataFrame, beside: pd.DataFrame, link: Link) -> Iterator[object]:
    texts = Texts(standard, "en")
    yield heading(1, "Do the benchmarks tell municipalities apart?")
    yield md(LEAD)
    yield heading(2, "Who reaches the benchmark")
    yield md(VALUES)
    yield _reached(texts, found, link)
    yield from _beside(texts, beside, link)
    yield from _answers(texts, link)


LEAD = (
    "A benchmark that all reach, or none, says nothing about the differences between municipalities; nor does a score "
    "that nearly all have. The command examine shows both for any set of municipalities. This page shows them for real "
    "values of Norwegian municipalities, which lie in examples/norway-municipalities; it is made anew whenever the "
    "documentation is."
)
VALUES = (
    "Each municipality counts once, with its latest number. P10 and P90 are the tenth and the ninetieth percentile of "
    "the values, linear between neighbours. The last two columns are the different scores that come out under "
    "u4ssc-performance, and the share of municipalities with the commonest one."
)


def side_by_side_section(standard: Standard, found: pd.DataFrame, *, link: Link = no_links) -> str:
    """Return the section that puts methodologies side by side, for the pages of these methodologies."""
    return document(_beside(Texts(standard, "en"), found, link))


def _beside(texts: Texts, found: pd.DataFrame, link: Link) -> Iterator[object]:
    names = methodologies_of(found)
    yield heading(2, "Two methodologies side by side" if len(names) == 2 else "Methodologies side by side")
    yield concatenated(
        "The same values of Norwegian municipalities: how many different scores come out, and which share of the "
        "municipalities is at the top of the scale. ",
        Markdown(
            ", ".join(link_to(texts.standard.methodology(name).title, link(f"methodology:{name}")) for name in names)
        ),
        ".",
    )
    head = [part for name in names for part in (f"scores, {name}", f"at the top, {name}")]
    yield table(["number", "municipalities", *head], (_beside_row(texts, each, names, link) for each in _rows(found)))


def methodologies_of(found: pd.DataFrame) -> list[str]:
    """The methodologies that a table of :func:`sdg_standard.study.side_by_side` is about."""
    return [str(name).removeprefix("scores.") for name in found.columns if str(name).startswith("scores.")]


def _rows(found: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): value for key, value in each.items()} for each in found.to_dict("records")]


def _beside_row(texts: Texts, each: dict[str, object], names: Sequence[str], link: Link) -> list[object]:
    numbers = [part for name in names for part in (each[f"scores.{name}"], _share(each[f"share_top.{name}"]))]
    return [_number(texts, each, link), each["areas"], *numbers]


def _reached(texts: Texts, found: pd.DataFrame, link: Link) -> Markdown:
    head = ["number", "unit", "municipalities", "P10", "median", "P90", "benchmark", "basis"]
    head += ["reach it", "share", "scores", "most alike"]
    return table(head, (_reached_row(texts, each, link) for each in _rows(found)))


def _reached_row(texts: Texts, each: dict[str, object], link: Link) -> list[object]:
    values = [_value(each[name]) for name in ("p10", "median", "p90", "benchmark")]
    basis = texts.term("bases", str(each["basis"])) if each["basis"] else ""
    reached = "" if _is_gap(each["reached"]) else int(float(str(each["reached"])))
    shares = [_share(each[name]) for name in ("share_reached", "share_commonest")]
    unit = texts.unit(str(each["unit"]))
    return [
        _number(texts, each, link),
        unit,
        each["areas"],
        *values,
        basis,
        reached,
        shares[0],
        each["scores"],
        shares[1],
    ]


def _number(texts: Texts, each: dict[str, object], link: Link) -> Markdown:
    series = texts.standard.one_series(str(each["series"]))
    return link_to(texts.series_title(series), link(f"indicator:{series.indicator}"))


def _is_gap(number: object) -> bool:
    return number is None or math.isnan(float(str(number)))


def _value(number: object) -> str:
    return "" if _is_gap(number) else numerals("en").value(round(float(str(number)), 2))


def _share(share: object) -> str:
    return "" if _is_gap(share) else f"{float(str(share)):.0%}".replace("%", " %")


def _answers(texts: Texts, link: Link) -> Iterator[object]:
    """The numbers whose definitions say themselves that they tell little or nothing apart."""
    items = [each for each in texts.standard.series.values() if each.discriminates]
    if items:
        yield heading(2, "Numbers that tell little apart, by their definitions")
        yield md(f"{len(items)} of {len(texts.standard.series)}, with the reason and with what would tell more.")
    yield table(
        ["number", "tells apart", "why", "what would"],
        (
            [link_to(each.label, link(f"indicator:{each.indicator}")), code(said.answer), said.why, said.instead or ""]
            for each in items
            if (said := each.discriminates)
        ),
    )
