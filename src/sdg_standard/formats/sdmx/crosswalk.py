"""Which series of ours speaks to which indicator of the UN, and what is known of the UN's codes for it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

import pandas as pd

from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard

FILE = "crosswalks/un-sdg.csv"
"""Below the standard: a row for each global indicator, with source; a code that no source has is empty."""
COLUMNS = (
    *("series", "relation", "source", "un_indicator", "unsd_code"),
    *("un_series", "n_series", "unit_measure", "source_of_codes", "note"),
)


@cache
def un_codes() -> Mapping[str, Mapping[str, str]]:
    """What is known of each global indicator, by its number.

    >>> un_codes()["11.6.2"]["unsd_code"]
    'C110602'
    """
    with (bundled("standard") / FILE).open(encoding="utf-8", newline="") as stream:
        return {row["un_indicator"]: row for row in csv.DictReader(stream)}


def crosswalk(standard: Standard) -> pd.DataFrame:
    """A row for each series and each indicator of the UN that its definition names, how closely and by which source.

    ``un_series`` is empty where the UN's code is in none of our sources; ``n_series`` says how many the UN has.

    >>> import sdg_standard as sdg
    >>> found = crosswalk(sdg.load())
    >>> found[found["un_indicator"] == "7.2.1"][["series", "relation", "unsd_code"]].values.tolist()
    [['u4ssc.en.e.e.1c', 'direct', 'C070201']]
    """
    rows = []
    for name, series in standard.series.items():
        for link in series.sdg:
            if link.indicator is None:
                continue
            known = un_codes().get(link.indicator, {})
            about = {"series": name, "relation": link.relation, "source": link.source or ""}
            theirs = {key: known.get(key, "") for key in ("unsd_code", "un_series", "n_series", "unit_measure", "note")}
            rows.append(about | {"un_indicator": link.indicator, "source_of_codes": known.get("source", ""), **theirs})
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
