"""The scorecard: results that explain themselves, and that can be saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sdg_standard.assess.card import Card
from sdg_standard.assess.saved import ReadScorecard, scorecard_from_json, scorecard_json
from sdg_standard.model.values import Values


class Scorecard(Card):
    """Scores of areas under a methodology, with everything needed to explain them.

    Immutable; made by :func:`sdg_standard.score`.
    """

    def __getstate__(self) -> dict[str, Any]:
        """For other processes: all that was computed, trends as well; tables are made of it when somebody asks."""
        made = replace(self._made, provenance=self.provenance)
        history = {"_earlier": self._earlier} if self._earlier else {}
        return {"_made": made, "problems": self.problems, "_trends": self._trends, **history}

    @property
    def values(self) -> Values:
        """The values that were scored."""
        return self._measured

    def to_json(self, *, explanations: bool = False) -> str:
        """Return the scorecard as JSON text; :func:`sdg_standard.read_scorecard` reads it back from a file.

        The text holds what the card is made of beside its tables, so that what is read back is explained and reported
        like this one. ``explanations=True`` adds how every number came about, for programs that only read; that is many
        times the rest.
        """
        return scorecard_json(self, explanations=explanations)

    @staticmethod
    def from_json(text: str) -> ReadScorecard:
        """Return the scorecard that :meth:`to_json` made this text of. Raises EvidenceError for any other text."""
        return scorecard_from_json(text)
