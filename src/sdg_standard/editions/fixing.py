"""What is mechanical, mended in the text itself: tabs, quotes, blanks at line ends, the order of keys.

The text is edited by the places that reading it gives, and not written anew from data: comments, quotes and line breaks
stay as they are. An edit that changes what the file says is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdg_standard.editions.single import is_looked_into, model_of, problems_of_file
from sdg_standard.errors import Problem
from sdg_standard.source import Document, read_yaml
from sdg_standard.source.codes import TAB
from sdg_standard.words import say

MOST_EDITS = 1000
_QUOTES = re.compile(r'write "([^"\\]+)":? with the quotes')


def fixed(name: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file as it should be, and what was done to it. ``name`` is its name in the folder."""
    done: list[str] = []
    text = _repaired(name, text, done)
    for what, edit in ((say("cli.fix.blanks"), _trimmed), (say("cli.fix.order"), lambda old: _ordered(name, old))):
        new = edit(text)
        if new != text and _same(name, text, new):
            text = new
            done.append(what)
    return text, tuple(dict.fromkeys(done))


def _same(name: str, old: str, new: str) -> bool:
    """Whether two texts say the same, with the same problems."""
    (before, told), (after, left) = read_yaml(old, name), read_yaml(new, name)
    return before is not None and after is not None and before.data == after.data and len(told) == len(left)


def _repaired(name: str, text: str, done: list[str]) -> str:
    """Tabs and missing quotes, one after the other: of each problem that says how, if mending it leaves fewer.

    `yes` in quotes is right where a text belongs, and wrong where true or false does.
    """
    problems, sure = problems_of_file(name, text), is_looked_into(name, text)
    waiting = list(problems)
    while waiting and len(done) < MOST_EDITS:
        found = _edit(waiting.pop(0), text, sure)
        left = problems_of_file(name, found[1]) if found else problems
        if found and len(left) < len(problems):
            done.append(found[0])
            text, problems, waiting = found[1], left, list(left)
    return text


def _edit(problem: Problem, text: str, sure: bool) -> tuple[str, str] | None:
    """What is done about a problem, and the text with it done; None where somebody has to think."""
    lines = text.splitlines(keepends=True)
    if problem.line is None or problem.line > len(lines):
        return None
    line, column = lines[problem.line - 1], (problem.column or 1) - 1
    if problem.code == TAB.number:
        indent = re.match(r"[ \t]*", line)
        blanks = indent[0].replace("\t", "  ") if indent else ""
        new, what = blanks + line.lstrip(" \t"), say("cli.fix.tabs")
    else:
        told = _QUOTES.search(problem.cure)
        if told is None or (not sure and ", or " in problem.cure) or not line[column:].startswith(told[1]):
            return None
        new, what = f'{line[:column]}"{told[1]}"{line[column + len(told[1]) :]}', say("cli.fix.quotes")
    lines[problem.line - 1] = new
    return (what, "".join(lines)) if new != line else None


def _trimmed(text: str) -> str:
    """Without blanks at line ends and empty lines at the end; one kind of line end."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _ordered(name: str, text: str) -> str:
    """With the keys at the top in the order of the model, each with the comments above it."""
    model = model_of(name)
    document, problems = read_yaml(text, name)
    if model is None or document is None or problems:
        return text
    order = [field.alias or key for key, field in model.model_fields.items()]
    known = {key: place for place, key in enumerate(["overrides", *(key for key in order if key != "overrides")])}
    if isinstance(document.data.get("overrides"), str):  # a reason alone stands where the model has it
        known = {key: place for place, key in enumerate(order)}
    head, blocks = _blocks(text, document)
    if set(blocks) - set(known):
        return text
    return head + "".join(blocks[key] for key in sorted(blocks, key=known.__getitem__))


def _blocks(text: str, document: Document) -> tuple[str, dict[str, str]]:
    """What stands above the first key, and the lines of each key with the comments directly above it."""
    lines = text.splitlines(keepends=True)
    starts = sorted((line, key) for key, (line, _) in document.root.keys.items())
    begins = list(_beginnings(lines, [line for line, _ in starts]))
    ends = [*begins[1:], len(lines)]
    parts = {key: "".join(lines[a:b]) for (_, key), a, b in zip(starts, begins, ends, strict=True)}
    whole = {key: part if part.endswith("\n") else f"{part}\n" for key, part in parts.items()}
    return "".join(lines[: begins[0]]) if begins else text, whole


def _beginnings(lines: list[str], keys: list[int]) -> Iterator[int]:
    """Where the lines of each key begin, from 0: comments directly above belong to it, but for the first key."""
    for place, line in enumerate(keys):
        at = line - 1
        while place and at - 1 >= keys[place - 1] and lines[at - 1].startswith("#"):
            at -= 1
        yield at
