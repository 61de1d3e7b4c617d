"""Where a thing of a standard stands on the web, or the name that it has until it stands somewhere."""

from __future__ import annotations

from urllib.parse import quote

from sdg_standard.catalogue import Standard

KINDS = {
    "framework": "frameworks",
    "goal": "goals",
    "target": "targets",
    "global-indicator": "global-indicators",
    "indicator": "indicators",
    "series": "series",
    "input": "inputs",
    "methodology": "methodologies",
    "source": "sources",
    "vocabulary": "vocabularies",
}
"""The kinds of things in a register, and the folder of each."""
_BARE = ("indicator", "global-indicator", "framework")
"""Kinds whose ids name nothing else; those of others have the kind before them, as a goal's has: ``goal:11``."""


def path_of(kind: str, name: str) -> str:
    """Return the path of an entry within the register of an edition.

    >>> path_of("target", "11.6"), path_of("vocabulary", "yes-no")
    ('targets/11.6.json', 'vocabularies/yes-no.json')
    """
    return f"{KINDS[kind]}/{quote(name, safe='')}.json"


def address_of(standard: Standard, kind: str, name: str) -> str:
    """Return the stable address of a thing: below the standard's own address, else a name of the kind ``urn:``.

    ``kind`` is ``framework``, ``goal``, ``target``, ``global-indicator``, ``indicator``, ``series``, ``input``,
    ``methodology``, ``source`` or ``vocabulary``; ``name`` its id, number, code or key. Raises KeyError for others.

    >>> import sdg_standard as sdg
    >>> address_of(sdg.load(), "indicator", "u4ssc.sc.eh.h.3c"), address_of(sdg.load(), "target", "11.6")
    ('urn:sdg-standard:2026.1:u4ssc.sc.eh.h.3c', 'urn:sdg-standard:2026.1:target:11.6')
    """
    folder = KINDS[kind]
    edition = quote(standard.edition, safe="")
    if standard.about.address:
        return f"{standard.about.address.rstrip('/')}/{edition}/{folder}/{quote(name, safe='')}.json"
    before = "" if kind in _BARE else f"{kind}:"
    return f"urn:{standard.id}:{edition}:{before}{quote(name, safe='')}"


def address_of_edition(standard: Standard) -> str:
    """Return the stable address of an edition as a whole: the index of its register, else its name.

    >>> import sdg_standard as sdg
    >>> address_of_edition(sdg.load())
    'urn:sdg-standard:2026.1'
    """
    edition = quote(standard.edition, safe="")
    if standard.about.address:
        return f"{standard.about.address.rstrip('/')}/{edition}/index.json"
    return f"urn:{standard.id}:{edition}"
