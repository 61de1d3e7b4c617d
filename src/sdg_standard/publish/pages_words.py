"""The words of reference pages in English and bokmål. Titles and texts come from the standard."""

from __future__ import annotations

from sdg_standard.errors import UnknownId

LANGUAGES: tuple[str, ...] = ("en", "nb")

WORDS: dict[str, tuple[str, str]] = {
    "version": ("version {version}, {status}", "versjon {version}, {status}"),
    "draft": ("draft", "utkast"),
    "stable": ("stable", "stabil"),
    "deprecated": ("no longer recommended", "ikke lenger anbefalt"),
    "some_english": (
        "",
        "Det som ikke er oversatt, står på engelsk. Definisjonen på engelsk gjelder.",
    ),
    "definition": ("Definition", "Definisjon"),
    "why": ("Why it matters", "Hvorfor det er viktig"),
    "counting": ("How to count", "Slik teller du"),
    "count": ("Count", "Ta med"),
    "do_not_count": ("Do not count", "Ikke ta med"),
    "class": ("Where it belongs", "Plassering"),
    "class.level": ("Level", "Nivå"),
    "class.type": ("Type", "Type"),
    "class.area": ("Field", "Område"),
    "goals": ("The goals it serves", "Bærekraftsmålene"),
    "goal": ("goal", "mål"),
    "code": ("code", "kode"),
    "title": ("title", "tittel"),
    "relation": ("relation", "tilknytning"),
    "source": ("source", "kilde"),
    "number": ("The number", "Tallet"),
    "kind": ("kind", "slag"),
    "unit": ("unit", "enhet"),
    "no_unit": ("none", "ingen"),
    "direction": ("direction", "retning"),
    "higher_is_better": ("higher is better", "høyere er bedre"),
    "lower_is_better": ("lower is better", "lavere er bedre"),
    "target_value": ("a certain value is best", "en bestemt verdi er best"),
    "none": ("neither is better", "ingen av delene er bedre"),
    "share": ("share", "andel"),
    "rate": ("rate", "rate"),
    "ratio": ("ratio", "forholdstall"),
    "amount": ("amount", "mengde"),
    "concentration": ("concentration", "konsentrasjon"),
    "duration": ("duration", "varighet"),
    "index": ("index", "indeks"),
    "category": ("answer", "svar"),
    "kind.count": ("count", "antall"),
    "formula": ("Formula", "Formel"),
    "in_words": ("in words", "med ord"),
    "input": ("input", "grunntall"),
    "inputs": ("What goes into it", "Grunntall"),
    "answers": ("Answers", "Svar"),
    "answer": ("answer", "svar"),
    "value": ("value", "verdi"),
    "meaning": ("what it means", "hva det betyr"),
    "also": ("also written", "kan også skrives"),
    "possible": ("possible", "mulig"),
    "plausible": ("plausible", "rimelig"),
    "anything": ("anything", "hva som helst"),
    "at_least": ("{low} and above", "{low} og mer"),
    "at_most": ("{high} and below", "{high} og mindre"),
    "between": ("{low} to {high}", "{low} til {high}"),
    "benchmarks": ("Benchmark", "Referanseverdi"),
    "in_force": ("from", "fra"),
    "basis": ("basis", "grunnlag"),
    "standing": ("status", "status"),
    "proposed": ("proposed", "forslag"),
    "adopted": ("adopted", "vedtatt"),
    "adopted_by": ("adopted by {who}", "vedtatt av {who}"),
    "reasoning": ("reasoning", "begrunnelse"),
    "proposal": (
        "A benchmark marked “proposed” is a proposal of this standard. Nobody is bound by it.",
        "En referanseverdi merket «forslag» er et forslag fra denne standarden. Ingen er bundet av den.",
    ),
    "no_benchmark": ("There is no benchmark.", "Det finnes ingen referanseverdi."),
    "goalposts": ("Ends of the scale of scores", "Endene av poengskalaen"),
    "worst": ("worst", "dårligst"),
    "best": ("best", "best"),
    "end": ("end", "ende"),
    "evidence": ("Evidence", "Dokumentasjon"),
    "accepted": ("Accepted", "Godtas"),
    "checks": ("Questions to ask about the number", "Spørsmål å stille til tallet"),
    "rule.at_most": ("Not above {others}.", "Ikke over {others}."),
    "rule.at_least": ("Not below {others}.", "Ikke under {others}."),
    "rule.sums_to": ("With {others} it adds up to {value}.", "Sammen med {others} blir det {value}."),
    "rule.same_denominator": ("The same denominator as {others}.", "Samme nevner som {others}."),
    "rule.change_within": (
        "A change of more than {share} between two periods needs an explanation.",
        "En endring på mer enn {share} mellom to perioder må forklares.",
    ),
    "rule.document": ("Name the document.", "Oppgi dokumentet."),
    "examples": ("Worked examples", "Eksempler"),
    "disputes": ("What is unclear, and what we decided", "Hva som er uklart, og hva vi har bestemt"),
    "departs": (
        "Where this differs from the published definition",
        "Der dette avviker fra den publiserte definisjonen",
    ),
    "wanted": ("Missing for a stable definition", "Mangler for en stabil definisjon"),
    "discriminates": ("Tells municipalities apart", "Skiller kommunene fra hverandre"),
    "discriminates.no": ("no", "nei"),
    "discriminates.little": ("little", "lite"),
    "breakdowns": ("Expected parts", "Ventede deler"),
    "national": ("Where the number is found", "Hvor tallet finnes"),
    "national.no": ("Norway", "Norge"),
    "tables": ("Tables", "Tabeller"),
    "differs": ("What differs", "Hva som er annerledes"),
    "sources": ("Sources", "Kilder"),
    "provenance": ("How sure we are of the published definition", "Hvor sikre vi er på den publiserte definisjonen"),
    "seen": (
        "Seen: the published definition was read.",
        "Sett: den publiserte definisjonen er lest.",
    ),
    "partly-seen": (
        "Partly seen: a part of the published definition was read, the rest is put together from other sources.",
        "Delvis sett: en del av den publiserte definisjonen er lest, resten er satt sammen fra andre kilder.",
    ),
    "reconstructed": (
        "Reconstructed: the published definition was not available to us; this one follows from other sources.",
        "Rekonstruert: den publiserte definisjonen var ikke tilgjengelig; denne bygger på andre kilder.",
    ),
    "own": (
        "Own: a proposal of this standard; there is no other published definition.",
        "Egen: et forslag i denne standarden; det finnes ingen annen publisert definisjon.",
    ),
    "indicators": ("Indicators", "Indikatorer"),
    "indicator": ("indicator", "indikator"),
    "number_of_goals": ("goals", "mål"),
    "benchmark": ("benchmark", "referanseverdi"),
    "for_areas": ("where {which}", "der {which}"),
    "other_language": ("På bokmål", "In English"),
    "missing": ("What is missing, and who could give it", "Hva som mangler, og hvem som kan gi det"),
    "missing.lead": (
        "{drafts} of {all} definitions are drafts, and {wanting} of them say what they lack to be stable. It stands "
        "here with those who could give it; a text that names several stands with each of them.",
        "{drafts} av {all} definisjoner er utkast, og {wanting} av dem sier hva de mangler for å bli stabile. Det står "
        "her hos dem som kan gi det. En tekst som nevner flere, står hos hver av dem.",
    ),
    "missing.others": ("Nobody is named", "Ingen er nevnt"),
    "missing.what": ("what is missing", "hva som mangler"),
    "missing.spreads": ("A spread in place of our own judgement", "En spredning i stedet for egen vurdering"),
    "missing.spreads_lead": (
        "The benchmark of these numbers is a proposal on our own judgement, because no law, target or published spread "
        "was found. Where the figures exist, the spread over municipalities could take its place.",
        "Referanseverdien for disse tallene bygger på egen vurdering, fordi det ikke ble funnet noen lov, noe mål "
        "eller noen publisert spredning. Der tallene finnes, kan spredningen mellom kommunene ta dens plass.",
    ),
    "missing.councils": ("The councils: adopt a benchmark, or another", "Kommunestyrene: vedta en referanseverdi"),
    "missing.councils_lead": (
        "{proposed} benchmarks are proposals and {adopted} are adopted. When a council or the network adopts one, or "
        "another value, the definition says so, names who decided, and has the decision as its source.",
        "{proposed} referanseverdier er forslag, og {adopted} er vedtatt. Når et kommunestyre eller nettverket vedtar "
        "en av dem, eller en annen verdi, står det i definisjonen hvem som har vedtatt den, med vedtaket som kilde.",
    ),
}
"""English and bokmål by key."""


class PageWords:
    """Looks up the words of a page in its language. Raises UnknownId for a language that pages are not written in.

    >>> PageWords("nb")("between", low=0, high=100)
    '0 til 100'
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UnknownId("language", language, LANGUAGES)
        self.language = language
        self._place = LANGUAGES.index(language)

    def has(self, key: str) -> bool:
        """Whether there is a text."""
        return key in WORDS

    def __call__(self, key: str, **parts: object) -> str:
        """Return a text with its parts put in; the key itself where there is none."""
        return WORDS[key][self._place].format(**parts) if key in WORDS else key.replace("_", " ")
