"""Registers that were checked before are read when somebody asks for one."""

from __future__ import annotations

import pickle

from sdg_standard._resources import bundled
from sdg_standard.areas import Register, read_registers
from sdg_standard.catalogue.registers import Registers

AREAS = bundled("standard") / "areas"


def read() -> dict[str, Register]:
    return read_registers(AREAS)


def test_they_are_those_of_the_folder() -> None:
    here, there = Registers(read), read()
    assert list(here) == list(there) and len(here) == len(there) and "NO" in here and "XX" not in here
    assert {prefix: repr(item) for prefix, item in here.items()} == {prefix: repr(there[prefix]) for prefix in there}


def test_nothing_is_read_before() -> None:
    asked: list[str] = []
    made = Registers(lambda: asked.append("now") or {})
    assert asked == []
    assert (list(made), len(made)) == ([], 0) and asked == ["now"]


def test_another_process_needs_no_folder() -> None:
    again = pickle.loads(pickle.dumps(Registers(read)))
    assert type(again) is dict and "NO-3025" in again["NO"]
