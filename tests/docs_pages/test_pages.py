"""The pages about what is in the standard: complete for every indicator, harmless for any text, linked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import dirname, normpath
from types import ModuleType
from typing import Any

import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId
from sdg_standard.publish.pages import indicator_page
from sdg_standard.publish.pages_content import (
    by_basis,
    by_confidence,
    by_departure,
    by_depth,
    by_framework,
    by_language,
    content_page,
)
from sdg_standard.publish.pages_methodology import methodology_page
from sdg_standard.publish.pages_missing import by_giver, missing_page
from sdg_standard.site.catalogue import catalogue_page
from sdg_standard.site.foot import foot, summary
from sdg_standard.site.goals import goal_page, goals_page

ROOT = Path(__file__).parents[2]
STANDARD = sdg.load()
TOWN = sdg.load(ROOT / "tests" / "contract" / "standard")
FILES = sorted(
    path
    for path in (ROOT / "standard" / "frameworks").rglob("*.yaml")
    if path.name != "framework.yaml" and path.parent.name != "goals"
)
Hook = Callable[[str], ModuleType]


def unmarked(page: str) -> str:
    """A page without escapes and entities, as it is read."""
    text = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), page)
    text = re.sub(r"\\(.)", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# indicators


@pytest.mark.parametrize("name", list(STANDARD.indicators))
def test_a_page_tells_everything(name: str) -> None:
    item = STANDARD.indicators[name]
    page = indicator_page(STANDARD, name)
    read = unmarked(page)
    texts = [item.title, item.definition, item.why, item.count, item.do_not_count, item.id, item.version, item.status]
    texts += [text for series in item.series.values() for text in (series.formula, series.no_benchmark)]
    texts += [mark.from_.isoformat() for series in item.series.values() for mark in series.benchmarks]
    texts += [mark.why for series in item.series.values() for mark in series.benchmarks]
    texts += [check.text for check in item.evidence.checks] + [example.name for example in item.examples]
    texts += [text for dispute in item.disputes for text in (dispute.question, dispute.decision)]
    texts += [text for data in item.national_data.values() for text in (data.where, data.differs)]
    texts += [STANDARD.sources[key].title for key in item.sources]
    texts += [item.provenance.note if item.provenance else None]
    missing = [text for text in texts if text and " ".join(text.split()) not in read]
    assert not missing
    assert not re.search(r"\bNone\b(?!,)|\bnan\b|\{\w+\}", page.replace("None ", "").replace("None.", ""))


def test_a_proposal_is_called_one() -> None:
    for name, item in STANDARD.indicators.items():
        marks = [mark for series in item.series.values() for mark in series.benchmarks]
        if any(mark.status == "proposed" for mark in marks):
            page = indicator_page(STANDARD, name)
            assert "| proposed |" in page and "Nobody is bound by it." in page


def test_a_page_can_be_worked_out_by_hand() -> None:
    page = unmarked(indicator_page(TOWN, "town.injuries"))
    assert "<code>injured / population</code>" in page
    assert "in words: People hurt in road traffic / Population" in page
    assert "<code>30 / 20000 inhabitants</code> = **150 per 100000 inhabitants**" in page  # 30 / 20 000 × 100 000
    assert "| 2024-01-01 | **50 per 100,000 inhabitants** | proposed |" in page


def test_the_newest_benchmark_comes_first() -> None:
    page = indicator_page(TOWN, "town.air")
    assert page.index("| 2024-01-01 | **10 µg/m³** |") < page.index("| 2010-01-01 | **15 µg/m³** |")


@pytest.mark.parametrize("name", ["u4ssc.sc.eh.h.3c", "implementation.plan.1"])
def test_bokmal(name: str) -> None:
    page = unmarked(indicator_page(STANDARD, name, language="nb"))
    assert page.startswith(f"# {STANDARD.text(name, 'title', 'nb')}\n")
    assert STANDARD.text(name, "definition", "nb") in page
    status = {"draft": "utkast", "stable": "stabil"}[STANDARD.indicators[name].status]
    assert "## Definisjon" in page and f", {status}" in page and "## Why" not in page
    provenance = STANDARD.indicators[name].provenance
    assert provenance is not None
    if STANDARD.has_text(name, "provenance.note", "nb"):
        assert STANDARD.text(name, "provenance.note", "nb") in page and f"{provenance.note}" not in page
    else:
        assert f'<span lang="en">{provenance.note}</span>' in page  # not translated, and marked so


def test_what_is_not_translated_is_marked_as_english() -> None:
    page = indicator_page(TOWN, "town.injuries", language="nb")
    assert not TOWN.has_text("town.injuries", "definition", "nb")
    assert '<span lang="en">People hurt in road traffic in the town during the year.</span>' in page


def test_norwegian_numbers_and_units() -> None:
    page = indicator_page(TOWN, "town.injuries", language="nb").replace("\xa0", " ")
    assert re.search(r"\*\*\d+ per 100 000 innbyggere\*\*", page)


def test_unknown_names() -> None:
    with pytest.raises(UnknownId):
        indicator_page(STANDARD, "u4ssc.nothing")
    with pytest.raises(UnknownId):
        indicator_page(STANDARD, "u4ssc.sc.eh.h.3c", language="xx")
    with pytest.raises(UnknownId):
        methodology_page(STANDARD, "nothing")


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_catalogue_has_every_indicator_once(language: str) -> None:
    page = catalogue_page(STANDARD, language=language, link=lambda target: f"{target.partition(':')[2]}.html")
    assert sorted(re.findall(r'href="([\w.-]+)\.html"', page)) == sorted(STANDARD.indicators)
    assert page.count(f'data-framework="u4ssc={STANDARD.text("u4ssc", "title", language)}') == 84 + 7
    assert 'data-goal="11=11. ' in page and 'data-level="core=' in page
    assert 'data-confidence="reconstructed=' in page and "international-guideline=" in page


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_goals_have_their_targets_and_what_is_measured(language: str) -> None:
    page = unmarked(goal_page(STANDARD, "11", language=language))
    targets = [code for code in STANDARD.targets if code.startswith("11.")]
    assert len(targets) == 10 and all(f"{{: #t{code} }}" in page for code in targets)
    assert '<span id="i11.6.2">' in page
    assert f"[{STANDARD.text('u4ssc.en.en.aq.1c', 'title', language)}]" not in page, "no link where there is no page"
    assert STANDARD.text("u4ssc.en.en.aq.1c", "title", language) in page
    tiles = goals_page(STANDARD, language=language, link=lambda target: f"{target[5:]}.html")
    assert tiles.count('<span class="number"') == 17 and 'href="17.html"' in tiles


def test_a_goal_without_indicator_says_so() -> None:
    assert goal_page(TOWN, "17").count("No indicator of this edition measures this goal.") == 1


def test_how_to_cite_names_edition_version_and_address() -> None:
    item = STANDARD.indicators["u4ssc.en.en.aq.1c"]
    page = unmarked(
        foot(STANDARD, item.id, file="standard/x.yaml", link=lambda target: f"../{target.partition(':')[2]}")
    )
    assert (
        f"edition 2026.1: {item.title} ({item.id}), version {item.version}. urn:sdg-standard:2026.1:{item.id}" in page
    )
    assert "standard/x.yaml" in page and "(../2026.1/indicators/u4ssc.en.en.aq.1c.json)" in page
    assert summary(STANDARD, "u4ssc.sc.eh.h.3c") == "", "one number needs no table"
    assert summary(STANDARD, item.id).count("µg/m³") >= 5


# texts that are not meant well


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """A standard whose texts try to become markup."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "frameworks" / "bad").mkdir(parents=True)
    nasty = "<script>alert(1)</script> | **b** [x](javascript:alert(1)) `c` {: #x } # h"
    definition = {
        "id": "bad.one",
        "title": nasty,
        "definition": f"- {nasty}",
        "why": "1. no list",
        "series": {"value": {"kind": "ratio", "direction": "none", "no_benchmark": nasty}},
        "wanted": nasty,
        "sources": ["away"],
    }
    files: dict[str, object] = {
        "standard.yaml": {"format": 1, "id": "bad", "edition": "1", "title": nasty, "languages": ["en"]},
        "sources.yaml": {"away": {"title": nasty, "address": "javascript:alert(1)"}},
        "frameworks/bad/framework.yaml": {"id": "bad", "title": nasty, "keeper": nasty},
        "frameworks/bad/one.yaml": definition,
    }
    for name, content in files.items():
        (root / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return sdg.load(root)


@pytest.mark.parametrize(
    "make",
    [lambda s: indicator_page(s, "bad.one"), catalogue_page, content_page, missing_page, lambda s: foot(s, "bad.one")],
)
def test_texts_never_become_markup(hostile: Standard, make: Callable[[Standard], str]) -> None:
    markdown = pytest.importorskip("markdown")
    page = make(hostile)
    html = markdown.markdown(page, extensions=["tables", "attr_list"])
    assert "<script" not in html and 'javascript:alert(1)"' not in html and "<b>" not in html
    assert "href=" not in html and 'id="x"' not in html
    assert "alert(1)" in html  # it is shown, as text
    assert "<ol>" not in html
    cells = {row.count("<t") for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL)} if "<table>" in html else set()
    assert 0 not in cells


# methodologies


@pytest.mark.parametrize(
    ("standard", "name"),
    [(each, name) for each in (STANDARD, TOWN) for name in each.methodologies],
    ids=lambda part: part if isinstance(part, str) else part.id,
)
def test_a_methodology_in_words(standard: Standard, name: str) -> None:
    item = standard.methodology(name)
    asked: list[str] = []

    def link(target: str) -> str:
        asked.append(target)
        return "x.md"

    page = methodology_page(standard, name, link=link)
    read = unmarked(page)
    assert item.description is None or " ".join(item.description.split()) in read
    assert not [example.name for example in item.examples if example.name not in read]
    steps = {step.method for rule in item.leaves for step in rule.steps or ()}
    assert {f"method:step-{step}" for step in steps} <= set(asked)
    assert not re.search(r"\bNone\b(?! of)|EdgeFormula|Given\(", page)
    labels = [band.label for rules in item.ratings.values() for rule in rules for band in rule.bands or ()]
    assert not [label for label in labels if f"| {label}" not in read]


def test_rules_in_words() -> None:
    page = unmarked(methodology_page(TOWN, "written"))
    assert "- <code>town.injuries</code>: **worst** is <code>250</code>" in page
    assert "- <code>people</code>: geometric mean; at least 100 % of its children must be there" in page
    assert "- **evenness**: formula <code>{formula: 100 - abs(people - place), gives: score}</code>" in page
    assert "- **pm**: reads <code>town.air.pm2_5</code>; walk log, then goalposts" in page
    assert "    - <code>place</code> (weight 2)" in page


def test_values_as_read_and_branches_that_read_their_own_score_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(ROOT / "tests" / "contract" / "standard", folder)
    (folder / "methodologies" / "own.yaml").write_text(
        """id: own
title: Own
leaves: [{for: all, steps: []}, {for: town.water, steps: [], gives: value}]
tree: {id: index, aggregate: arithmetic_mean, children: [town.water]}
trends:
  pace: {branches: [{for: index, read: {method: slope, from: 2015}}]}
""",
        encoding="utf-8",
    )
    page = unmarked(methodology_page(sdg.load(folder), "own"))
    assert "walk nothing: the value is a score already" in page
    assert "<code>town.water</code>: walk nothing: the value is taken as read" in page
    assert "<code>index</code>: its own score read slope <code>{from: 2015}</code>" in page


# what is in the standard


@cache
def raw_files() -> list[dict[str, Any]]:
    """The definitions as a YAML reader of another make reads them."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]


def test_counts_are_those_of_the_files() -> None:
    """Counted a second time, from the files and without the library."""
    raw = raw_files()
    assert len(raw) >= 119
    rows = by_framework(STANDARD)
    assert sum(int(str(row[2])) for row in rows) == len(raw)
    assert sum(int(str(row[3])) for row in rows) == sum(len(item["series"]) for item in raw)
    confidence = [item.get("provenance", {}).get("confidence", "") for item in raw]
    found = by_confidence(STANDARD)
    for place, word in enumerate(("seen", "partly-seen", "reconstructed", "own", ""), start=1):
        assert sum(int(str(row[place])) for row in found) == confidence.count(word)
    series = [part for item in raw for part in item["series"].values()]
    having = sum(bool(part.get("benchmarks")) for part in series)
    assert sum(int(str(row[1])) + int(str(row[2])) for row in by_basis(STANDARD)) == having


def test_departures_and_depths_are_those_of_the_files() -> None:
    """Counted a second time, from the files and without the library."""
    raw = raw_files()
    departs = [len(item.get("departs", ())) for item in raw]
    found = by_departure(STANDARD)
    assert [sum(int(str(row[place])) for row in found) for place in (1, 2, 3, 4)] == [
        len(raw),
        sum(map(bool, departs)),
        sum(departs),
        sum("wanted" in item for item in raw),
    ]
    depths = ["goal", "target", "indicator"]
    deepest = [max(depths.index(key) for link in item["sdg"] for key in link if key in depths) for item in raw]
    for place, depth in enumerate((0, 1, 2), start=2):
        assert sum(int(str(row[place])) for row in by_depth(STANDARD)) == deepest.count(depth)


def test_every_text_is_counted_once() -> None:
    *sorts, whole = by_language(STANDARD)
    assert whole[0] == "all texts"
    assert sum(int(str(row[1])) for row in sorts) == whole[1] == len(list(STANDARD.text_fields())) > 3000


# what is missing


def test_whoever_is_named_has_a_place_and_nobody_is_forgotten() -> None:
    found = by_giver(STANDARD)
    wanting = {item.id for item in STANDARD.indicators.values() if item.wanted}
    assert wanting and {item.id for items in found.values() for item in items} == wanting
    assert list(found) == ["u4ssc", "statistics-office", "registers", "network"], (
        "somebody is not in vocabularies/givers.yaml"
    )
    told = {giver: {item.id for item in items} for giver, items in found.items()}
    assert {"u4ssc.ec.p.in.1c", "u4ssc.sc.sh.si.3c"} <= told["u4ssc"] & told["statistics-office"]
    assert "implementation.org.1" in told["network"] and "u4ssc.sc.sh.sa.6c" in told["registers"]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_of_what_is_missing_tells_every_text_and_every_proposal(language: str) -> None:
    page = unmarked(missing_page(STANDARD, language=language))
    texts = [STANDARD.text(item.id, "wanted", language) for item in STANDARD.indicators.values() if item.wanted]
    assert not [text for text in texts if " ".join(text.split()) not in page]
    proposed = sum(each.status == "proposed" for series in STANDARD.series.values() for each in series.benchmarks)
    councils = page[page.index("## The councils" if language == "en" else "## Kommunestyrene") :]
    assert f"{proposed} " in councils and councils.count("\n| ") == proposed + 1


def test_where_nobody_is_named_the_page_says_so(hostile: Standard) -> None:
    assert list(by_giver(hostile)) == [""] and "## Nobody is named" in missing_page(hostile)
    assert "## Nobody is named" not in missing_page(TOWN), "nothing is wanted there"


# do benchmarks tell anything?


def test_what_examining_real_values_gives(site: dict[str, str]) -> None:
    """36 of the 357 rows of 2023 say 72.6 or more; as a share of 72.6 none lies below 66 %, so two scores come out."""
    page = unmarked(site["standard/told-apart.md"])
    assert "| 357 | 57.36 | 64.5 | 72.62 | 72.6 | National statistics | 36 | 10 % | 2 | 79 % |" in page
    for series in ("u4ssc.en.en.psn.2a", "u4ssc.sc.eh.ed.3c", "u4ssc.sc.sh.si.3c", "u4ssc.sc.sh.si.4c"):
        assert page.count(f"(indicators/{series}.md)") >= 2
    said = [series for series in STANDARD.series.values() if series.discriminates]
    assert not [series.id for series in said if " ".join(series.discriminates.why.split()) not in page]


@pytest.mark.parametrize("name", ["u4ssc-performance", "norway-goalposts"])
def test_two_methodologies_stand_side_by_side(site: dict[str, str], name: str) -> None:
    page = site[f"standard/methodologies/{name}.md"]
    assert "## Two methodologies side by side" in page and "| 357 | 2 | 21 % | 124 | 10 % |" in page


def test_what_has_no_benchmark_says_why() -> None:
    page = unmarked(content_page(STANDARD))
    reasons = [series.no_benchmark for series in STANDARD.series.values() if not series.benchmarks]
    assert reasons
    assert not [reason for reason in reasons if (reason or "not said") not in page]


def test_languages_are_counted() -> None:
    rows = {str(row[0]): row for row in by_language(STANDARD)}
    assert rows["indicators: title"][1] == len(STANDARD.indicators)
    titles = sum(STANDARD.has_text(name, "title", "nb") for name in STANDARD.indicators)
    assert str(rows["indicators: title"][2]).startswith(f"{titles} (")


def test_a_small_standard_has_an_overview() -> None:
    page = content_page(TOWN)
    assert "| Example town standard | Nobody; invented for tests and teaching | 4 | 5 | 4 | 0 | 4 |" in page
    assert page.startswith("# What is in the standard\n")


# the site


@pytest.fixture(scope="module")
def site(hook: Hook) -> dict[str, str]:
    made = list(hook("content").pages(STANDARD))
    pages = dict(made)
    assert len(pages) == len(made), "two pages with one path"
    return pages


def test_every_indicator_has_its_page(site: dict[str, str]) -> None:
    own = [path for path in site if path.startswith("standard/indicators/")]
    assert len(own) == len(STANDARD.indicators) >= 119
    for language in ("nb", "nn"):
        assert len([path for path in site if path.startswith(f"{language}/standard/indicators/")]) == len(own)
    assert {f"standard/methodologies/{name}.md" for name in STANDARD.methodologies} <= set(site)


def test_links_between_pages_lead_somewhere(site: dict[str, str], hook: Hook) -> None:
    reference = hook("methodology").reference_page()
    anchors = {f"methodology.md#{anchor}" for anchor in re.findall(r"\{: #(\S+) \}", reference)}
    known = set(site) | anchors
    lost = []
    for path, page in site.items():
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page):
            there = normpath(str(PurePosixPath(dirname(path)) / target))
            lost += [(path, target)] if there not in known and not there.startswith("2026.1/") else []
    assert not lost


def test_no_page_is_committed() -> None:
    assert not list((ROOT / "docs" / "standard").rglob("*")) and not (ROOT / "docs" / "methodology.md").exists()
