"""The tree of a formula, and the one place that says what a formula may contain.

::

    sum     = product { ("+" | "-") product }
    product = factor { ("*" | "/") factor }
    factor  = "-" factor | number | name | function "(" sum { "," sum } ")" | "(" sum ")"
"""

from __future__ import annotations

from dataclasses import dataclass

from sdg_standard.words import say

from ..errors import did_you_mean, near
from ..units.refusals import shown
from .codes import NOT_A_FORMULA, NOT_ALLOWED, TOO_LARGE
from .errors import FormulaError
from .tokens import Part, parts

FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (2, 20),
    "max": (2, 20),
    "sqrt": (1, 1),
    "log": (1, 1),
    "exp": (1, 1),
    "abs": (1, 1),
}
"""The functions with the fewest and the most arguments that each takes; ``log`` is the natural logarithm."""

DEEPEST, MOST_NODES = 30, 200


@dataclass(frozen=True, slots=True)
class Number:
    """A written number."""

    value: float
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """An input."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operation: one of ``+ - * /``, ``neg`` for a minus in front, or a function. The column is that of the sign."""

    function: str
    arguments: tuple[Node, ...]
    column: int


Node = Number | Name | Call


def parse_tree(text: str) -> Node:
    """Return the tree of a formula; :class:`FormulaError` with a column for everything that is not one.

    >>> parse_tree("a / 2")
    Call(function='/', arguments=(Name(name='a', column=1), Number(value=2.0, column=5)), column=3)
    """
    reader = _Reader(list(parts(text)))
    if reader.at_end():
        raise FormulaError(NOT_A_FORMULA, say("formula.formula_empty"))
    tree = reader.sum(0)
    if not reader.at_end():
        raise reader.unexpected()
    return tree


class _Reader:
    """Walks over the parts from left to right; each method reads one line of the grammar above."""

    def __init__(self, read: list[Part]) -> None:
        self._parts, self._at, self._nodes = read, 0, 0

    @property
    def here(self) -> Part:
        return self._parts[self._at]

    def at_end(self) -> bool:
        return self.here.kind == "end"

    def _next(self) -> Part:
        part = self.here
        self._at += 1
        return part

    def sum(self, depth: int) -> Node:
        left = self._product(depth)
        while self.here.text in ("+", "-"):
            sign = self._next()
            left = self._node(Call(sign.text, (left, self._product(depth)), sign.column))
        return left

    def _product(self, depth: int) -> Node:
        left = self._factor(depth)
        while self.here.text in ("*", "/"):
            sign = self._next()
            left = self._node(Call(sign.text, (left, self._factor(depth)), sign.column))
        return left

    def _factor(self, depth: int) -> Node:
        part = self.here
        if depth > DEEPEST:
            message = say("formula.formula_nested_more_than", most=DEEPEST)
            raise FormulaError(TOO_LARGE, message, column=part.column)
        if part.kind == "end":
            raise FormulaError(NOT_A_FORMULA, say("formula.formula_ends_too_early"), column=part.column)
        if part.kind == "number":
            self._next()
            return self._node(Number(float(part.text), part.column))
        if part.kind == "name":
            self._next()
            return self._call(part, depth) if self.here.text == "(" else self._name(part)
        if part.text == "-":
            self._next()
            return self._node(Call("neg", (self._factor(depth + 1),), part.column))
        if part.text == "(":
            self._next()
            inside = self.sum(depth + 1)
            self._close(part)
            return inside
        raise self.unexpected()

    def _name(self, part: Part) -> Node:
        if part.text in FUNCTIONS:
            message = say("formula.function_needs_parentheses", text=shown(part.text))
            raise FormulaError(NOT_A_FORMULA, message, say("formula.write", text=part.text), part.column)
        return self._node(Name(part.text, part.column))

    def _call(self, part: Part, depth: int) -> Node:
        if part.text not in FUNCTIONS:
            message = say("formula.no_function", text=shown(part.text), hint=did_you_mean(near(part.text, FUNCTIONS)))
            raise FormulaError(NOT_ALLOWED, message, say("formula.functions", functions=list(FUNCTIONS)), part.column)
        bracket = self._next()
        arguments = [self.sum(depth + 1)]
        while self.here.text == ",":
            self._next()
            arguments.append(self.sum(depth + 1))
        self._close(bracket)
        fewest, most = FUNCTIONS[part.text]
        if not fewest <= len(arguments) <= most:
            wanted = say("formula.argument") if most == 1 else say("formula.arguments", fewest=fewest, most=most)
            raise FormulaError(
                NOT_A_FORMULA,
                say("formula.takes_not", text=part.text, wanted=wanted, count=len(arguments)),
                column=part.column,
            )
        return self._node(Call(part.text, tuple(arguments), part.column))

    def _close(self, bracket: Part) -> None:
        if self.at_end():
            raise FormulaError(
                NOT_A_FORMULA, say("formula.parenthesis_not_closed"), say("formula.write_behind"), bracket.column
            )
        if self.here.text != ")":
            raise self.unexpected()
        self._next()

    def _node(self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise FormulaError(TOO_LARGE, say("formula.formula_more_than_parts", most=MOST_NODES), column=node.column)
        return node

    def unexpected(self) -> FormulaError:
        part, cure = self.here, ""
        if part.kind in ("number", "name") or part.text == "(":
            message, cure = (
                say("formula.sign_missing_before", text=shown(part.text)),
                say("formula.write_between_two_parts"),
            )
        elif part.text == ",":
            message, cure = say("formula.comma_stands_outside_function"), say("formula.write_decimal_point_number")
        elif part.text == ")":
            message = say("formula.closes_nothing_something_missing")
        else:
            message = say("formula.stands_where_number_name", text=shown(part.text))
        return FormulaError(NOT_A_FORMULA, message, cure, part.column)


def names_of(tree: Node) -> tuple[Name, ...]:
    """Return the first appearance of every name, in order of appearance.

    >>> [name.name for name in names_of(parse_tree("b / (a + b)"))]
    ['b', 'a']
    """
    found: dict[str, Name] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.setdefault(node.name, node)
        elif isinstance(node, Call):
            waiting.extend(reversed(node.arguments))
    return tuple(found.values())


def divisors_of(tree: Node) -> tuple[Node, ...]:
    """What a product divides by: ``c`` and ``b`` of ``a / b * d / c``; nothing inside a sum or a function.

    >>> [text_of(node) for node in divisors_of(parse_tree("a / b * (d + 1 / e) / c"))]
    ['c', 'b']
    """
    if isinstance(tree, Call) and tree.function == "/":
        return tree.arguments[1], *divisors_of(tree.arguments[0])
    if isinstance(tree, Call) and tree.function in ("*", "neg"):
        return tuple(found for argument in tree.arguments for found in divisors_of(argument))
    return ()


def text_of(tree: Node) -> str:
    """A tree as people write it, with brackets around every operation inside another.

    >>> text_of(parse_tree("max(a, -b) / (c + 2)"))
    'max(a, -b) / (c + 2)'
    """
    if isinstance(tree, Number):
        return f"{tree.value:.15g}"
    if isinstance(tree, Name):
        return tree.name
    if tree.function in FUNCTIONS:
        return f"{tree.function}({', '.join(map(text_of, tree.arguments))})"
    inside = [f"({text_of(item)})" if _is_operation(item) else text_of(item) for item in tree.arguments]
    return f"-{inside[0]}" if tree.function == "neg" else f" {tree.function} ".join(inside)


def _is_operation(tree: Node) -> bool:
    return isinstance(tree, Call) and tree.function not in FUNCTIONS
