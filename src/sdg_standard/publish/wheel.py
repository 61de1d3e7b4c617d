"""The wheel of scores as SVG: rings for the branches from the first level outwards, a bar for each indicator."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from sdg_standard.publish.geometry import arc, point, rungs, sector, text_width, wrapped
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.wording import score_text

CENTRE = 82.0
RINGS = (44.0, 40.0, 34.0, 30.0)
"""How thick the rings are, from the inside."""
OUTER = 330.0
"""Where the longest bar ends."""
LONGEST_LABEL = 190.0
LABEL_AT = OUTER + 12
LABEL_SIZE, RING_SIZE = 14.0, 14.0
MOST_LABELS, MOST_LEAVES, FEWEST_LEAVES = 40, 240, 8
GAP = 0.7
"""Room between the groups of the first ring, in leaves."""


@dataclass(frozen=True)
class Segment:
    """A node's piece of a ring; ``path`` tells two pieces of one leaf apart."""

    node: str
    ring: int
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The turn of its middle."""
        return (self.start + self.end) / 2


@dataclass
class Layout:
    """All pieces of a wheel. It is the same for every area of a report."""

    branches: list[Segment] = field(default_factory=list)
    leaves: list[Segment] = field(default_factory=list)
    rings: int = 0
    centre: str = ""

    @property
    def bars_from(self) -> float:
        """The radius where the bars begin."""
        return CENTRE + sum(RINGS[: self.rings]) + 6

    def labelled(self, report: Report) -> int:
        """The ring whose names stand outside: the outermost with few enough pieces that is not of targets."""
        for ring in reversed(range(self.rings)):
            found = [item for item in self.branches if item.ring == ring]
            if len(found) <= MOST_LABELS and not any(item.node.startswith("target:") for item in found):
                return ring
        return -1


def layout(report: Report) -> Layout | None:
    """Return the pieces of the wheel; None where it makes no sense: too few or many leaves, no levels, repeats."""
    single = report.roots[0] if len(report.roots) == 1 else ""
    tops = report.children(single) if single else report.roots
    sizes: dict[str, int] = {}
    if any(_size(report, name, sizes, 0) > MOST_LEAVES for name in tops) or not _fits(report, tops, sizes):
        return None
    groups = [name for name in tops if not report.is_leaf(name)]
    total = sum(sizes[name] for name in tops) + GAP * len(tops)
    made = Layout(centre=single)
    start = 0.0
    for name in tops:
        start += GAP / 2
        _place(report, made, name, 0, start, total, sizes)
        start += sizes[name] + GAP / 2
    once = len({item.node for item in made.branches}) == len(made.branches)
    return made if once and len(groups) > 1 and made.rings <= len(RINGS) else None


def _size(report: Report, name: str, sizes: dict[str, int], depth: int) -> int:
    """Leaves below a node, each as often as it stands there; far too many where the tree is deeper than the wheel."""
    if name not in sizes:
        if depth > len(RINGS):
            return MOST_LEAVES + 1
        below = [_size(report, child, sizes, depth + 1) for child in report.children(name)]
        sizes[name] = 1 if report.is_leaf(name) else sum(below)
    return sizes[name]


def _fits(report: Report, tops: tuple[str, ...], sizes: dict[str, int]) -> bool:
    plan = report.card._plan
    count = sum(sizes[name] for name in tops)
    scores = all(plan.node(name).gives == "score" for name in plan.order if not plan.node(name).hidden)
    return FEWEST_LEAVES <= count <= MOST_LEAVES and scores


def _place(
    report: Report, made: Layout, name: str, ring: int, start: float, total: float, sizes: dict[str, int]
) -> None:
    piece = Segment(name, ring, start / total, (start + sizes[name]) / total)
    if report.is_leaf(name):
        made.leaves.append(piece)
        return
    made.branches.append(piece)
    made.rings = max(made.rings, ring + 1)
    for child in report.children(name):
        _place(report, made, child, ring + 1, start, total, sizes)
        start += sizes[child]


# drawing


def wheel(report: Report, area: str, made: Layout, key: str) -> Html:
    """Return the drawing for one area, with a title and a description; ``key`` makes its ids its own."""
    say = report.say
    title = say("wheel.title", area=report.area_name(area), period=report.period_text)
    outside = made.labelled(report)
    names = [report.names.node(item.node).text for item in made.branches if item.ring == outside]
    widest = max((text_width(name, LABEL_SIZE) for name in names), default=0.0)
    half = math.ceil(LABEL_AT + min(widest, LONGEST_LABEL) + 12)
    shapes = [
        *(_branch(report, area, item, outside, f"{key}-{place}") for place, item in enumerate(made.branches)),
        *(_leaf(report, area, item, made.bars_from) for item in made.leaves),
        el("circle", r=f"{OUTER:g}", class_="rim"),
        *(_outside(report, item) for item in made.branches if item.ring == outside),
        _centre(report, area, made),
    ]
    return el(
        "svg",
        el("title", title, id=f"{key}-t"),
        el("desc", _description(report, area, made), id=f"{key}-d"),
        *shapes,
        viewBox=f"-{half} -{half} {2 * half} {2 * half}",
        role="img",
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
        class_="wheel",
    )


def rings_in_words(report: Report, made: Layout) -> str:
    """The levels of the rings from the centre outwards."""
    found: list[str] = []
    for ring in range(made.rings):
        levels = dict.fromkeys(report.branch(item.node).level for item in made.branches if item.ring == ring)
        found += [report.names.level(level).text.lower() for level in levels]
    return report.say.listed(list(dict.fromkeys(found)))


def _description(report: Report, area: str, made: Layout) -> str:
    cells = report.cells[area]
    first = [item.node for item in made.branches if item.ring == 0 and not math.isnan(cells[item.node].score)]
    scores = "; ".join(f"{report.names.node(name)}: {_standing(report, area, name)}" for name in first)
    return report.say("wheel.desc", rings=rings_in_words(report, made), scores=f"{scores}." if scores else "")


def _standing(report: Report, area: str, name: str) -> str:
    """Score and rating, or the reason why there is none, as text."""
    cell = report.cells[area][name]
    if math.isnan(cell.score):
        return report.names.term("reasons", cell.reason).text if cell.reason else report.say("no_number")
    rating = f", {report.names.term('ratings', cell.rating)}" if cell.rating else ""
    return f"{score_text(report, cell)}{rating}"


def _hint(report: Report, area: str, name: str) -> Html:
    return el("title", f"{report.names.node(name)}: {_standing(report, area, name)}")


def _branch(report: Report, area: str, item: Segment, outside: int, key: str) -> Html:
    """A piece of a ring with as much of its name and score as there is room for."""
    cell = report.cells[area][item.node]
    inner = CENTRE + sum(RINGS[: item.ring])
    outer = inner + RINGS[item.ring] - 2
    look = report.look(cell)
    css = "none" if math.isnan(cell.score) else look.css if look else "plain"
    shape = el(
        "path", _hint(report, area, item.node), d=sector(inner, outer, item.start, item.end), class_=f"seg {css}"
    )
    return joined([shape, _along(report, area, item, (inner + outer) / 2, outside, css, key)])


def _along(report: Report, area: str, item: Segment, radius: float, outside: int, css: str, key: str) -> Html | None:
    """Text along the piece: name and score, or the score alone, or nothing."""
    cell = report.cells[area][item.node]
    score = "" if math.isnan(cell.score) else score_text(report, cell)
    name = report.names.node(item.node).text
    short = report.names.short(item.node)
    if item.ring == outside:  # the name stands outside already
        choices = [score] if name == short else [f"{short}  {score}".strip(), score]
    else:
        choices = [f"{name}  {score}".strip(), f"{short}  {score}".strip(), name, score, short]
    room = 2 * math.pi * radius * min(item.end - item.start, 0.5) - 10
    text = next((words for words in choices if words and text_width(words, RING_SIZE) * 1.06 <= room), "")
    if not text:
        return None
    below = 0.25 < item.middle % 1 < 0.75
    line = radius + RING_SIZE * (0.36 if below else -0.36)
    path = el("path", id=key, d=arc(line, item.start, item.end), fill="none")
    words = el("textPath", text, href=f"#{key}", startOffset="50%", text_anchor="middle")
    return joined([path, el("text", words, class_=f"on {css}", font_size=f"{RING_SIZE:g}")])


def _leaf(report: Report, area: str, item: Segment, inner: float) -> Html:
    """The bar of an indicator on its track; an empty frame where there is no score."""
    cell = report.cells[area][item.node]
    hint = _hint(report, area, item.node)
    share = report.share(cell.score)
    margin = (item.end - item.start) * 0.08
    start, end = item.start + margin, item.end - margin
    if math.isnan(share):
        return el("path", hint, d=sector(inner, OUTER, start, end), class_="gap")
    look = report.look(cell)
    track = el("path", d=sector(inner, OUTER, start, end), class_="track")
    outer = inner + max((OUTER - inner) * share, 3.0)
    bar = el("path", hint, d=sector(inner, outer, start, end), class_=f"bar {look.css if look else 'plain'}")
    lines = rungs(inner, outer, start, end, look.rungs) if look else ""
    return joined([track, bar, el("path", d=lines, class_=f"rungs {look.css}") if look and lines else None])


def _outside(report: Report, item: Segment) -> Html:
    """The name of a piece, written outwards from the rim."""
    high = 2 * math.pi * LABEL_AT * (item.end - item.start)
    lines = wrapped(report.names.node(item.node).text, LABEL_SIZE, LONGEST_LABEL, 1 if high < 2.1 * LABEL_SIZE else 2)
    left = item.middle % 1 > 0.5
    x, y = point(LABEL_AT, item.middle)
    turn = item.middle * 360 - 90 + (180 if left else 0)
    first = 0.35 - 0.55 * (len(lines) - 1)
    spans = _spans(lines, first)
    return el(
        "text",
        *spans,
        transform=f"translate({x:g} {y:g}) rotate({turn:.2f})",
        text_anchor="end" if left else "start",
        class_="name",
        font_size=f"{LABEL_SIZE:g}",
    )


def _spans(lines: list[str], first: float) -> Iterator[Html]:
    for place, line in enumerate(lines):
        yield el("tspan", line, x="0", dy=f"{first if place == 0 else 1.1:.2f}em")


def _centre(report: Report, area: str, made: Layout) -> Html:
    """The score of the single root, or the name of the area."""
    if made.centre:
        cell = report.cells[area][made.centre]
        number = score_text(report, cell)
        below = wrapped(report.names.node(made.centre).text, 15, 2 * CENTRE - 36, 2)
        return joined(
            [_line(number, -2, 34, "big"), *(_line(line, 22 + 18 * n, 15, "name") for n, line in enumerate(below))]
        )
    lines = wrapped(report.area_name(area), 22, 2 * CENTRE - 24, 2)
    top = -6 - 12 * (len(lines) - 1)
    names = [_line(line, top + 25 * n, 22, "big") for n, line in enumerate(lines)]
    return joined([*names, _line(report.period_text, top + 25 * len(lines) + 2, 16, "name")])


def _line(text: str, y: float, size: float, css: str) -> Html:
    return el("text", text, x="0", y=f"{y:g}", text_anchor="middle", font_size=f"{size:g}", class_=css)
