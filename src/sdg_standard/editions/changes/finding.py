"""All that differs between two editions, as changes with their severity, their place and a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import Change
from sdg_standard.editions.changes.comparing import Difference, differences
from sdg_standard.editions.changes.parts import PARTS, Part
from sdg_standard.editions.changes.rules import WORDING, Rule, Seen, Verdict, named_at, rule_for
from sdg_standard.editions.changes.sides import Place, Side
from sdg_standard.editions.changes.values import fixed, shown
from sdg_standard.plans import plan_of
from sdg_standard.words import say


@dataclass(frozen=True)
class Pair:
    """Two editions side by side."""

    before: Side
    after: Side

    @property
    def old(self) -> Standard:
        """The older one."""
        return self.before.standard

    @property
    def new(self) -> Standard:
        """The newer one."""
        return self.after.standard

    @cached_property
    def alike(self) -> tuple[Side, Side]:
        """The two, of which the same is known: both with their files, or both without."""
        if self.before.folder is not None and self.after.folder is not None:
            return self.before, self.after
        return Side(self.old), Side(self.new)

    @cached_property
    def _read(self) -> frozenset[str]:
        """The indicators that a methodology of both reads, in either."""
        both = [name for name in self.new.methodologies if name in self.old.methodologies]
        return frozenset(
            leaf.series.indicator
            for standard in (self.old, self.new)
            for name in both
            for leaf in plan_of(standard.methodologies[name], standard).leaves.values()
        )

    def is_read(self, indicator: str) -> bool:
        """Whether a methodology of both reads a series of an indicator, in either."""
        return indicator in self._read

    def using(self, name: str) -> tuple[str, ...]:
        """The indicators whose formulas read a common input."""
        users = (item.id for item in self.new.indicators.values() if name in item.inputs)
        return tuple(one for one in users if "common" in vars(self.new.indicators[one].inputs[name]))


_BY_FACTS = ("framework", "methodology")
"""Parts whose models are equal though the order of a table differs, or which keys a rule names."""


def found_between(pair: Pair) -> Iterator[Change]:
    """Yield every change, part by part."""
    before_side, after_side = pair.alike
    for part in PARTS:
        found: list[Change] = []
        old, new = part.items(before_side), part.items(after_side)
        for name in [*new, *(name for name in old if name not in new)]:
            before, after = old.get(name), new.get(name)
            if before is not None and after is not None and part.name not in _BY_FACTS and before == after:
                continue
            found += _of_one(pair, part, name, before, after)
        yield from inherited_folded(found, pair.new)
    yield from _versions_raised(pair)


def inherited_folded(found: list[Change], standard: Standard) -> Iterator[Change]:
    """One change for each fact: where methodologies extend the one that it stands in, it concerns them."""
    groups: dict[Any, list[Change]] = {}
    for change in found:
        of_method = change.id in standard.methodologies and change.line is not None
        key = (change.file, change.line, change.what, repr(change.old), repr(change.new)) if of_method else id(change)
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        first = next((one for one in group if _stands_in_own_file(one)), group[0])
        heirs = tuple(one.id for one in group if one is not first)
        yield replace(first, concerns=(*first.concerns, *heirs)) if heirs else first


def _stands_in_own_file(change: Change) -> bool:
    return change.file.endswith(f"/{change.id}.yaml")


def _of_one(pair: Pair, part: Part, name: str, before: Any, after: Any) -> Iterator[Change]:
    sides = pair.alike
    old = None if before is None else part.facts(sides[0], name, before)
    new = None if after is None else part.facts(sides[1], name, after)
    concerns = pair.using(name.partition(":")[2]) if part.name == "input" else ()
    for difference in differences(old, new):
        row = rule_for(part.rules, difference.path)
        place = _place(pair, part, name, difference)
        yield _change(name, row, row.verdict(Seen(name, difference, pair)), difference, place, concerns)


def _place(pair: Pair, part: Part, name: str, difference: Difference) -> Place:
    side = pair.before if difference.new is None else pair.after
    return part.place(side, name, difference.in_file)


def _change(
    name: str, row: Rule, verdict: Verdict, difference: Difference, place: Place, concerns: tuple[str, ...] = ()
) -> Change:
    where = named_at(row.pattern, difference.path)
    what = say(f"changes.what.{row.subject}")
    if where:
        what = say("changes.what_where", what=what, where=where)
    old, new = (_in_short(name, value, whole=not difference.path) for value in (difference.old, difference.new))
    facts = {"what": what, "old": shown(old), "new": shown(new)}
    because = say(f"changes.because.{verdict.because}")
    text = say("changes.sentence", change=say(f"changes.{difference.verb}", **facts), because=because)
    return Change(
        id=name,
        what=f"{row.subject}-{difference.verb}",
        path=".".join(map(str, difference.path)),
        old=fixed(old),
        new=fixed(new),
        severity=verdict.severity,
        text=text,
        file=place[0],
        line=place[1],
        concerns=concerns,
    )


def _in_short(name: str, value: Any, *, whole: bool) -> Any:
    """A fact; of a whole definition its title, since all that it says would hide that it is new."""
    return value.get("title") or name if whole and isinstance(value, dict) else value


def _versions_raised(pair: Pair) -> Iterator[Change]:
    """Versions of definitions that are in both."""
    for part in PARTS:
        if not part.versioned:
            continue
        old, new = _models(part, pair.old), _models(part, pair.new)
        for name in new:
            if name in old and old[name].version != new[name].version:
                row = Rule("version", ("version",), WORDING, WORDING, WORDING)
                difference = Difference(("version",), old[name].version, new[name].version)
                yield _change(name, row, WORDING, difference, part.place(pair.after, name, ("version",)))


def _models(part: Part, standard: Standard) -> Any:
    return standard.indicators if part.name == "indicator" else standard.methodologies
