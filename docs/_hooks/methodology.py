"""Write the reference page of the methodology language, each time the site is built.

What a key is, its default and its choices come from the models; formulas and edge cases from the functions behind the
methods; the examples are files that the tests run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from methodology_keys import DEFINITIONS, key_table
from methodology_texts import FOLDER, Example, examples, kernel_words

import sdg_standard as sdg
from sdg_standard.methodology.aggregates import Aggregate
from sdg_standard.methodology.missing import Missing
from sdg_standard.methodology.points import RULES
from sdg_standard.methodology.ratings import ratings
from sdg_standard.methodology.readings import PathReading, Reading, readings
from sdg_standard.methodology.registry import is_own, methods_of
from sdg_standard.methodology.steps import Scoring, StepModel, Transformation, Treatment
from sdg_standard.methodology.weights import WeightRule
from sdg_standard.source.places import keys_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

TOWN = Path(__file__).parents[2] / "tests" / "contract" / "standard"
HEAD = """# The methodology language

A methodology is a file that says how values become scores, ratings, ranks and trends. Nothing of that is left to a
program. These pages list every key and every method. They are made from the library itself: what they say is what runs.

> A node has a value, and the value walks through steps. A leaf reads its value from a series, a branch aggregates its
> children; then both walk. Every number that a step needs is a reference point: given, taken from a benchmark, or
> fitted and then frozen.

## How to read the examples {: #examples }

Each example is a piece of a file. It starts from the file below with `extends: base`, and adds or replaces what it
names. Its last lines are sentences that `validate` runs: from what is `given` follows what to `expect`. Everything in
them is invented.

"""
YEARS = "Examples with `given: years.csv` use this table, which stands beside the file:\n"
EDGES = """### Edges: where a number is asked for {: #edges }

An edge is a number on the scale on which the value stands, a quantity with a unit (`0.05 mg/m³`), the name of a
point, or `{formula: "(red + green) / 2"}` over points. Quantities and points walk along with the value.
"""
ORDER = """A branch works in this order: the children's final numbers; what is done about gaps; the aggregate;
the needs; the branch's own steps; rank and rating.
"""


def reference_page() -> str:
    """Return the whole reference as one piece of Markdown."""
    return "\n".join(part for make in SUBJECTS.values() for part in make() if part)


def reference_pages() -> dict[str, str]:
    """Return the reference in pages by subject, by their paths; the first says what stands on the others."""
    pages = {}
    for path, make in SUBJECTS.items():
        head = "" if path == FIRST else f"# {TITLES[path]}\n\n"
        pages[path] = head + "\n".join(part for part in make() if part)
    rows = "".join(f"| [{title}]({path}) | {about} |\n" for path, (title, about) in ABOUT.items())
    pages[FIRST] = pages[FIRST].replace(HOW, f"{PAGES}| page | what it holds |\n|---|---|\n{rows}\n{HOW}", 1)
    return pages


FIRST = "methodology.md"
ABOUT = {
    "methodology/points.md": ("Reference points", "the numbers that steps need: given, from tables, by rule; edges"),
    "methodology/areas.md": (
        "Areas and reference sets",
        "who takes part, areas of areas, what rules are fitted to",
    ),
    "methodology/leaves.md": ("Leaves and readings", "how a series is read: the latest value, a mean, a slope"),
    "methodology/steps.md": ("Steps", "from value to score: transformations, treatments, goalposts, bands"),
    "methodology/branches.md": ("Trees and branches", "the tree, aggregates, weights by rule, what is missing, needs"),
    "methodology/results.md": ("Ranks, ratings and trends", "what scores are called, and which way they go"),
    "methodology/uncertainty.md": ("Uncertainty", "what might have been measured or chosen otherwise, and is drawn"),
}
"""The pages besides the first: title, and what each holds."""
TITLES = {path: f"The methodology language: {title[0].lower()}{title[1:]}" for path, (title, _) in ABOUT.items()}
PAGES = "This page has the file and its rules. The rest stands on pages by subject:\n\n"
HOW = "## How to read the examples"


@cache
def _places() -> dict[str, str]:
    """The page of each anchor."""
    return {anchor: path for path, text in reference_pages().items() for anchor in re.findall(r"\{: #(\S+) \}", text)}


def with_places(markdown: str, here: str) -> str:
    """Lead links to the reference to the page that has what they name, from the page they stand on."""

    def there(found: re.Match[str]) -> str:
        path = _places().get(found[1])
        return f"]({relpath(path, dirname(here))}#{found[1]})" if path else found[0]

    markdown = re.sub(r"\]\((?:\.\./)*methodology\.md#([\w.-]+)\)", there, markdown)
    return re.sub(r"\]\(#([\w.-]+)\)", there, markdown) if here in SUBJECTS else markdown


# pieces of a page


@cache
def _examples() -> dict[str, dict[str, Example]]:
    return examples()


def _entry(anchor: str, title: str, section: str, *, table: str = "", lead: str = "", level: int = 3) -> str:
    """A method or key: what it is, what it computes, its parameters, an example."""
    method = anchor.partition("-")[2]
    example = _examples()[section].get(method)
    says = example.says if example else ""
    snippet = f"```yaml\n{example.file.rstrip()}\n```\n" if example else ""
    prose = [lead, says, kernel_words(anchor)]
    head = f"{'#' * level} {title} {{: #{anchor} }}"
    return "\n\n".join(part for part in (head, *prose, table, snippet) if part) + "\n"


def _part(anchor: str, title: str, name: str, section: str, method: str, *, lead: str = "", level: int = 2) -> str:
    """A part of the language with its table, and an example if there is one."""
    example = _examples()[section].get(method) if section else None
    about = DEFINITIONS[name].get("description", "") if name != "Methodology" else ""
    says = example.says if example else ""
    snippet = f"```yaml\n{example.file.rstrip()}\n```\n" if example else ""
    head = f"{'#' * level} {title} {{: #{anchor} }}"
    return "\n\n".join(part for part in (head, about, lead, says, key_table(name), snippet) if part) + "\n"


def _head() -> Iterable[str]:
    base = (FOLDER / "base.yaml").read_text(encoding="utf-8")
    yield HEAD
    yield f"```yaml\n{base.rstrip()}\n```\n"
    yield "The series are those of an invented town:\n"
    yield "| series | what | unit | direction | benchmark |\n|---|---|---|---|---|"
    for series in sdg.load(TOWN).series.values():
        newest = f"{series.benchmarks[-1].value:g}" if series.benchmarks else "none"
        direction = series.direction.replace("_", " ")
        yield f"| `{series.id}` | {series.label} | {series.unit or ''} | {direction} | {newest} |"
    yield "\n"


def _file() -> Iterable[str]:
    yield _part("file", "The file", "Methodology", "file", "whole")
    yield _entry("file-extends", "`extends`: start from another file", "file", lead=EXTENDS)
    yield _part("select", "`select`: which series take part", "Select", "", "", level=3)
    yield _entry("file-lacking", "`lacking`: a point is not there", "file")
    yield _part("accept", "`accept`: known faults of a source", "AcceptedFault", "file", "accept", level=3)
    yield _part(
        "file-examples", "`examples`: sentences that run", "MethodologyExample", "", "", lead=SENTENCES, level=3
    )


EXTENDS = (
    "`points`, `leaves`, `branches`, `ranks` and `accept` are appended to the lists of the other file; `ratings` and "
    "`trends` merge by id; every other key replaces."
)
SENTENCES = (
    "An expected number is the score, compared at the decimals written; a text is the first rating; a mapping names "
    "columns of the table of scores. For several areas both `given` and `expect` are keyed by area."
)
RULES_LEAD = (
    "`points`, `leaves`, `branches`, `ranks` and every rating are lists of rules that are read in order. A later rule "
    "replaces the keys that it names: `read` key by key, all others whole. A rule that matches nothing is a problem. "
    "`for:` is `all`, `leaves`, `branches`, an id, a list of ids, or a mapping whose entries must all hold:"
)
WHERE = (
    "`where`, `applies`, `scored` and `rated` are conditions on the attributes of an area: `{region: north}`, "
    "`{region: [north, south]}`, `{population: {min: 20000, max: 50000}}`. All must hold. An attribute that is not "
    "given does not hold. `true`, `yes` and `1` are equal, and so are `false`, `no` and `0`."
)


def _rules() -> Iterable[str]:
    yield _part("for", "What a rule is about: `for`", "Selection", "rules", "for", lead=RULES_LEAD)
    yield _entry("rules-where", "Conditions on areas: `where`", "rules", lead=WHERE)


def _points() -> Iterable[str]:
    classes = {rule: name for name, part in DEFINITIONS.items() for rule in _choices(part, "rule")}
    lead = (
        "A rule names any number of points. By convention steps ask for `worst, best, benchmark, target, green, red, "
        "mean, sd, lower, upper`; each can be told another. `worst`, `red`, `green`, `best` must lie in this order."
    )
    yield _part("points", "Reference points", "PointRule", "", "", lead=lead)
    yield EDGES
    yield _entry("point-given", "A point that is given", "points", table=key_table("Given"))
    yield _entry("point-table", "A table of points", "points")
    yield _entry("point-formula", "A formula over points", "points", table=key_table("FromFormula"))
    for rule in RULES:
        name = classes[rule]
        about = "" if name == "FromStatistic" else DEFINITIONS[name]["description"]
        yield _entry(f"point-{rule}", f"`rule: {rule}`", "points", table=key_table(name), lead=_kind(name, about))


def _choices(part: dict[str, object], key: str) -> list[str]:
    """The words that a key of a part may have, where it may have only some."""
    properties = part.get("properties")
    schema = properties.get(key, {}) if isinstance(properties, dict) else {}
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _kind(name: str, about: str) -> str:
    """A rule that reads a reference set is fitted."""
    return f"*Fitted.* {about}".strip() if "reference" in DEFINITIONS[name]["properties"] else about


def _areas() -> Iterable[str]:
    yield _part("areas", "Areas: who takes part", "AreaRules", "areas", "areas")
    yield _part("groups", "Areas made of areas", "Groups", "areas", "groups", level=3)
    lead = "`fit` replaces fitted rules by numbers; such a file scores one area as well as a million."
    yield _part("reference", "The reference set", "Reference", "areas", "reference", lead=lead, level=3)


def _leaves() -> Iterable[str]:
    lead = (
        "A leaf that does not apply is not read, and has the reason `not_applicable`. `applies` is `scored` and "
        "`rated` in one; `steps: []` says that the value is a score already, and with `gives: value` that it is taken "
        "as read."
    )
    yield _part("leaves", "Leaves", "LeafRule", "", "", lead=lead)


def _readings() -> Iterable[str]:
    every, trends = keys_of([Reading]), keys_of([PathReading])
    any_of_all, any_path = readings()["at_period"].__name__, readings()["slope"].__name__
    about = "A reading gives one value for each area and period. Every reading may have:"
    years = (FOLDER / "years.csv").read_text(encoding="utf-8")
    yield f"## Readings {{: #readings }}\n\n{about}\n"
    yield key_table(any_of_all, only=every)
    of_path = [name for name in trends if name not in every]
    yield f"Those that read a change, from `growth_rate` on, may also have:\n\n{key_table(any_path, only=of_path)}"
    yield f"{YEARS}\n```text\n{years}```\n"
    for method, cls in readings().items():
        shared = trends if cls.is_path else every
        own = [name for name in keys_of([cls]) if name not in shared]
        yield _entry(f"reading-{method}", f"`{method}`", "readings", table=key_table(cls.__name__, only=own))
    for key in ("series", "per", "accept", "before"):
        table = key_table("Accept") if key == "accept" else ""
        yield _entry(f"reading-{key}", f"Of any reading: `{key}`", "readings", table=table)


def _steps() -> Iterable[str]:
    yield "## Steps {: #steps }\n\nA list of steps must fit together: transformations and treatments of values, then a"
    yield "scoring step, then anything on scores. The first scoring step turns the direction: higher is better then.\n"
    for role in (Transformation, Treatment, Scoring):
        yield f"- A **{role.role}**: {_first(role.__doc__)}"
    yield "\n| step | role | what |\n|---|---|---|"
    for method, model in methods_of("step").items():
        yield f"| [`{method}`](#step-{method}) | {model.role} | {_first(model.__doc__)} |"
    yield "\n"
    for method, model in methods_of("step").items():
        yield _step(model, method)


def _step(model: type[StepModel], method: str) -> str:
    lead = f"*{model.role.capitalize()}.* {_first(model.__doc__)}".strip()
    return _entry(f"step-{method}", f"`{method}`", "steps", table=key_table(model.__name__), lead=lead)


def _first(text: str | None) -> str:
    return " ".join((text or "").split())


def _tree() -> Iterable[str]:
    yield "## The tree {: #tree }\n"
    yield "A tree is derived or written out, as a node or a list of nodes; both may be mixed.\n"
    yield _part("tree-levels", "A derived tree", "DerivedTree", "trees", "levels", level=3)
    yield _part("tree-links", "A tree from the goals", "Links", "trees", "links", level=3)
    lead = "A node may also carry all keys of a rule for [leaves](#leaves) or [branches](#branches)."
    yield _part("tree-written", "A written tree", "Node", "trees", "written", lead=lead, level=3)


def _branches() -> Iterable[str]:
    yield _part("branches", "Branches", "BranchRule", "", "", lead=ORDER)
    yield _entry("branch-applies", "`applies`: for whom a branch applies", "branches")
    yield "### Aggregates {: #aggregates }\n"
    yield "Means skip what is missing and rescale the weights. Every aggregate may have:\n"
    yield key_table("ArithmeticMean")
    yield from _methods_of(Aggregate.kind, "aggregate", "aggregates", without=("method", *Aggregate.shared))
    formula = key_table("FormulaOfChildren", without=Aggregate.shared)
    yield _entry("aggregate-formula", "`formula`", "aggregates", table=formula, level=4)
    yield "### Weights by rule {: #weights }\n\nMade from the data of a reference set; `fit` freezes them.\n"
    yield from _methods_of(WeightRule.kind, "weights", "weights", title="weights: ")
    yield "### What is missing {: #missing }\n\nWhat is filled is marked imputed, and never raises coverage.\n"
    yield from _methods_of(Missing.kind, "missing", "missing", title="missing: ")
    yield _part("needs", "How much has to be there: `needs`", "Need", "needs", "needs", level=3)


def _methods_of(
    kind: str, anchor: str, section: str, *, title: str = "", without: Iterable[str] = ("method",)
) -> Iterable[str]:
    """An entry for each method of a kind, registered ones too: what it is, its parameters, an example."""
    for word, model in methods_of(kind).items():
        table = key_table(model.__name__, without=without)
        lead = "" if is_own(model) else _first(model.__doc__)
        yield _entry(f"{anchor}-{word}", f"`{title}{word}`", section, table=table, lead=lead, level=4)


def _results() -> Iterable[str]:
    yield _part("ranks", "Ranks", "RankSpec", "ranks", "ranks")
    lead = "Bands go from the worst to the best, and `from` is where a band begins. One list of rules for each rating:"
    every = keys_of([ratings()["bands"]])
    yield f"## Ratings {{: #ratings }}\n\n{lead}\n\n{key_table('BandsRating', only=every)}"
    yield _part("label-bands", "Bands with labels", "LabelBand", "", "", level=3)
    for method, cls in ratings().items():
        own = [name for name in keys_of([cls]) if name not in every]
        table = key_table(cls.__name__, only=own)
        yield _entry(f"rating-{method}", f"`method: {method}`", "ratings", table=table)
    yield _part("trends", "Trends", "Trend", "trends", "trends")
    lead = "A branch of a trend is made from the trends of its children, unless it reads its own score over the years."
    yield f"{lead}\n\n{key_table('TrendBranchRule', only=['read'])}"


KINDS = {
    "PointChoice": ("points", "Points that might be other numbers"),
    "WeightsChoice": ("weights", "Weights that might be others"),
    "AggregateChoice": ("aggregates", "Another aggregate"),
    "StepsChoice": ("steps", "Other steps"),
    "MissingChoice": ("missing", "What is missing treated otherwise"),
    "DropChoice": ("drop", "Something left out"),
    "MethodologyChoice": ("methodology", "Another file"),
}
"""Kinds of choices with the end of their anchor and their title."""


def _uncertainty() -> Iterable[str]:
    lead = "It stands in the file, or in one of its own that has this key alone. [How it is used](../uncertainty.md)."
    yield _part("uncertainty", "What is uncertain", "UncertaintyDefinition", "uncertainty", "uncertainty", lead=lead)
    yield _part("uncertainty-evidence", "Errors of the evidence", "EvidenceErrors", "", "", level=3)
    yield _part("uncertainty-correlated", "Correlated errors", "Correlated", "", "", level=3)
    yield _part("uncertainty-withheld", "Numbers that are not given", "Withheld", "", "", level=3)
    yield "### Choices {: #uncertainty-choices }\n\nThe key beside `id` and `for` says what the choice is about.\n"
    for name, (anchor, title) in KINDS.items():
        yield _part(f"uncertainty-{anchor}", title, name, "", "", level=4)
    yield _part("uncertainty-weights-drawn", "How weights are drawn", "DrawnWeights", "", "", level=4)


SUBJECTS: dict[str, Callable[[], Iterable[str]]] = {
    FIRST: lambda: (*_head(), *_file(), *_rules()),
    "methodology/points.md": _points,
    "methodology/areas.md": _areas,
    "methodology/leaves.md": lambda: (*_leaves(), *_readings()),
    "methodology/steps.md": _steps,
    "methodology/branches.md": lambda: (*_tree(), *_branches()),
    "methodology/results.md": _results,
    "methodology/uncertainty.md": _uncertainty,
}
"""What makes each page of the reference, in the order in which they are read."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    for path, content in reference_pages().items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Lead links to where the reference has what they name; MkDocs calls this."""
    return with_places(markdown, page.file.src_uri)
