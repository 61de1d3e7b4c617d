"""What a page is about, for machines: a block of data in its head, in the words of schema.org.

It is data and no script: browsers run nothing of the type ``application/ld+json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.publish.markup import visible

Data = Mapping[str, Any]
CONTEXT = "https://schema.org"
LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
_OUT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def block(data: Data) -> Markup:
    """Return data as an element of a page's head. No text in it can end the element or turn its direction.

    >>> print(block({"@type": "Dataset", "name": "</script>"}))
    <script type="application/ld+json">{"@type": "Dataset", "name": "\\u003c/script\\u003e"}</script>
    """
    text = json.dumps(_plain(data), ensure_ascii=True)
    for letter, code in _OUT.items():
        text = text.replace(letter, code)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # the text has no markup left in it


def _plain(data: Any) -> Any:
    """Without what is empty, and without control characters."""
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items() if value not in (None, "", (), [], {})}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    return visible(data) if isinstance(data, str) else data


def edition_data(standard: Standard, address: str = "") -> dict[str, Any]:
    """An edition of a standard as a data set; ``address`` is where its register can be read.

    >>> import sdg_standard as sdg
    >>> edition_data(sdg.load())["version"]
    '2026.1'
    """
    about = standard.about
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address or f"urn:{standard.id}:{standard.edition}",
        "name": about.title,
        "description": about.description,
        "version": about.edition,
        "datePublished": about.date.isoformat() if about.date else None,
        "license": LICENCES.get(about.licence or "", about.licence),
        "inLanguage": list(about.languages),
        "about": [goal.iri for goal in standard.goals.values() if goal.iri],
        "identifier": f"{standard.id}@{standard.edition}",
    }


def result_data(
    standard: Standard, *, title: str, language: str, areas: Sequence[str], periods: Sequence[str], method: str
) -> dict[str, Any]:
    """What a report shows, as a data set: of which municipalities and when, under which edition. No number is in it."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": title,
        "inLanguage": language,
        "temporalCoverage": "/".join(dict.fromkeys([*periods[:1], *periods[-1:]])),
        "spatialCoverage": [{"@type": "Place", "name": name} for name in areas],
        "measurementTechnique": method,
        "isBasedOn": {key: value for key, value in edition_data(standard).items() if key in _SHORT},
    }


_SHORT = ("@type", "@id", "name", "version")


def variable_data(standard: Standard, name: str, language: str, *, address: str = "") -> dict[str, Any]:
    """An indicator as a variable of statistics, one for each series where it has several.

    >>> import sdg_standard as sdg
    >>> variable_data(sdg.load(), "u4ssc.sc.eh.h.3c", "nb")["measurementQualifier"]
    'per 100000 inhabitants'
    """
    item = standard.indicators[name]
    ids = item.series_ids
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "StatisticalVariable",
        "@id": address,
        "identifier": [one for one in (item.code, name) if one],
        "name": standard.text(name, "title", language),
        "description": standard.text(name, "definition", language) if item.definition else None,
        "about": [iri for iri in (_goal(standard, link.codes[0]) for link in item.sdg) if iri],
    }
    if len(ids) == 1:
        return {**found, "measurementQualifier": standard.series[name].unit}
    parts = [
        {
            "@type": "StatisticalVariable",
            "identifier": series,
            "name": standard.text(name, f"series.{key}.title", language) if item.series[key].title else key,
            "measurementQualifier": standard.series[series].unit,
        }
        for key, series in ids.items()
    ]
    return {"@context": CONTEXT, "@graph": [{key: value for key, value in found.items() if key != "@context"}, *parts]}


def _goal(standard: Standard, code: str) -> str | None:
    return standard.goal(int(code)).iri
