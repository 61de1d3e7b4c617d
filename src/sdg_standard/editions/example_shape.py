"""Whether an example of a methodology says what it gives and expects: values, attributes, nodes, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdg_standard.catalogue.quantities import how_to_write
from sdg_standard.catalogue.report import Path
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.file import Methodology, MethodologyExample
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.plans.checks.unused import words_of
from sdg_standard.source import with_point
from sdg_standard.words import say

VALUE = say("editions.write_number_number_unit")
EXPECTED = say("editions.write_score_rating_columns")


@dataclass(frozen=True)
class Misshapen:
    """A part of an example that cannot be meant."""

    path: Path
    message: str
    cure: str
    key: bool = False


def misshapen(example: MethodologyExample, methodology: Methodology, path: Path) -> Iterator[Misshapen]:
    """Yield what is wrong with an example before anything is computed."""
    faults = [*_period(example, path), *_given(example, path), *_attributes(example, words_of(methodology), path)]
    if not faults and not example.expect:
        faults.append(Misshapen((*path, "expect"), say("editions.expects_nothing"), EXPECTED))
    yield from faults
    if faults:  # what is expected could not be told apart from what is not
        return
    for name, expected in example.expect.items():
        where: Path = (*path, "expect", name)
        yield from _of_area(name, expected, where) if names_areas(example) else _expected(name, expected, where)


def names_areas(example: MethodologyExample) -> bool:
    """Whether an example is about several areas by name: a table, or a group of values for each, as a rule."""
    if isinstance(example.given, str):
        return True
    groups = sum(isinstance(item, Mapping) for item in example.given.values())
    return groups > 0 and 2 * groups >= len(example.given)


def _period(example: MethodologyExample, path: Path) -> Iterator[Misshapen]:
    try:
        Period.parse(example.period or "2024")
    except PeriodError as error:
        yield Misshapen((*path, "period"), str(error), say("editions.write_year_such_another"))


def _given(example: MethodologyExample, path: Path) -> Iterator[Misshapen]:
    if isinstance(example.given, str):
        if not example.given.endswith(".csv"):
            cure = say("editions.write_series_values_name")
            yield Misshapen((*path, "given"), say("editions.no_table", given=example.given), cure)
        return
    several = names_areas(example)
    for name, item in example.given.items():
        where: Path = (*path, "given", name)
        if several and not isinstance(item, Mapping):
            cure = say("editions.give_each_area_values")
            yield Misshapen(where, say("editions.no_area_values_others", name=name), cure)
            continue
        for series, quantity in item.items() if several else ((name, item),):
            if isinstance(quantity, bool) or not isinstance(quantity, int | float | str):
                yield Misshapen((*where, series) if several else where, say("editions.no_value", series=series), VALUE)
            elif with_point(str(quantity)):
                text = say("editions.decimal_comma", quantity=quantity)
                yield Misshapen((*where, series) if several else where, text, how_to_write(quantity))


def _attributes(example: MethodologyExample, asked: set[str], path: Path) -> Iterator[Misshapen]:
    for name, item in example.attributes.items():
        of_area = isinstance(item, Mapping) and names_areas(example)
        for attribute, value in item.items() if of_area else ((name, item),):
            where: Path = (*path, "attributes", name, attribute) if of_area else (*path, "attributes", name)
            if attribute not in asked:
                text = say(
                    "editions.no_rule_asks_attribute", attribute=attribute, hint=did_you_mean(near(attribute, asked))
                )
                yield Misshapen(where, text, say("editions.correct_here_rule_meant"), key=True)
            elif not isinstance(value, int | float | str):
                text = say("editions.attribute_no_text_number", attribute=attribute)
                yield Misshapen(where, text, say("editions.write_value_coastal_true"))


def _of_area(name: str, nodes: Any, where: Path) -> Iterator[Misshapen]:
    if not isinstance(nodes, Mapping) or not nodes:
        cure = say("editions.write_nodes_area_what")
        yield Misshapen(where, say("editions.nothing_expected_node", name=name), cure)
        return
    for node, expected in nodes.items():
        yield from _expected(node, expected, (*where, node))


def _expected(node: str, expected: Any, where: Path) -> Iterator[Misshapen]:
    columns = expected.items() if isinstance(expected, Mapping) else ()
    if isinstance(expected, Mapping):
        if not expected or any(isinstance(value, list | Mapping) for _, value in columns):
            yield Misshapen(where, say("editions.no_column_expected_have", node=node), EXPECTED)
    elif isinstance(expected, bool) or not isinstance(expected, int | float | str):
        yield Misshapen(where, say("editions.neither_score_nor_rating", node=node), EXPECTED)
