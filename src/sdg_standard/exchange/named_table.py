"""A table of named columns, from whatever file or answer it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import Problem
from sdg_standard.model.origins import Origins


@dataclass(frozen=True)
class NamedTable:
    """A table of somebody else, as it stands, and where each of its rows came from.

    ``frame`` has a column for each name; cells are texts, "" where there is nothing, or floats; its index does not
    count. ``origins`` has the place of each row. ``positions`` are the columns of the file by name, from 1, where it
    has such. ``alone``, if given, says of each row whether it has one filled cell only, as titles and footnotes do;
    ``percent`` names columns in which Excel shows numbers as per cent. ``said`` are texts of our columns that the table
    itself says of all its rows, such as its ``source``; what a mapping says goes before them.
    """

    frame: pd.DataFrame
    origins: Origins
    positions: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    alone: NDArray[np.bool_] | None = None
    percent: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)
