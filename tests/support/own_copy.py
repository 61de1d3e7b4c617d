"""A copy of the package that a test may add to, and what a program says that runs with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HEAD = 'id: own\nversion: "1.0.0"\ntitle: Own\n'


def copy_of_the_package(below: Path) -> Path:
    """Return a copy of the package below a folder, with the standard that it carries."""
    package = below / "src" / "sdg_standard"
    shutil.copytree(ROOT / "src", package.parent, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "_data").mkdir()
    (package / "_data" / "standard").symlink_to(ROOT / "standard")
    return package


def add(path: Path, more: str) -> None:
    """Add lines at the end of a module."""
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def answers(program: str, package: Path, methodology: str) -> Any:
    """What a program prints as JSON, run with a copy of the package on a methodology of the contract's standard."""
    own = package.parents[1] / "own.yaml"
    own.write_text(HEAD + methodology, encoding="utf-8")
    arguments = [str(ROOT / "tests" / "contract" / "standard"), str(own), str(ROOT / "docs" / "_hooks")]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": str(package.parent), "SDG_STANDARD_CACHE": "off"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
