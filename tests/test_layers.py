"""The house: a layer imports only what stands before it, and importing the package is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "sdg_standard"
FOUNDATION = ("_version", "_signs", "words", "_notebook", "errors", "_files", "_resources")
LAYERS = (
    *FOUNDATION,
    *("units", "methods", "formula", "source", "model", "methodology", "areas", "catalogue", "plans", "exchange"),
    "measuring",
    *("scoring", "results", "explaining", "assess", "study", "simulation", "agenda", "editions", "network", "publish"),
    *("influence", "distributed"),
    *("plot", "site", "forms", "verification", "formats", "cli"),
)
FACADE = ("__init__", "__main__")  # gathers the public names, so it may see everything; nobody may import it
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(module: Path) -> str:
    """The first part of a module's path inside the package: a folder, or a module at the top."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def imported_names(module: Path) -> tuple[tuple[int, str], ...]:
    """Every absolute dotted name that a module imports, with its line: also in functions and under TYPE_CHECKING."""
    return tuple(_imported_names(module))


def statements(module: Path) -> Iterator[ast.AST]:
    """The statements of a module, also those within others; what they are made of is most of a module, and left out."""
    found: list[ast.AST] = [ast.parse(module.read_text(encoding="utf-8"))]
    while found:
        node = found.pop()
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, field, None)
            found += inner if isinstance(inner, list) else ()


def _imported_names(module: Path) -> Iterator[tuple[int, str]]:
    package = ("sdg_standard", *module.relative_to(PACKAGE).parent.parts)
    for node in statements(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parent = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join((*parent, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def imported_layers(module: Path) -> Iterator[tuple[int, str]]:
    """The layers of this package that a module imports; a name that is no layer comes from the facade."""
    for line, name in imported_names(module):
        top, _, rest = name.partition(".")
        if top == "sdg_standard":
            layer = rest.partition(".")[0]
            yield line, layer if layer in LAYERS else "__init__"


def identifiers(module: Path) -> Iterator[str]:
    """The words of all names that a module defines or uses, `TargetValue` and `target_value` split alike."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for name in (getattr(node, field, None) for field in ("id", "arg", "attr", "name")):
            if isinstance(name, str):
                yield from re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_imports_point_one_way() -> None:
    assert not (wrong := [fault for module in MODULES for fault in imports_upward(module)]), "\n".join(wrong)


def imports_upward(module: Path) -> Iterator[str]:
    """What a module imports that stands above it."""
    layer = layer_of(module)
    if layer in FACADE:
        return
    assert layer in LAYERS, f"{layer} is no layer: add it to the design or move it into one"
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    if module == PACKAGE / "model" / "__init__.py":  # offers the models of files too, when asked
        allowed = (*allowed, "methodology")
    yield from (f"{module}:{line}: imports {name}" for line, name in imported_layers(module) if name not in allowed)


def modules_imported(module: Path) -> set[Path]:
    """The modules of this package that a module imports, also in functions and for types alone."""
    found = set()
    for _, name in imported_names(module):
        parts = name.split(".")[1:]
        for end in (len(parts), len(parts) - 1):
            path = PACKAGE.joinpath(*parts[:end])
            if path.with_suffix(".py").is_file():
                found.add(path.with_suffix(".py"))
                break
            if (path / "__init__.py").is_file() and parts[:end]:
                found.add(path / "__init__.py")
                break
    return found - {module}


def test_no_module_leads_back_to_itself() -> None:
    """Not by way of others either, and not by an import for types alone: each can be read without what is above it."""
    graph = {module: modules_imported(module) for module in MODULES if layer_of(module) not in FACADE}
    done: set[Path] = set()
    for start in graph:
        stack = [(start, iter(sorted(graph[start])))]
        way = [start]
        while stack:
            following = next(stack[-1][1], None)
            if following is None:
                stack.pop()
                done.add(way.pop())
            elif following in way:
                circle = [*way[way.index(following) :], following]
                raise AssertionError(" → ".join(str(one.relative_to(PACKAGE)) for one in circle))
            elif following not in done and following in graph:
                stack.append((following, iter(sorted(graph[following]))))
                way.append(following)


LARGEST_SHARE = 0.15
"""A folder that holds more of the lines holds more than one subject."""


def test_no_folder_holds_everything() -> None:
    lines: dict[str, int] = {}
    for module in MODULES:
        lines[layer_of(module)] = lines.get(layer_of(module), 0) + len(module.read_text(encoding="utf-8").splitlines())
    assert max(lines.values()) <= LARGEST_SHARE * sum(lines.values()), lines


def test_the_sweep_swept() -> None:
    assert len(MODULES) > 40
    assert {layer_of(module) for module in MODULES} >= set(LAYERS)
    # A layer that imports nothing of ours would mean that the reader of imports is blind.
    assert "model" in {name for module in (PACKAGE / "scoring").glob("*.py") for _, name in imported_layers(module)}


@pytest.mark.parametrize("module", sorted((PACKAGE / "methods").glob("*.py")), ids=lambda path: path.name)
def test_methods_are_arithmetic_on_arrays(module: Path) -> None:
    foreign = {"pandas", "pydantic", "yaml", "pint"}
    assert not foreign & {name.partition(".")[0] for _, name in imported_names(module)}


@pytest.mark.parametrize("layer", ["methods", "source"])
def test_foundations_know_no_sdg(layer: str) -> None:
    modules = list((PACKAGE / layer).glob("*.py"))
    assert modules
    words = {word for module in modules for word in identifiers(module)}
    # "goal" is missing here on purpose: the maths of trends has one too.
    assert not words & {"sdg", "indicator", "indicators", "municipality", "municipalities"}


LIGHT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import sdg_standard
print(sorted({"numpy", "pandas", "pint", "pydantic", "yaml"} & set(sys.modules)))
print([name for name in opened if not name.endswith((".py", ".pyc")) and "__pycache__" not in name])
"""


def test_importing_the_package_is_light() -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIGHT], env={"PYTHONPATH": str(PACKAGE.parent)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    heavy, files = done.stdout.splitlines()
    assert heavy == "[]", "import sdg_standard loads heavy packages"
    assert files == "[]", "import sdg_standard reads files"


# how the house is kept

ASKED_BY_CLASS = 10
"""So often may be asked of which class a step, an edge or a point is, outside the folder that has these classes."""
METHODOLOGY = PACKAGE / "methodology"


def classes_of_methods() -> set[str]:
    """The names of all classes of steps, edges and points."""
    modules = (*(METHODOLOGY / "steps").glob("*.py"), *(METHODOLOGY / "points").glob("*.py"))
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in modules]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}


def test_hardly_anybody_asks_of_which_class_a_method_is() -> None:
    """A method says itself what others need to know of it."""
    classes = classes_of_methods()
    assert {"Log", "EdgeFormula", "FromBenchmark", "Given"} <= classes
    found, one_of_them = [], re.compile(rf"\b({'|'.join(classes)})\b")
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        if METHODOLOGY in module.parents or not one_of_them.search(text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("isinstance", "issubclass"):
                named = {part.id for part in ast.walk(node.args[1]) if isinstance(part, ast.Name)}
                if named & classes:
                    found.append(f"{module.relative_to(PACKAGE)}:{node.lineno}")
    assert len(found) < ASKED_BY_CLASS, found


LONGEST_MODULE, LONGEST_FUNCTION = 400, 45


def test_modules_and_functions_are_short() -> None:
    """One idea each."""
    found = set()
    for module in MODULES:
        text, name = module.read_text(encoding="utf-8"), str(module.relative_to(PACKAGE))
        found |= {name} if len(text.splitlines()) > LONGEST_MODULE else set()
        for node in statements(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                found |= {f"{name}:{node.name}"} if node.end_lineno - node.lineno >= LONGEST_FUNCTION else set()
    assert not found, f"too long: {sorted(found)}"


MOST_OF_EXPLAINING = 2000


def test_explaining_tells_what_was_kept() -> None:
    """What it worked out again would have to be kept in step with the engine."""
    modules = (PACKAGE / "explaining").glob("*.py")
    assert sum(len(module.read_text(encoding="utf-8").splitlines()) for module in modules) <= MOST_OF_EXPLAINING
