"""What ``network.yaml`` says of its members and benchmarks against itself, the registers and the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sdg_standard import areas
from sdg_standard.areas.asking import known_prefix
from sdg_standard.catalogue import Standard
from sdg_standard.editions.adopted import is_edition
from sdg_standard.errors import Problem, UnknownId, did_you_mean, near
from sdg_standard.model.network import CommonBenchmark, Member
from sdg_standard.network.benchmarks import Numbered, standard_with
from sdg_standard.network.codes import BENCHMARK, EDITION, MEMBER, METHODOLOGY, SHARES
from sdg_standard.network.reading import NetworkFile
from sdg_standard.words import say


def check_members(file: NetworkFile) -> Iterator[tuple[int, Problem]]:
    """Problems of members, each with the place of its member in the list."""
    seen: dict[str, int] = {}
    for number, each in file.members:
        for path, message, cure in _of_member(each, file):
            yield number, MEMBER.problem(message, cure, **file.place("members", number, *path))
        if each.area in seen:
            message, place = say("network.twice", municipality=each.area), file.place("members", number)
            yield number, MEMBER.problem(message, say("network.keep_one"), **place)
        seen[each.area] = number
        if each.edition is not None and not is_edition(each.edition):
            message = say("network.no_edition", edition=each.edition)
            place = file.place("members", number, "edition")
            yield number, EDITION.problem(message, severity="warning", **place)
        if (each.evidence or each.scorecards or each.agenda) and "shares" not in each.model_fields_set:
            message, place = say("network.shares_unsaid", name=each.name or each.area), file.place("members", number)
            yield number, SHARES.problem(message, say("network.say_shares"), **place)


def _of_member(each: Member, file: NetworkFile) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What is wrong with one: where, what, and what to do."""
    name = each.name or each.area
    if each.left is not None and each.left < each.joined:
        yield ("left",), say("network.left_first", name=name, left=each.left, joined=each.joined), ""
    if each.evidence and each.scorecards:
        yield ("scorecards",), say("network.both", name=name), say("network.one_of_both")
    if each.area in each.merged_from:
        yield ("merged_from",), say("network.merged_of_itself", name=name), ""
    if known_prefix(each.area):
        try:
            areas.at(each.area, date.max)
        except UnknownId as error:
            yield ("area",), error.args[0], ""


def check_head(file: NetworkFile, base: Standard) -> Iterator[Problem]:
    """Problems of what holds for all."""
    head = file.head
    if head.edition is not None and not is_edition(head.edition):
        yield EDITION.problem(say("network.no_edition", edition=head.edition), **file.place("edition"))
    if head.methodology not in base.methodologies:
        hint = did_you_mean(near(head.methodology, base.methodologies))
        message = say("network.no_methodology", name=head.methodology, hint=hint)
        yield METHODOLOGY.problem(message, **file.place("methodology"))


def check_benchmarks(file: NetworkFile, base: Standard) -> Iterator[tuple[int, Problem]]:
    """Problems of benchmarks, each with the place of its benchmark in the list."""
    seen: set[tuple[str, date, tuple[str, ...]]] = set()
    for number, each in file.benchmarks:
        found = base.find_series(each.series)
        for path, message in _of_benchmark(each, file, base):
            yield number, BENCHMARK.problem(message, **file.place("adopted", number, *path))
        if found is None:
            continue
        key = found.id, each.from_ or each.on, tuple(sorted(each.members))
        if key in seen:
            message = say("network.benchmark_twice", series=found.id, date=key[1])
            yield number, BENCHMARK.problem(message, say("network.keep_one"), **file.place("adopted", number))
        seen.add(key)


def check_values(base: Standard, benchmarks: Sequence[Numbered], file: NetworkFile) -> Iterator[tuple[int, Problem]]:
    """What the edition says of the values of benchmarks: units, directions, what is possible."""
    standard, _ = standard_with(base, benchmarks, file.head.title)
    for one in benchmarks if standard is None else ():  # only where something is wrong is each tried alone
        for number, each in standard_with(base, [one], file.head.title)[1]:
            yield number, BENCHMARK.problem(each.message, each.cure, **file.place("adopted", number))


def _of_benchmark(
    each: CommonBenchmark, file: NetworkFile, base: Standard
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with one: where, and what."""
    if base.find_series(each.series) is None:
        hint = did_you_mean(near(each.series, base.series))
        yield ("series",), say("network.no_series", name=each.series, hint=hint)
    if not each.has_ends:
        yield ("benchmark",), say("network.one_or_two", n=len(each.ends))
    for place, name in enumerate(each.members):
        if name not in file.named:
            yield ("members", place), say("network.no_member", name=name)
