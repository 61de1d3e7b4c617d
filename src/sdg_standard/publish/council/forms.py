"""The forms in which a council is told of an agenda, each a function that makes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sdg_standard.publish.council.annual import annual
from sdg_standard.publish.council.parts import Page
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.publish.council.tertial import tertial
from sdg_standard.publish.council.theme import theme
from sdg_standard.publish.council.vlr import vlr
from sdg_standard.publish.council.whole import whole

FORMS: Mapping[str, Callable[[Speaker, str], Page]] = MappingProxyType(
    {"whole": whole, "tertial": tertial, "annual": annual, "theme": theme, "vlr": vlr}
)
"""Every form by name; each takes what it is to be about, empty for everything."""
