"""The arguments of ``sensitivity``."""

from __future__ import annotations

from sdg_standard.cli import options
from sdg_standard.cli.helping import Commands
from sdg_standard.cli.simulating_options import DRAWS, SEED


def add_sensitivity(to: Commands) -> None:
    """Which choice a result hangs on."""
    command = to.add("sensitivity", "sensing")
    options.scoring(command)
    command.add_argument("--uncertainty", metavar="FILE")
    command.add_argument("--node", metavar="ID")
    command.add_argument("--of", choices=("ranks", "score", "rank"))
    command.add_argument("--draws", type=int, default=DRAWS, metavar="N")
    command.add_argument("--seed", type=int, default=SEED, metavar="N")
    command.add_argument("--out", metavar="DIR")
    options.language(command)
    options.reading(command)
