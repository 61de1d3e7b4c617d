"""One figure of each kind, with a gap, a hostile name, and the texts that each must show."""

from __future__ import annotations

import math
from typing import Any

from sdg_standard.publish import figures as f

EVIL = '<script>alert("x")</script>\u202e=HYPERLINK("a")\nÆ🙂&'
GOOD, BAD = f.Sign("▲", "r0-1", "High", 0.0), f.Sign("▼", "r0-0", "Low", 9.0)
ENTRIES = (f.Entry("High", GOOD), f.Entry("Peers", shape="range"))


def ring_tree(share: float = 0.5) -> tuple[f.RingNode, ...]:
    """Three parts of two groups of two indicators; one indicator has no number."""
    return tuple(
        f.RingNode(
            f"p{part}",
            f"Part {part} {EVIL}",
            "50",
            0.5,
            GOOD,
            f"P{part}",
            "50",
            tuple(
                f.RingNode(
                    f"p{part}g{group}", f"Group {part}{group}", "50", 0.5, BAD, "", "50", leaves(part, group, share)
                )
                for group in range(2)
            ),
        )
        for part in range(3)
    )


def leaves(part: int, group: int, share: float) -> tuple[f.RingNode, ...]:
    """Two indicators of a group; the very first has no number."""
    found = (f.RingNode(f"l{part}{group}{n}", f"Indicator {part}{group}{n}", "75", share, BAD) for n in range(2))
    return tuple(f.RingNode(one.id, one.name, "Not reported") if one.id == "l000" else one for one in found)


def figures() -> dict[str, Any]:
    """A figure of each kind by its class."""
    return {**of_numbers(), **of_wholes()}


def of_wholes() -> dict[str, Any]:
    """Figures over time, of parts, and of what is there."""
    texts = {2020: "Not reported"}
    series = ((2018, 64.0), (2019, 66.0), (2020, math.nan), (2021, 71.0), (2022, 69.0))
    moments = tuple(f.Moment(at, value, str(at), texts.get(at, f"{value:g}")) for at, value in series)
    aim = f.Moment(2030, 90, "2030", "target 90")
    rows = (f.SlopeRow(EVIL, 50, 75, "50", "75", GOOD), f.SlopeRow("Gap", 50, math.nan, "50", "Not reported", f.PLAIN))
    parts = (f.Part(30, "30", f.part_sign(0, "Water")), f.Part(-10, "-10", f.part_sign(1, EVIL)))
    states = [f.state(name, name.title()) for name in ("reported", "missing", "verified", "filled", "withheld")]
    squares = tuple(f.Square(f"{EVIL} {place}", sign) for place, sign in enumerate(states))
    heads = ("Part", "municipalities", "Median", "Middle")
    spread = f.Spread(EVIL, f.counted([0, 5, 5.5, 80, 100], f.Scale(0, 100)), 5.5, ("5", "5.5", "0 to 100"), 1, "#a")
    none = f.Spread("Nothing", f.counted([math.nan], f.Scale(0, 100)), math.nan, ("0", "Not reported", ""))
    return {
        "Line": f.Line(
            "Over time",
            EVIL,
            moments,
            aim,
            "%",
            "3 a year",
            (f.Tick(60, "60"),),
            ("Year", "Value", "What"),
            ("seen", "target"),
        ),
        "Slope": f.Slope("Two years", EVIL, rows, f.Scale(0, 100), ("Part", "2020", "2022")),
        "Contributions": f.Contributions(
            "Parts", (f.Stack("Asker", parts, "20"),), 100, ("Municipality", "Sum"), "Parts"
        ),
        "CoverageMap": f.CoverageMap(
            "There", (f.CoverageRow("Water", squares, "1 of 5", 2),), ("Part", "There"), "States"
        ),
        "Distributions": f.Distributions("All", (spread, none), f.Scale(0, 100), heads, ENTRIES, "Signs"),
    }


def of_numbers() -> dict[str, Any]:
    """Figures of numbers beside each other."""
    scale = f.Scale(0, 100, (f.Tick(0, "0"), f.Tick(50, "50"), f.Tick(100, "100")))
    row = f.DotRow(
        EVIL, (f.Dot("Asker", 25, "25 %", BAD),), f.Span(10, 90, 60, "10 to 90, median 60"), f.Tick(75, "at least 75")
    )
    gap = f.DotRow("Nothing", (f.Dot("Asker", math.nan, "Not reported"),), depth=2, href="#there")
    both = f.DotRow("Both", (f.Dot("Asker", 25, "25", f.Sign("A")), f.Dot("Rana", 26, "26", f.Sign("R", "r0-1"))))
    tiles = (
        f.GoalTile(1, EVIL, "#E5243B", "75", GOOD, "3 of 4", "#goal-1"),
        f.GoalTile(2, "Zero hunger", "#DDA63A", "No indicator", known=False),
    )
    cells = (f.HeatCell("75.5 points", GOOD, "75"), f.HeatCell("Not reported"))
    many = tuple(f.HeatColumn(f"Column {n}", str(n)) for n in range(8))
    few = (f.HeatColumn("Asker", "A"), f.HeatColumn(EVIL))
    bars = (f.Bar(EVIL, 0.75, "75", GOOD, aim=0.9), f.Bar("Gap", math.nan, "Not reported"))
    series = ((2018, 64.0), (2019, 66.0), (2020, math.nan), (2021, 71.0), (2022, 69.0))
    texts = {2020: "Not reported"}
    moments = tuple(f.Moment(at, value, str(at), texts.get(at, f"{value:g}")) for at, value in series)
    return {
        "GoalTiles": f.GoalTiles("Goals", tiles, ("Goal", "Result", "Rating")),
        "Spark": f.Spark(EVIL, moments, ("Year", "Value")),
        "DotPlot": f.DotPlot("Dots", (row, gap), scale, ("Part", "Value", "Peers", "Benchmark"), ENTRIES, "Signs"),
        "DotPlot of several": f.DotPlot("Two", (both,), scale, ("Part", "", "", ""), ENTRIES, "Signs"),
        "Bars": f.Bars("Bars", bars, ("Part", "Score")),
        "HeatMap": f.HeatMap("Heat", few, (f.HeatRow("Water", cells),), "Part"),
        "HeatMap of many": f.HeatMap("Many", many, (f.HeatRow("Water", cells * 4, 1, "#w"),), "Part", ENTRIES, "Signs"),
        "Rings": f.Rings("Wheel", EVIL, ring_tree(), ("Asker", "2020"), ("Part", "Score"), ENTRIES, "Signs"),
    }  # fmt: skip
