"""Registers of areas that are read when somebody asks for one: not every program that loads a standard has areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sdg_standard.areas import Register


class Registers(Mapping[str, Register]):
    """The registers by prefix, read by a function. What is wrong with them was found when they were checked."""

    def __init__(self, read: Callable[[], dict[str, Register]]) -> None:
        self._read_now = read

    @cached_property
    def _read(self) -> dict[str, Register]:
        return self._read_now()

    def __getitem__(self, prefix: str) -> Register:
        return self._read[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    def __repr__(self) -> str:
        return repr(self._read)

    def __reduce__(self) -> tuple[Any, ...]:  # another process may not have the folder
        return dict, (self._read,)
