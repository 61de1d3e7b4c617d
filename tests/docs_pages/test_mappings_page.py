"""The page of shipped mappings names each of them, with what differs."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from sdg_standard.exchange.mapping import read_mapping, shipped_mappings


def test_the_page_is_complete(hook: Callable[[str], ModuleType]) -> None:
    page = hook("mappings").mappings_page()
    for name in shipped_mappings():
        mapping = read_mapping(name).mapping
        assert f"## `{name}`" in page and mapping.title in page
        assert all(departure.how in page for departure in mapping.departs)
        assert all(str(rule.series) in page for rule in mapping.series)
