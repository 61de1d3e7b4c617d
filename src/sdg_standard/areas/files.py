"""The folder ``areas`` of a standard: one folder for each country, named by its prefix in small letters."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

from sdg_standard._files import read_plain
from sdg_standard.areas.codes import BAD_REGISTER
from sdg_standard.areas.register import Register
from sdg_standard.errors import Problem, StandardError, did_you_mean, near
from sdg_standard.words import say

MOST_BYTES = 20 * 2**20
_NEEDED = {
    "municipalities.csv": ("code", "name", "valid_from", "valid_to"),
    "changes.csv": ("date", "old_code", "new_code", "kind"),
    "renames.csv": ("code", "old_name"),
    "population.csv": ("code", "year", "population"),
    "sizes.csv": ("size", "least"),
}
_Rows = list[tuple[int, Mapping[str, str]]]


def read_registers(folder: Path) -> dict[str, Register]:
    """Read ``areas/<country>/municipalities.csv`` of every country, and the other tables that it has, by prefix.

    These are ``changes.csv``, ``renames.csv``, ``population.csv`` and ``sizes.csv``.

    A folder that does not exist has no registers. Raises :class:`StandardError` with all problems of all files;
    ``file`` is relative to the standard.
    """
    folder, registers, problems = Path(folder), {}, list[Problem]()
    try:
        countries = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        text = say("areas.folder_cannot_read", why=error.strerror)
        raise StandardError([BAD_REGISTER.problem(text, file=folder.name)]) from None
    for country in countries:
        if country.is_dir() and not country.name.startswith((".", "_")):
            register, found = _read_country(country, f"{folder.name}/{country.name}/")
            registers[register.prefix] = register
            problems += found
    if problems:
        raise StandardError(problems)
    return registers


def _read_country(country: Path, shown: str) -> tuple[Register, list[Problem]]:
    prefix = country.name.upper()
    if not re.fullmatch(r"[a-z]{2,8}", country.name):
        cure = say("areas.name_country_s_code")
        return Register(prefix, (), ()), [
            BAD_REGISTER.problem(say("areas.no_prefix_areas", name=country.name), cure, file=shown)
        ]
    problems: list[Problem] = []
    tables: dict[str, _Rows] = {}
    for name, needed in _NEEDED.items():
        tables[name], found = _read_rows(country / name, shown + name, needed, optional=name != "municipalities.csv")
        problems += found
    if problems:
        return Register(prefix, (), ()), problems
    return Register.from_lines(prefix, *tables.values(), folder=shown)


def _read_rows(path: Path, shown: str, needed: tuple[str, ...], *, optional: bool) -> tuple[_Rows, list[Problem]]:
    if optional and not path.exists():
        return [], []
    try:
        if path.is_symlink() or not path.is_file():
            raise ValueError(say("areas.missing_or_no_plain_file"))
        text = read_plain(path, MOST_BYTES).decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        columns = next(reader, [])
        missing = [name for name in needed if name not in columns]
        if missing:
            raise ValueError(say("areas.no_column", name=missing[0], hint=did_you_mean(near(missing[0], columns))))
        return [(reader.line_num, dict(zip_longest(columns, row, fillvalue=""))) for row in reader if row], []
    except (OSError, ValueError, csv.Error) as error:
        why = (
            say("areas.text_not_utf")
            if isinstance(error, UnicodeDecodeError)
            else getattr(error, "strerror", None) or error.args[0]
        )
        cure = say("areas.make_it_a_csv_file", columns=needed)
        return [], [BAD_REGISTER.problem(say("areas.cannot_read", name=path.name, why=why), cure, file=shown)]
