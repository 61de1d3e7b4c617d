"""Whether the series and inputs that a mapping names are those of a standard."""

from __future__ import annotations

from sdg_standard.catalogue import Standard
from sdg_standard.errors import NearMisses, Problem, did_you_mean, near
from sdg_standard.exchange.codes import MAPPED_SERIES
from sdg_standard.exchange.mapping import MappingFile, SeriesRule
from sdg_standard.measuring.places import inputs_of, owner_of
from sdg_standard.source.node import Step
from sdg_standard.units import UnitError
from sdg_standard.words import say


def check_mapping(read: MappingFile, standard: Standard) -> list[Problem]:
    """What a mapping names that the standard does not have, at its place in the file, with near misses.

    Codes that a column of the table turns into series are looked at too; units only where they can be read at all.
    """
    found: list[Problem] = []
    known = NearMisses([*standard.series, *standard.indicators])

    def tell(path: tuple[Step, ...], message: str, cure: str = "") -> None:
        place = read.document.place(path) if read.document else {}
        found.append(MAPPED_SERIES.problem(message, cure, **place))

    mapping = read.mapping
    named = [(("series", place), rule) for place, rule in enumerate(mapping.series)]
    for path, rule in named:
        if rule.series is not None:
            message, cure = _wrong(rule.series, rule.input or "", standard, known)
            if message:
                tell((*path, "input" if rule.input and owner_of(rule.series, standard) else "series"), message, cure)
        if rule.unit is not None and (error := _no_unit(rule, standard)) is not None:
            tell((*path, "unit"), error.message, error.cure)
    column = mapping.columns.get("series")
    for code, series in (column.codes if column else {}).items():
        if series and not owner_of(series, standard):
            tell(("columns", "series", "codes", code), *_wrong(series, "", standard, known))
    return found


def _wrong(name: str, of_input: str, standard: Standard, known: NearMisses) -> tuple[str, str]:
    """What is wrong with a series, or with an input of one; two empty texts where nothing is."""
    if not of_input:
        if standard.find_series(name) is not None:
            return "", ""
        indicator = standard.find_indicator(name)
        if indicator is not None:
            listed = ", ".join(list(indicator.series_ids.values())[:6])
            return say("measuring.several_series", name=name), say("measuring.name_them", series=listed)
        if name == "common":
            return say("measuring.common_inputs_only"), say("measuring.name_input_column_input")
        return say("measuring.no_series", name=name[:80], hint=did_you_mean(known(name))), ""
    owner = owner_of(name, standard)
    if not owner:
        return say("measuring.no_series", name=name[:80], hint=did_you_mean(known(name))), ""
    inputs = inputs_of(owner, standard)
    if of_input in inputs:
        return "", ""
    hint = did_you_mean(near(of_input, inputs))
    message = say("measuring.no_input", owner=owner, name=of_input[:60], hint=hint)
    return message, say("measuring.inputs", inputs=list(inputs) or say("measuring.no_inputs"))


def _no_unit(rule: SeriesRule, standard: Standard) -> UnitError | None:
    try:
        standard.units.parse(rule.unit or "", {})
    except UnitError as error:
        return error
    return None
