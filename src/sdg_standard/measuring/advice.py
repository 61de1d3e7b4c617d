"""What a definition says to whoever meets a doubt, in the languages that the standard has it in."""

from __future__ import annotations

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Check
from sdg_standard.words import LANGUAGES, Named, say


def advice(check: Check, series: str, standard: Standard) -> str:
    """Return the text of a check of the indicator that a series belongs to; nothing where the check has none."""
    if not check.text:
        return ""
    indicator = standard.indicators[standard.series[series].indicator]
    place = next(index for index, each in enumerate(indicator.evidence.checks) if each is check)
    name, field = indicator.id, f"evidence.checks.{place}.text"
    texts = {each: standard.text(name, field, each) for each in LANGUAGES if standard.has_text(name, field, each)}
    others = {language: text for language, text in texts.items() if text != check.text}
    return say("measuring.as_asked", text=Named(check.text, others)) if others else check.text
