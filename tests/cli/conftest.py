"""Running the command in this process, and as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main

CONTRACT = Path(__file__).parents[1] / "contract"


@dataclass
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command here; usage errors leave by SystemExit, as they do in a shell."""

    def command(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        text = capsys.readouterr()
        return Done(code, text.out, text.err)

    return command


@pytest.fixture(scope="session")
def cache_of_processes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cache that the commands of all tests share, so that only the first of them reads the definitions."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "cache"  # one for all workers
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


@pytest.fixture
def shell(cache_of_processes: str) -> Run:
    """Run a command as a process; ``environment`` is added to a bare one."""

    def command(*arguments: object, **environment: str) -> Done:
        bare = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(sdg.__file__).parents[1])}
        found = subprocess.run(
            [sys.executable, "-m", "sdg_standard", *map(str, arguments)],
            capture_output=True,
            timeout=120,
            env={**bare, "SDG_STANDARD_CACHE": cache_of_processes, **environment},
        )
        return Done(found.returncode, found.stdout.decode("utf-8"), found.stderr.decode("utf-8"))

    return command


@pytest.fixture(scope="session")
def contract() -> Path:
    """The folder of the contract."""
    return CONTRACT
