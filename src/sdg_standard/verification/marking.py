"""Evidence with the verification that a log of questions has come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

import numpy as np

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.asked import Asked
from sdg_standard.measuring.rows import COMMON
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.origins import Origins
from sdg_standard.model.terms import VERIFICATIONS
from sdg_standard.verification.entries import JUDGED, OWN, QUESTIONED, REPORTED, About, Entry


def verification_of(entries: Iterable[Entry], asked_now: Set[str], numbers: Mapping[About, str]) -> dict[About, str]:
    """Return the word for each value that the log speaks of, from the last entry of each question.

    A value about which something is asked is reported; otherwise it is as good as the worst that was judged of this
    very number. ``numbers`` are the marks of the values.
    """
    words: dict[About, list[str]] = {}
    for entry in entries:
        same = entry.number == numbers.get(entry.about)
        if entry.state == QUESTIONED and (entry.id in asked_now or entry.rule == OWN):
            words.setdefault(entry.about, []).append(REPORTED)
        elif entry.state in JUDGED and same:
            words.setdefault(entry.about, []).append(entry.state)
    return {about: REPORTED if REPORTED in found else _worst(found) for about, found in words.items()}


def marked(asked: Asked, words: Mapping[About, str], standard: Standard) -> Evidence:
    """Return evidence whose rows have the verification of the values made from them.

    A row of an indicator's inputs has the worst word of the values made from it. A common input is verified with each
    value that uses it and says nothing by itself: it loses a ``reported`` where one of these has a word.
    """
    table = asked.evidence.frame
    given = table["verification"].fillna("").astype(str) if "verification" in table.columns else [""] * len(table)
    found = np.array(list(given), dtype=object)
    shared = {(area, period, name) for area, period, key in words for name in _common_inputs(key, standard)}
    there = _values_there(asked) | set(words)
    for row, (area, period, owner, name) in enumerate(asked.rows.itertuples(index=False, name=None)):
        if owner == COMMON:
            found[row] = "" if (area, period, name) in shared and found[row] == REPORTED else found[row]
            continue
        made = [owner] if owner in standard.series else _made_from(owner, name, standard)
        abouts = [(area, period, series) for series in made if (area, period, series) in there]
        if any(about in words for about in abouts):
            found[row] = _worst([words.get(about, REPORTED) for about in abouts])
    evidence = asked.evidence
    return evidence._with_table(table.assign(verification=found), origins=_undigested(evidence.origins))


def _undigested(origins: Origins) -> Origins:
    """The same places; the numbers are no longer what the file has, so its digest says nothing of them."""
    return replace(origins, tables=tuple(replace(table, digest="") for table in origins.tables))


def _values_there(asked: Asked) -> set[About]:
    frame = asked.values.frame
    there = frame[frame["value"].notna()]
    return set(zip(there["area"], there["period"], there["series"], strict=True))


def _common_inputs(series: str, standard: Standard) -> tuple[str, ...]:
    return tuple(standard.series[series].common_inputs) if series in standard.series else ()


def _made_from(indicator: str, name: str, standard: Standard) -> list[str]:
    """The series of an indicator that an input is an input of."""
    if indicator not in standard.indicators:
        return []
    series = (standard.series.get(each) for each in standard.indicators[indicator].series_ids.values())
    return [each.id for each in series if each is not None and name in each.resolved_inputs]


def _worst(words: Iterable[str]) -> str:
    return max(words, key=VERIFICATIONS.index)
