"""DCAT-AP-NO: an edition of a standard, and what a municipality makes of it, as data sets of a data catalogue.

Each data set and the catalogue have what the profile of version 3 demands: title, description, contact point, publisher
and, of a data set, a theme. Who publishes and whom to ask stands in no standard, so both are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from sdg_standard.assess.card import Card
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError
from sdg_standard.formats.codes import CATALOGUE_LACKS
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.formats.linked.rdf import Iri, Literal, Object, Resource, both, texts
from sdg_standard.model.period import Period
from sdg_standard.plans.titles import standard_title
from sdg_standard.site.addresses import address_of, address_of_edition
from sdg_standard.site.register import by_language
from sdg_standard.source import EMPTY
from sdg_standard.words import LANGUAGES, Said, say, told

AUTHORITY = "http://publications.europa.eu/resource/authority/"
"""Where the EU's lists stand: themes, licences, languages, rights of access, types of files."""
ORGANISATIONS = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
LICENCES = {"CC-BY-4.0": "CC_BY_4_0", "CC0-1.0": "CC0"}
LANGUAGE_CODES = {"en": "ENG", "nb": "NOB", "nn": "NNO"}
THEMES = ("GOVE", "SOCI", "ENVI")
"""Government, society and environment: what the goals are about."""
COUNTRIES = {"NO": "NOR", "SE": "SWE", "DK": "DNK", "FI": "FIN", "IS": "ISL"}
"""The country of a register of areas in the EU's list."""
SETTINGS = ("publisher", "publisher_name", "contact", "contact_name", "address", "licence", "theme", "spatial")
_NUMBER_OF_ORGANISATION = re.compile(r"\d{9}")
_ADDRESS = re.compile(r"(https?|urn):\S+")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_THEME = re.compile(r"[A-Z_]+")
Facts = Iterator[tuple[str, Object]]


@dataclass(frozen=True)
class Publication:
    """Who publishes, whom to ask, and where the data stand: what no standard knows."""

    publisher: str
    """The number of an organisation in the Norwegian register, or an address that names it."""
    contact: str
    """A mail address, or that of a page."""
    publisher_name: str = ""
    contact_name: str = ""
    address: str = ""
    """Where the data can be had; without one there is no distribution."""
    licence: str = ""
    """`CC-BY-4.0`, or an address; without one that of the standard."""
    themes: tuple[str, ...] = THEMES
    """Codes of the EU's list of themes."""
    places: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """The address of an area in a list that the profile knows (GeoNames, the EU's places, Kartverket); under the empty
    name that of all areas. Of any other area the country is named."""

    def __post_init__(self) -> None:
        """Raises EvidenceError with everything that is missing or is none of what belongs there."""
        plain = _NUMBER_OF_ORGANISATION.fullmatch(self.publisher.replace(" ", ""))
        faults = [] if plain or _ADDRESS.fullmatch(self.publisher) else [say("formats.dcat.publisher")]
        faults += (
            [] if _MAIL.fullmatch(self.contact) or _ADDRESS.fullmatch(self.contact) else [say("formats.dcat.contact")]
        )
        if self.address and not _ADDRESS.fullmatch(self.address):
            faults.append(say("formats.dcat.address", text=self.address))
        if self.licence and self.licence not in LICENCES and not _ADDRESS.fullmatch(self.licence):
            faults.append(say("formats.dcat.licence", text=self.licence, known=", ".join(LICENCES)))
        faults += [
            say("formats.dcat.spatial", text=text) for text in self.places.values() if not _ADDRESS.fullmatch(text)
        ]
        wrong = [code for code in self.themes if not _THEME.fullmatch(code)]
        if wrong or not self.themes:
            faults.append(say("formats.dcat.theme", text=", ".join(wrong)))
        if faults:
            raise EvidenceError([CATALOGUE_LACKS.problem(fault) for fault in faults])

    @property
    def agent(self) -> Iri:
        """The address of the publisher."""
        number = self.publisher.replace(" ", "")
        return Iri(f"{ORGANISATIONS}{number}" if _NUMBER_OF_ORGANISATION.fullmatch(number) else self.publisher)


def catalogue(standard: Standard, publication: Publication, card: Card | None = None) -> tuple[Resource, ...]:
    """Return the catalogue of an edition, or of the results of a card: a data set for each area of it.

    >>> import sdg_standard as sdg
    >>> made = catalogue(sdg.load(), Publication("971 045 698", "post@example.org"))
    >>> [each.types[0] for each in made]
    ['dcat:Catalog', 'dcat:Dataset', 'foaf:Agent']
    """
    edition = _edition(standard, publication)
    sets = (edition,) if card is None else tuple(_result(card, standard, area, publication) for area in card.areas)
    about = _of_card(card) if card else _of_edition(standard)
    base = publication.address or standard.about.address or address_of_edition(standard)
    facts = (
        *about,
        *_responsible(publication),
        *_languages(standard),
        *(("dct:license", iri) for iri in _licence(standard, publication)),
        *(("dcat:dataset", each.iri) for each in sets if each.iri),
    )
    whole = Resource(("dcat:Catalog",), facts, Iri(f"{base}#catalogue"))
    return (whole, *sets, _agent(publication))


def _agent(publication: Publication) -> Resource:
    name = publication.publisher_name or publication.publisher
    number = publication.publisher.replace(" ", "")
    facts: list[tuple[str, Object]] = [("foaf:name", Literal(name))]
    if _NUMBER_OF_ORGANISATION.fullmatch(number):
        facts.append(("dct:identifier", Literal(number)))
    return Resource(("foaf:Agent",), tuple(facts), publication.agent)


def _responsible(publication: Publication) -> Facts:
    """Publisher and contact point, which catalogue and data set both need."""
    yield "dct:publisher", publication.agent
    mail = _MAIL.fullmatch(publication.contact)
    where: tuple[str, Object] = (
        ("vcard:hasEmail", Iri(f"mailto:{publication.contact}")) if mail else ("vcard:hasURL", Iri(publication.contact))
    )
    name = publication.contact_name or publication.publisher_name or publication.contact
    yield "dcat:contactPoint", Resource(("vcard:Organization",), (("vcard:fn", Literal(name)), where))


def _languages(standard: Standard) -> Facts:
    for language in standard.languages:
        if language in LANGUAGE_CODES:
            yield "dct:language", Iri(f"{AUTHORITY}language/{LANGUAGE_CODES[language]}")


def _licence(standard: Standard, publication: Publication) -> Iterator[Iri]:
    """The licence as an address; one that is no address and in no list is left out."""
    text = publication.licence or standard.about.licence or ""
    if text in LICENCES:
        yield Iri(f"{AUTHORITY}licence/{LICENCES[text]}")
    elif _ADDRESS.fullmatch(text):
        yield Iri(text)


def _said(sentence: Said) -> Mapping[str, str]:
    """A sentence in every language."""
    return {language: told(sentence, language) for language in LANGUAGES}


def _of_edition(standard: Standard) -> Facts:
    about = standard.about
    title = say("formats.dcat.edition", title=standard_title(standard), edition=about.edition)
    yield from texts("dct:title", _said(title))
    what = say("formats.dcat.edition.what", n=len(standard.indicators), methodologies=len(standard.methodologies))
    own = {standard.languages[0]: f"{about.description} "} if about.description else {}
    yield from texts(
        "dct:description", {language: own.get(language, "") + text for language, text in _said(what).items()}
    )


def _of_card(card: Card) -> Facts:
    periods = ", ".join(card.periods)
    yield from texts("dct:title", _said(say("formats.dcat.results", periods=periods)))
    yield from texts("dct:description", _said(say("formats.dcat.results.what", n=len(card.areas), periods=periods)))


def _common(standard: Standard, publication: Publication) -> Facts:
    """What every data set has besides title and description."""
    yield from _responsible(publication)
    yield from (("dcat:theme", Iri(f"{AUTHORITY}data-theme/{code}")) for code in publication.themes)
    yield "dct:accessRights", Iri(f"{AUTHORITY}access-right/PUBLIC")
    yield from texts("dcat:keyword", _said(say("formats.dcat.keyword")))
    yield from _languages(standard)


def _edition(standard: Standard, publication: Publication) -> Resource:
    address = address_of_edition(standard)

    def facts() -> Facts:
        yield from _of_edition(standard)
        yield "dct:identifier", Literal(f"{standard.id}@{standard.edition}")
        yield from _common(standard, publication)
        yield from _subjects(standard, list(standard.goals))
        if standard.about.date:
            yield "dct:issued", Literal(standard.about.date.isoformat(), datatype="xsd:date")
        yield "dcat:version", Literal(standard.edition)
        yield from _distribution(
            standard, publication, address if standard.about.address else "", "JSON", "application/json"
        )

    return Resource(("dcat:Dataset",), tuple(facts()), Iri(address))


def _subjects(standard: Standard, goals: Iterable[int | str]) -> Facts:
    """The goals that something is about, by the UN's identifiers."""
    for code in goals:
        yield "dct:subject", Iri(standard.goal(code).iri or address_of(standard, "goal", str(code)))


def _distribution(standard: Standard, publication: Publication, own: str, kind: str, media: str = "") -> Facts:
    """How the data can be had, where that is known: an address to open is what a distribution needs."""
    address = publication.address or own
    if not address:
        return
    facts: list[tuple[str, Object]] = [("dcat:accessURL", Iri(address))]
    facts += [("dct:license", iri) for iri in _licence(standard, publication)]
    facts.append(("dct:format", Iri(f"{AUTHORITY}file-type/{kind}")))
    if media:
        facts.append(("dcat:mediaType", Iri(f"{_MEDIA}{media}")))
    yield "dcat:distribution", Resource(("dcat:Distribution",), tuple(facts))


_MEDIA = "https://www.w3.org/ns/iana/media-types/"
"""Where types of media stand. The profile's shapes know those of `application` alone: of CSV the format is enough."""


def _result(card: Card, standard: Standard, area: str, publication: Publication) -> Resource:
    """What an area makes of a methodology in the periods scored: no number stands in it."""
    methodology, periods = card.methodology, ", ".join(card.periods)

    def facts() -> Facts:
        title = _titles(card, standard)
        name = card.area_name(area)
        yield from texts(
            "dct:title",
            {key: told(say("formats.dcat.result", title=title[key], area=name, periods=periods), key) for key in title},
        )
        what = {"title": card.methodology.title, "version": methodology.version, "edition": standard.edition}
        yield from texts("dct:description", _said(say("formats.dcat.result.what", area=name, periods=periods, **what)))
        yield "dct:identifier", Literal(f"{methodology.id}/{area}/{periods}")
        yield from _common(standard, publication)
        yield from _subjects(standard, sorted(_goals(card, standard)))
        yield "dct:conformsTo", Iri(address_of_edition(standard))
        yield from texts("dcat:keyword", dict.fromkeys(title, name))
        yield from (("dct:spatial", place) for place in _place(area, publication))
        yield "dct:temporal", _time(card.periods)
        yield "dcat:version", Literal(standard.edition)
        yield from _distribution(standard, publication, "", "CSV")

    own = ":".join(quote(part, safe="-._~") for part in ("result", methodology.id, area, *card.periods))
    iri = f"{publication.address}#{own}" if publication.address else f"{address_of_edition(standard)}#{own}"
    return Resource(("dcat:Dataset",), tuple(facts()), Iri(iri))


def _titles(card: Card, standard: Standard) -> Mapping[str, str]:
    """The title of the methodology in every language; where there is none, as its file has it."""
    own = card.methodology.id
    known = by_language(standard, "methodology", own, "title") if own in standard.methodologies else {}
    return {language: known.get(language, card.methodology.title) for language in LANGUAGES}


def _goals(card: Card, standard: Standard) -> Iterator[int]:
    """The goals that what was scored speaks to, each once."""
    series = [standard.series[node] for node in card.nodes if node in standard.series]
    links = (link for one in series for link in standard.indicators[one.indicator].sdg)
    yield from dict.fromkeys(int(link.codes[0]) for link in links)


def _place(area: str, publication: Publication) -> Iterator[Iri]:
    """The address of an area, which the profile takes from a few lists alone; else that of its country, where known."""
    known = publication.places.get(area) or publication.places.get("")
    country = COUNTRIES.get(area.partition("-")[0])
    if known or country:
        yield Iri(known or f"{AUTHORITY}country/{country}")


def _time(periods: Sequence[str]) -> Resource:
    """From the first day of the first to the last day of the last."""
    times = [Period.parse(text) for text in periods]
    first, last = min(time.start for time in times), max(time.end for time in times)
    ends = {"dcat:startDate": first, "dcat:endDate": last}
    return Resource(
        ("dct:PeriodOfTime",),
        tuple((name, Literal(day.isoformat(), datatype="xsd:date")) for name, day in ends.items()),
    )


def write(content: Content, options: Options) -> Files:
    """The catalogue of a standard, or of a card. Raises EvidenceError where publisher or contact is not named."""
    settings = dict(options.settings)
    themes = tuple(code.strip() for code in settings.pop("theme", ",".join(THEMES)).split(","))
    places = _places(settings.pop("spatial", ""))
    given = {"publisher": "", "contact": "", **settings}
    published = Publication(**given, themes=themes, places=places)
    return both("catalogue", catalogue(content.standard, published, content.card))


def _places(text: str) -> dict[str, str]:
    """Addresses of areas as a setting has them: one for all, or several of an area each.

    >>> _places("NO-3203=https://sws.geonames.org/1/, NO-1103=https://sws.geonames.org/2/")["NO-1103"]
    'https://sws.geonames.org/2/'
    >>> _places("https://sws.geonames.org/1/?a=b")
    {'': 'https://sws.geonames.org/1/?a=b'}
    """
    found: dict[str, str] = {}
    for one in filter(None, map(str.strip, text.split(","))):
        area, mark, address = one.partition("=")
        found |= {"": one} if not mark or ":" in area else {area.strip(): address.strip()}
    return found


DCAT = Format("dcat", "", ("standard", "scores"), write, settings=SETTINGS)
