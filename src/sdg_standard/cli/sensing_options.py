"""The arguments of ``sensitivity``."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
from sdg_standard.cli.options import evidence, language, reading, standard


def add_sensitivity(to: Commands) -> None:
    """Which choice a result hangs on."""
    command = to.add("sensitivity", "sensing")
    evidence(command)
    command.add_argument("--methodology", required=True, metavar="ID|FILE")
    command.add_argument("--uncertainty", metavar="FILE")
    command.add_argument("--node", metavar="ID")
    command.add_argument("--of", choices=("ranks", "score", "rank"))
    command.add_argument("--period", metavar="P")
    command.add_argument("--draws", type=int, default=1024, metavar="N")
    command.add_argument("--seed", type=int, default=0, metavar="N")
    command.add_argument("--out", metavar="DIR")
    standard(command)
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--reference", action="append", metavar="FILE")
    command.add_argument("--commitments", metavar="FILE")
    language(command)
    reading(command)
