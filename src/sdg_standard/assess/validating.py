"""Everything that can be said about a folder of definitions: the catalogue's checks and all examples."""

from __future__ import annotations

from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.assess.examples import run_examples
from sdg_standard.catalogue import read_standard
from sdg_standard.errors import Problems


def validate(path: str | Path | None = None) -> Problems:
    """Return all problems of the standard at ``path``, sorted by file and line; of the bundled one without a path.

    >>> validate().errors
    Problems(no problems)
    """
    standard, problems = read_standard(Path(path) if path is not None else bundled("standard"))
    if standard is None:
        return problems
    broken = {problem.file for problem in problems.errors}
    found = [problem for problem in run_examples(standard) if problem.file not in broken]
    return Problems([*problems, *found])
