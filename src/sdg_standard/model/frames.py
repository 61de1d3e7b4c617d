"""Frames that are taken in, of whatever library, and frames that are handed out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._signs import date_text, tidy
from sdg_standard.errors import EvidenceError, MissingExtra
from sdg_standard.model.codes import NOT_A_FRAME
from sdg_standard.words import say

COPIES_ON_WRITE = int(pd.__version__.partition(".")[0]) >= 3
"""Whether a shallow copy of a frame is copied whole by pandas itself before it is changed."""


def as_pandas(frame: Any) -> pd.DataFrame:
    """A frame of any library that shares its columns by Arrow, or a mapping of columns, as one of pandas.

    Polars, PyArrow, DuckDB, Ibis and their kin offer ``__arrow_c_stream__``, older libraries ``__dataframe__``; both
    are read by PyArrow (the extra ``parquet``). A frame of pandas is returned as it is. Raises EvidenceError for
    anything else and MissingExtra without PyArrow.

    >>> as_pandas({"area": ["alder"], "value": [96.0]}).shape
    (1, 2)
    """
    if isinstance(frame, pd.DataFrame):
        return frame
    if hasattr(frame, "__arrow_c_stream__"):
        return _pandas_of(_pyarrow().table(frame))
    if hasattr(frame, "__dataframe__"):
        _pyarrow()
        from pyarrow.interchange import from_dataframe

        return _pandas_of(from_dataframe(frame))
    try:
        if isinstance(frame, Mapping):
            return pd.DataFrame(dict(frame))
    except ValueError:  # columns of different lengths
        raise EvidenceError([NOT_A_FRAME.problem(say("model.columns_of_different_lengths"))]) from None
    raise EvidenceError([NOT_A_FRAME.problem(say("model.no_frame", kind=type(frame).__name__))])


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra(say("model.frames_of_other_libraries"), "pyarrow", "parquet") from error
    return pyarrow


def _pandas_of(table: Any) -> pd.DataFrame:
    """Whole numbers stay whole beside gaps, dates stay dates, and an index that pandas once wrote is left out."""
    made: pd.DataFrame = table.to_pandas(integer_object_nulls=True, date_as_object=True, ignore_metadata=True)
    return made


def as_text(cell: object) -> str:
    """A cell as text: a whole number without a point, ``true`` or ``false``, a date as ISO writes it.

    >>> as_text(2024.0), as_text(" NO-3203 "), as_text(date(2024, 3, 1)), as_text(True)
    ('2024', 'NO-3203', '2024-03-01', 'true')
    """
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return date_text(cell)
    return tidy(str(cell))


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
