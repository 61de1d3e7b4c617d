"""What a municipality adds: logo, contact, date, assessments, proposals; and what is wrong with them, by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publish.conftest import contract_card
from tests.publish.test_page import Page

import sdg_standard as sdg
from sdg_standard.errors import StandardError
from sdg_standard.publish import report_html

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WHOLE = """\
logo: logo.png
logo_text: The arms of <b>Birch</b>
contact: Office for planning, =HYPERLINK("x")
date: 2025-03-04
assessments:
  all: |
    On the way.

    More next year.
  place: Quiet streets.
proposals:
  - The council takes note.
  - <script>alert(1)</script>
accessibility: https://uustatus.no/nb/x
"""


def page(folder: Path, text: str, picture: bytes | None = PNG) -> str:
    """The page of birch with these notes."""
    (folder / "notes.yaml").write_text(text, encoding="utf-8")
    if picture is not None:
        (folder / "logo.png").write_bytes(picture)
    return report_html(contract_card("levels"), areas=["birch"], notes=folder / "notes.yaml")


def test_everything_stands_in_its_place_and_is_harmless(tmp_path: Path) -> None:
    html = page(tmp_path, WHOLE)
    found = Page(html)
    (logo,) = found.all("img")
    assert logo["alt"] == "The arms of <b>Birch</b>"
    assert str(logo["src"]).startswith("data:image/png;base64,iVBORw0KGgo")
    text = found.text
    assert "Date: 2025-03-04" in text and 'Contact: Office for planning, =HYPERLINK("x")' in text
    for sentence in ("On the way.", "More next year.", "Quiet streets.", "The council takes note."):
        assert sentence in text
    assert html.count("<script") == html.count('<script type="application/ld+json">') and "img-src data:" in html
    assert {"href": "https://uustatus.no/nb/x", "rel": "noreferrer"} in found.all("a")


def test_nothing_is_needed(tmp_path: Path) -> None:
    plain = report_html(contract_card("levels"), areas=["birch"])
    assert page(tmp_path, "contact: us\n").replace("<li>Contact: us</li>\n", "") == plain
    assert "Proposed decision" not in plain


@pytest.mark.parametrize(
    ("text", "picture", "line", "message"),
    [
        ("logo: logo.png\n", PNG, 1, "the logo has no text for those who do not see it"),
        ("contact: a\nlogo: ../logo.png\nlogo_text: x\n", PNG, 2, 'the logo "../logo.png" is no file beside this one'),
        ("logo: logo.png\nlogo_text: x\n", b"<svg onload=alert(1)>", 1, '"logo.png" is neither PNG nor JPEG'),
        (
            "logo: logo.png\nlogo_text: x\n",
            PNG + bytes(100_000),
            1,
            "logo.png has 100048 bytes, and at most 100000 are read",
        ),
        ("logo: none.png\nlogo_text: x\n", None, 1, "none.png"),
        ("assessments:\n  all: a\n  plaice: b\n", None, 3, 'did you mean "Place"'),
        ("contakt: a\n", None, 1, "contakt"),
        ("date: tomorrow\n", None, 1, "tomorrow"),
        ("proposals:\n  - ''\n", None, 2, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, picture: bytes | None, line: int, message: str
) -> None:
    with pytest.raises(StandardError) as caught:
        page(tmp_path, text, picture)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("notes.yaml", line) and message in problem.message + problem.cure


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match=r"missing\.yaml") as caught:
        report_html(contract_card("levels"), notes=tmp_path / "missing.yaml")
    assert caught.value.problems[0].code == "SDG980"


MARKDOWN = """\
---
contact: Office for planning
date: 2025-03-04
---
# Birch in 2024

On the way, **slowly**.

- more [cycling](https://example.org/a?b=1&c=2)
- <script>alert(1)</script>

## place

Quiet streets, [but](javascript:alert(1)) not all.
They go on.

## Forslag til vedtak

1. The council takes note.
2. The council asks for
   a plan.
"""


def markdown(folder: Path, text: str | bytes) -> str:
    file = folder / "notes.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return report_html(contract_card("levels"), areas=["birch"], notes=file)


def test_markdown_says_the_same_with_headings(tmp_path: Path) -> None:
    html = markdown(tmp_path, MARKDOWN.replace("# Birch in 2024\n", ""))
    text = Page(html).text
    assert "Contact: Office for planning" in text and "Date: 2025-03-04" in text
    assert "<p>On the way, <strong>slowly</strong>.</p>" in html
    assert '<li>more <a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">cycling</a></li>' in html
    assert (
        html.count("<script") == html.count('<script type="application/ld+json">')
        and "[but](javascript:alert(1))" in text
    )
    assert "<p>Quiet streets, [but](javascript:alert(1)) not all. They go on.</p>" in html
    assert "<ol>\n<li>The council takes note.</li>\n<li>The council asks for a plan.</li>\n</ol>" in html
    assert html == markdown(tmp_path, MARKDOWN.replace("# Birch in 2024\n", "").replace("\n", "\r\n"))


def test_a_title_without_a_text_of_its_own_is_no_part(tmp_path: Path) -> None:
    assert "Quiet streets" in markdown(tmp_path, "# Birch in 2024\n\n## Place\nQuiet streets.\n")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (MARKDOWN, 5, '"Birch in 2024"'),
        ("---\ncontakt: a\n---\n", 2, "contakt"),
        ("All is well.\n\n# Plaice\nFish.\n", 3, 'did you mean "Place"'),
        ("All.\n# all\nTwice.\n", 2, '"all" is said twice'),
        (b"\xff\xfe not text", 1, ""),
    ],
)
def test_what_is_wrong_in_markdown_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    with pytest.raises(StandardError) as caught:
        markdown(tmp_path, text)
    assert message in str(caught.value) and caught.value.problems[0].line == line


def test_norwegian_headings_name_parts_in_any_language_of_the_page(tmp_path: Path) -> None:
    file = tmp_path / "notat.md"
    file.write_text("## Kommunens vurdering\nSamlet.\n\n## Miljø\nLuften.\n", encoding="utf-8")
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    for language, title in (("nb", "Miljø"), ("en", "Environment")):
        html = report_html(card, language=language, areas=["NO-1149"], notes=file)
        assert f"<h3>{title}</h3>\n<p>Luften.</p>" in html and "<p>Samlet.</p>" in html


def test_empty_markdown_is_nothing(tmp_path: Path) -> None:
    assert markdown(tmp_path, "") == report_html(contract_card("levels"), areas=["birch"])
