"""The reference of the public names, from their signatures and docstrings, as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from sdg_standard.publish.pages_markdown import Markdown, code, document, heading, md

_ROLE = re.compile(r":\w+:`~?([^`<]+)`")
_CODE = re.compile(r"``([^`]+)``|`([^`]+)`")
_ITEM = re.compile(r"[*-] ")


def reference_page(module: ModuleType, title: str, lead: str = "") -> str:
    """Return the reference of a module: each name of its ``__all__`` with its signature, its docstring and its members.

    >>> from sdg_standard import methods
    >>> "## goalposts" in reference_page(methods, "Methods")
    True
    """
    return document(_page(module, title, lead))


def _page(module: ModuleType, title: str, lead: str) -> Iterator[object]:
    yield heading(1, title)
    yield from docstring(lead)
    for name in sorted((name for name in module.__all__ if not name.startswith("_")), key=str.casefold):
        thing = getattr(module, name)
        if not isinstance(thing, ModuleType):
            yield from _entry(name, thing, 2)


def _entry(name: str, thing: Any, level: int) -> Iterator[object]:
    yield heading(level, name)
    shown = signature(thing)
    yield _fence(f"{name.rpartition('.')[2]}{shown}") if shown else ""
    yield from docstring(inspect.getdoc(thing) or "")
    if inspect.isclass(thing):
        for member in _members(thing):
            yield from _entry(f"{name}.{member}", inspect.getattr_static(thing, member), level + 1)


def _members(thing: type) -> list[str]:
    """What a class of ours defines itself, or takes from another of ours, and explains."""
    own = [
        part for part in thing.__mro__ if part.__module__.startswith("sdg_standard") and "Strict" not in part.__name__
    ]
    names = dict.fromkeys(name for part in own for name in vars(part) if not name.startswith("_"))
    return sorted(name for name in names if _explained(inspect.getattr_static(thing, name)))


def _explained(member: Any) -> bool:
    inner = (
        getattr(member, "__func__", None) or getattr(member, "fget", None) or getattr(member, "func", None) or member
    )
    return callable(inner) and not inspect.isclass(inner) and bool(inspect.getdoc(inner))


def signature(thing: Any) -> str:
    """Return the arguments of a function or class as they are written; empty for a property.

    >>> from sdg_standard.methods import log
    >>> signature(log).startswith("(") and signature(property())
    ''
    """
    inner = getattr(thing, "__func__", thing)
    if not callable(inner) or (inspect.isclass(inner) and issubclass(inner, Exception)):
        return ""
    try:
        found = inspect.signature(inner)
    except (TypeError, ValueError):
        return ""
    kept = [
        each.replace(annotation=each.empty) for each in found.parameters.values() if each.name not in ("self", "cls")
    ]
    made = str(found.replace(parameters=kept, return_annotation=found.empty))
    returned = found.return_annotation
    told = "" if returned in (found.empty, None, "None") else f" -> {_type(returned)}"
    return re.sub(r"<[^<>]+>", "…", made) + ("" if inspect.isclass(inner) else told)


def _type(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def docstring(text: str) -> Iterator[Markdown]:
    """Yield the blocks of a docstring: sentences with what is code as code, lists, and examples as blocks of code.

    >>> list(docstring("Return ``a`` or :func:`~x.y`.\\n\\n>>> 1 + 1\\n2"))
    ['Return <code>a</code> or <code>y</code>.', '```py\\n>>> 1 + 1\\n2\\n```']
    """
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if (lines and lines[0].lstrip().startswith(">>>")) or (lines and lines[0].startswith("    ")):
            yield _fence(inspect.cleandoc(block))
        elif lines and all(_ITEM.match(line) or line.startswith("  ") for line in lines):
            yield Markdown("\n".join(f"- {_inline(item)}" for item in _items(lines)))
        elif block:
            yield _inline(block.removesuffix("::"))


def _items(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if _ITEM.match(line):
            found.append(line[2:])
        else:
            found[-1] += f" {line.strip()}"
    return found


def _inline(text: str) -> Markdown:
    """A paragraph with code in it; everything else is escaped."""
    text = _ROLE.sub(lambda found: f"``{found[1].rpartition('.')[2]}``", text)
    made, at = "", 0
    for found in _CODE.finditer(text):
        made += _plain(text[at : found.start()]) + code(found[1] or found[2])
        at = found.end()
    return Markdown((made + _plain(text[at:])).strip())


def _plain(text: str) -> str:
    """A stretch of text, with the blanks at its ends."""
    shown = str(md(text))
    return (" " if text[:1].isspace() else "") + shown + (" " if text[-1:].isspace() and shown else "")


def _fence(text: str) -> Markdown:
    return Markdown(f"```py\n{text}\n```")
