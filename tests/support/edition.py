"""A small edition that says a little of everything, in memory: each test changes one line of it."""

from __future__ import annotations

from pathlib import Path

from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.differing import changes_between
from sdg_standard.editions.loading import of_folder

STANDARD = """format: 1
id: hill
edition: "2026.1"
date: 2026-01-01
title: Hill county
licence: CC-BY-4.0
languages: [en, nb]
maintainers:
  - {name: Hill county}
"""
FRAMEWORK = """id: hill
title: Hill county
keeper: Hill county
classification:
  theme: {air: Air, people: People}
"""
AIR = """# comments say nothing
id: hill.air
code: "HC: 1"
aliases: ["hc one"]
version: "1.2.3"
status: draft
title: Air
definition: What is in the air.
why: People breathe it.
count: What is measured.
do_not_count: What is guessed.
classification: {theme: air}
sdg:
  - {target: "11.6", relation: direct, source: book}
  - {goal: 3, relation: partial}
series:
  dust:
    title: Dust
    kind: concentration
    unit: µg/m³
    spellings: ["ug pr m3"]
    direction: lower_is_better
    benchmarks:
      - {value: 5, from: 2026-01-01, basis: expert, source: book, status: proposed, why: It is low.}
    goalposts:
      worst: {value: 50, basis: expert, source: book, status: proposed}
    possible: {min: 0, max: 1000}
    plausible: {min: 1, max: 100}
    breakdowns: [sex]
    min_cell: 5
    discriminates: {answer: little, why: They are alike.}
  smell:
    kind: category
    no_benchmark: Nobody knows.
    categories:
      - {code: "no", value: 0, title: It does not, spellings: [nei]}
      - {code: little, value: 1, title: A little}
      - {code: "yes", value: 2, title: It does, spellings: [ja]}
evidence:
  accepted: [national-register]
  checks:
    - {rule: change_within, share: 0.2, text: Why so much?}
examples:
  - {name: as read, given: {dust: 10}, expect: {dust: 10}}
disputes:
  - {question: Where?, decision: In the middle.}
national_data:
  "NO": {where: The institute.}
departs:
  - {from: Nothing is said., how: The year., why: It is whole.}
wanted: A source.
sources: [book]
provenance: {confidence: own, note: Ours.}
"""
DOCTORS = """id: hill.doctors
version: "1.0.0"
title: Doctors
classification: {theme: people}
inputs:
  doctors: {unit: count, spellings: [leger], title: Doctors}
  population: common
  beds: {unit: count, title: Beds}
series:
  value:
    kind: rate
    unit: per 100000 inhabitants
    direction: higher_is_better
    formula: doctors / population
    benchmarks:
      - {value: 300, from: 2026-01-01, basis: expert, source: book, status: proposed}
"""
INPUTS = """population: {unit: inhabitants, title: Population}
"""
SOURCES = """book: {title: The book, author: Somebody, year: 2020}
"""
RETIRED = """hill.old: {since: "2025.1", why: It was two, replaced_by: [hill.air]}
"""
VOCABULARY = """id: moods
title: Moods
terms:
  - {code: good, value: 1, title: Good, colour: "#00ff00", spellings: [bra]}
  - {code: bad, value: 0, title: Bad}
"""
UNITS = """apple = [number_of_apples] = apples
"""
SPELLINGS = """spellings:
  "epler": "apples"
kinds:
  share: {"del": "%"}
wrong:
  "eple": "write apples"
"""
METHOD = """id: hill-index
version: "1.0.0"
title: Index of the county
status: draft
description: A mean.
select: {framework: hill}
scale: {worst: 0, best: 100}
points:
  - {for: hill.air.dust, worst: {value: 100, basis: expert, source: book, why: A guess.}}
leaves:
  - for: all
    read: {method: latest, max_age: 5}
    steps: [{method: share_of, point: benchmark}, {method: scale, by: 100}]
    weight: 1
  - {for: {kind: category}, scored: false}
tree: {levels: [theme], root: {id: index, level: index, title: All}}
branches:
  - {for: all, aggregate: arithmetic_mean, missing: ignore, needs: {share: 0.5, of: leaves}}
ranks:
  - {for: index}
ratings:
  performance:
    - {for: all, bands: [{label: low, symbol: "-"}, {from: 50, label: high}]}
decimals: {index: 0}
"""
HEIR = """id: hill-heir
title: The same
extends: hill-index
tree: {levels: [theme], root: {id: index, level: index, title: All}}
"""
TRANSLATION = """hill.air:
  title: {text: Luft}
"""
MAPPING = """id: hill-table
title: A table
columns: {area: a, period: p, value: v}
series:
  - {series: hill.doctors, unit: per 100000 inhabitants}
"""
REGISTER = "code,name,valid_from,valid_to\n0001,Alder,1900-01-01,\n0002,Birch,1900-01-01,\n"

FILES = {
    "standard.yaml": STANDARD,
    "inputs.yaml": INPUTS,
    "sources.yaml": SOURCES,
    "retired.yaml": RETIRED,
    "vocabularies/moods.yaml": VOCABULARY,
    "frameworks/hill/framework.yaml": FRAMEWORK,
    "frameworks/hill/air.yaml": AIR,
    "frameworks/hill/doctors.yaml": DOCTORS,
    "methodologies/hill-index.yaml": METHOD,
    "translations/nb/hill.yaml": TRANSLATION,
    "areas/hc/municipalities.csv": REGISTER,
}
WITH_UNITS = {**FILES, "units.txt": UNITS, "spellings.yaml": SPELLINGS}
"""The same with units of its own, whose list takes a while to read."""
MAPPINGS = {"mappings/hill-table.yaml": MAPPING}
AIR_FILE, DOCTORS_FILE, METHOD_FILE = (
    "frameworks/hill/air.yaml",
    "frameworks/hill/doctors.yaml",
    "methodologies/hill-index.yaml",
)


def folder_of(files: dict[str, str], mappings: dict[str, str] = MAPPINGS) -> Folder:
    """A folder that lies nowhere."""
    return Folder(
        Path("/nowhere"),
        {name: text.encode() for name, text in files.items()},
        mappings={name: text.encode() for name, text in mappings.items()},
    )


def side(files: dict[str, str], mappings: dict[str, str] = MAPPINGS) -> Side:
    """The edition that some files make. Fails where one of them is wrong."""
    folder = folder_of(files, mappings)
    standard, problems = of_folder(folder)
    assert standard is not None and not problems.errors, str(problems)
    return Side(standard, folder)


_known: dict[bool, Side] = {}


def before(*, units: bool = False) -> Side:
    """The edition as it stands above, made once."""
    if units not in _known:
        _known[units] = side(WITH_UNITS if units else FILES)
    return _known[units]


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one text replaced in one of them; it has to stand there, once."""
    files = FILES if file in FILES else WITH_UNITS
    assert files[file].count(old) == 1, (file, old, files[file].count(old))
    return {**files, file: files[file].replace(old, new)}


def changes_of(files: dict[str, str], mappings: dict[str, str] = MAPPINGS) -> Changes:
    """What differs from the edition above."""
    return changes_between(before(units="units.txt" in files), side(files, mappings))
