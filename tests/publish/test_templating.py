"""Templates: a folder of one's own comes first, everything is escaped, and a template is data."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from tests.publish.conftest import contract_card

from sdg_standard.errors import SdgStandardError
from sdg_standard.publish import report_html
from sdg_standard.publish.templating import TEMPLATES, rendered, stylesheet


def own(folder: Path, **files: str) -> Path:
    """A folder of templates."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_texts_are_escaped_and_markup_is_not(tmp_path: Path) -> None:
    folder = own(tmp_path, x__j2="{{ a }}|{{ b }}|{{ c }}")
    facts = {"a": '<b title="x">\u202e', "b": Markup("<br>"), "c": None}
    assert rendered("x.j2", facts, folder) == "&lt;b title=&#34;x&#34;&gt;\ufffd|<br>|"


def test_a_header_and_a_style_of_ones_own(tmp_path: Path) -> None:
    head = "<header><h1>Our {{ title }}</h1></header>\n"
    folder = own(tmp_path, _header__html__j2=head, style__css="h1{color:green}")
    html = report_html(contract_card("levels"), areas=["birch"], template=folder)
    assert "<h1>Our Sustainable development report 2024: Birch</h1>" in html
    assert "h1{color:green}" in html and "--accent:#0B4F62" not in html
    assert "All results" in html  # what the folder does not have is the library's
    assert stylesheet(tmp_path / "empty") == stylesheet()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<header>\n{{ nothing }}</header>", "_header.html.j2:2"),
        ("<header>{% if %}</header>", "_header.html.j2:1"),
        ("{{ ''.__class__.__mro__ }}", "_header.html.j2:1"),
        ("{% include '../secret' %}", "secret"),
        ("{{ say.__init__.__globals__ }}", "_header.html.j2:1"),
    ],
)
def test_a_fault_is_told_with_its_place_and_nothing_gets_out(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path.parent / "secret").write_text("secret", encoding="utf-8")
    folder = own(tmp_path, _header__html__j2=text)
    with pytest.raises(SdgStandardError, match="has a fault") as caught:
        report_html(contract_card("levels"), areas=["birch"], template=folder)
    assert place in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SdgStandardError, match="no folder"):
        report_html(contract_card("levels"), template=tmp_path / "none")


def test_the_templates_travel() -> None:
    names = {path.name for path in TEMPLATES.iterdir()}
    assert {"report.html.j2", "style.css", "_results.html.j2"} <= names
