"""What can be wrong, said so that somebody can act on it.

Three families are kept apart:

* a **definition** is wrong: :class:`StandardError`, with every problem of every file;
* the **evidence or the call** is wrong: a row that is refused is a :class:`Problem` among others and never an
  exception; a file that cannot be read at all is an :class:`EvidenceError`; an id that nobody knows an
  :class:`UnknownId`;
* **we** have a bug: anything else. Only that deserves a traceback.

A :class:`Code` says once what a kind of problem is, why it matters and what cures it; the page of codes in the
documentation is made from these objects. A :class:`Problem` is one case of it, with its place.
This folder knows no unit, no YAML and no SDG.
"""

from sdg_standard.errors.alike import ALIKE, MOST_COMPARED, NearMisses, did_you_mean, is_it, near, there_are
from sdg_standard.errors.problem import (
    CODES,
    PROBLEM_COLUMNS,
    Code,
    Problem,
    Severity,
    code,
    every_code,
    further,
    letters,
)
from sdg_standard.errors.problems import MOST_ALIKE, EvidenceError, Gathering, Problems, StandardError
from sdg_standard.errors.raised import FEW, LONGEST_NAME, MissingExtra, OutputError, SdgStandardError, UnknownId
from sdg_standard.errors.reading import MOST_PLACES, counted, errors_first, for_reading

__all__ = [
    "ALIKE",
    "CODES",
    "FEW",
    "LONGEST_NAME",
    "MOST_ALIKE",
    "MOST_COMPARED",
    "MOST_PLACES",
    "PROBLEM_COLUMNS",
    "Code",
    "EvidenceError",
    "Gathering",
    "MissingExtra",
    "NearMisses",
    "OutputError",
    "Problem",
    "Problems",
    "SdgStandardError",
    "Severity",
    "StandardError",
    "UnknownId",
    "code",
    "counted",
    "did_you_mean",
    "errors_first",
    "every_code",
    "for_reading",
    "further",
    "is_it",
    "letters",
    "near",
    "there_are",
]
