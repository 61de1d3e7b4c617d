"""Texts in other languages: found, and checked for what is missing or stale."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from sdg_standard.catalogue.codes import MISSING_TRANSLATION, STALE_TRANSLATION
from sdg_standard.catalogue.definitions import Entry, Translations
from sdg_standard.errors import Problem

Originals = Mapping[str, Mapping[str, str]]
"""Texts in the first language by id and field."""


def digest_of(text: str) -> str:
    """First 8 hex digits of the SHA-256 of a text, by which a stale translation is found.

    >>> digest_of("Air pollution")
    '8b3b2c2f'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def gather(entries: list[Entry[Translations]]) -> dict[str, dict[str, str]]:
    """All texts of one language by id and field."""
    texts: dict[str, dict[str, str]] = {}
    for entry in entries:
        for name, fields in entry.model.root.items():
            texts.setdefault(name, {}).update({field: item.text for field, item in fields.items()})
    return texts


def stale(entries: list[Entry[Translations]], originals: Originals, broken: set[str]) -> Iterator[Problem]:
    """Yield translations of a text that has changed or is not there."""
    for entry in entries:
        for name, fields in entry.model.root.items():
            if name in broken:
                continue
            for field, item in fields.items():
                original = originals.get(name, {}).get(field)
                place = entry.document.place((name, field))
                if original is None:
                    yield STALE_TRANSLATION.problem(f'"{name}" has no text "{field}" to translate', **place)
                elif digest_of(original) != item.of:
                    text = f'the translation of "{field}" of "{name}" is stale; the text has the digest {digest_of(original)}'
                    yield STALE_TRANSLATION.problem(text, **place)


def missing(
    language: str, texts: Mapping[str, Mapping[str, str]], originals: Originals, wanted: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Yield one note for each id that lacks texts; ``wanted`` has the fields that a language needs, by kind of id."""
    for name, fields in originals.items():
        needed = [field for field in fields if field.rsplit(".", 1)[-1] in wanted[language]]
        absent = [field for field in needed if field not in texts.get(name, {})]
        if absent:
            yield MISSING_TRANSLATION.problem(f'"{name}" lacks in {language}: {", ".join(absent)}', field=name)
