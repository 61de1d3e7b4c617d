"""What the documentation says is true: its Python runs, its commands exist, its page of codes is complete."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sdg_standard.errors import CODES

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), ROOT / "standard" / "README.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(?P<kind>[^\n`]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of one language, each with the number of lines before it; those of `py` are not run."""
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        if match["kind"].strip() == language:
            yield text.count("\n", 0, match.start("body")), match["body"]


def commands(page: Path) -> Iterator[list[str]]:
    """The ``$ sdg-standard …`` lines of console blocks as words; a backslash continues a line."""
    for _, body in blocks(page, "console"):
        for line in body.replace("\\\n", " ").splitlines():
            if line.startswith("$ sdg-standard"):
                yield shlex.split(line, comments=True)[2:]


def with_any(language: str) -> list[Path]:
    return [page for page in PAGES if any(blocks(page, language))]


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", with_any("python"), ids=page_id)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "docs"}
    for line, body in blocks(page, "python"):
        # Empty lines before the block, so that a traceback names the line of the page.
        exec(compile("\n" * line + body, str(page), "exec"), names)


@pytest.mark.parametrize("page", with_any("console"), ids=page_id)
def test_the_commands_of_a_page_exist(page: Path) -> None:
    for words in commands(page):
        usage = help_of(words[0])
        missing = [word for word in words if word.startswith("--") and word.partition("=")[0] not in usage]
        assert not missing, f"sdg-standard {words[0]} has no {', '.join(missing)}"


def help_of(command: str) -> str:
    """What ``sdg-standard COMMAND --help`` prints; it ends well only if there is such a command."""
    from sdg_standard.cli import main

    arguments = [command] if command == "--version" else [command, "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code or 0
    assert status == 0, f"there is no command {command}"
    return out.getvalue() + command


def test_the_sweeps_swept() -> None:
    assert len(PAGES) > 10
    assert len(with_any("python")) >= 2
    assert sum(len(list(commands(page))) for page in with_any("console")) > 5


def test_a_page_names_only_codes_that_exist() -> None:
    hook().problems_page()  # imports all codes
    texts = (page.read_text(encoding="utf-8") for page in PAGES)
    assert not {code for text in texts for code in re.findall(r"SDG\d{3}", text)} - set(CODES)


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("problems_hook", ROOT / "docs/_hooks/problems.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_codes_has_every_code_once() -> None:
    page = hook().problems_page()
    headings = re.findall(r"^### (SDG\d{3}) ", page, re.MULTILINE)
    assert headings == sorted(CODES)
    assert all(code.cause in page and code.cure in page for code in CODES.values())


def test_every_page_stands_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")]
    assert not [page for page in pages if page not in menu and not page.startswith("generated/")]
