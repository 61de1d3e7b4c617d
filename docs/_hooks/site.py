"""What surrounds the pages: language, navigation, tables that scroll, the index of the search, the register, the demo.

Everything that says something is made by functions of the library; this module knows where on the site it stands.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sdg_standard as sdg
from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard
from sdg_standard.errors import every_code
from sdg_standard.exchange import MUNICIPALITIES
from sdg_standard.model.values import Values
from sdg_standard.publish.figures import style
from sdg_standard.publish.structured import block, edition_data, variable_data
from sdg_standard.site.frame import LANGUAGE_NAMES, frame_words
from sdg_standard.site.front import spread_figure
from sdg_standard.site.goals import goal_tiles
from sdg_standard.site.register import register_files
from sdg_standard.site.search import Page, code_of, index

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as SitePage

LANGUAGES = ("en", "nb", "nn")
TWINS = {
    "for-municipalities.md": {"nb": "nb/for-kommuner.md", "nn": "nn/for-kommunar.md"},
    "form.md": {"nb": "nb/skjema.md"},
    "tutorial-indicator.md": {"nb": "nb/tutorial-indicator.md"},
}
"""Pages that are one in two languages without having one path."""
PLACE = re.compile(r"^<!-- (goals|product|spread) -->$", re.MULTILINE)
PAGES: list[Page] = []
"""What the search finds of pages that are written by hand; gathered while they are built."""
ORDER: list[str] = []
"""Paths of all pages in the order in which they were made."""


def language_of(path: str) -> str:
    """The language of a page by the folder that it lies in."""
    first = path.partition("/")[0]
    return first if first in LANGUAGES else "en"


def twin_of(path: str, language: str) -> str:
    """The path that the same page has in another language."""
    for english, others in TWINS.items():
        if path in (english, *others.values()):
            return english if language == "en" else others.get(language, "")
    bare = path.removeprefix(f"{language_of(path)}/") if language_of(path) != "en" else path
    return bare if language == "en" else f"{language}/{bare}"


# what MkDocs calls


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Remember the order of pages, which those before and after a page follow; name what is written at the end.

    Links to the register and to the report of the demo are checked like all others, so these files have to be known.
    """
    from mkdocs.structure.files import File

    PAGES.clear()
    ORDER[:] = [file.src_uri for file in files.documentation_pages()]
    standard = sdg.load()
    for path, text in register_files(standard, register_pages(standard)):
        files.append(File.generated(config, path, content=text))
    for language in LANGUAGES:
        files.append(File.generated(config, f"demo/report-{language}.html", content=""))
    return files


def on_nav(nav: Navigation, **_: object) -> Navigation:
    """Say of each page in which language it is."""
    for page in nav.pages:
        page.language = language_of(page.file.src_uri)  # type: ignore[attr-defined]
    return nav


def on_page_markdown(markdown: str, page: SitePage, **_: object) -> str:
    """Fill the places of a front page; put all decisions on the page that lists them."""
    path = page.file.src_uri
    if path == "decisions/index.md":
        page.meta["whole"] = True
        return markdown + decisions(Path(page.file.abs_src_path or "").parent)
    return filled(markdown, path)


def on_page_content(html: str, page: SitePage, **_: object) -> str:
    """Let tables scroll by themselves, and remember what the search finds."""
    path = page.file.src_uri
    if "standard/indicators/" not in path and "standard/goals/" not in path and not path.endswith("search.md"):
        PAGES.extend(sections(page))
    html = html.replace("<table", '<div class="scroll"><table').replace("</table>", "</table></div>")
    return f'<div lang="en">{html}</div>' if page.meta.get("lang") == "en" else html


def on_page_context(context: dict[str, Any], page: SitePage, nav: Navigation, config: MkDocsConfig, **_: Any) -> Any:
    """Give the template what it needs beside the page: words, the tree of the language, the same page elsewhere."""
    path, edition = page.file.src_uri, sdg.load().edition
    language = language_of(path)
    words = frame_words(language, edition)
    files = context["pages"]
    urls = {file.src_uri: file.url for file in files}
    home = f"{language}/index.md" if language != "en" else "index.md"
    before, after = neighbours(page, urls, context)
    return {
        **context,
        "language": language,
        "ui": lambda key, **_: words[key],
        "tree": tree_of(nav, language),
        "alternates": [
            {
                "language": other,
                "title": LANGUAGE_NAMES[other],
                "url": urls.get(twin_of(path, other)) or urls[f"{other}/index.md" if other != "en" else "index.md"],
                "real": twin_of(path, other) in urls,
            }
            for other in LANGUAGES
        ],
        "home": urls[home],
        "search": urls[home.replace("index.md", "search.md")],
        "register": f"{edition}/index.json",
        "edition": edition,
        "before": before,
        "after": after,
        "headings": [] if page.meta.get("bare") else headings(page),
        "structured": structured(path, language),
    }


def structured(path: str, language: str) -> str:
    """What a page is about, for machines: an indicator on its page, the edition on the front page and the catalogue."""
    standard, bare = sdg.load(), path.removeprefix(f"{language}/")
    if found := re.fullmatch(r"standard/indicators/(.+)\.md", bare):
        return str(block(variable_data(standard, found[1], language)))
    return str(block(edition_data(standard))) if bare in ("index.md", "standard/indicators.md") else ""


def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write what is no page: the index of the search, the report of the demo."""
    root, standard = Path(config.site_dir), sdg.load()
    lines = ",\n".join(json.dumps(page.to_dict(), ensure_ascii=False) for page in search_pages(standard))
    write(root / "assets" / "search-pages.js", f"const SEARCH_PAGES = [\n{lines}\n];\n")
    write(root / "assets" / "figures.css", style() + "\n")
    card = sdg.score(sdg.demo_evidence(), standard, "u4ssc-performance")
    for language in LANGUAGES:
        path = root / "demo" / f"report-{language}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        sdg.write_report(card, path, language=language)


def write(path: Path, text: str) -> None:
    """Write a file below the site."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


# what is put in


def filled(markdown: str, path: str) -> str:
    """A front page with the map of the goals and the report of the demo."""
    language = language_of(path)
    up = "../" if language != "en" else ""
    here = f"{language}/" if language != "en" else ""
    places = {
        "goals": lambda: goal_tiles(sdg.load(), language=language, link=lambda to: f"standard/goals/{to[5:]}.html"),
        "spread": lambda: spread_figure(
            municipalities(),
            sdg.load(),
            source=SOURCES[language],
            language=language,
            link=lambda to: f"standard/indicators/{to.partition(':')[2]}.html",
        ),
        "product": lambda: PRODUCT.format(address=f"{up}demo/report-{language}.html", title=TITLES[language]),
    }
    return PLACE.sub(lambda found: str(places[found[1]]()), markdown) if path == f"{here}index.md" else markdown


@cache
def municipalities() -> Values:
    """The real values that travel with the library."""
    return sdg.measure(sdg.read_evidence(bundled(MUNICIPALITIES) / "evidence.csv"), sdg.load())


def decisions(folder: Path) -> str:
    """All records one after another, each a section."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]*.md")))
    return "\n" + "\n".join(f"#{text}" for text in texts)


PRODUCT = '<iframe class="product" src="{address}" title="{title}" loading="lazy"></iframe>'
SOURCES = {language: "Statistisk sentralbyrå (CC BY 4.0)" for language in ("nb", "nn")} | {
    "en": "Statistics Norway (CC BY 4.0)"
}
TITLES = {
    "en": "The report of the demo: Asker, Karmøy and Stavanger",
    "nb": "Rapporten i demoen: Asker, Karmøy og Stavanger",
    "nn": "Rapporten i demoen: Asker, Karmøy og Stavanger",
}


def tree_of(nav: Navigation, language: str) -> list[Any]:
    """The part of the navigation that is in a language: what is below its name, else all but such sections."""
    own = [item for item in nav.items if item.is_section and item.title in LANGUAGES]
    if language == "en":
        return [item for item in nav.items if item not in own]
    return next((item.children for item in own if item.title == language), [])


def neighbours(page: SitePage, urls: dict[str, str], context: dict[str, Any]) -> tuple[Any, Any]:
    """The pages before and after: those of the same folder for what is made of definitions, else by navigation."""
    path = page.file.src_uri
    folder = path.rpartition("/")[0]
    if re.search(r"standard/(indicators|goals|methodologies)$", folder):
        row = [each for each in ORDER if each.rpartition("/")[0] == folder]
        at, by_path = row.index(path), {file.src_uri: file.page for file in context["pages"]}
        near = [row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None]
        return tuple(by_path[each] if each else None for each in near)  # type: ignore[return-value]
    same = language_of(path)
    found = (page.previous_page, page.next_page)
    return tuple(one if one and language_of(one.file.src_uri) == same else None for one in found)  # type: ignore[return-value]


def headings(page: SitePage) -> list[Any]:
    """What a long page is found by: its sections, else what is below the only ones."""
    every = flat(page.toc)
    sections = [one for one in every if one.level == 2]
    return sections if len(sections) > 2 else [one for one in every if one.level in (2, 3)]


def flat(toc: Any) -> list[Any]:
    """The headings of a page one after another."""
    return [each for one in toc for each in (one, *flat(one.children))]


# what the search finds


def sections(page: SitePage) -> list[Page]:
    """A page and its headings, as the search finds them."""
    path, url = page.file.src_uri, page.url
    language = language_of(path)
    kind = "methodology" if path.startswith("standard/methodologies/") else "page"
    if kind == "methodology" or path == "problems.md":
        return []
    every = flat(page.toc)
    title = _bare(next((one.title for one in every if one.level == 1), str(page.title)))
    heads = [one for one in every if one.level == 2]
    own = {language: url}
    return [
        Page("page", own, {language: title}),
        *(Page("section", {language: url + one.url}, {language: _bare(one.title)}, label=title) for one in heads),
    ]


def _bare(title: str) -> str:
    return re.sub("<[^>]+>", "", title)


def search_pages(standard: Standard) -> list[Page]:
    """All that the search finds: what is defined, then pages, then codes of problems."""
    codes = [
        Page(
            "problem",
            {"en": f"problems.html#{code.number.lower()}"},
            {"en": code.name},
            (code_of(code.number),),
            label=code.number,
        )
        for code in every_code().values()
    ]
    return [*index(standard, place_of), *PAGES, *codes]


def place_of(kind: str, name: str, language: str) -> str | None:
    """Where something that is defined stands, from the top of the site."""
    folder = "" if language == "en" else f"{language}/"
    bare = name.removeprefix("un-sdg.")
    goal = f"{folder}standard/goals/{bare.partition('.')[0]}.html"
    if kind == "methodology":
        return f"standard/methodologies/{name}.html" if language == "en" else None
    return {
        "indicator": f"{folder}standard/indicators/{name}.html",
        "goal": goal,
        "target": f"{goal}#t{bare}",
        "global-indicator": f"{goal}#i{bare}",
    }.get(kind)


@cache
def register_pages(standard: Standard) -> dict[tuple[str, str], str]:
    """The pages for people that entries of the register name, from the folder of the edition."""
    things = {
        "indicator": standard.indicators,
        "goal": standard.goals,
        "target": standard.targets,
        "global-indicator": standard.global_indicators,
        "methodology": standard.methodologies,
    }
    return {(kind, name): f"../{place_of(kind, name, 'en')}" for kind, names in things.items() for name in names}
