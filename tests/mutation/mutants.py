"""Mutants: small faults put into a module one at a time, of the kinds that people make.

A mutant is a place in the source and the text that stands there instead. Nothing is written to disk here.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

EQUIVALENT, SAMPLE = (Path(__file__).with_name(f"{name}.txt") for name in ("equivalent", "sample"))

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum"}


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file and line, from which place to which, what stands there and what shall stand there."""

    file: str
    line: int
    last: int
    code: str
    start: int
    end: int
    before: str
    after: str
    number: int = 1
    """Its number among the mutants of its file that are equal in line and change."""

    def applied(self, source: str) -> str:
        """Return the source with the fault in it; ``start`` and ``end`` count characters of the whole text."""
        return source[: self.start] + self.after + source[self.end :]

    @property
    def asserts(self) -> bool:
        """Whether only an assertion is gone: ``strict=True`` of zip says that nothing is lost, and nothing ever is."""
        return self.change == "True -> False" and "strict=True" in self.code

    @property
    def key(self) -> str:
        """What names the mutant as long as its line stays as it is, wherever that moves."""
        number = f" ({self.number})" if self.number > 1 else ""
        return f"{self.file} | {self.code} | {self.change}{number}"

    @property
    def change(self) -> str:
        """What stood there and what stands there now, on one line."""
        return " ".join(f"{self.before} -> {self.after}".split())

    @property
    def folder(self) -> str:
        """The folder of the module, which a folder of the tests mirrors."""
        return self.file.partition("/")[0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.change}"


def mutants_of(file: Path, root: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of the source. Docstrings, annotations and messages are left alone."""
    source = file.read_text(encoding="utf-8")
    text = _Text(source)
    name = file.relative_to(root).as_posix()
    found = []
    for node in _executed(ast.parse(source)):
        for changed, after in _changes(node):
            start, end = text.span(changed)
            last = changed.end_lineno or changed.lineno
            mutant = Mutant(name, changed.lineno, last, text.line(changed), start, end, source[start:end], after)
            if mutant.before != mutant.after:
                found.append(mutant)
    return _numbered(sorted(found, key=lambda mutant: (mutant.start, mutant.after)))


def _numbered(mutants: list[Mutant]) -> list[Mutant]:
    count: Counter[str] = Counter()
    numbered = []
    for mutant in mutants:
        count[mutant.key] += 1
        numbered.append(replace(mutant, number=count[mutant.key]))
    return numbered


def known_equivalents() -> set[str]:
    """The keys of the mutants that change nothing, each with its reason in ``equivalent.txt``."""
    return lines_of(EQUIVALENT)


def lines_of(file: Path) -> set[str]:
    """The lines of a list of keys; what is indented or behind # is for readers."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", "  "))}


def is_equivalent(mutant: Mutant, known: Container[str]) -> bool:
    """Whether a mutant changes nothing that anybody can see."""
    return mutant.asserts or mutant.key in known


class _Text:
    """Turns lines and columns of the syntax tree, which count bytes, into places in the text."""

    def __init__(self, source: str) -> None:
        self.lines = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def _place(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def line(self, node: ast.expr) -> str:
        return self.lines[node.lineno - 1].strip()

    def span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno, node.end_col_offset)


def _executed(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions that are worked out inside functions; what a message says and what a type is are not."""
    for function in ast.walk(node):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _expressions(statement)


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.JoinedStr | ast.Raise | ast.Assert):
        return
    if isinstance(node, ast.expr):
        yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _expressions(child)


def _changes(node: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    """What an expression may become: the part that changes, and its new text."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        yield node, ast.unparse(ast.Compare(node.left, [COMPARISONS[type(node.ops[0])]()], node.comparators))
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _is_text(node):
        yield node, f"({ast.unparse(ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right))})"
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"({ast.unparse(ast.BoolOp(other, node.values))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield node, f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.IfExp):
        yield node, f"({ast.unparse(ast.IfExp(node.test, node.orelse, node.body))})"
    elif isinstance(node, ast.Constant):
        yield from ((node, text) for text in _other_constant(node.value))
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield node, ast.unparse(ast.Attribute(node.value, NAMES[node.attr]))
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield node, NAMES[node.id]


def _other_constant(value: object) -> list[str]:
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, int | float):
        return [repr(value + 1)]
    return []


def _is_text(node: ast.BinOp) -> bool:
    """Whether a sum puts words together or joins types."""
    return any(isinstance(part, ast.JoinedStr | ast.List) for part in (node.left, node.right)) or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in (node.left, node.right)
    )
