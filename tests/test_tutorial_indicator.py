"""The tutorial of an own indicator does what it says, in both languages, block by block in the order of the page.

A reader with a text editor is imitated: files are written as printed, lines are changed as printed, commands are run,
and everything that they print stands on the page. After a change of wording the output on the pages is rewritten, and
the difference shown, with ``SDG_REWRITE=1 python -m pytest tests/test_tutorial_indicator.py``.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from rewriting import expect
from sdg_standard.cli import main

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [DOCS / "tutorial-indicator.md", DOCS / "nb" / "tutorial-indicator.md"]
FENCE = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (?P<words>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def printed_by(command: str) -> str:
    """What a command of the page prints, problems included."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words[0] == "sdg-standard"
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        try:
            main(words[1:])
        except SystemExit as stopped:
            assert not stopped.code, out.getvalue()
    return out.getvalue()


def edit(path: Path, body: str) -> None:
    """Change lines: each that begins with - gives way to the one below it, and stands in the file once."""
    text = path.read_text(encoding="utf-8")
    old, new = ([line[1:] for line in body.splitlines() if line[0] == sign] for sign in "-+")
    for before, after in zip(old, new, strict=True):
        assert text.splitlines().count(before) == 1, before
        text = text.replace(f"{before}\n", f"{after}\n")
    path.write_text(text, encoding="utf-8")


def followed(page: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Do what the blocks of a page say, here; each block as it stands and as it should stand."""
    for block in FENCE.finditer(page.read_text(encoding="utf-8")):
        kind, title, body = block["kind"], block["title"], block["body"]
        if kind == "console":
            body = COMMAND.sub(lambda one: f"$ {one['words']}\n{printed_by(one['words'])}", body)
        elif kind == "diff":
            edit(Path(title), body)
        else:
            Path(title).parent.mkdir(parents=True, exist_ok=True)
            Path(title).write_text(body, encoding="utf-8")
        yield block, body


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_everything_happens_as_printed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text, blocks = page.read_text(encoding="utf-8"), list(followed(page))
    for block, body in reversed(blocks):
        text = text[: block.start("body")] + body + text[block.end("body") :]
    expect(page, text)
    assert sum(block["kind"] == "console" for block, _ in blocks) >= 7


def test_both_pages_do_the_same() -> None:
    """The same kinds of blocks, and in each the same commands; names and texts are those of the language."""
    english, norwegian = (
        [
            (
                block["kind"],
                [shlex.split(one["words"].replace("\\\n", " "))[1] for one in COMMAND.finditer(block["body"])],
            )
            for block in FENCE.finditer(page.read_text(encoding="utf-8"))
        ]
        for page in PAGES
    )
    norwegian.remove(("diff", []))  # the language of the folder
    assert norwegian == english
