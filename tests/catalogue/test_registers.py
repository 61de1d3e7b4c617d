"""Registers that were checked before are read when somebody asks for one."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from sdg_standard._resources import bundled
from sdg_standard.areas import read_registers
from sdg_standard.catalogue import registers
from sdg_standard.catalogue.registers import Registers

AREAS = bundled("standard") / "areas"


def test_they_are_those_of_the_folder() -> None:
    here, there = Registers(AREAS), read_registers(AREAS)
    assert list(here) == list(there) and len(here) == len(there) and "NO" in here and "XX" not in here
    assert {prefix: repr(item) for prefix, item in here.items()} == {prefix: repr(there[prefix]) for prefix in there}


def test_nothing_is_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(registers, "read_registers", lambda folder: asked.append(folder) or {})
    made = Registers(AREAS)
    assert asked == []
    assert (list(made), len(made)) == ([], 0) and asked == [AREAS]


def test_another_process_needs_no_folder() -> None:
    again = pickle.loads(pickle.dumps(Registers(AREAS)))
    assert type(again) is dict and "NO-3025" in again["NO"]
