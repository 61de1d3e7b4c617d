"""The figure of the front page: how real values of many municipalities are spread, each series beside its benchmark."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.model.values import Values
from sdg_standard.plans.titles import title_in
from sdg_standard.publish.figures import Distributions, Scale, Spread, counted
from sdg_standard.publish.markup import el
from sdg_standard.publish.pages_markdown import Link, Markdown, no_links
from sdg_standard.publish.words import voice
from sdg_standard.words.numbers import numerals

PERCENT = Scale(0, 100)


def spread_figure(
    values: Values, standard: Standard, *, source: str, language: str = "en", link: Link = no_links
) -> Markdown:
    """Return a figure in HTML: for each series in per cent its newest values, with median and middle four fifths.

    ``source`` says who published the values. ``link`` gives the address of an indicator's page as a browser needs it.

    >>> import sdg_standard as sdg
    >>> values = sdg.measure(sdg.demo_evidence(), sdg.load())
    >>> "<figure" in spread_figure(values, sdg.load(), source="U4SSC")
    True
    """
    say = voice(language, "site")
    frame = values.frame
    known = frame[frame["value"].notna() & (frame["unit"] == "%")]
    newest = known[known["period"] == known.groupby("series")["period"].transform("max")]
    spreads = tuple(
        _spread(standard, str(name), rows, language, link) for name, rows in newest.groupby("series", sort=True)
    )
    heads = (say("spread.what"), say("spread.how_many"), say("spread.median"), say("spread.range"))
    shown = Distributions(say("spread.title", n=int(newest["area"].nunique())), spreads, PERCENT, heads)
    caption = el("figcaption", el("strong", shown.title), " ", say("spread.source", source=source))
    return Markdown(el("figure", caption, Markup(shown.draw("front"))))


def _spread(standard: Standard, name: str, rows: pd.DataFrame, language: str, link: Link) -> Spread:
    series, numbers = standard.series[name], rows["value"].to_numpy(float)
    low, middle, high = (float(one) for one in pd.Series(numbers).quantile([0.1, 0.5, 0.9]))
    shown = [numerals(language).value(round(one, 1)) for one in (low, middle, high)]
    title = f"{title_in(standard, name, language)}, {rows['period'].iloc[0]}"
    texts = (str(len(numbers)), f"{shown[1]} %", f"{shown[0]}–{shown[2]} %")
    address = link(f"indicator:{series.indicator}") or ""
    return Spread(title, counted(numbers, PERCENT), middle, texts, href=address)
