"""Whom an area was compared with: the reference set that rules are fitted to and places are counted in."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard.explaining.words import MOST_NAMED, condition
from sdg_standard.methodology.reference import Reference, merged
from sdg_standard.model.period import Period
from sdg_standard.results.results import Results
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.readings import read_leaves
from sdg_standard.scoring.reference_set import ReferenceSet, Together


class References:
    """Says who belongs to a reference."""

    def __init__(self, card: Results) -> None:
        self.card = card
        self._sets: dict[bool, ReferenceSet] = {}
        self._found: dict[tuple[str, str], dict[str, Any]] = {}

    def of(self, own: Reference | None, period: Period) -> dict[str, Any]:
        """The areas and periods of a reference, as data; nothing where there is none."""
        request = self.card._request.reference
        if request is None:
            return self._frozen()
        reference = merged(self.card.methodology.reference, own)
        known = self._set(reference.min_coverage is not None)
        when = period if known.refits(reference) else None
        key = (reference.model_dump_json(), "" if when is None else when.text)
        if key not in self._found:
            self._found[key] = self._described(known, reference, when)
        return self._found[key]

    def _set(self, counts: bool) -> ReferenceSet:
        """The reference set without numbers; with coverage where only areas that report enough belong to it."""
        request = self.card._request.reference
        assert request is not None
        if counts not in self._sets:
            share = None
            if counts:
                asked = self.card._request
                material = Material(request.values, request.cases, asked.standard, asked.commitments)
                leaves = request.leaves or tuple(asked.leaves.values())
                share = read_leaves(leaves, material)[0].coverage()
            nothing = np.empty((0, request.cases.count))
            known = (request.cases, request.scored, share, request.pooled, request.named)
            self._sets[counts] = ReferenceSet(Together(nothing), *known)
        return self._sets[counts]

    def _described(self, known: ReferenceSet, reference: Reference, when: Period | None) -> dict[str, Any]:
        cases = known.cases
        chosen = np.flatnonzero(known.chosen(reference, when))
        areas = list(dict.fromkeys(cases.area_of(place) for place in chosen))
        periods = list(dict.fromkeys(cases.period_of(place).text for place in chosen))
        return {
            "count": len(areas),
            "areas": [self.card.area_name(area) for area in areas] if len(areas) <= MOST_NAMED else [],
            "periods": periods,
            "where": condition(reference.where),
            "min_coverage": reference.min_coverage,
            "scored_now": known.scored,
        }

    def _frozen(self) -> dict[str, Any]:
        """What a fitted file remembers of its reference set."""
        record = self.card.methodology.fitted or {}
        if not record:
            return {}
        return {
            "count": record.get("areas", 0),
            "areas": [],
            "periods": list(record.get("periods", ())),
            "frozen": True,
        }
