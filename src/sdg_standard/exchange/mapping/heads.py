"""The names of the columns of somebody else's table: of one header line, or put together of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sdg_standard._signs import tidy
from sdg_standard.errors import letters
from sdg_standard.exchange.cells import cell_text

BETWEEN = " / "
"""What stands between the parts of a name that several lines give."""


def column_names(header: Sequence[Sequence[str | float]]) -> list[str]:
    """A name for each column: the parts of all header lines from above; nameless columns at the end do not count.

    An empty cell of a line that is not the last goes on with the one to its left, as merged cells do. A column without
    a name is called by its letter, and a name that was there before gets a number.

    >>> column_names([["Kommune", "Kvinner", "", "Menn", ""], ["", "2023", "2024", "2023", "2024"]])
    ['Kommune', 'Kvinner / 2023', 'Kvinner / 2024', 'Menn / 2023', 'Menn / 2024']
    >>> column_names([["Sted", "", "Antall", "Antall", ""]])
    ['Sted', 'column B', 'Antall', 'Antall (2)']
    """
    width = max((len(line) for line in header), default=0)
    lines = [[" ".join(tidy(cell_text(cell)).split()) for cell in line] + [""] * (width - len(line)) for line in header]
    for line in lines[:-1]:
        for place in range(1, width):
            line[place] = line[place] or line[place - 1]
    last = lines[-1] if lines else []
    first_of_upper = [
        [cell if place == 0 or last[place] or cell != line[place - 1] else "" for place, cell in enumerate(line)]
        for line in lines[:-1]
    ]
    parts = list(zip(*[*first_of_upper, last], strict=True)) if lines else []
    names = [BETWEEN.join(part for part in dict.fromkeys(each) if part) for each in parts]
    while names and not names[-1]:
        names.pop()
    return _distinct([name or f"column {letters(place)}" for place, name in enumerate(names, start=1)])


def _distinct(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    taken = set(names)
    for name in names:
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in taken:
            seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
