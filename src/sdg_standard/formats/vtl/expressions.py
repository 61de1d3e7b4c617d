"""A formula as an expression of VTL, over the components of a data set."""

from __future__ import annotations

from decimal import Decimal

from sdg_standard.formula.syntax import Call, Name, Node, Number

_FUNCTIONS = {"sqrt": "sqrt", "log": "ln", "exp": "exp", "abs": "abs"}


def named(name: str) -> str:
    """An id as the name of a data set: engines take letters, digits, points and underscores.

    >>> named("undp-hdi.mean-schooling")
    'undp_hdi.mean_schooling'
    """
    return name.replace("-", "_")


def quoted(name: str) -> str:
    """A name as a statement takes it, also where it is a word of the language.

    >>> quoted("value")
    "'value'"
    """
    return f"'{name}'"


def number(value: float) -> str:
    """A number as VTL writes one: digits with a point, no powers of ten.

    >>> number(1e-9), number(100000), number(2.5)
    ('0.000000001', '100000.0', '2.5')
    """
    text = format(Decimal(repr(float(value))), "f")
    return text if "." in text else f"{text}.0"


def text(value: str) -> str:
    """A text between double quotes, which nothing in it ends.

    >>> print(text('a "b"'))
    "a 'b'"
    """
    return '"' + " ".join(value.replace('"', "'").split("\n")).replace("\r", " ") + '"'


def expression(tree: Node) -> str:
    """Return a formula as VTL; the smaller or larger of some is said by comparing two at a time.

    >>> from sdg_standard.formula import Formula
    >>> print(expression(Formula.parse("min(a, 2) / (b - c)").tree))
    (if 'a' < 2.0 then 'a' else 2.0) / ('b' - 'c')
    """
    if isinstance(tree, Number):
        return number(tree.value)
    if isinstance(tree, Name):
        return quoted(tree.name)
    parts = [_inner(part) for part in tree.arguments]
    if tree.function == "neg":
        return f"- {parts[0]}"
    if tree.function in _FUNCTIONS:
        return f"{_FUNCTIONS[tree.function]}({expression(tree.arguments[0])})"
    if tree.function in ("min", "max"):
        found, sign = parts[0], "<" if tree.function == "min" else ">"
        for part in parts[1:]:
            found = f"(if {found} {sign} {part} then {found} else {part})"
        return found
    return f"{parts[0]} {tree.function} {parts[1]}"


def _inner(tree: Node) -> str:
    """A part of a larger expression: in brackets where it is an operation."""
    plain = not isinstance(tree, Call) or tree.function in (*_FUNCTIONS, "min", "max")
    return expression(tree) if plain else f"({expression(tree)})"
