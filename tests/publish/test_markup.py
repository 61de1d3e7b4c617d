"""Nothing becomes markup that was not made as markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sdg_standard.publish.markup import el, escaped, joined


@given(st.text(), st.text())
def test_texts_and_attributes_never_become_markup(text: str, attribute: str) -> None:
    made = el("p", text, title=attribute)
    inside = made.removeprefix('<p title="').removesuffix("</p>")
    value, _, content = inside.partition('">')
    assert not set('<>"') & set(value)
    assert not set('<>"') & set(content)


def test_markup_is_not_escaped_twice() -> None:
    assert el("p", el("b", "&")) == "<p><b>&amp;</b></p>"
    assert escaped(escaped("<")) == "&lt;"
    assert joined([None, 3, Markup("<br>")], " & ") == "3 &amp; <br>"


def test_attributes() -> None:
    assert el("td", colspan=2, class_=None, hidden=False, open=True, aria_label="a'b") == (
        '<td colspan="2" open aria-label="a&#39;b"></td>'
    )
    assert el("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_control_characters_do_not_reach_the_page() -> None:
    assert escaped("a\x00b\x1b[31m") == "a\ufffdb\ufffd[31m"


def test_nothing_turns_the_direction_of_what_is_read() -> None:
    """An override would show what stands behind it from right to left, until the end of the line."""
    assert escaped("a\u202eb\u2066c\udce5") == "a\ufffdb\ufffdc\ufffd"
    assert escaped("kommune\u00adstyre, 50\u00a0%") == "kommune\u00adstyre, 50\u00a0%"
