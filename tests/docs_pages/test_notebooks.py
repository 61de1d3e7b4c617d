"""The notebooks of the documentation: stored without outputs, run from end to end, shown as pages."""

from __future__ import annotations

import ast
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib
import pytest

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOKS = sorted(DOCS.glob("**/notebooks/*.ipynb"))


def cells(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return found


def name_of(file: Path) -> str:
    return file.relative_to(DOCS).as_posix()


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_hook", DOCS / "_hooks" / "notebooks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_three_and_the_first_in_bokmaal() -> None:
    english = [name_of(file) for file in NOTEBOOKS if not name_of(file).startswith("nb/")]
    assert len(english) == 3 and "nb/notebooks/first-score.ipynb" in map(name_of, NOTEBOOKS)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_it_is_stored_without_what_it_gave(file: Path) -> None:
    for cell in cells(file):
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_it_runs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As Jupyter runs it, the last value of each cell shown; `make integration` does it with Jupyter itself."""
    from matplotlib import pyplot

    matplotlib.use("Agg")
    names: dict[str, Any] = {"__name__": "notebook"}
    for number, cell in enumerate(cells(file)):
        if cell["cell_type"] == "code":
            shown = run("".join(cell["source"]), f"{file.name}, cell {number}", names)
            show = getattr(shown, "_repr_html_", None)
            assert show is None or isinstance(show(), str | None)
    pyplot.close("all")


def run(source: str, where: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line, if that is an expression."""
    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    return eval(compile(ast.Expression(last.value), where, "eval"), names) if isinstance(last, ast.Expr) else None


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_its_page_has_all_of_it(hook: ModuleType, file: Path) -> None:
    page = hook.markdown_of(file)
    assert page.startswith("# ") and f"]({file.name})" in page
    assert all("".join(cell["source"]) in page for cell in cells(file))
    assert file in hook.notebooks()
