"""The page as a whole: complete, accessible, safe, the same each time, and with the right numbers in place."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from sdg_standard.assess import Scorecard, score
from sdg_standard.editions import load
from sdg_standard.errors import UnknownId
from sdg_standard.model.evidence import Evidence
from sdg_standard.publish import report_html, write_report
from sdg_standard.words import LANGUAGES

CONTRACT = Path(__file__).parents[1] / "contract"
EVIL = '<script>alert("x")</script>'
VOID = {"meta", "br", "col", "hr", "link", "img", "input"}


class Page(HTMLParser):
    """A page taken apart; fails on elements that are closed in the wrong order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.cell is not None:
            self.cell.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def row(self, start: str, *, column: str = "") -> list[str]:
        """The first row of a table whose first cell begins so; of a table that has this heading."""
        for table in self.tables:
            if column and column not in table[0]:
                continue
            for row in table:
                if row and row[0].startswith(start):
                    return row
        raise AssertionError(f"no row {start!r}")


@pytest.fixture(scope="module")
def standard() -> object:
    return load(CONTRACT / "standard")


def town(standard: object, areas: pd.DataFrame, **columns: object) -> Scorecard:
    """One value of drinking water for each area, with what the case adds."""
    ids = areas["area"].tolist()
    rows = {"area": ids, "period": "2024", "series": "town.water", "value": "96", "unit": "%"} | columns
    return score(Evidence.from_frame(pd.DataFrame(rows)), standard, "levels", areas=areas, periods=["2024"])  # type: ignore[arg-type]


# complete in itself, well-formed, accessible


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("methodology", ["levels", "written", "trend"])
def test_a_page_is_whole_in_every_language(methodology: str, language: str, request: pytest.FixtureRequest) -> None:
    html = report_html(request.getfixturevalue(methodology), language=language)
    page = Page(html)
    assert html.startswith("<!DOCTYPE html>\n<html lang=")
    assert page.all("html")[0]["lang"] == language
    assert html.count("<style>") == 1
    assert [one["type"] for one in page.all("script")] == ["application/ld+json"]  # data, which no browser runs
    assert not page.all("link") and not page.all("img") and not page.all("iframe")
    assert not re.search(r"@import|url\(", html)
    assert all((item.get("src") is None) for _, item in page.elements)


def test_headings_never_skip_a_level(levels: Scorecard) -> None:
    found = [int(tag[1]) for tag, _ in Page(report_html(levels)).elements if re.fullmatch("h[1-6]", tag)]
    assert found[0] == 1 and found.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(found))


def test_ids_are_given_once_and_links_lead_somewhere(levels: Scorecard) -> None:
    page = Page(report_html(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {href.removeprefix("#") for item in page.all("a") if (href := str(item["href"])).startswith("#")}
    assert targets <= set(ids)
    named = {
        str(item[key]) for _, item in page.elements for key in ("aria-labelledby", "aria-describedby") if key in item
    }
    assert named <= set(ids)


def test_tables_have_captions_and_headings_with_scope(levels: Scorecard) -> None:
    html = report_html(levels)
    page = Page(html)
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert all(item.get("scope") in ("row", "col") for item in page.all("th"))
    boxes = [item for item in page.all("div") if item.get("role") == "region"]
    assert all(item["tabindex"] == "0" and item["aria-label"] for item in boxes)
    assert len([item for _, item in page.elements if "tabindex" in item]) == len(boxes)  # and no other stop


def test_a_skip_link_leads_to_the_content_and_scripts_are_forbidden(levels: Scorecard) -> None:
    page = Page(report_html(levels))
    assert page.all("a")[0]["href"] == "#main"
    assert page.all("main")[0]["id"] == "main"
    policy = next(item for item in page.all("meta") if item.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'")


def test_every_rating_has_words_beside_its_colour(levels: Scorecard) -> None:
    html = report_html(levels, areas=["birch"])
    signs = re.findall(r'<span class="sym[^>]*>[^<]*</span>(.{0,60})', html)
    assert len(signs) > 10
    for sign in signs:
        assert re.match(r"\s*(<[^>]*>\s*)*\w", sign), "a sign stands alone"
    assert len(re.findall('aria-hidden="true">▼</span> <span[^>]*>Low', html)) >= 3


# right


def test_numbers_stand_where_they_belong(levels: Scorecard) -> None:
    page = Page(report_html(levels, areas=["birch"]))
    row = page.row("Traffic injuries", column="Benchmark")
    # value, benchmark of the definition (all are proposed, which is said once), score, ratings
    assert row[1].startswith("180 per 100,000 inhabitants ⚠ to be checked")
    assert row[2] == "at most 50"
    assert row[3:6] == ["35.0", "▼ Low", "▼ Red"]
    assert page.row("Safe drinking water", column="Benchmark")[4:6] == ["▲ High", "● Yellow"]
    assert page.row("Youth council", column="Benchmark")[1] == "no"
    whole = page.row("Index", column="Benchmark")
    assert whole[1:4] == ["1 of 5 without a number", "52.8", "● Medium"]
    assert page.row("Index", column="Benchmark") == page.tables[0][1]


def test_the_result_stands_first(levels: Scorecard) -> None:
    text = Page(report_html(levels, areas=["birch"])).text
    assert "Birch scores 52.8 of 100: Medium." in text
    text = text[text.index("In short") :]
    assert (
        text.index("Birch scores") < text.index("Coverage is") < text.index("The 17 goals") < text.index("All results")
    )
    # four of five have a score: two lists of two, none in both
    strongest = text[text.rindex("Strongest") : text.rindex("Weakest")]
    weakest = text[text.rindex("Weakest") : text.index("The 17 goals")].partition("Index")[0]
    assert "Safe drinking water" in strongest and "Traffic injuries" in weakest
    assert "Traffic injuries" not in strongest and "Safe drinking water" not in weakest


def test_gaps_say_why(levels: Scorecard) -> None:
    page = Page(report_html(levels, areas=["birch", "elm"], detail=True))
    assert page.row("Air pollution: Nitrogen dioxide", column="Reason")[1] == (
        "Suppressed The number is withheld to protect people or firms."
    )
    assert page.row("Safe drinking water", column="Reason")[1].startswith("Contradiction")
    assert "Too little coverage" in page.row("Index", column="Birch")[2]


def test_the_overview_counts(levels: Scorecard) -> None:
    text = Page(report_html(levels, areas=["elm"])).text
    # elm: injuries and nitrogen dioxide have numbers; the council does not apply; 2 of 4 that apply have a score
    assert "2 of 5 series have a score. Coverage is 50%: 2 of the 4 that count." in text
    assert "3 series have no score: 1 contradiction, 1 not applicable and 1 refused." in text


def test_norwegian_numbers(levels: Scorecard) -> None:
    page = Page(report_html(levels, language="nn", areas=["birch"]))
    row = page.row("Traffic injuries", column="Referanseverdi")
    told = "180 per 100 000 innbyggjarar ⚠ bør kontrollerast: sjå merknadene til datagrunnlaget"
    assert row[1].replace("\u00a0", " ") == told
    assert row[3] == "35,0"
    assert page.row("Safe drinking water", column="Referanseverdi")[1].replace("\u00a0", " ") == "88 %"


def test_decimals_are_those_of_the_methodology(written: Scorecard) -> None:
    # index 40 after rounding to whole numbers, shown with the one decimal that is the default
    assert Page(report_html(written, areas=["birch"])).row("Index", column="Benchmark")[2] == "40.0"


def test_ranks_and_trends_stand_where_the_methodology_has_them(written: Scorecard, trend: Scorecard) -> None:
    page = Page(report_html(written, detail=True))
    assert page.row("Index", column="Rank")[-1] == "1"
    paces = Page(report_html(trend, areas=["alder"]))
    assert paces.row("Air pollution: Fine particles", column="Trend")[-1] == "↗ Improving"
    assert "Rank" not in paces.text


def test_several_areas_stand_side_by_side(levels: Scorecard) -> None:
    page = Page(report_html(levels))
    table = next(table for table in page.tables if table[0][1:3] == ["A Alder", "B Birch"])
    assert [head[2:] for head in table[0][1:]] == ["Alder", "Birch", "Cedar", "Dogwood", "Elm"]
    assert "Elm (coverage 50%)" in page.text
    place = next(row for row in table if row[0] == "Index")
    assert place[2] == "● 52.8 52.8 Medium" and place[5] == "Too little coverage"
    assert "Municipalities side by side" not in report_html(levels, areas=["elm"])


def test_every_number_is_explained(levels: Scorecard) -> None:
    assert not Page(report_html(levels, areas=["birch"])).all("pre")
    page = Page(report_html(levels, areas=["birch"], detail=True))
    text = page.text
    assert len(page.all("pre")) == 4
    explained = levels.explain("birch", "2024", "town.injuries").text
    assert " ".join(explained.split()) in text


def test_proposals_are_called_proposals(levels: Scorecard) -> None:
    text = Page(report_html(levels)).text
    assert "(4 of the 4 shown here)" in text
    assert "U4SSC" not in text


def test_sources_licence_and_provenance(levels: Scorecard) -> None:
    text = Page(report_html(levels, detail=True)).text
    assert levels.standard.sources["illustrative"].title in text
    for key in ("standard_digest", "evidence_digest", "methodology_digest"):
        assert levels.provenance[key] in text


def test_what_a_language_lacks_is_said_once(levels: Scorecard) -> None:
    html = report_html(levels, language="nb", areas=["alder"])
    assert html.count("Titler og tekster som ikke finnes på bokmål") == 1
    assert '<span lang="en">Traffic injuries</span>' in html
    assert "Texts in another language" not in report_html(levels)


# problems


def test_problems_are_grouped_by_severity(levels: Scorecard) -> None:
    page = Page(report_html(levels))
    assert "Errors: the row was not used (8)" in page.text
    assert "Warnings: please check (2)" in page.text
    assert page.row("evidence.csv, row 21, Elm", column="What")[1] == '"3,5" has a decimal comma'


def test_problems_are_told_in_the_language_of_the_page(levels: Scorecard) -> None:
    html = report_html(levels, language="nn")
    text = Page(html).text
    assert "radene 7, 8 motseier kvarandre: 90, 80" in text and "Ta vare på den som er rett." in text
    assert "contradict each other" not in text


def test_problems_of_other_areas_are_left_out(levels: Scorecard) -> None:
    text = Page(report_html(levels, areas=["alder"])).text
    assert "decimal comma" not in text and "Warnings: please check (1)" in text


def test_at_most_two_hundred_problems_are_listed(standard: object) -> None:
    rows = {"area": ["a"] * 251, "period": "2024", "series": "town.water", "value": ["96"] + ["x"] * 250, "unit": "%"}
    areas = pd.DataFrame({"area": ["a"], "name": ["A"]})
    card = score(Evidence.from_frame(pd.DataFrame(rows)), standard, "levels", areas=areas, periods=["2024"])  # type: ignore[arg-type]
    for most, detail in ((200, True), (5, False)):
        page = Page(report_html(card, detail=detail))
        left = len(card.problems) - most
        assert left > 0 and f"Not listed here: {left} more." in page.text
        shown = [row for table in page.tables if table[0][-1] == "What to do" for row in table[1:] if len(row) == 3]
        assert len(shown) == most  # beside the line that a phone shows in place of them


# safe


def test_nothing_from_outside_becomes_markup(standard: object) -> None:
    areas = pd.DataFrame({"area": ["a", EVIL], "name": [EVIL, ""]})
    card = town(standard, areas, source=EVIL, note=EVIL, quality=EVIL, **{EVIL: "1"})
    for language in LANGUAGES:
        html = report_html(card, language=language)
        assert html.count("<script") == html.count('<script type="application/ld+json">') == 1  # data: nothing runs
        assert 'alert("x")' not in html
        assert html.count("&lt;script&gt;") > 5
        Page(html)


def test_a_source_that_is_no_web_address_is_no_link(tmp_path: Path) -> None:
    shutil.copytree(CONTRACT / "standard", tmp_path / "standard")
    sources = tmp_path / "standard" / "sources.yaml"
    sources.write_text(
        'illustrative: {title: "<b>T", address: "javascript:alert(1)", licence: "<i>"}\n', encoding="utf-8"
    )
    card = town(load(tmp_path / "standard"), pd.DataFrame({"area": ["a"], "name": ["A"]}))
    html = report_html(card)
    assert 'href="javascript' not in html and "javascript:alert(1)" in html
    assert "<b>T" not in html and "&lt;b&gt;T" in html


# the same each time, quick, bounded


def test_the_same_bytes_each_time(levels: Scorecard, tmp_path: Path) -> None:
    write_report(levels, tmp_path / "a.html", language="nb")
    write_report(levels, tmp_path / "b.html", language="nb")
    first = (tmp_path / "a.html").read_bytes()
    assert first == (tmp_path / "b.html").read_bytes()
    assert b"\r" not in first and str(tmp_path).encode() not in first


def test_areas_and_periods_are_chosen(levels: Scorecard) -> None:
    html = report_html(levels, areas=["elm", "alder", "elm"])
    assert "<h1>Sustainable development report 2024: Elm and Alder</h1>" in html
    assert report_html(levels, areas=["elm"]) == report_html(levels, areas="elm", period="2024")
    with pytest.raises(UnknownId, match='did you mean "elm"'):
        report_html(levels, areas=["elmm"])
    with pytest.raises(UnknownId, match="2023"):
        report_html(levels, period="2023")
    with pytest.raises(UnknownId, match="language"):
        report_html(levels, language="sv")


def test_many_areas_have_a_row_each(standard: object) -> None:
    areas = pd.DataFrame({"area": [f"a{number}" for number in range(51)], "name": [f"A {n}" for n in range(51)]})
    html = report_html(town(standard, areas))
    page = Page(html)
    assert all(any(row[0].startswith(f"{name} ") for table in page.tables for row in table) for name in areas["name"])
    assert len(html) < 200_000


def test_a_scorecard_without_a_period_still_says_why(standard: object) -> None:
    frame = pd.DataFrame({"area": ["a"], "period": ["2024"], "series": ["town.watr"], "value": ["1"], "unit": ["%"]})
    card = score(Evidence.from_frame(frame), standard, "levels")  # type: ignore[arg-type]
    page = Page(report_html(card, language="nb"))
    assert not card.periods or not card.areas
    assert "Ingenting har fått skår" in page.text and "town.watr" in page.text
