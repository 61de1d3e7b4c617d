"""What figures read from a card: nodes, areas, periods, titles, numbers, and where all of it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.model.period import Period
from sdg_standard.plot.drawing import Labels
from sdg_standard.publish.looks import Look, looks_of
from sdg_standard.publish.names import Names
from sdg_standard.publish.words import unit_text, voice
from sdg_standard.results.meant import period_meant

Chosen = str | Iterable[str] | None
"""Names of some nodes or areas, or one of them; of nodes also a level. None: the ones that are usual."""
OF = ("score", "value", "coverage", "rank")


@dataclass(frozen=True)
class Source:
    """A card as figures see it, in one language."""

    card: Card
    language: str

    @cached_property
    def names(self) -> Names:
        """Titles in the language."""
        return Names(self.card.standard, self.card._plan, self.language)

    # what is chosen

    def period(self, asked: str | int | None) -> str:
        """The period asked for, or the newest. Raises UnknownId."""
        if asked is not None:
            return period_meant(asked, self.card.periods)
        return max(self.card.periods, key=lambda text: (Period.parse(text).end, Period.parse(text).start))

    def area(self, asked: str | None) -> str:
        """The area asked for; the only one. Raises UnknownId, also where none is named and there are several."""
        if asked is None and len(self.card.areas) == 1:
            return self.card.areas[0]
        return self.card.area_meant("" if asked is None else asked)

    def areas(self, asked: Chosen) -> tuple[str, ...]:
        """The areas asked for, each once, or all. Raises UnknownId."""
        if asked is None:
            return self.card.areas
        return tuple(dict.fromkeys(map(self.card.area_meant, [asked] if isinstance(asked, str) else asked)))

    def nodes(self, asked: Chosen) -> tuple[str, ...]:
        """The nodes asked for, by id, title or level (the first level with several). Raises UnknownId."""
        if asked is None:
            return self.first_level
        if isinstance(asked, str):
            level = tuple(name for name in self.card.nodes if self.card._plan.node(name).level == asked)
            return level or (self.card.node_meant(asked),)
        return tuple(dict.fromkeys(map(self.card.node_meant, asked)))

    @cached_property
    def first_level(self) -> tuple[str, ...]:
        """The roots, or what stands below a single one, as far as it is shown."""
        found = self.shown(self.card._plan.tree.roots)
        while len(found) == 1 and found[0] in self.card._plan.branches:
            found = self.children(found[0])
        return found

    def children(self, node: str) -> tuple[str, ...]:
        """What stands below a node, as far as it is shown."""
        branch = self.card._plan.branches.get(node)
        return self.shown(branch.children) if branch else ()

    def shown(self, nodes: Iterable[str]) -> tuple[str, ...]:
        """Those of some nodes that are not hidden."""
        return tuple(name for name in nodes if not self.card._plan.node(name).hidden)

    # numbers and words

    def matrix(self, of: str, nodes: tuple[str, ...], areas: tuple[str, ...], period: str) -> pd.DataFrame:
        """Numbers with areas as rows and nodes as columns, both by id. Raises UnknownId for a column that is none."""
        if of not in OF:
            raise UnknownId("column of scores", of, OF)
        wide = self.card.wide(of)
        rows = wide[wide.index.get_level_values("period") == period].droplevel("period")
        return rows.loc[list(areas), list(nodes)].astype(float)

    def title(self, node: str) -> str:
        """The title of a node."""
        return self.names.node(node).text

    def titles(self, nodes: Iterable[str]) -> list[str]:
        """The titles of nodes; those that are alike with what they belong to."""
        nodes = tuple(nodes)
        count = Counter(map(self.title, nodes))
        return [self.title(name) if count[self.title(name)] == 1 else self._told_apart(name) for name in nodes]

    def _told_apart(self, node: str) -> str:
        above = [branch.id for branch in self.card._plan.branches.values() if node in branch.children]
        return f"{self.title(node)} ({self.title(above[0])})" if above else self.title(node)

    def area_name(self, area: str) -> str:
        """The name of an area."""
        return self.card.area_name(area)

    def unit(self, of: str, node: str | None = None) -> str:
        """What the numbers of a column are, in words: the scale of scores, or the unit of a node's values."""
        say = voice(self.language, "plot")
        if of == "value" and node is not None:
            return unit_text(self.card._unit_of(node), self.language) or say("axis.value")
        scale = self.card.methodology.scale
        return (
            say("axis.score", worst=f"{scale.worst:g}", best=f"{scale.best:g}") if of == "score" else say(f"axis.{of}")
        )

    def labels(self, title: str, unit: str) -> Labels:
        """Title and unit, with evidence, methodology and edition as the source."""
        made, about = self.card.provenance, self.card.standard.about
        said = voice(self.language, "plot")(
            "source.card",
            evidence=made.get("evidence") or "–",
            methodology=self.names.methodology.text,
            edition=about.edition,
            standard=about.id,
        )
        return Labels(title, unit, said)

    @cached_property
    def looks(self) -> dict[str, Look]:
        """How the labels of the first rating look."""
        for rules in self.card.methodology.ratings.values():
            return looks_of(rules, self.card.standard.vocabularies.get("ratings"), "r")
        return {}

    @cached_property
    def bands(self) -> tuple[tuple[float, str], ...]:
        """Where the bands of the first rating begin, with their colours; none where they differ by node."""
        scale = self.card.methodology.scale
        for rules in self.card.methodology.ratings.values():
            bands = [band for band in rules[0].bands if band.when is None]
            edges = [scale.worst if band.from_ is None else band.from_ for band in bands]
            numbers = [float(edge) for edge in edges if isinstance(edge, int | float)]
            if len(rules) == 1 and rules[0].of in (None, "score") and len(numbers) == len(bands):
                return tuple((edge, self.looks[band.label].colour) for edge, band in zip(numbers, bands, strict=True))
        return ()

    def colour(self, rating: str) -> str | None:
        """The colour of a label; None for none."""
        look = self.looks.get(rating)
        return look.colour if look else None


def as_source(data: object, language: str) -> Source | None:
    """A card as a source; None for a frame. Raises TypeError for anything else, UnknownId for a wrong language."""
    voice(language, "plot")
    if isinstance(data, Card):
        return Source(data, language)
    if isinstance(data, pd.DataFrame | pd.Series):
        return None
    raise TypeError(f"a figure takes a scorecard or a frame of pandas, not {type(data).__name__}")


def as_frame(data: object, columns: tuple[str, ...] = ()) -> pd.DataFrame:
    """A frame of a caller, with the columns that are needed. Raises UnknownId for a column that is not there."""
    frame = data.to_frame() if isinstance(data, pd.Series) else data
    assert isinstance(frame, pd.DataFrame)
    for name in columns:
        if name not in frame.columns:
            raise UnknownId("column", name, map(str, frame.columns))
    return frame


def at(period: object) -> float:
    """Where a period lies on an axis of years: its middle, half a year earlier, so that 2021 lies at 2021.

    Raises ValueError for what is neither a number nor a period.

    >>> at("2021"), at(2019), round(at("2020-Q1"), 2), at("2019/2020")
    (2021.0, 2019.0, 2019.62, 2019.5)
    """
    if isinstance(period, int | float):
        return float(period)
    span = Period.parse(str(period))
    ends = [day.year + (day.timetuple().tm_yday - 1 + more) / 365.25 for day, more in ((span.start, 0), (span.end, 1))]
    return round(sum(ends) / 2 - 0.5, 2)
