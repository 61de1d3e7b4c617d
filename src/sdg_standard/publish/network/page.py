"""The whole page, as a view and a template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sdg_standard._files import write_together
from sdg_standard.model.network import CommonBenchmark
from sdg_standard.network.orientation import MemberPart, Orientation
from sdg_standard.publish.figures import DotPlot, Scale
from sdg_standard.publish.figures import style as figure_style
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.network.municipality import entries, first_levels, municipality, range_rows
from sdg_standard.publish.network.wording import Wording
from sdg_standard.publish.templating import POLICY, rendered, stylesheet
from sdg_standard.publish.words import voice
from sdg_standard.words.numbers import numerals

if TYPE_CHECKING:
    from sdg_standard.network import Network


@dataclass(frozen=True)
class MemberRow:
    """A member in the table of all."""

    name: str
    since: str
    edition: str
    shares: str
    covered: str
    verified: str
    place: int


@dataclass(frozen=True)
class RangeRow:
    """The range of a series in the table of all."""

    title: Phrase
    n: int
    low: str
    median: str
    high: str


def write_network_report(
    network: Network,
    path: str | Path,
    language: str | None = None,
    *,
    period: str | int | None = None,
    template: str | Path | None = None,
) -> None:
    """Write the common orientation to the councils of a network as one HTML file; see :func:`orientation_html`.

    ``language`` is that of the network unless another is asked for, ``period`` the newest. Raises UnknownId for a
    period in which nothing was scored, :class:`~sdg_standard.errors.OutputError` where it cannot be written.
    """
    made = orientation_html(network.orientation(period), language or network.about.language, template=template)
    write_together({Path(path): made})


def orientation_html(orientation: Orientation, language: str = "nb", *, template: str | Path | None = None) -> str:
    """Return one page for all councils: what is measured together, the ranges, decisions, and what to learn from whom.

    Members stand by their area ids and never by their scores. The page needs no network and no script, and is the same
    bytes each time. Raises UnknownId for a language.
    """
    say = voice(language, "network")
    wording = Wording(orientation, language, say, numerals(language))
    parts = [municipality(wording, part, place) for place, part in enumerate(orientation.members)]
    facts: dict[str, Any] = {
        "language": language,
        "policy": POLICY,
        "style": Markup("\n".join([stylesheet(template), figure_style()])),
        "say": say,
        "title": say("title", name=orientation.title),
        "lead": _lead(wording),
        "under": _under(wording),
        "members": [_member(wording, part, place) for place, part in enumerate(orientation.members)],
        "benchmarks": [_benchmark(wording, each) for each in orientation.benchmarks],
        "plot": _plot(wording),
        "few": "" if orientation.ranges else _few(wording),
        "ranges": _ranges(wording),
        "parts": parts,
    }
    return rendered("network.html.j2", facts, template)


def _lead(wording: Wording) -> str:
    members = [part for part in wording.orientation.members if part.standing == "member"]
    shared = sum(part.member.shares for part in members)
    return wording.say("lead", n=len(members), shared=shared)


def _under(wording: Wording) -> list[str]:
    """Under which edition, methodology and period everything was measured."""
    orientation, say = wording.orientation, wording.say
    methodology = orientation.standard.text(orientation.methodology, "title", wording.language)
    facts = [say("edition", edition=orientation.edition), say("methodology", title=methodology)]
    if orientation.card is not None:
        facts.append(say("measured", n=len(orientation.card._plan.leaves)))
    return [*facts, say("period", period=orientation.period) if orientation.period else say("no_period")]


def _member(wording: Wording, part: MemberPart, place: int) -> MemberRow:
    say, member, cover = wording.say, part.member, part.coverage
    left = say("until", joined=wording.day(member.joined), left=wording.day(member.left)) if member.left else ""
    adopted = ", ".join(filter(None, (member.edition, member.decision))) if member.edition is not None else "–"
    return MemberRow(
        name=part.name,
        since=left or wording.day(member.joined),
        edition=adopted,
        shares=say("yes" if member.shares else "no"),
        covered=say("of", n=cover.reported, total=cover.of) if cover is not None else "–",
        verified=str(cover.verified) if cover is not None else "–",
        place=place,
    )


def _benchmark(wording: Wording, each: CommonBenchmark) -> tuple[Phrase, str, str, str]:
    held = [part.name for part in wording.orientation.members if each.holds_for(part.member)]
    where = ", ".join(filter(None, (each.adopted_by, each.decision, wording.day(each.on))))
    return wording.series_title(each.series), wording.target(each), where, wording.say.listed(held) if held else "–"


def _few(wording: Wording) -> str:
    n = sum(part.compared for part in wording.orientation.members)
    return wording.say("few", n=n) if n else wording.say("none_compared")


def _plot(wording: Wording) -> DotPlot | None:
    """Where the members lie: the ranges of the parts."""
    orientation, say = wording.orientation, wording.say
    depths = first_levels(orientation)
    rows = range_rows(wording, list(depths), depths)
    if not rows or orientation.card is None:
        return None
    whole = orientation.card.methodology.scale
    heads = (say("part"), "", say("range"), "")
    scale = Scale(whole.worst, whole.best)
    title = say("ranges_title", period=orientation.period)
    return DotPlot(title, rows, scale, heads, tuple(entries(wording, "")), say("legend"))


def _ranges(wording: Wording) -> list[RangeRow]:
    card = wording.orientation.card
    found = []
    for node, known in wording.orientation.ranges.items() if card is not None else ():
        leaf = card._plan.leaves.get(node) if card is not None else None
        if leaf is None:
            continue
        unit = leaf.read_unit or ""
        low, middle, high = (wording.number(node, each, unit) for each in (known.p10, known.median, known.p90))
        found.append(RangeRow(wording.title(node), known.n, low, middle, high))
    return found
