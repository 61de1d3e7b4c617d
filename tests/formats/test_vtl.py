"""VTL without an engine; `tests/integration/test_vtl.py` runs it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.formats.vtl.expressions import expression
from sdg_standard.formats.vtl.rules import Rules, rules_of
from sdg_standard.formula import Formula


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of(sdg.load())


def test_every_formula_and_every_check_is_said_or_left_out_with_a_reason(rules: Rules) -> None:
    standard = sdg.load()
    with_formula = {name for name, series in standard.series.items() if series.formula}
    said = {name.removeprefix("computed.") for name in rules.statements if name.startswith("computed.")}
    assert said | {name for name, rule, _ in rules.left_out if rule == "formula"} == with_formula
    left = Counter(rule for _, rule, _ in rules.left_out)
    every = Counter(item.rule or "text" for one in standard.indicators.values() for item in one.evidence.checks)
    assert {rule: left[rule] for rule in ("document", "text", "change_within")} == {
        rule: every[rule] for rule in ("document", "text", "change_within")
    }
    assert all(str(why) for _, _, why in rules.left_out)


def test_a_formula_keeps_its_arithmetic_and_its_unit(rules: Rules) -> None:
    found = rules.statements["computed.u4ssc.ec.ict.ict.1c"]
    assert found == "'inputs.u4ssc.ec.ict.ict.1c'[calc 'value' := ('connected' / 'households') * 100.0][keep 'value']"


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("a - (b - c)", "'a' - ('b' - 'c')"),
        ("-a * 2", "(- 'a') * 2.0"),
        ("max(a, b, 3)", "(if (if 'a' > 'b' then 'a' else 'b') > 3.0 then (if 'a' > 'b' then 'a' else 'b') else 3.0)"),
        ("sqrt(abs(a)) + log(b) / exp(c)", "sqrt(abs('a')) + (ln('b') / exp('c'))"),
    ],
)
def test_each_operation_has_its_word(formula: str, said: str) -> None:
    assert expression(Formula.parse(formula).tree) == said


def test_the_command_writes_script_structures_and_what_is_left_out(tmp_path: Path) -> None:
    source, out = str(Path(__file__).parents[2] / "examples/own-indicators"), tmp_path / "vtl"
    assert main(["convert", source, str(out), "--to", "vtl", "--language", "nb"]) == 0
    assert {path.name for path in out.iterdir()} == {"rules.vtl", "structures.json", "left-out.csv"}
    read = {one["name"] for one in json.loads((out / "structures.json").read_text("utf-8"))["datasets"]}
    script = (out / "rules.vtl").read_text(encoding="utf-8")
    assert all(f"'{name}'" in script for name in read)
