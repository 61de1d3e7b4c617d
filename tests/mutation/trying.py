"""Tries mutants one after the other: pytest collects once, then every mutant has a fork of that process to itself.

A mutant that the forks do not notice is tried once more in a process of its own, into a copy of ``src``: there it is in
what is worked out while importing too.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutants import Mutant
from swapping import Program

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sdg_standard"
SECONDS = 240
"""A mutant whose tests work longer than this is killed: it does not end; so is one that sleeps ten times as long."""
MEMORY = 8 << 30
ALONE = ("-p", "no:cacheprovider", "-p", "no:xdist")
TestsOf = Callable[[Mutant, Sequence[str]], list[str]]
"""Which tests are run for a mutant, of those that there are."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: ``killed`` (and by which test), ``survived``, or ``not covered`` by any test."""

    mutant: Mutant
    state: str
    tests: int
    by: str = ""


def tried(drawn: Sequence[Mutant], tests_of: TestsOf, where: Sequence[str]) -> list[Outcome]:
    """Try every mutant on the tests that are asked for it, of those under ``where``; print each as it ends."""
    forks = _Forks(drawn, tests_of)
    code = pytest.main(["-q", "-s", *ALONE, *where], plugins=[forks])
    if forks.outcomes is None:
        raise RuntimeError(f"pytest could not collect the tests: exit {code}")
    return forks.outcomes


class _Forks:
    """A plugin of pytest: in place of the tests, it runs the mutants."""

    def __init__(self, drawn: Sequence[Mutant], tests_of: TestsOf) -> None:
        self._drawn, self._tests_of = drawn, tests_of
        self._unsound: dict[str, bool] = {}
        self._failed: Callable[[str], None] | None = None
        self.outcomes: list[Outcome] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Examples that fail are not made smaller: that they fail is enough."""
        from hypothesis import Phase, settings  # not before pytest has seen to its plugins

        usual = settings.get_profile("test")
        settings.register_profile("mutation", usual, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import sdg_standard

        items = {item.nodeid: item for item in session.items}
        sdg_standard.load()  # once for all the mutants that have nothing to do with it
        self._program = Program(PACKAGE)
        gc.freeze()
        self.outcomes = []
        for mutant in self._drawn:
            names = self._tests_of(mutant, list(items))
            outcome = self._outcome(mutant, [items[name] for name in names if name in items])
            print(f"{outcome.state:>11}  {mutant}  {outcome.by}", flush=True)
            self.outcomes.append(outcome)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self._failed is not None:
            self._failed(report.nodeid)

    def _outcome(self, mutant: Mutant, items: list[pytest.Item]) -> Outcome:
        if not items:
            return Outcome(mutant, "not covered", 0)
        items = [item for item in items if not self._unsound.get(item.nodeid)]
        by = self._first_failed(items, mutant)
        while by in {item.nodeid for item in items} and self._fails_anyway(by, items):
            items = [item for item in items if item.nodeid != by]
            by = self._first_failed(items, mutant)
        if not by:
            by = alone(mutant, [item.nodeid for item in items])
        return Outcome(mutant, "killed" if by else "survived", len(items), by)

    def _fails_anyway(self, name: str, items: list[pytest.Item]) -> bool:
        """Whether a test fails in a fork without any mutant: then it says nothing."""
        if name not in self._unsound:
            self._unsound[name] = bool(self._first_failed([item for item in items if item.nodeid == name], None))
        return self._unsound[name]

    def _first_failed(self, items: list[pytest.Item], mutant: Mutant | None) -> str:
        """The first test that fails with the mutant in the program; empty if none does."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._run(items, mutant, writing)
        os.close(writing)
        try:
            return _read(reading)
        finally:  # also where somebody stops the run
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(reading)

    def _run(self, items: list[pytest.Item], mutant: Mutant | None, writing: int) -> None:
        """What the fork does: it says which test failed, or ``-``, and ends."""
        os.setsid()
        _limited()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)

        def end(said: str) -> None:
            os.write(writing, said.encode())
            os._exit(0)

        self._failed = end
        try:
            if mutant is not None:
                self._program.put_in(mutant)
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            end("-")
        except BaseException as error:
            end(f"{type(error).__name__} outside a test")


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 10))


def _read(reading: int) -> str:
    """What a fork said; one that says nothing in time does not end, and one that says nothing at all has crashed."""
    ready, _, _ = select.select([reading], [], [], 10 * SECONDS)
    if not ready:
        return "out of time"
    said = os.read(reading, 100_000).decode()
    return "" if said == "-" else said or "a crash"


def alone(mutant: Mutant, tests: Sequence[str]) -> str:
    """The first test that fails on a copy of the project with the fault in it; empty if none does."""
    with tempfile.TemporaryDirectory() as scratch:
        return _alone(mutant, tests, Path(scratch))


def _alone(mutant: Mutant, tests: Sequence[str], scratch: Path) -> str:
    shutil.copytree(ROOT / "src", scratch / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests", "standard", "examples", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "mkdocs.yml"):
        (scratch / name).symlink_to(ROOT / name)
    file = scratch / "src" / "sdg_standard" / mutant.file
    file.write_text(mutant.applied(file.read_text(encoding="utf-8")), encoding="utf-8")
    listed = scratch / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", *ALONE, f"@{listed}"]
    environment = {**os.environ, "PYTHONPATH": str(scratch / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    run = {"cwd": scratch, "env": environment, "timeout": 10 * SECONDS, "preexec_fn": _limited}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **run)
    except subprocess.TimeoutExpired:
        return "out of time"
    if done.returncode < 0:
        return "a crash"
    if done.returncode > 1 and "rror" not in done.stdout:
        raise RuntimeError(f"pytest could not run the tests of {mutant}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return next(_failures(done.stdout), "a process of its own") if done.returncode else ""


def _failures(said: str) -> Iterator[str]:
    for line in said.splitlines():
        if line.startswith(("FAILED ", "ERROR ")):
            yield line.partition(" ")[2].partition(" - ")[0]
