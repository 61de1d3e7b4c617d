"""Damage done to files at random, the same again for the same seed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence

FUZZING, FEW = (os.environ.get("SDG_STANDARD_TESTS") == how for how in ("fuzz", "few"))
SEED = int(os.environ.get("SDG_STANDARD_SEED") or (time.time_ns() % 10**9 if FUZZING else 2030))
"""`make test` does the same damage each time; `make fuzz` does another one and names its seed for seeing it again."""


def cases(few: int) -> int:
    """How many cases are tried: ``few`` in `make test`, half on other Pythons, thirty times as many in `make fuzz`."""
    return few * 30 if FUZZING else (few + 1) // 2 if FEW else few


def damaged(data: bytes, chance: random.Random, spliced: Sequence[bytes]) -> bytes:
    """One to three damages: a byte changed, a piece left out, doubled, moved or cut off, one of ``spliced`` put in."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_DAMAGES)(data, chance) if chance.random() < 0.5 else _splice(data, chance, spliced)
    return data


def _piece(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(1, 20))


def _change(data: bytes, chance: random.Random) -> bytes:
    start, _ = _piece(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:end] + data[start:end] * chance.choice([1, 1, 50]) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    rest = data[:start] + data[end:]
    there = chance.randint(0, len(rest))
    return rest[:there] + data[start:end] + rest[there:]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _splice(data: bytes, chance: random.Random, spliced: Sequence[bytes]) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + chance.choice(spliced) + data[chance.choice([start, end]) :]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_change, _leave_out, _double, _move, _cut_off)
