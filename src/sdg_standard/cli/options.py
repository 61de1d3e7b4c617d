"""Options that several commands have."""

from __future__ import annotations

import argparse

from sdg_standard.words import LANGUAGES

TABLES = "CSV, Excel, Parquet or JSON file, a folder of them, or a pattern such as '2024/*.csv'"
"""What a file of evidence may be."""

_MAPPING = "how a table of somebody else becomes evidence: a file, or a shipped mapping by its name"


def formats(to: argparse.ArgumentParser, *more: str) -> None:
    """How problems are printed."""
    forms = ("text", "json", "github", *more)
    to.add_argument("--format", choices=forms, default="text", help="how problems are printed (text)")


def standard(to: argparse.ArgumentParser) -> None:
    """The standard that is meant."""
    to.add_argument("--standard", metavar="PATH", help="folder of a standard; without it the bundled edition")


def evidence(to: argparse.ArgumentParser) -> None:
    """One file of evidence, or several."""
    to.add_argument("evidence", metavar="EVIDENCE", nargs="+", help=f"{TABLES}; several of them are one evidence")


def reading(to: argparse.ArgumentParser, *, mapping_needed: bool = False) -> None:
    """How tables of evidence are read."""
    to.add_argument(
        "--country", metavar="PREFIX", help="find areas by name or bare code in the register of a country: NO"
    )
    to.add_argument("--borders", metavar="P", help="period whose areas the evidence has in all its periods: 2024")
    to.add_argument("--decimal", choices=(".", ","), default=".", help="decimal mark of numbers written as text (.)")
    to.add_argument(
        "--thousands",
        choices=(".", ",", " ", "'"),
        help="mark between thousands in numbers written as text; with --decimal , the point unless another is named",
    )
    to.add_argument("--sheet", metavar="NAME", help="sheet of a workbook with several")
    to.add_argument(
        "--marks", metavar="SET", help="whose marks stand where there is no number: ssb, eurostat, fhi, kolada"
    )
    to.add_argument("--mapping", required=mapping_needed, metavar="FILE", help=_MAPPING)


def language(to: argparse.ArgumentParser) -> None:
    """The language of what is printed."""
    to.add_argument("--language", choices=LANGUAGES, default="en", help="language of titles, texts and problems (en)")
