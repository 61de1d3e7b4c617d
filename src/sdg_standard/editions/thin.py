"""What valid definitions lack that readers will miss, counted: examples, sources, reasons, translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.texts import untranslated
from sdg_standard.methodology import Methodology
from sdg_standard.model.indicator import Indicator
from sdg_standard.words import say


@dataclass(frozen=True)
class Lack:
    """One sort of thing that is lacking, and of what: ids of definitions, or of their series."""

    what: str
    """A sentence, as ``say`` makes them."""
    ids: tuple[str, ...]


def thin(standard: Standard) -> tuple[Lack, ...]:
    """Return what the folder's own definitions lack, each sort with the ids that lack it; sorts of none left out."""
    own = [item for name, item in standard.indicators.items() if name in standard.own]
    methods = [item for name, item in standard.methodologies.items() if name in standard.own]
    both: tuple[Indicator | Methodology, ...] = (*own, *methods)
    found = (
        Lack(say("thin.no_example"), tuple(item.id for item in both if not item.examples)),
        Lack(say("thin.no_source"), tuple(item.id for item in both if not item.sources)),
        Lack(say("thin.no_reason"), tuple(_unreasoned(standard))),
        *(
            Lack(say("thin.not_wholly_in", language=language), _lacking(standard, language))
            for language in standard.languages[1:]
        ),
    )
    return tuple(lack for lack in found if lack.ids)


def _unreasoned(standard: Standard) -> Iterator[str]:
    for name, series in standard.series.items():
        newest = series.benchmark
        if series.indicator in standard.own and newest and newest.status == "proposed" and not newest.why:
            yield name


def _lacking(standard: Standard, language: str) -> tuple[str, ...]:
    texts = standard.texts_in(standard.languages[0])
    lacking = untranslated(language, standard.texts_in(language), texts)
    return tuple(dict.fromkeys(name for name, _, _ in lacking))
