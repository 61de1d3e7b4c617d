from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.errors import CODES
from sdg_standard.formula import FUNCTIONS, Formula, FormulaError
from sdg_standard.formula.syntax import parse_tree
from work import calls_in

REFUSED = [
    ("", "SDG301", 1, "empty"),
    ("  ", "SDG301", 3, "empty"),
    ("a b", "SDG301", 3, "a sign is missing"),
    ("2 (a)", "SDG301", 3, "a sign is missing"),
    ("a +", "SDG301", 4, "ends too early"),
    ("a + * b", "SDG301", 5, "expected"),
    ("+a", "SDG301", 1, "expected"),
    ("(a", "SDG301", 1, "not closed"),
    ("a)", "SDG301", 2, "closes nothing"),
    ("()", "SDG301", 2, "closes nothing"),
    ("a, b", "SDG301", 2, "outside a function"),
    ("min(a)", "SDG301", 1, "takes 2 to 20 arguments, not 1"),
    ("log(a, b)", "SDG301", 1, "takes one argument, not 2"),
    ("min + 1", "SDG301", 1, "needs parentheses"),
    ("1e999", "SDG301", 1, "too large"),
    ("a" + " + a" * 200, "SDG302", 1, "characters"),
    ("+".join("a" * 101), "SDG302", 200, "parts"),
    ("(" * 31 + "a" + ")" * 31, "SDG302", 32, "nested"),
    ("-" * 40 + "a", "SDG302", 32, "nested"),
    ("(" * 100_000 + ")" * 100_000, "SDG302", 1, "characters"),
    ("9**9**9**9", "SDG303", 2, "powers"),
    ("a ^ 2", "SDG303", 3, "powers"),
    ("a²", "SDG303", 1, "small letters"),
    ("().__class__", "SDG303", 3, "attributes"),
    ("a.b", "SDG303", 2, "attributes"),
    ("'a'", "SDG303", 1, "texts"),
    ('"a"', "SDG303", 1, "texts"),
    ("a < b", "SDG303", 3, "comparisons"),
    ("a == b", "SDG303", 3, "comparisons"),
    ("a // b", "SDG303", 3, "whole-number"),
    ("a % b", "SDG303", 3, "per cent"),
    ("a[0]", "SDG303", 2, "parentheses"),
    ("a × b", "SDG303", 3, "multiplication sign"),
    ("a − b", "SDG303", 3, "printed"),
    ("a : b", "SDG303", 3, "division sign"),
    ("A / b", "SDG303", 1, "small letters"),
    ("år / b", "SDG303", 1, "small letters"),
    ("_a", "SDG303", 1, "small letters"),
    ("__import__('os')", "SDG303", 1, "small letters"),
    ("eval(a)", "SDG303", 1, 'no function "eval"'),
    ("mni(a, b)", "SDG303", 1, 'did you mean "min"'),
    ("2x", "SDG303", 1, "not a number"),
    ("1_000", "SDG303", 1, "not a number"),
    ("0x10", "SDG303", 1, "not a number"),
    ("3,5 * a", "SDG301", 2, "comma"),
    ("a; b", "SDG303", 2, "does not belong"),
    ("a\x00b", "SDG303", 2, "does not belong"),
]


@pytest.mark.parametrize(("text", "code", "column", "words"), REFUSED, ids=[case[0][:16] for case in REFUSED])
def test_what_is_no_formula_is_refused_where_it_is_wrong(text: str, code: str, column: int, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        Formula.parse(text)
    assert words in caught.value.message
    assert (caught.value.code.number, caught.value.column if text.strip() else column) == (code, column)
    assert caught.value.cure


def test_names_stand_in_the_order_of_their_first_appearance() -> None:
    assert Formula.parse("max(c, a) / (b + a) - c * e1_x").names == ("c", "a", "b", "e1_x")
    assert Formula.parse("100 - 1").names == ()


def test_every_function_of_the_list_is_read() -> None:
    for function, (fewest, most) in FUNCTIONS.items():
        for arguments in {fewest, most}:
            assert Formula.parse(f"{function}({', '.join('a' * arguments)})").names == ("a",)


def test_the_bounds_themselves_are_allowed() -> None:
    assert Formula.parse("(" * 30 + "a" + ")" * 30).names == ("a",)
    assert Formula.parse("abs(" * 30 + "a" + ")" * 30).names == ("a",)
    assert Formula.parse("min(1, " * 30 + "a" + ")" * 30).names == ("a",)
    assert Formula.parse("+".join("a" * 100)).names == ("a",)
    assert Formula.parse("a" * 500).names == ("a" * 500,)


@pytest.mark.parametrize(
    "text", ["(" * 10**6, "-" * 10**6, "a" * 10**6, "9" * 499 + "x", "1e" * 240, "min(" * 120, "a." * 240]
)
def test_hostile_texts_cost_no_more_than_the_longest_that_is_allowed(text: str) -> None:
    def refused() -> None:
        with pytest.raises(FormulaError):
            Formula.parse(text)

    assert calls_in(refused) < calls_in(lambda: parse_tree("+".join("a" * 100)))  # a formula is remembered


def test_the_codes_of_the_layer_are_listed() -> None:
    assert len([number for number in CODES if number.startswith("SDG3")]) == 7


_signs = st.sampled_from(
    ["a", "b1", "2", "3.5", "+", "-", "*", "/", "(", ")", ",", "min", "log", " ", "**", ".", "%", "1e5"]
)


@given(st.text() | st.lists(_signs, max_size=40).map("".join))
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    try:
        formula = Formula.parse(text)
    except FormulaError as error:
        assert error.message and error.cure and 1 <= error.column <= len(text) + 1
    else:
        formula.evaluate(dict.fromkeys(formula.names, 1.0))
