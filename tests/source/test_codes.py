from __future__ import annotations

from sdg_standard.errors import Code
from sdg_standard.source import codes

OURS = [value for value in vars(codes).values() if isinstance(value, Code)]


def test_every_code_says_cause_and_cure_and_lies_in_our_range() -> None:
    assert len(OURS) > 30
    for code in OURS:
        assert code.number.startswith("SDG1")
        assert code.cause.endswith(".")
        assert code.cure
