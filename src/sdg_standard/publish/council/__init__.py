"""Pages for the council: an agenda in the form in which it is told, as a whole, within the year, at its end, by theme.

In the order of the work: ``parts`` (what a page is made of), ``speaker``, ``objective`` (the lines of one objective),
``shared``, then a module for each form, ``forms``, ``page``.
"""

from __future__ import annotations

from sdg_standard.publish.council.forms import FORMS
from sdg_standard.publish.council.page import council_html, write_council_report

__all__ = ["FORMS", "council_html", "write_council_report"]
