"""``make mutation``: puts faults into the code, one at a time, and counts how many the tests notice.

1. The tests are run once with coverage, which remembers the tests that came by each line (``--again`` leaves this out).
2. The mutants are those of ``tests/mutation/sample.txt``, which was drawn once; with ``--seed`` others are drawn from
   the folders in :data:`FOLDERS`, from each in proportion to what it has.
3. Each mutant is put into the program; the tests that came by its line and those of the folder that mirrors its own are
   run until the first that fails (``trying.py``).

A mutant that no test notices *survives*. Survivors that change nothing (an equal result by another way) are listed with
the reason in ``tests/mutation/equivalent.txt`` and are not counted.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from coverage import CoverageData
from mutants import SAMPLE, Mutant, is_equivalent, known_equivalents, lines_of, mutants_of
from trying import PACKAGE, ROOT, Outcome, tried

FOLDERS = ("units", "formula", "methods", "measuring", "scoring", "plans")
BESIDE = (
    *("areas", "assess", "catalogue", "contract", "editions", "exchange", "explaining", "indices", "language"),
    *("methodology", "model", "results", "study", "verification", "test_content.py", "test_errors.py"),
    *("test_edge_cases.py", "test_edge_cases_of_trends.py", "test_edge_cases_of_units.py", "test_implementation.py"),
    *("test_peers_defects.py", "test_peers_degenerate.py", "test_signs.py", "test_withheld_everywhere.py"),
)
WHERE = ["src", *(f"tests/{name}" for name in (*FOLDERS, *BESIDE))]
"""What is run. Tests of pages, of the command and of the package say nothing about these folders that these do not."""
RECORD = ROOT / "build" / "mutation" / "coverage"
SOURCE = RECORD.with_name("source")
"""The package as it was when the tests were recorded."""
MOST_TESTS = 300
"""So many tests at most that came by the line, beside those of the mirroring folder: the nearest first."""
GOAL = 0.95


def main() -> int:
    """Run it; 1 where fewer than the goal of the mutants that are no equivalents are killed."""
    parser = argparse.ArgumentParser(prog="make mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, help="draw other mutants")
    parser.add_argument("--count", type=int, default=330, help="how many, with --seed")
    parser.add_argument("--again", action="store_true", help="use the record of the last run of the tests")
    parser.add_argument("--only", default="", help="folders, with commas between")
    asked = parser.parse_args()
    folders = tuple(asked.only.split(",")) if asked.only else FOLDERS
    if not asked.again:
        record()
    drawn = kept(folders) if asked.seed is None else sample(folders, asked.count, asked.seed)
    known = known_equivalents()
    others = [mutant for mutant in drawn if not is_equivalent(mutant, known)]
    return told(tried(others, Covering(), WHERE), len(drawn) - len(others))


def record() -> None:
    """Run the tests once and remember which of them came by which line."""
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *WHERE]
    command += [f"--cov={PACKAGE}", "--cov-context=test", "--cov-report="]
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.copytree(PACKAGE, SOURCE, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "COVERAGE_FILE": str(RECORD)})


def sample(folders: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """Draw mutants, from each folder in proportion to what it has."""
    pools = [_mutants(folder) for folder in folders]
    whole = sum(map(len, pools))
    draw = random.Random(seed)
    drawn = []
    for pool in pools:
        drawn += draw.sample(pool, min(len(pool), -(-count * len(pool) // whole)))
    return drawn


def kept(folders: tuple[str, ...]) -> list[Mutant]:
    """The mutants of the sample that was drawn once; a line that has changed since has no mutant in it any more."""
    keys = {key for key in lines_of(SAMPLE) if key.partition("/")[0] in folders}
    found = [mutant for folder in folders for mutant in _mutants(folder) if mutant.key in keys]
    print(f"{len(found)} mutants of the sample; the lines of {len(keys) - len(found)} others have changed")
    return found


def _mutants(folder: str) -> list[Mutant]:
    return [mutant for file in sorted((PACKAGE / folder).rglob("*.py")) for mutant in mutants_of(file, PACKAGE)]


class Covering:
    """Which tests are run for a mutant, in which order."""

    def __init__(self) -> None:
        self._data = CoverageData(str(RECORD))
        self._data.read()

    def __call__(self, mutant: Mutant, tests: Sequence[str]) -> list[str]:
        """The tests that came by the line, the nearest first, and the files of its folder that came by its module.

        What is worked out once for all (a fixture of a session, a cache) is seen by the record in one test only,
        whichever came first: hence whole files. Tests that are younger than the record are in them too.
        """
        near, by_line = _Nearness(mutant), self._data.contexts_by_lineno(str(PACKAGE / mutant.file))
        came = {name for line in _recorded(mutant) for name in _names(by_line.get(line, []))}
        files = {_file(name) for names in by_line.values() for name in _names(names)}
        beside = [name for name in tests if near.in_folder(name) and (_file(name) in files or near(name)[0] == 0)]
        own = [name for name in beside if near(name)[0] == 0]
        return list(dict.fromkeys([*own, *sorted(sorted(came), key=near)[:MOST_TESTS], *beside]))


def _recorded(mutant: Mutant) -> list[int]:
    """On which lines that stood which the mutant changes, when the tests were recorded."""
    then, now = ((folder / mutant.file) for folder in (SOURCE, PACKAGE))
    if not then.exists():
        return []
    texts = [file.read_text(encoding="utf-8").splitlines() for file in (then, now)]
    lines = range(mutant.line - 1, mutant.last)
    blocks = difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    return [
        block.a + line - block.b + 1 for block in blocks for line in lines if block.b <= line < block.b + block.size
    ]


def _names(contexts: Iterable[str]) -> list[str]:
    """The tests of what coverage wrote down: the name of a test, a stroke, and whether it was prepared or run."""
    return [name.rpartition("|")[0] for name in contexts if name]


def _file(name: str) -> str:
    return name.partition("::")[0]


class _Nearness:
    """How near a test stands to a mutant: in the file of its module, in its folder, elsewhere (in random order)."""

    def __init__(self, mutant: Mutant) -> None:
        self._stem, self._folder = Path(mutant.file).stem, f"tests/{mutant.folder}/"
        self._module = f"src/sdg_standard/{mutant.file}"
        self._line = mutant.line

    def in_folder(self, name: str) -> bool:
        return name.startswith((self._folder, self._module))

    def __call__(self, name: str) -> tuple[int, float]:
        file = _file(name)
        if name.startswith(self._module) or file == f"{self._folder}test_{self._stem}.py":
            return 0, 0
        if self.in_folder(name):
            return 1, 0
        return 2, random.Random(f"{self._line} {file}").random()


def told(outcomes: list[Outcome], equivalent: int) -> int:
    """Print the counts and the survivors."""
    counts = Counter(outcome.state for outcome in outcomes)
    share = counts["killed"] / len(outcomes) if outcomes else 1.0
    print(
        f"\n{len(outcomes) + equivalent} mutants, {equivalent} of them equivalent; "
        f"{counts['killed']} of {len(outcomes)} killed ({share:.1%}; goal {GOAL:.0%})"
    )
    for outcome in outcomes:
        if outcome.state != "killed":
            print(f"  {outcome.state} ({outcome.tests} tests), line {outcome.mutant.line}: {outcome.mutant.key}")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
