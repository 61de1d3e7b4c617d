"""The words around every page of the site, and its search page."""

from __future__ import annotations

from sdg_standard.publish.markup import el
from sdg_standard.publish.pages_markdown import Markdown, document, heading, md
from sdg_standard.publish.words import voice
from sdg_standard.words.voice import Voice

WORDS = ("name", "skip", "search", "languages", "pages", "along", "previous", "next", "within", "register")
KINDS = ("indicator", "goal", "target", "global_indicator", "methodology", "problem", "page")
"""What a search finds."""
LANGUAGE_NAMES = {"en": "English", "nb": "Bokmål", "nn": "Nynorsk"}
"""What speakers of a language call it, which is how a switch names it."""


def frame_words(language: str, edition: str) -> dict[str, str]:
    """Return what stands around a page in a language, by short names.

    >>> frame_words("nn", "2026.1")["next"]
    'Neste'
    """
    say = voice(language, "site")
    return {**{name: say(name) for name in WORDS}, "footer": say("footer", edition=edition)}


def search_page(language: str, root: str = "", catalogue: str = "") -> str:
    """Return the page on which a script searches: ``root`` leads to the top, ``catalogue`` to all indicators.

    >>> 'data-root="../"' in search_page("nb", "../")
    True
    """
    say = voice(language, "site")
    data = {
        "root": root,
        "found": say("search.found", n="{n}"),
        "none": say("search.none"),
        **{f"kind_{kind}": say(f"kind.{kind}") for kind in KINDS},
    }
    return document([heading(1, say("search")), md(say("search.lead")), _form(say, data, catalogue)])


def _form(say: Voice, data: dict[str, str], catalogue: str) -> Markdown:
    search = say("search")
    field = el("input", name="q", type="search", autocomplete="off", aria_label=search)
    link = el("a", say("catalogue.title"), href=catalogue)
    return Markdown(
        el(
            "div",
            "\n",
            el("form", field, el("button", search, type="submit"), class_="ask"),
            el("p", role="status"),
            el("ul", class_="hits"),
            el("noscript", el("p", say("search.script"), " ", link)),
            data_search=True,
            **{f"data_{name}": value for name, value in data.items()},
        )
    )
