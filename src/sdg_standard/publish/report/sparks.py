"""A small line of the values so far, beside the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from sdg_standard.publish.markup import Html, el

WIDTH, HEIGHT, MARGIN = 64.0, 18.0, 3.0
FEWEST = 3
"""Two values are no line that says more than the change in words."""


def spark(values: Sequence[float]) -> Html | None:
    """A line through values in the order of time, the last marked; None for fewer than three."""
    if len(values) < FEWEST:
        return None
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    points = [
        (MARGIN + place * step, HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / spread)
        for place, value in enumerate(values)
    ]
    line = el("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
    dot = el("circle", cx=f"{points[-1][0]:.1f}", cy=f"{points[-1][1]:.1f}", r="2.2")
    box = f"0 0 {WIDTH:g} {HEIGHT:g}"
    return el(
        "svg", line, dot, class_="spark", viewBox=box, width=f"{WIDTH:g}", height=f"{HEIGHT:g}", aria_hidden="true"
    )
