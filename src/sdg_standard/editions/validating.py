"""Everything that can be said about a folder of definitions: the catalogue's checks, all mappings and examples."""

from __future__ import annotations

from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import EXAMPLE_SHAPE
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.examples import edition_year, run_examples
from sdg_standard.editions.loading import of_folder
from sdg_standard.editions.mappings import problems_of_mappings
from sdg_standard.editions.remembered import Remembered
from sdg_standard.errors import Problems, counted
from sdg_standard.words import say


def validate(path: str | Path | None = None) -> Problems:
    """Return all problems of the standard at ``path``, sorted by file and line; of the bundled one without a path.

    Examples that came out before, and that nothing has changed since, are not run again (``SDG_STANDARD_CACHE=off``
    runs all). ``checked`` and ``summary`` of what is returned say how much was checked.

    >>> print(validate("no/such/folder").errors[0].message)
    there is no standard.yaml in "no/such/folder"
    """
    return validated(Path(path) if path is not None else bundled("standard"))[1]


def validated(root: Path) -> tuple[Standard | None, Problems]:
    """The same, with the standard itself; None where it is no standard at all."""
    folder = Folder.read(root)
    standard, problems = of_folder(folder)
    if standard is None:
        return None, problems
    broken = {problem.file for problem in problems.errors}
    found = problems_of_mappings(folder, standard)
    misfits: set[str] = set()
    remembered = Remembered(standard, folder, edition_year(standard))
    # Those of indicators come first; what they are at odds with is told once.
    for problem in run_examples(standard, remembered):
        of_method = problem.file.startswith("methodologies/")
        if _counts(problem.file, broken | misfits if of_method else broken):
            found.append(problem)
        if problem.code == EXAMPLE_SHAPE.number and not of_method:
            misfits.add(problem.file)
    remembered.keep()
    return standard, Problems([*problems, *found], checked=_checked(standard))


def _checked(standard: Standard) -> str:
    """What a folder defines itself, and what it builds on."""
    indicators = [len(item.examples) for name, item in standard.indicators.items() if name in standard.own]
    methodologies = [len(item.examples) for name, item in standard.methodologies.items() if name in standard.own]
    examples = sum(indicators) + sum(methodologies)
    numbers = ((len(indicators), "indicator"), (len(methodologies), "methodology"), (examples, "example"))
    found = counted(*numbers)
    if found and standard.about.extends:
        return say("editions.on_top_of", counted=found, below=standard.about.extends)
    return found


def _counts(file: str, broken: set[str]) -> bool:
    """Whether an example is to blame itself, and not something it rests on that is wrong already."""
    folders = {name.partition("/")[0] for name in broken} - {"translations"}
    shared = folders - {"frameworks", "methodologies"}
    rests_on = shared | folders & {"frameworks"} if file.startswith("methodologies/") else shared
    return file not in broken and not rests_on
