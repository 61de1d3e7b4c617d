"""Inhabitants of the areas of a register by year, read when somebody asks: few programs do, and there are thousands."""

from __future__ import annotations

import csv
import io
import re
from functools import cached_property
from pathlib import Path

from sdg_standard._files import read_plain
from sdg_standard.areas.codes import BAD_REGISTER
from sdg_standard.errors import StandardError
from sdg_standard.words import say

FILE = "population.csv"
_MOST_BYTES = 20 * 2**20
_WHOLE = re.compile(r"[0-9]{1,10}")


class Population:
    """The table ``code, year, population`` of a country: inhabitants on 1 January, on the borders of that day.

    >>> Population("NO", "code,year,population\\n3203,2025,100492\\n").of("NO-3203", 2025)
    100492
    """

    def __init__(self, prefix: str, text: str = "", file: str = FILE) -> None:
        self.prefix, self._text, self._file = prefix, text, file

    def __getstate__(self) -> dict[str, str]:
        return {"prefix": self.prefix, "_text": self._text, "_file": self._file}

    def of(self, area: str, year: int) -> int | None:
        """The inhabitants of an area; None where the table does not have them, or has them only about.

        Raises StandardError with every row that cannot be read.
        """
        return self._people.get((area, year))

    @cached_property
    def _people(self) -> dict[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = {}
        problems = []
        reader = csv.DictReader(io.StringIO(self._text, newline=""), restval="")
        for row in reader:
            year, number = row.get("year") or "", row.get("population") or ""
            if not (_WHOLE.fullmatch(year) and _WHOLE.fullmatch(number)):
                text = say("areas.no_population", year=year[:20], number=number[:20])
                problems.append(BAD_REGISTER.problem(text, file=self._file, line=reader.line_num))
            elif row.get("quality", "") in ("", "exact"):
                found[f"{self.prefix}-{row.get('code')}", int(year)] = int(number)
        if problems:
            raise StandardError(problems)
        return found


def read_population(country: Path, prefix: str, folder: str) -> Population:
    """The table beside the others of a country; an empty one where there is none, or none that can be read."""
    try:
        text = read_plain(country / FILE, _MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Population(prefix)
    return Population(prefix, text, f"{folder}{FILE}")
