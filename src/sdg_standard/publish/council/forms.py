"""The forms in which a council is told of an agenda, each a function that makes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sdg_standard.errors import SdgStandardError, UnknownId
from sdg_standard.publish.council.annual import annual
from sdg_standard.publish.council.parts import Page
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.publish.council.tertial import tertial
from sdg_standard.publish.council.theme import theme
from sdg_standard.publish.council.vlr import vlr
from sdg_standard.publish.council.whole import whole
from sdg_standard.words import say

FORMS: Mapping[str, Callable[[Speaker, str], Page]] = MappingProxyType(
    {"whole": whole, "tertial": tertial, "annual": annual, "theme": theme, "vlr": vlr}
)
"""Every form by name; each takes what it is to be about, empty for everything."""
ABOUT_EVERYTHING = ("whole", "vlr")
"""Forms that are about the whole agenda, and about nothing less."""


def page_in(speaker: Speaker, form: str, about: str) -> Page:
    """Return the page in a form.

    Raises UnknownId for a form, or for what it is to be about; SdgStandardError for a theme of nothing, and where what
    is about the whole agenda is to be about something.
    """
    if form not in FORMS:
        raise UnknownId("form", form, FORMS)
    if about and form in ABOUT_EVERYTHING:
        raise SdgStandardError(say("council.about_everything", form=form))
    return FORMS[form](speaker, about)
