"""The command that writes a standard as a register for programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard.cli.reading import standard_of
from sdg_standard.site import write_register
from sdg_standard.words import say, told


def register(arguments: argparse.Namespace) -> int:
    """Write the register of a standard below a folder."""
    written = write_register(standard_of(arguments), Path(arguments.out))
    print(told(say("cli.register.written", n=len(written), index=str(written[0])), arguments.language))
    return 0
