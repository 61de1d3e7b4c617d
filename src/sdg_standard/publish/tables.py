"""The tables of one municipality: results in short, and each part with its indicators and gaps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdg_standard.publish.cells import (
    Head,
    benchmark_cell,
    change_cell,
    coverage_cell,
    data_cell,
    label,
    rating_cells,
    rating_heads,
    reason,
    score_text,
    standing_cells,
    standing_heads,
    value_cell,
)
from sdg_standard.publish.counts import absent_goals
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report import Cell, Report


@dataclass(frozen=True)
class Entry:
    """A node where it stands in a table."""

    node: str
    depth: int
    parent: str = ""
    repeated: bool = False


def outline(report: Report, tops: Sequence[str], *, below: bool = False) -> list[Entry]:
    """Nodes in reading order, each branch opened once; with ``below`` without the tops themselves."""
    entries: list[Entry] = []
    opened: set[str] = set()
    stack = [Entry(name, 0) for name in reversed(tops)]
    while stack:
        entry = stack.pop()
        again = entry.node in opened
        if not (below and entry.depth == 0):
            entries.append(Entry(entry.node, entry.depth - below, entry.parent, again))
        if not again and not report.is_leaf(entry.node):
            opened.add(entry.node)
            stack += [Entry(child, entry.depth + 1, entry.node) for child in reversed(report.children(entry.node))]
    return entries


def parts(report: Report) -> list[str]:
    """The branches that have a table of their own: the roots, or of a single root its children that are branches."""
    if len(report.roots) != 1:
        return [name for name in report.roots if not report.is_leaf(name)]
    below = [name for name in report.children(report.roots[0]) if not report.is_leaf(name)]
    return below or list(report.roots)


def loose_leaves(report: Report) -> list[str]:
    """Leaves that stand in no part: roots of their own, or directly below the single root."""
    inside = {entry.node for part in parts(report) for entry in outline(report, [part])}
    return [name for name in report.leaves if name not in inside]


def scroll(table: Html, name: str) -> Html:
    """A box in which a wide table scrolls by itself, reachable with the keyboard."""
    return el("div", table, class_="scroll", role="region", aria_label=name, tabindex="0")


def table(caption: str, heads: Sequence[Head], rows: Iterator[Html] | Sequence[Html], class_: str = "") -> Html:
    """A table in its box: caption, heads as (words, class), rows."""
    head = el("tr", *(el("th", words, scope="col", class_=css or None) for words, css in heads))
    body = el("tbody", joined(rows))
    made = el("table", el("caption", caption), el("thead", head), body, class_=class_ or None)
    return scroll(made, caption)


# results in short


def summary_table(report: Report, area: str) -> Html:
    """Every branch with score, rating and coverage; what the figure shows, in words."""
    say = report.say
    entries = [
        entry for entry in outline(report, report.roots) if not report.is_leaf(entry.node) and not entry.repeated
    ]
    heads = [(say("part"), ""), (say("score"), "n"), *rating_heads(report)]
    heads += [(say("coverage"), "n"), *standing_heads(report)]
    caption = say("summary.caption", area=report.area_name(area), period=report.period_text)
    rows = [_summary_row(report, area, entry) for entry in entries]
    return table(caption, heads, _with_every_goal(report, entries, rows, len(heads)), "summary")


def _with_every_goal(report: Report, entries: Sequence[Entry], rows: list[Html], width: int) -> list[Html]:
    """The rows with one for each goal that nothing measures, in its place: a report by goals has all 17."""
    absent = absent_goals(report)
    made: list[Html] = []
    for entry, row in zip(entries, rows, strict=True):
        number = _goal_of(entry.node)
        while absent and number is not None and min(absent) < number:
            made.append(_absent_goal(report, min(absent), absent.pop(min(absent)), entry.depth, width))
        made.append(row)
    depth = next((entry.depth for entry in entries if _goal_of(entry.node) is not None), 0)
    return made + [_absent_goal(report, number, known, depth, width) for number, known in absent.items()]


def _goal_of(node: str) -> int | None:
    level, _, number = node.partition(":")
    return int(number) if level == "goal" and number.isdigit() else None


def _absent_goal(report: Report, number: int, measured: bool, depth: int, width: int) -> Html:
    """The row of a goal without a node, with the reason in words."""
    title = report.names.text(f"goal:{number}", "title", report.card.standard.goal(number).title)
    name = el("th", f"{number} ", title.html, scope="row")
    why = report.say("goal.not_here" if measured else "goal.nowhere")
    return el("tr", name, el("td", why, colspan=str(width - 1), class_="mute"), class_=f"d{min(depth, 4)}")


def _summary_row(report: Report, area: str, entry: Entry) -> Html:
    cell = report.cells[area][entry.node]
    title = joined([report.names.node(entry.node).html, _level_tag(report, entry.node)], Html(" "))
    return el(
        "tr",
        el("th", title, scope="row"),
        score_cell(report, cell, meter=True),
        *rating_cells(report, cell),
        coverage_cell(report, area, entry.node),
        *standing_cells(report, area, cell),
        class_=f"d{min(entry.depth, 4)}",
    )


def _level_tag(report: Report, name: str) -> Html | None:
    level = report.branch(name).level
    return (
        None if level == "branch" or level == name else el("span", report.names.level(level).html, class_="small level")
    )


def score_cell(report: Report, cell: Cell, *, meter: bool = False, link: str = "") -> Html:
    """The score, perhaps with a bar of its length, and a mark where it was partly filled in."""
    shown: object = score_text(report, cell)
    if link:
        shown = el("a", shown, href=f"#{link}")
    bar = _meter(report, cell) if meter else None
    filled = el("span", report.say("imputed"), class_="tag") if cell.imputed else None
    return el("td", joined([bar, shown, filled], Html(" ")), class_="n score")


def _meter(report: Report, cell: Cell) -> Html | None:
    share = report.share(cell.score)
    if math.isnan(share):
        return None
    look = report.look(cell)
    bar = el("span", class_=look.css if look else None, style=f"width:{share * 100:.1f}%")
    return el("span", bar, class_="meter", aria_hidden="true")


# a part with its indicators


def part_section(report: Report, area: str, part: str, heading: str) -> Html:
    """A part: heading with its score, the table of indicators with numbers, the list of those without."""
    entries = outline(report, [part], below=True)
    cell = report.cells[area][part]
    rating = label(report, f"rating.{report.rating}", cell.rating, part) if report.rating else None
    why = None if rating or not cell.reason else reason(report, cell.reason).html
    standing = joined([score_text(report, cell) if not math.isnan(cell.number) else None, rating, why], Html(" "))
    title = el(heading, report.names.node(part).html, " ", el("span", standing, class_="standing"))
    return el("section", title, indicators(report, area, entries, str(report.names.node(part))), class_="part")


def indicators(report: Report, area: str, entries: Sequence[Entry], name: str) -> Html:
    """The two tables of a part: indicators with a number, and those without one with the reason."""
    cells = report.cells[area]
    have = {
        entry.node for entry in entries if report.is_leaf(entry.node) and not math.isnan(_any_number(cells[entry.node]))
    }
    gaps = [entry for entry in entries if report.is_leaf(entry.node) and entry.node not in have]
    nothing = el("p", report.say("details.none"), class_="mute")
    with_numbers = _indicator_table(report, area, _with_numbers(report, entries, have), name) if have else nothing
    return joined([with_numbers, _gap_list(report, area, gaps, name) if gaps else None])


def _any_number(cell: Cell) -> float:
    return cell.value if not math.isnan(cell.value) else cell.score


def _with_numbers(report: Report, entries: Sequence[Entry], have: set[str]) -> list[Entry]:
    """Leaves that have a number, and the branches they stand in."""
    kept: list[Entry] = []
    for place, entry in enumerate(entries):
        if report.is_leaf(entry.node):
            wanted = entry.node in have
        else:
            inside = []
            for item in entries[place + 1 :]:
                if item.depth <= entry.depth:
                    break
                inside.append(item.node)
            wanted = entry.repeated or any(node in have for node in inside)
        if wanted:
            kept.append(entry)
    return kept


def _indicator_table(report: Report, area: str, entries: Sequence[Entry], name: str) -> Html:
    say = report.say
    heads = [(say("indicator"), ""), (say("value"), "n")]
    heads += [(say("change"), "n")] if report.reads_changes else []
    heads += [(say("benchmark"), "n"), (say("score"), "n")]
    heads += [*rating_heads(report), (say("coverage"), "n"), *standing_heads(report), (say("data"), "")]
    caption = say("details.caption", part=name, area=report.area_name(area), period=report.period_text)
    rows = [
        _leaf_row(report, area, entry) if report.is_leaf(entry.node) else _group_row(report, area, entry)
        for entry in entries
    ]
    return table(caption, heads, rows, "indicators")


def _group_row(report: Report, area: str, entry: Entry) -> Html:
    """The row of a branch inside a part."""
    cell = report.cells[area][entry.node]
    again = el("span", report.say("repeated"), class_="small") if entry.repeated else None
    title = joined([report.names.node(entry.node).html, again], Html(" "))
    return el(
        "tr",
        el("th", title, scope="row", colspan="4" if report.reads_changes else "3"),
        score_cell(report, cell),
        *rating_cells(report, cell),
        coverage_cell(report, area, entry.node),
        *standing_cells(report, area, cell),
        el("td"),
        class_=f"group d{min(entry.depth, 4)}",
    )


def _leaf_row(report: Report, area: str, entry: Entry) -> Html:
    """The row of an indicator; its name leads to the explanation."""
    cell = report.cells[area][entry.node]
    name = el("a", report.names.node(entry.node).html, href=f"#{how_id(report, area, entry.node)}")
    return el(
        "tr",
        el("th", name, scope="row"),
        value_cell(report, area, entry.node),
        change_cell(report, area, entry.node) if report.reads_changes else None,
        benchmark_cell(report, area, entry.node),
        score_cell(report, cell),
        *rating_cells(report, cell),
        coverage_cell(report, area, entry.node),
        *standing_cells(report, area, cell),
        data_cell(report, area, entry.node),
        class_=f"leaf d{min(entry.depth, 4)}",
    )


def _gap_list(report: Report, area: str, gaps: Sequence[Entry], name: str) -> Html:
    """Indicators without a number, folded, each with its reason in words."""
    say = report.say
    caption = say("gaps.caption", part=name, area=report.area_name(area), period=report.period_text)
    heads = [(say("indicator"), ""), (say("part"), ""), (say("reason"), "")]
    rows = [_gap_row(report, area, entry) for entry in gaps]
    summary = el("summary", say("gaps.summary", n=len(gaps)))
    return el("details", summary, table(caption, heads, rows, "gaps"))


def _gap_row(report: Report, area: str, entry: Entry) -> Html:
    code = report.cells[area][entry.node].reason
    why = f"why.{code}"
    sentence = el("span", report.say(why), class_="small") if report.say.has(why) else None
    parent = report.names.node(entry.parent).html if entry.parent else ""
    return el(
        "tr",
        el("th", report.names.node(entry.node).html, scope="row"),
        el("td", parent),
        el("td", joined([reason(report, code).html, sentence], Html(" "))),
    )


def how_id(report: Report, area: str, name: str) -> str:
    """The anchor of the explanation of a leaf."""
    return f"how-{report.areas.index(area)}-{report.leaf_places[name]}"
