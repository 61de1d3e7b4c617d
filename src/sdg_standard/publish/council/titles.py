"""What the series and indicators of an agenda are called: by their titles in a language, not by their ids."""

from __future__ import annotations

from collections.abc import Callable

from sdg_standard.catalogue import Standard


def titles(standard: Standard, language: str) -> Callable[[str], str]:
    """How a series or indicator is called; its own id where the standard does not know it."""

    def title(name: str) -> str:
        series = standard.find_series(name)
        indicator = standard.indicators.get(series.indicator if series is not None else name)
        if indicator is None:
            return name
        whole = standard.text(indicator.id, "title", language)
        if series is None or len(indicator.series) == 1:
            return whole
        part = standard.text(indicator.id, f"series.{series.key}.title", language)
        return f"{whole}: {series.key if part == indicator.id else part}"

    return title
