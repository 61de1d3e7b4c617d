"""What is withheld stays withheld: nothing that is printed lets anybody work it out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import groups
import sdg_standard as sdg
from sdg_standard.model.values import Values

PATIENTS = "town.patients"
POPULATION = {"series": "common", "input": "population"}
WORKERS = {"series": "town.work", "input": "workers"}


def withheld(values: Values, series: str = PATIENTS) -> set[tuple[str, ...]]:
    """The parts of a series that are withheld, each as its codes."""
    frame = values.parts
    mine = frame[(frame["series"] == series) & (frame["reason"] == "suppressed")]
    return {tuple(row[name] for name in values.breakdowns) for _, row in mine.iterrows()}


# small groups


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_fewer_than_the_least_and_more_than_nobody(count: int, hidden: bool) -> None:
    values = groups.measured({"value": count, "sex": "F"})
    row = groups.part(values, PATIENTS, sex="F")
    assert (row["reason"] == "suppressed") is hidden and np.isnan(row["value"]) == hidden
    assert row["confidentiality"] == ("A" if hidden else "F")


def test_the_whole_is_published_and_so_is_a_series_without_a_rule() -> None:
    values = groups.measured({"value": 3}, {"series": "town.members", "value": 3, "sex": "F"})
    assert values.frame["value"].tolist() == [3.0] and values.parts["value"].tolist() == [3.0]


def test_the_next_smallest_goes_with_it_and_a_zero_last() -> None:
    rows = [{"value": 30}, *({"value": n, "district": d} for d, n in (("A", 3), ("B", 0), ("C", 7), ("D", 20)))]
    values = groups.measured(*rows)
    assert withheld(values) == {("A",), ("C",)}
    assert groups.part(values, PATIENTS, district="C")["confidentiality"] == "S"
    assert groups.codes_of(values) == ["SDG787", "SDG787"]


@pytest.mark.parametrize(
    ("workers", "population", "hidden"),
    [(3, 60, True), (30, 60, False), (57, 60, True), (60, 60, False), (0, 60, False), (2, 4, True)],
)
def test_a_share_is_of_a_small_group_by_those_in_it_those_not_in_it_and_all(
    workers: int, population: int, hidden: bool
) -> None:
    """3 in work; 60 - 57 = 3 not in work; 4 altogether."""
    values = groups.measured({**POPULATION, "value": population, "sex": "F"}, {**WORKERS, "value": workers, "sex": "F"})
    assert (withheld(values, "town.work") == {("F",)}) is hidden
    assert not hidden or values._part_rows["input"].tolist() == ["population"]  # which is of the register


def test_of_a_value_without_inputs_the_size_of_the_group_is_asked_for() -> None:
    alone = groups.measured({"series": "town.work", "value": 50, "sex": "F"})
    assert groups.codes_of(alone) == ["SDG788"] and not withheld(alone, "town.work")
    sized = groups.measured({"series": "town.work", "value": 50, "sex": "F"}, {**POPULATION, "value": 4, "sex": "F"})
    assert withheld(sized, "town.work") == {("F",)}


def test_no_message_shows_a_number_of_what_adds_up_with_a_series_of_small_groups(tmp_path: Path) -> None:
    """Good and bad are two indicators; what is bad of a part says what is good of it, and good has a least count."""
    files = {
        "standard.yaml": 'format: 1\nid: own\nedition: "1"\ntitle: Own\nlanguages: [en]\n',
        "frameworks/own/framework.yaml": "id: own\ntitle: O\nkeeper: O\nclassification: {theme: {all: All}}\n",
        "frameworks/own/all.yaml": """
indicators:
  - id: own.good
    title: Good
    evidence: {checks: [{rule: sums_to, with: [own.bad], value: 100 %, text: Good and bad are all.}]}
    series: {value: {kind: share, unit: "%", direction: higher_is_better, breakdowns: [sex], min_cell: 5}}
  - id: own.bad
    title: Bad
    series: {value: {kind: share, unit: "%", direction: lower_is_better, breakdowns: [sex]}}
  - id: own.other
    title: Other
    series: {value: {kind: share, unit: "%", direction: lower_is_better, breakdowns: [sex]}}
""",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [
        {"series": name, "value": value, "unit": "%", "sex": "F"}
        for name, value in (("own.good", 20), ("own.bad", 171), ("own.other", 172))
    ]
    problems = sdg.measure(groups.evidence(*rows), sdg.load(tmp_path)).problems.errors
    told = {problem.series: problem.message for problem in problems}
    assert "171" not in told["own.bad"] and "172" in told["own.other"]


# what the evidence withholds


@pytest.mark.parametrize("cells", [{"confidentiality": "C", "value": 7919}, {"status": "Q", "value": ""}])
def test_what_the_evidence_withholds_is_protected_without_any_rule(cells: dict[str, Any]) -> None:
    base = {"series": "town.members"}
    values = groups.measured(
        {**base, "value": 20000}, {**base, "sex": "F", **cells}, {**base, "value": 12081, "sex": "M"}
    )
    assert withheld(values, "town.members") == {("F",), ("M",)}


def test_a_total_that_is_withheld_does_not_follow_from_its_parts() -> None:
    base = {"series": "town.members"}
    values = groups.measured(
        {**base, "value": 20, "confidentiality": "C"},
        {**base, "value": 12, "sex": "F"},
        {**base, "value": 8, "sex": "M"},
    )
    assert len(withheld(values, "town.members")) == 1


def test_series_that_add_up_protect_each_other() -> None:
    """Good and bad are 100 %: of a small group the second would give the first away."""
    values = groups.measured(
        *({**POPULATION, "value": n, "sex": sex} for sex, n in (("F", 3), ("M", 90))),
        *({"series": "town.health.good", "value": 40, "sex": sex} for sex in "FM"),
        *({"series": "town.health.bad", "value": 60, "sex": sex} for sex in "FM"),
    )
    assert withheld(values, "town.health.good") == {("F",)} and withheld(values, "town.health.bad") == {("F",)}


# by linear algebra


counts = st.integers(0, 12)


@settings(max_examples=20)
@given(st.lists(counts, min_size=6, max_size=6), st.sets(st.sampled_from("SDT")))
def test_nobody_works_a_cell_back_from_all_that_is_printed(numbers: list[int], margins: set[str]) -> None:
    """Sex by district with or without the margins; known are the values, the gaps, and that parts add up."""
    cells = {(sex, place): numbers[2 * i + j] for i, place in enumerate("ABC") for j, sex in enumerate("FM")}
    whole = dict(cells)
    if "S" in margins:
        whole |= {(sex, "_T"): sum(n for (s, _), n in cells.items() if s == sex) for sex in "FM"}
    if "D" in margins:
        whole |= {("_T", place): sum(n for (_, p), n in cells.items() if p == place) for place in "ABC"}
    if "T" in margins:
        whole |= {("_T", "_T"): sum(numbers)}
    values = groups.measured(*groups.table(PATIENTS, whole))
    printed = known_of(values)
    secret = [cell for cell in whole if cell not in printed]
    assert all(0 < whole[cell] < 5 or cell not in small(whole) for cell in secret)
    assert not small(whole) & printed.keys()
    lines = [(("_T", p), [(s, p) for s in "FM"]) for p in ("A", "B", "C", "_T")]
    lines += [((s, "_T"), [(s, p) for p in "ABC"]) for s in ("F", "M", "_T")]
    lines += [(("_T", "_T"), list(cells))]
    assert not solved(lines, printed, secret)


def small(whole: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    return {cell for cell, count in whole.items() if 0 < count < 5 and cell != ("_T", "_T")}


ALL = {"sex": "_T", "district": "_T"}


def known_of(values: Values) -> dict[tuple[str, str], float]:
    """Every cell that values, parts or gaps print, also by way of a share of the total."""
    found = {(row["sex"], row["district"]): row["value"] for _, row in values.frame.assign(**ALL).iterrows()}
    for _, row in values.parts.iterrows():
        if not np.isnan(row["value"]):
            found[row.get("sex", "_T"), row.get("district", "_T")] = row["value"]
    for _, row in sdg.gaps(values).iterrows():
        codes = dict(zip(row["breakdown"].split(" × "), row["part"].split(" × "), strict=True))
        cell = codes.get("sex", "_T"), codes.get("district", "_T")
        if not np.isnan(row["ratio"]):
            found[cell] = row["ratio"] * row["total"]
        assert cell in found or np.isnan([row["gap"], row["relative"], row["theil"]]).all()
    return found


def solved(lines: list[Any], known: dict[Any, float], secret: list[Any]) -> list[Any]:
    """The secret cells that have one solution: those that are fixed once all that is printed is fixed."""
    every = [*known, *secret, *{cell for whole, parts in lines for cell in (whole, *parts)} - {*known, *secret}]
    place = {cell: index for index, cell in enumerate(every)}
    rows = []
    for whole, parts in lines:
        row = np.zeros(len(every))
        row[place[whole]] = -1
        row[[place[part] for part in parts]] += 1
        rows.append(row)
    rows += [np.eye(len(every))[place[cell]] for cell in known]
    rank = np.linalg.matrix_rank(np.array(rows))
    return [c for c in secret if np.linalg.matrix_rank(np.array([*rows, np.eye(len(every))[place[c]]])) == rank]


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=5))
def test_nobody_works_a_share_back_who_knows_how_large_the_groups_are(found: list[tuple[int, int]]) -> None:
    """Of an age group: how many are in work, how many are not. The share of all is the weighted mean of the shares."""
    ages = [f"Y{place}" for place in range(len(found))]
    people = [inside + outside for inside, outside in found]
    rows = [{**POPULATION, "value": n, "age": age} for age, n in zip(ages, people, strict=True)]
    rows += [{**WORKERS, "value": n, "age": age} for age, (n, _) in zip(ages, found, strict=True)]
    rows += [{**POPULATION, "value": sum(people)}, {**WORKERS, "value": sum(n for n, _ in found)}]
    values = groups.measured(*rows)
    if not sum(people):
        return
    shown = {row["age"] for _, row in values.parts.iterrows() if not np.isnan(row["value"])}
    there = [age for age, n in zip(ages, people, strict=True) if n]
    hidden = [age for age in there if age not in shown]
    assert len(hidden) != 1 or len(there) == 1
    for age, (inside, outside) in zip(ages, found, strict=True):
        assert age not in shown or not (0 < inside < 5 or 0 < outside < 5 or 0 < inside + outside < 5)


# through every path


SECRETS = (7919, 6007)
"""A number that the evidence withholds, and the one beside it that would give it away."""

TEXT = """
points: [{for: [whole, women, apart], worst: 0, best: 20000}]
leaves: [{for: all, steps: [goalposts]}]
tree:
  id: index
  aggregate: arithmetic_mean
  needs: {share: 0, of: leaves}
  children:
    - {id: whole, series: town.members}
    - {id: women, series: town.members, part: {sex: F}}
    - {id: apart, series: town.members, read: {gap: {by: sex, between: [M, F]}}}
trends:
  since:
    leaves: [{for: all, read: {method: slope}}]
"""


def test_no_report_export_problem_or_explanation_prints_them(tmp_path: Path) -> None:
    base = {"series": "town.members"}
    one, other = SECRETS
    rows = [
        {**base, "value": one + other},
        {**base, "value": one, "sex": "F", "confidentiality": "C", "source": "register"},
        {**base, "value": other, "sex": "M"},
        {**base, "value": other, "sex": "M", "low": other + 1, "high": other},  # contradicts nothing, and asks
        {**base, "value": 12000, "period": "2023"},
        {**base, "value": 5000, "period": "2023", "sex": "F"},
        {**base, "value": 7000, "period": "2023", "sex": "M"},
    ]
    card = groups.scored(TEXT, *rows, below=tmp_path)
    log = sdg.questions(groups.evidence(*rows), groups.standard(), every=True)
    assert withheld(card.values, "town.members") == {("F",), ("M",)}
    told = [
        card.explain("alder", period, node).told(word)
        for period in card.periods
        for node in card.nodes
        for word in ("en", "nb")
    ]
    told += [json.dumps(card.explain("alder", "2024", node).to_dict()) for node in card.nodes]
    sdg.write_report(card, tmp_path / "report.html")
    texts = [
        *told,
        log.frame.to_csv() + "\n".join(problem.message for problem in log.problems),
        (tmp_path / "report.html").read_text(encoding="utf-8"),
        card.to_json(explanations=True),
        *(frame.to_csv() for frame in (card.scores, card.values.frame, card.parts, card.values.rows)),
        *(frame.to_csv() for frame in (card.values._part_rows, sdg.gaps(card.values), card.problems.to_frame())),
        sdg.read_scorecard(_saved(card, tmp_path)).explain("alder", "2024", "women").text,
    ]
    for text in texts:
        for secret in SECRETS:
            assert not re.search(rf"(?<![\d.]){secret}(?!\d)", text.replace(",", "").replace("\u00a0", "")), text[:200]
    reasons = card.scores[card.scores["period"] == "2024"].set_index("node")["reason"]
    assert reasons[["women", "apart"]].tolist() == ["suppressed"] * 2


def _saved(card: Any, below: Path) -> Path:
    path = below / "card.json"
    path.write_text(card.to_json(), encoding="utf-8")
    return path


def test_no_message_shows_the_number_of_a_small_group() -> None:
    values = groups.measured(
        {"value": "3.7", "sex": "F"},
        {"value": 3, "sex": "M"},
        {"value": 4, "sex": "M"},
        {**WORKERS, "value": 3, "sex": "F"},
        {**POPULATION, "value": 2, "sex": "F"},
    )
    assert {"SDG708", "SDG714"} <= set(groups.codes_of(values))
    for problem in values.problems:
        assert not re.search(r"\b(3\.7|3|150)\b", problem.message), problem.message


def test_an_input_of_which_no_value_came_about_is_not_shown_either() -> None:
    """Nobody said how many women there are, so there is no share that could be withheld: the three in work are."""
    values = groups.measured(
        {**POPULATION, "value": 100}, {**WORKERS, "value": 60}, {**WORKERS, "value": 3, "sex": "F"}
    )
    assert groups.part(values, "town.work", sex="F")["reason"] == "missing_input"
    assert values._part_rows is not None and values._part_rows.empty
