from __future__ import annotations

import ast
import difflib
import importlib
import json
import pickle
import re
from collections import Counter
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard import errors
from sdg_standard.errors import CODES, PROBLEM_COLUMNS, Code, Problem, Problems, UnknownId, for_reading
from sdg_standard.words import say, told

SOURCE = Path(errors.__file__).parents[1]
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
    assert [str(frame[name].dtype) for name in ("line", "column", "row", "count")] == ["Int64"] * 4


def test_the_columns_are_those_other_programs_read() -> None:
    written = "severity code message cure file line column sheet row field area period series key count"
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


def test_a_summary_begins_with_what_was_checked() -> None:
    assert Problems(checked="14 methodologies").summary == "14 methodologies: no problems"
    assert Problems([Problem("note", "SDG999", "odd")], checked="1 row").summary == "1 row: 1 note"


def at(file: str, line: int | None = 3, **more: object) -> Problem:
    return Problem("error", "SDG999", "wrong", file=file, line=line, **more)  # type: ignore[arg-type]  # fields by name


def test_errors_are_read_first_and_notes_last() -> None:
    mixed = [Problem("note", "SDG999", "odd"), at("b.yaml"), Problem("warning", "SDG999", "odd", file="a.yaml")]
    assert [each.severity for each in errors.for_reading(mixed)] == ["error", "warning", "note"]


def test_one_cause_in_many_files_is_one_line_with_its_number_and_the_first_places() -> None:
    same = [at(f"{number:03}.yaml", cure=f"series.value: mend {number}") for number in range(484)]
    (told,) = errors.for_reading([*reversed(same)])
    assert told.message == "wrong (484 places: also 482.yaml:3, 481.yaml:3 and 481 more)"
    (told,) = errors.for_reading(Problems(same))
    assert (told.place, told.cure) == ("000.yaml:3", "series.value: mend 0")
    assert told.message == "wrong (484 places: also 001.yaml:3, 002.yaml:3 and 481 more)"
    refused = str(errors.StandardError(same))
    assert refused.startswith("484 errors\n000.yaml:3: SDG999 wrong (484 places") and refused.count("\n") == 2


def test_a_few_of_a_kind_other_words_and_rows_are_told_one_by_one() -> None:
    assert errors.for_reading([at("a"), at("b"), at("c")]) == [at("a"), at("b"), at("c")]
    rows = [at("a.csv", line=None, row=row) for row in range(2, 12)]
    assert errors.for_reading(rows) == rows
    others = [Problem("error", "SDG999", f"wrong {number}", file="a", line=1) for number in range(9)]
    assert errors.for_reading(others) == others


@given(problems)
def test_nothing_is_lost_for_reading(items: list[Problem]) -> None:
    """Each problem is told itself, or counted with others of its kind."""
    told = errors.for_reading(items)
    numbers = [re.search(r"\((\d+) places: ", each.message) for each in told]
    assert sum(int(number[1]) if number else 1 for number in numbers) == len(items)


def test_only_errors_are_raised() -> None:
    Problems([Problem("warning", "SDG999", "odd")]).raise_if_errors()
    with pytest.raises(errors.StandardError, match="1 error, 1 note") as caught:
        Problems([Problem("error", "SDG999", "wrong"), Problem("note", "SDG999", "odd")]).raise_if_errors()
    assert len(caught.value.problems) == 2  # also what is no error: nobody enjoys one problem a run


# --- many problems of a kind ------------------------------------------------------------------------------------------


def rows(count: int, code: str = "SDG999", severity: errors.Severity = "error", start: int = 2) -> list[Problem]:
    return [Problem(severity, code, "wrong", file="a.csv", row=row) for row in range(start, start + count)]


def test_a_thousand_of_a_kind_are_listed_and_the_others_counted() -> None:
    ours = Problems([*rows(4000), *rows(3, "SDG998"), *rows(1001, severity="note")])
    assert Counter(item.kind for item in ours if item.count is None) == {
        ("error", "SDG999"): 1000,
        ("error", "SDG998"): 3,
        ("note", "SDG999"): 1000,
    }
    further = {item.kind: (item.count, item.row, item.file) for item in ours[-2:]}  # behind those they go on with
    assert further == {("error", "SDG999"): (3000, None, "a.csv"), ("note", "SDG999"): (1, None, "a.csv")}
    assert [item.row for item in ours.errors if item.code == "SDG999"][:1000] == list(range(2, 1002))
    assert ours.summary == "4003 errors, 1001 notes"


def test_as_many_as_are_listed_need_no_further_one() -> None:
    assert all(item.count is None for item in Problems(rows(1000)))


def test_further_ones_of_several_files_belong_to_none() -> None:
    other = [Problem("error", "SDG999", "wrong", file="b.csv", row=row) for row in range(2, 900)]
    assert Problems([*rows(500), *other])[-1].file == "b.csv"
    both = Problems([*rows(1500), *other])
    assert (both[-1].file, both[-1].count) == ("", 500 + 898)


@given(problems, problems, st.integers(0, 4))
def test_nothing_is_lost_however_problems_come_together(one: list[Problem], two: list[Problem], most: int) -> None:
    with mock.patch.object(errors.problems, "MOST_ALIKE", most):
        gathered = errors.Gathering()
        gathered.extend([*one, *two])
        for ours in (Problems([*one, *two]), Problems(one) + two, Problems(one) + Problems(two), Problems(gathered)):
            counted: Counter[tuple[str, str]] = Counter()
            for item in ours:
                counted[item.kind] += item.cases
            assert counted == Counter(item.kind for item in [*one, *two])
            assert all(n <= most for n in Counter(item.kind for item in ours if item.count is None).values())
        assert Problems(one) + Problems(two) == Problems([*one, *two]) == Problems(Problems([*one, *two]))


# --- exceptions and near misses -------------------------------------------------------------------------------------


def test_problems_are_made_when_somebody_looks_and_once() -> None:
    asked: list[str] = []

    def made() -> list[Problem]:
        asked.append("looked")
        return [Problem("error", "SDG101", "second", row=2), Problem("error", "SDG101", "first", row=1)]

    later = Problems(made, checked="a table")
    more = later + Problems([Problem("note", "SDG101", "third", row=3)])
    assert not asked
    assert [item.message for item in more] == ["first", "second", "third"] and later == Problems(made())
    assert len(later) == 2 and len(asked) == 2  # once by this test itself
    for _ in range(2000):  # sums of sums are no tower of calls
        more = more + later
    assert sum(item.cases for item in more) == 3 + 2000 * 2
    back = pickle.loads(pickle.dumps(later))
    assert back == later and back.checked == "a table"


def test_what_is_added_later_to_a_list_is_no_problem_of_ours() -> None:
    items = [Problem("error", "SDG101", "first")]
    one, two = Problems(items), Problems() + items
    items.append(Problem("error", "SDG101", "second"))
    assert len(one) == len(two) == 1


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


@given(st.text("abAB", max_size=8), st.lists(st.text("abAB", max_size=8), max_size=12), st.integers(1, 4))
def test_near_misses_are_those_of_difflib(word: str, known: list[str], most: int) -> None:
    """The library has them, and slower: ours stops where nothing better can come."""
    by_folded = {item.casefold(): item for item in reversed(known)}
    folded = difflib.get_close_matches(word.casefold(), list(by_folded), n=most, cutoff=0.6)
    assert errors.near(word, known, most) == tuple(by_folded[item] for item in folded)


def test_near_misses_of_many_words_are_looked_up_once_and_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(errors.alike, "near", lambda word, known: asked.append(word) or ("a",))
    monkeypatch.setattr(errors.alike, "MOST_COMPARED", 1000)
    alike = errors.NearMisses(["a"] * 100)
    assert [alike("x") for _ in range(50)] == [("a",)] * 50 and asked == ["x"]
    found = [alike(f"word {number}") for number in range(50)]
    assert len(asked) == 10 and found.count(()) == 41  # 10 words by 100 known ones
    assert alike("x") == ("a",)


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
    "measuring": "7",
    "areas": "8",
    "simulation": "7",
    "agenda": "8",
    "network": "8",
    "editions": "9",
    "cli": "9",
    "publish": "9",
    "formats": "9",
}


def defined(module: Path) -> dict[str, str]:
    """The constants of a ``codes`` module with the number of each: ``NAME = code("SDG101", …)``."""
    found = {}
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="code"), args=[ast.Constant(value=str(number)), *_]),
            ):
                found[name] = number
    return found


@cache
def used_in(module: Path) -> set[str]:
    """The names that a module reads; an import alone is no use."""
    text = module.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(text)) if "codes" in text else ()  # it imports none
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


def test_cause_and_cure_are_sentences() -> None:
    for code in CODES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name), code.number
        for text in (code.cause, code.cure):
            assert re.fullmatch(r"[A-Z\"`“].*[.?]", text, flags=re.DOTALL), f"{code.number}: {text}"
            assert len(text.split()) > 2, f"{code.number}: {text}"


@pytest.mark.parametrize("module", CODE_MODULES, ids=lambda path: path.parent.name)
def test_every_code_is_used(module: Path) -> None:
    used = {name for other in SOURCE.rglob("*.py") if other != module for name in used_in(other)}
    assert not set(defined(module)) - used


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("it is no number", "it is no number (alder, 2024, town.water)"),
        ("town.water of alder, 2024: it is no number", "town.water of alder, 2024: it is no number"),
        ("town.water.cold is no number in 2024/2025", "town.water.cold is no number in 2024/2025 (alder, town.water)"),
        ("alderman", "alderman (alder, 2024, town.water)"),
    ],
)
def test_a_problem_says_what_it_is_about_once(message: str, said: str) -> None:
    problem = Problem("error", "SDG708", message, row=5, area="alder", period="2024", series="town.water")
    assert problem.text == said and said in str(problem)
    assert problem.message == message  # the table has columns for the rest


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


def test_problems_are_told_in_a_language() -> None:
    first = Problem("warning", "SDG1", say("list.or", first="a", last="b"), say("problems.none"), file="a.csv", row=3)
    second = Problem("error", "SDG2", "as it is", file="b.csv", row=4, field="value", area="asker")
    problems = Problems([first, second])
    assert problems.text("nb").splitlines() == [
        "a.csv: rad 3: SDG1 advarsel: a eller b",
        "    ingen problemer",
        "b.csv: rad 4, value: SDG2 as it is (asker)",
    ]
    assert problems.text() == str(problems)
    assert problems.text("en").splitlines()[0] == "a.csv: row 3: SDG1 warning: a or b"
    assert told(problems.summary, "nn") == "1 feil, 1 åtvaring"


def test_tables_of_problems_are_english_and_plain() -> None:
    said = Problem("error", "SDG1", say("list.or", first="a", last="b"), say("problems.none"))
    (row,) = Problems([said]).to_dicts()
    assert (row["message"], row["cure"]) == ("a or b", "no problems")
    assert {type(value) for value in row.values()} == {str, type(None)}


def test_a_language_that_nothing_is_told_in() -> None:
    with pytest.raises(UnknownId, match='there is no language "nbo"; did you mean "nb"'):
        Problems().text("nbo")


def test_a_cause_in_many_places_is_told_in_a_language() -> None:
    same = [Problem("error", "SDG1", say("problems.none"), file=f"{name}.yaml", line=3) for name in "abcde"]
    (once,) = for_reading(same)
    assert once.told("nb") == "a.yaml:3: SDG1 ingen problemer (5 steder: også b.yaml:3, c.yaml:3 og 2 til)"
