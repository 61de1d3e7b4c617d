"""Roles are known by their words; what looks like a person is told from what does not."""

from __future__ import annotations

import pytest

from sdg_standard.catalogue import Standard
from sdg_standard.verification.roles import known_roles, looks_personal, role_of, tells_person


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("verifier", "verifier"),
        ("Verifikatør", "verifier"),
        ("  Data   owner ", "data-owner"),
        ("KOMMUNEN", "municipality"),
        ("Dataeigar", "data-owner"),
        ("revisor", "auditor"),
        ("mayor", None),
    ],
)
def test_a_role_by_its_code_title_or_spelling(bundled: Standard, text: str, role: str | None) -> None:
    assert role_of(text, known_roles(bundled)) == role


@pytest.mark.parametrize("text", ["Kari", "Kari Nordmann", "Ola N.", "Åse Ødegård", "Ludwig van Beethoven", "a@b.no"])
def test_what_looks_like_a_person(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize("text", ["", "water department", "etat for vann", "Office for water", "helse og omsorg"])
def test_what_does_not(text: str) -> None:
    assert not looks_personal(text)


def test_a_birth_number_is_told_by_its_digits() -> None:
    number = "15928530059"  # a month above 80: of nobody
    assert tells_person(f"ask {number}") and tells_person(f"{number[:6]} {number[6:]}")
    assert not tells_person(f"{number[:-1]}{(int(number[-1]) + 1) % 10}"), "another control digit"
    assert not tells_person(f"NOK 1{number}") and not tells_person("12345678901 NOK")


@pytest.mark.parametrize(
    "text",
    [
        "95 424 in 2020, 96 000 in 2021",
        "table 06913, row 12",
        "2014/2020",
        "1 234 567 890 kr",
        "u4ssc.ec.ict.ict.1c",
        "0.0047123123",
    ],
)
def test_numbers_are_no_persons(text: str) -> None:
    assert not tells_person(text)
