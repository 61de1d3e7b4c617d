"""``make mutation``: puts faults into the code, one at a time, and counts how many the tests notice.

1. The tests are run once with coverage, which remembers the tests that came by each line (``--again`` leaves this out).
2. A seeded sample of mutants is drawn from the folders in :data:`FOLDERS`, as many from each as it has mutants.
3. Each mutant is put into a copy of ``src``; the tests that came by its line are run until the first that fails.

A mutant that no test notices *survives*. Survivors that change nothing (an equal result by another way) are listed with
the reason in ``tests/mutation/equivalent.txt`` and are not counted.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

sys.path.insert(0, str(Path(__file__).parent))

from mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sdg_standard"
FOLDERS = ("units", "formula", "methods", "measuring", "scoring", "plans")
RECORD = ROOT / "build" / "mutation" / "coverage"
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
MOST_TESTS = 300
"""So many tests at most are run for one mutant: those that stand nearest to its module first."""
SECONDS = 240
"""A mutant that makes the tests run longer than this is killed: it does not end."""
GOAL = 0.95


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: ``killed``, ``survived``, or ``not covered`` by any test."""

    mutant: Mutant
    state: str
    tests: int


def main() -> int:
    """Run it; 1 where fewer than the goal of the mutants that are no equivalents are killed."""
    parser = argparse.ArgumentParser(prog="make mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="mutants to draw")
    parser.add_argument("--seed", type=int, default=2030)
    parser.add_argument("--again", action="store_true", help="use the record of the last run of the tests")
    parser.add_argument("--only", default="", help="folders, with commas between")
    asked = parser.parse_args()
    folders = tuple(asked.only.split(",")) if asked.only else FOLDERS
    if not asked.again:
        record()
    drawn = sample(folders, asked.count, asked.seed)
    outcomes = tried(drawn)
    return told(outcomes)


def record() -> None:
    """Run the tests once and remember which of them came by which line."""
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
    command += [f"--cov={PACKAGE}", "--cov-context=test", "--cov-report="]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "COVERAGE_FILE": str(RECORD)})


def sample(folders: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """Draw mutants, from each folder in proportion to what it has; equivalents that are known are left out."""
    known = set(_known_equivalents())
    pools = [
        [mutant for file in sorted((PACKAGE / folder).rglob("*.py")) for mutant in mutants_of(file, PACKAGE)]
        for folder in folders
    ]
    whole = sum(map(len, pools))
    draw = random.Random(seed)
    drawn = []
    for pool in pools:
        drawn += draw.sample(pool, min(len(pool), -(-count * len(pool) // whole)))
    return [mutant for mutant in drawn if mutant.key not in known]


def _known_equivalents() -> list[str]:
    return [line for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "  "))]


def tried(drawn: list[Mutant]) -> list[Outcome]:
    """Try every mutant, two at a time, and print each as it ends."""
    data = CoverageData(str(RECORD))
    data.read()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda mutant: _tried(mutant, tests_of(mutant, data)), drawn))


def tests_of(mutant: Mutant, data: CoverageData) -> list[str]:
    """The tests that came by the line of a mutant, those in the folder that mirrors its module first."""
    by_line = data.contexts_by_lineno(str(PACKAGE / mutant.file))
    names = sorted({name.partition("|")[0] for name in by_line.get(mutant.line, []) if name})
    folder, stem = f"tests/{Path(mutant.file).parent.as_posix()}", Path(mutant.file).stem
    spread = random.Random(mutant.line)
    return sorted(names, key=lambda name: (stem not in name, not name.startswith(folder), spread.random()))[:MOST_TESTS]


def _tried(mutant: Mutant, tests: list[str]) -> Outcome:
    state = "not covered" if not tests else "survived"
    if tests:
        with tempfile.TemporaryDirectory() as scratch:
            if _noticed(mutant, tests, Path(scratch)):
                state = "killed"
    print(f"{state:>11}  {mutant}", flush=True)
    return Outcome(mutant, state, len(tests))


def _noticed(mutant: Mutant, tests: list[str], scratch: Path) -> bool:
    """Whether a test fails on a copy of the project with the fault in it."""
    for name in ("src", "tests", "standard", "examples", "docs"):
        if name == "src":
            shutil.copytree(ROOT / name, scratch / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (scratch / name).symlink_to(ROOT / name)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "mkdocs.yml"):
        (scratch / name).symlink_to(ROOT / name)
    file = scratch / "src" / "sdg_standard" / mutant.file
    file.write_text(mutant.applied(file.read_text(encoding="utf-8")), encoding="utf-8")
    listed = scratch / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"@{listed}"]
    environment = {**os.environ, "PYTHONPATH": str(scratch / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=scratch, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    if done.returncode > 1 and "rror" not in done.stdout:
        raise RuntimeError(f"pytest could not run the tests of {mutant}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.returncode != 0


def told(outcomes: list[Outcome]) -> int:
    """Print the counts and the survivors."""
    counts = Counter(outcome.state for outcome in outcomes)
    covered = counts["killed"] + counts["survived"] + counts["not covered"]
    share = counts["killed"] / covered if covered else 1.0
    print(f"\n{counts['killed']} of {covered} mutants killed ({share:.1%}; goal {GOAL:.0%})")
    for outcome in outcomes:
        if outcome.state != "killed":
            print(f"  {outcome.state} ({outcome.tests} tests), line {outcome.mutant.line}: {outcome.mutant.key}")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
