"""The command ``sdg-standard``. Each command reads files, calls one function of the library, and writes files.

Exit codes: 0 all well, 1 errors in the material or nothing scored, 2 wrong usage.
"""

from sdg_standard.cli.main import main

__all__ = ["main"]
