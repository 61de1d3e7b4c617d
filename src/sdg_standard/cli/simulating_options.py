"""The arguments of the commands that draw what is uncertain."""

from __future__ import annotations

from sdg_standard.cli import options
from sdg_standard.cli.helping import Commands

DRAWS, SEED = 1024, 0
"""How many draws, and from which seed, where nothing is said."""


def add_simulating(to: Commands) -> None:
    """Add these commands."""
    _uncertainty(to)


def _uncertainty(to: Commands) -> None:
    command = to.add("uncertainty", "simulating")
    options.scoring(command)
    command.add_argument("--choices", "--uncertainty", dest="uncertainty", metavar="FILE")
    command.add_argument("--draws", type=int, default=DRAWS, metavar="N")
    command.add_argument("--seed", type=int, default=SEED, metavar="N")
    command.add_argument("--node", metavar="ID")
    command.add_argument("--out", required=True, metavar="DIR")
    options.language(command)
    options.reading(command)
    options.formats(command)
