"""What figures for notebooks look like: coarse grey pictures of 24 by 16, so that fonts may differ and marks may not.

``SDG_REWRITE=1`` writes them anew; look at the figures before you believe the difference.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plot_samples import FRAMES

pytestmark = pytest.mark.integration
STORED = Path(__file__).with_name("plot_pixels.json")
WIDE, HIGH, TOLERANCE = 24, 16, 6.0
"""Columns and rows of a picture, and the mean difference of grey values (0 to 255) that is no change."""


def picture(ax: Any) -> np.ndarray[Any, Any]:
    """The mean grey of each cell of a grid over the figure."""
    data = io.BytesIO()
    figure = ax.figure
    figure.set_layout_engine("none")  # where things lie must not hang on the width of a font
    figure.set_size_inches(6, 4)
    ax.set_position((0.1, 0.1, 0.8, 0.8))
    for text in [*ax.texts, ax.title, ax.xaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels(), *figure.texts]:
        text.set_visible(False)
    figure.savefig(data, format="raw", dpi=60)
    pixels = np.frombuffer(data.getvalue(), dtype=np.uint8).reshape(240, 360, 4)[..., :3].mean(axis=2)
    return pixels.reshape(HIGH, 240 // HIGH, WIDE, 360 // WIDE).mean(axis=(1, 3)).round()


def test_pictures_are_as_they_were() -> None:
    found = {name: picture(draw()).astype(int).tolist() for name, draw in FRAMES.items()}
    if os.environ.get("SDG_REWRITE"):
        lines = (
            f"{json.dumps(name)}: {json.dumps(grey, separators=(',', ':'))}" for name, grey in sorted(found.items())
        )
        STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert set(stored) == set(found)
    apart = {name: float(np.abs(np.array(found[name]) - np.array(stored[name])).mean()) for name in found}
    assert not {name: far for name, far in apart.items() if far > TOLERANCE}


def test_a_change_would_be_seen() -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert np.abs(np.array(stored["dots"]) - np.array(stored["wheel"])).mean() > TOLERANCE
