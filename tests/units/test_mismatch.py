from __future__ import annotations

from itertools import product

from sdg_standard.units import UnitError, Units
from sdg_standard.units.mismatch import not_convertible


def test_every_pair_of_unlike_units_has_a_message_and_a_cure(units: Units) -> None:
    texts = ["", "%", "count", "kg", "min", "NOK", "NOK 2020", "inhabitants", "per 1000 inhabitants", "µg/m³"]
    pairs = [(units.parse(a), units.parse(b)) for a, b in product(texts, repeat=2) if a != b]
    assert len(pairs) == 90
    for source, target in pairs:
        error = not_convertible(source, target)
        assert isinstance(error, UnitError)
        assert f'"{source}"' in error.message or f'"{target}"' in error.message or "share without unit" in error.message
        assert error.cure.endswith(".")
