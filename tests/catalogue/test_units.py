"""What each unit is made of is kept in the cache: the same units, without pint; what is damaged is worked out anew."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.catalogue import units
from sdg_standard.units import UnitError, Units, registry

LIST = (
    "count = []\nmeter = [length] = m\nkilometer = 1000 * meter = km\nminute = [time] = min\nhour = 60 * minute = h\n"
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SDG_STANDARD_CACHE", str(tmp_path / "cache"))
    units._units_from.cache_clear()
    yield tmp_path / "cache"
    units._units_from.cache_clear()


def again() -> Units:
    """The units as another process finds them."""
    units._units_from.cache_clear()
    return units.units_from(LIST, {"km2": "km²"}, {"ton": "Write t."})


def check(found: Units) -> None:
    """36 km/h are 36 × 1000 m in 60 min, which is 600 m/min; a square kilometre has 1000 × 1000 m²."""
    assert found.convert([36.0], found.parse("km/h"), found.parse("m/min")).tolist() == [600.0]
    assert found.convert([1.0], found.parse("km2"), found.parse("m²")).tolist() == [1_000_000.0]
    with pytest.raises(UnitError, match="Write t"):
        found.parse("ton")


def test_they_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    check(again())
    monkeypatch.setattr(registry, "resolve", lambda _: pytest.fail("pint is asked again"))
    check(again())
    check(pickle.loads(pickle.dumps(again())))


@pytest.mark.parametrize("shape", [{}, {"meter": {}}, {"meter": {"scale": "x", "roots": [], "dimensions": []}}])
def test_another_shape_is_worked_out_anew(cache: Path, shape: dict[str, Any]) -> None:
    again()
    (file,) = cache.glob("*.json")
    sound = file.read_bytes()
    file.write_text(json.dumps(json.loads(sound) | {"documents": shape}), encoding="utf-8")
    check(again())
    assert file.read_bytes() == sound


def test_a_mistake_in_the_spellings_is_said_each_time() -> None:
    again()
    for _ in range(2):
        units._units_from.cache_clear()
        with pytest.raises(UnitError, match="the spelling"):
            units.units_from(LIST, {"km2": "nothing"}, {})
