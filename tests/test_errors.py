from __future__ import annotations

import ast
import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard import errors
from sdg_standard.errors import CODES, PROBLEM_COLUMNS, Code, Problem, Problems

SOURCE = Path(errors.__file__).parent
CODE_MODULES = sorted(SOURCE.glob("*/codes.py"))
for path in CODE_MODULES:
    importlib.import_module(f"sdg_standard.{path.parent.name}.codes")

# Few different values, so that problems often differ in one field only.
places = st.none() | st.integers(1, 3)
problems = st.lists(
    st.builds(
        Problem,
        severity=st.sampled_from(["error", "warning", "note"]),
        code=st.sampled_from(["SDG101", "SDG204"]),
        message=st.sampled_from(["wrong", "odd"]),
        file=st.sampled_from(["", "a.yaml", "b.yaml"]),
        line=places,
        column=places,
        row=places,
        field=st.sampled_from(["", "value", "unit"]),
    ),
    max_size=8,
)


# --- problems -------------------------------------------------------------------------------------------------------


@given(problems)
def test_problems_are_sorted_by_their_place(items: list[Problem]) -> None:
    ours = Problems(items)
    places = [(p.file, p.line or 0, p.column or 0, p.row or 0) for p in ours]
    assert places == sorted(places)
    assert Counter(ours) == Counter(items)


@given(problems)
def test_the_order_in_which_problems_came_leaves_no_trace(items: list[Problem]) -> None:
    assert Problems(reversed(items)) == Problems(items)


@given(problems)
def test_each_problem_has_one_severity(items: list[Problem]) -> None:
    ours = Problems(items)
    assert len(ours.errors) + len(ours.warnings) + len(ours.notes) == len(ours)
    assert Counter([*ours.errors, *ours.warnings, *ours.notes]) == Counter(ours)


@given(problems)
def test_the_frame_has_the_columns_of_problems_csv(items: list[Problem]) -> None:
    frame = Problems(items).to_frame()
    assert tuple(frame.columns) == PROBLEM_COLUMNS
    assert len(frame) == len(items)
    assert [str(frame[name].dtype) for name in ("line", "column", "row")] == ["Int64"] * 3


def test_the_columns_are_those_other_programs_read() -> None:
    written = "severity code message cure file line column sheet row field area period series"
    assert tuple(written.split()) == PROBLEM_COLUMNS


@given(problems)
def test_json_says_the_same(items: list[Problem]) -> None:
    assert json.loads(Problems(items).to_json()) == Problems(items).to_dicts()


def test_a_slice_and_an_index() -> None:
    two = Problems([Problem("error", "SDG2", "second", file="b"), Problem("note", "SDG1", "first", file="a")])
    assert two[0].message == "first"
    assert two[1:] == Problems([two[1]])
    assert hash(two) == hash(Problems(reversed(two)))


def test_a_problem_says_place_code_message_and_cure() -> None:
    made = Code("SDG999", "made-up", "Something is made up.", "Write what is.").problem(
        "wrong", file="a.yaml", line=3, column=7
    )
    assert str(made) == "a.yaml:3:7: SDG999 wrong\n    Write what is."


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, ""),
        ({"file": "a.yaml"}, "a.yaml"),
        ({"file": "a.yaml", "line": 3}, "a.yaml:3"),
        ({"file": "a.csv", "row": 5, "field": "value"}, "a.csv: row 5, value"),
        ({"file": "a.xlsx", "sheet": "2024", "row": 5}, "a.xlsx [2024]: row 5"),
        ({"row": 5}, "row 5"),
    ],
)
def test_as_much_of_the_place_as_is_known(place: dict[str, object], said: str) -> None:
    assert Problem("error", "SDG999", "wrong", **place).place == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "no problems"),
        (["error"], "1 error"),
        (["note", "error", "warning", "error"], "2 errors, 1 warning, 1 note"),
    ],
)
def test_summary(severities: list[errors.Severity], said: str) -> None:
    assert Problems(Problem(severity, "SDG999", "wrong") for severity in severities).summary == said


def test_only_errors_are_raised() -> None:
    Problems([Problem("warning", "SDG999", "odd")]).raise_if_errors()
    with pytest.raises(errors.StandardError, match="1 error, 1 note") as caught:
        Problems([Problem("error", "SDG999", "wrong"), Problem("note", "SDG999", "odd")]).raise_if_errors()
    assert len(caught.value.problems) == 2  # also what is no error: nobody enjoys one problem a run


# --- exceptions and near misses -------------------------------------------------------------------------------------


def test_everything_raised_on_purpose_is_one_family() -> None:
    raised = [
        errors.StandardError([]),
        errors.EvidenceError([]),
        errors.UnknownId("goal", 18),
        errors.MissingExtra("an Excel file", "openpyxl", "excel"),
    ]
    assert all(isinstance(error, errors.SdgStandardError) for error in raised)
    assert "openpyxl" in str(raised[-1]) and "sdg-standard[excel]" in str(raised[-1])


def test_an_unknown_id_names_near_misses() -> None:
    error = errors.UnknownId("series", "town.watr", ["town.water", "town.injuries", "air"])
    assert str(error) == 'there is no series "town.watr"; did you mean "town.water"?'
    assert isinstance(error, KeyError)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("verified", ["verification", "value", "unit"], ("verification",)),
        ("PM2_5", ["pm10", "pm2_5"], ("pm2_5",)),
        ("x", ["population"], ()),
        ("", ["population"], ()),
        ("population", [], ()),
    ],
)
def test_near(word: str, known: list[str], found: tuple[str, ...]) -> None:
    assert errors.near(word, known)[: len(found) or 1] == found


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=20), st.integers(1, 5))
def test_near_misses_are_known_words_and_few(word: str, known: list[str], most: int) -> None:
    found = errors.near(word, known, most)
    assert set(found) <= set(known)
    assert len(found) <= most


@given(st.text(min_size=1, max_size=20))
def test_a_word_is_nearest_to_itself(word: str) -> None:
    assert errors.near(word, ["population", word])[0].casefold() == word.casefold()


def test_a_hostile_word_costs_little() -> None:
    assert errors.near("a" * 1_000_000, ["a" * 100]) == ("a" * 100,)


def test_did_you_mean() -> None:
    assert errors.did_you_mean([]) == ""
    assert errors.did_you_mean(["a", "b"]) == '; did you mean "a" or "b"?'


# --- the codes of all layers ----------------------------------------------------------------------------------------

HUNDREDS = {
    "source": "1",
    "units": "2",
    "formula": "3",
    "model": "4",
    "catalogue": "5",
    "exchange": "6",
    "assess": "7",
    "areas": "8",
    "cli": "9",
}


def defined(module: Path) -> dict[str, str]:
    """The constants of a ``codes`` module with the number of each: ``NAME = code("SDG101", …)``."""
    found = {}
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[ast.Constant(value=str(number)), *_])):
                found[name] = number
    return found


def used_in(module: Path) -> set[str]:
    """The names that a module reads; an import alone is no use."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_a_number_is_given_out_once() -> None:
    taken = next(iter(CODES))
    with pytest.raises(ValueError, match=taken):
        errors.code(taken, "again", "Cause.", "Cure.")


def test_names_are_given_out_once() -> None:
    twice = [name for name, times in Counter(code.name for code in CODES.values()).items() if times > 1]
    assert not twice


def test_all_codes_were_found() -> None:
    numbers = [number for module in CODE_MODULES for number in defined(module).values()]
    assert len(numbers) > 30
    assert sorted(numbers) == sorted(CODES)


@pytest.mark.parametrize("module", CODE_MODULES, ids=lambda path: path.parent.name)
def test_the_first_digit_says_the_layer(module: Path) -> None:
    for number in defined(module).values():
        assert re.fullmatch(rf"SDG{HUNDREDS[module.parent.name]}\d\d", number)


@pytest.mark.parametrize("code", [CODES[number] for number in sorted(CODES)], ids=lambda code: code.number)
def test_cause_and_cure_are_sentences(code: Code) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
    for text in (code.cause, code.cure):
        assert re.fullmatch(r"[A-Z\"`“].*[.?]", text, flags=re.DOTALL), text
        assert len(text.split()) > 2, text


@pytest.mark.parametrize("module", CODE_MODULES, ids=lambda path: path.parent.name)
def test_every_code_is_used(module: Path) -> None:
    used = {name for other in SOURCE.rglob("*.py") if other != module for name in used_in(other)}
    assert not set(defined(module)) - used


def test_where_there_is_little_all_of_it_is_named() -> None:
    error = errors.UnknownId("language of reports", "no", ("en", "nb", "nn"))
    assert str(error) == 'there is no language of reports "no"; there are "en", "nb" and "nn"'
    assert str(errors.UnknownId("scored period", 1999, ["2021"])) == (
        'there is no scored period "1999"; there is only "2021"'
    )
    many = [f"x{number}" for number in range(100)]
    assert str(errors.UnknownId("series", "typo", many)) == 'there is no series "typo"'
    assert len(str(errors.UnknownId("series", "a" * 10_000, many))) < 150


def test_an_unknown_id_reaches_another_process() -> None:
    import pickle

    error = errors.UnknownId("series", "town.watr", ["town.water"])
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.near, again.what, again.name) == (str(error), error.near, error.what, error.name)
