"""Options that several commands have."""

from __future__ import annotations

from sdg_standard.cli.helping import Parser
from sdg_standard.words import LANGUAGES


def formats(to: Parser, *more: str) -> None:
    """How problems are printed."""
    forms = ("text", "json", "github", *more)
    to.add_argument("--format", choices=forms, default="text")


def standard(to: Parser) -> None:
    """The standard that is meant."""
    to.add_argument("--standard", metavar="PATH")
    to.add_argument("--edition", metavar="NAME")


def evidence(to: Parser) -> None:
    """One file of evidence, or several."""
    to.add_argument("evidence", metavar="EVIDENCE", nargs="+")


def reading(to: Parser, *, mapping_needed: bool = False) -> None:
    """How tables of evidence are read."""
    to.add_argument("--country", metavar="PREFIX")
    to.add_argument("--borders", metavar="P")
    to.add_argument("--decimal", choices=(".", ","), default=".")
    to.add_argument(
        "--thousands",
        choices=(".", ",", " ", "'"),
    )
    to.add_argument("--sheet", metavar="NAME")
    to.add_argument("--marks", metavar="SET")
    to.add_argument("--mapping", required=mapping_needed, metavar="FILE")


def scoring(to: Parser) -> None:
    """What is scored, and how."""
    evidence(to)
    to.add_argument("--methodology", required=True, metavar="ID|FILE")
    standard(to)
    to.add_argument("--areas", metavar="FILE")
    to.add_argument("--period", action="append", metavar="P")
    to.add_argument("--reference", action="append", metavar="FILE")
    to.add_argument("--commitments", metavar="FILE")


def language(to: Parser, otherwise: str = "en") -> None:
    """The language of what is printed."""
    to.add_argument("--language", choices=LANGUAGES, default=to.asked or otherwise)


def page(to: Parser, beside: str) -> None:
    """What a page may have; ``beside`` names what may stand beside it."""
    to.add_argument("--detail", action="store_true")
    to.add_argument("--beside", action="append", metavar=beside)
    to.add_argument("--notes", metavar="FILE")
    to.add_argument("--agenda", metavar="AGENDA")
    to.add_argument("--uncertainty", metavar="FILE")
    to.add_argument("--template", metavar="FOLDER")
