"""What speaks one language about one subject, for pages that are written in it from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .said import filled, listed
from .sentences import has


class Voice:
    """Says the sentences of a subject, such as ``report``, in one language: ``voice("of", n=3, total=5)``."""

    def __init__(self, language: str, subject: str) -> None:
        self.language, self._subject = language, subject

    def __call__(self, key: str, /, **facts: Any) -> str:
        """Return a sentence in the language of the voice. Raises KeyError for a key, or a fact, that is not there.

        >>> Voice("nn", "report")("of", n=3, total=5)
        '3 av 5'
        """
        return filled(f"{self._subject}.{key}", facts, self.language)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return has(f"{self._subject}.{key}")

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list in a sentence.

        >>> Voice("en", "report").listed(["Asker", "Karmøy", "Rana"])
        'Asker, Karmøy and Rana'
        """
        return listed(items, self.language)
