"""Frames that are handed out: whoever asks may change what he gets, and nobody else sees it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from numpy.typing import NDArray

COPIES_ON_WRITE = int(pd.__version__.partition(".")[0]) >= 3
"""Whether a shallow copy of a frame is copied whole by pandas itself before it is changed."""


def handed_out(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of the reader's own; where pandas copies on write, nothing is copied until somebody writes.

    >>> kept = pd.DataFrame({"value": [1.0, 2.0]})
    >>> theirs = handed_out(kept)
    >>> theirs.loc[0, "value"] = 99.0
    >>> kept["value"].tolist()
    [1.0, 2.0]
    """
    return frame.copy(deep=not COPIES_ON_WRITE)


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """A view of an array through which it cannot be changed.

    >>> import numpy as np
    >>> read_only(np.zeros(2)).flags.writeable
    False
    """
    view = array.view()
    view.flags.writeable = False
    return view
