"""The notebooks of the documentation, run by Jupyter itself (the extra `notebook`)."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOKS = sorted(DOCS.glob("**/notebooks/*.ipynb"))
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("default")]  # warnings of Jupyter are its own


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.relative_to(DOCS).as_posix())
def test_jupyter_runs_it(file: Path, tmp_path: Path) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    book = nbformat.read(file, as_version=4)
    nbformat.validate(book)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert any("text/html" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output["output_type"] == "error" or output.get("name") == "stderr"]
