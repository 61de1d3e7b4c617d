"""What a municipality adds: logo, contact, date, assessments, proposals; and what is wrong with them, by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publish.conftest import contract_card
from tests.publish.test_page import Page

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
