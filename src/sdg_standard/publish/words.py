"""The words of a report in English, bokmål and nynorsk. Titles of indicators and goals come from the standard."""

from __future__ import annotations

from sdg_standard.errors import UnknownId
from sdg_standard.publish.closing_words import CLOSING_WORDS

LANGUAGES: tuple[str, ...] = ("en", "nb", "nn")

WORDS: dict[str, dict[str, str]] = {
    # languages by their own names in each language
    "language.en": {"en": "English", "nb": "engelsk", "nn": "engelsk"},
    "language.nb": {"en": "Norwegian bokmål", "nb": "bokmål", "nn": "bokmål"},
    "language.nn": {"en": "Norwegian nynorsk", "nb": "nynorsk", "nn": "nynorsk"},
    "and": {"en": "and", "nb": "og", "nn": "og"},
    # head of the page
    "report": {"en": "Sustainable development report", "nb": "Bærekraftsrapport", "nn": "Berekraftsrapport"},
    "many_areas": {"en": "{n} municipalities", "nb": "{n} kommuner", "nn": "{n} kommunar"},
    "skip": {"en": "Skip to the content", "nb": "Hopp til innholdet", "nn": "Hopp til innhaldet"},
    "contents": {"en": "Contents", "nb": "Innhold", "nn": "Innhald"},
    "period": {"en": "Period", "nb": "Periode", "nn": "Periode"},
    "areas": {"en": "Municipalities", "nb": "Kommuner", "nn": "Kommunar"},
    "area": {"en": "Municipality", "nb": "Kommune", "nn": "Kommune"},
    "methodology": {"en": "Methodology", "nb": "Metode", "nn": "Metode"},
    "version": {"en": "version {version}", "nb": "versjon {version}", "nn": "versjon {version}"},
    "edition": {"en": "edition {edition}", "nb": "utgave {edition}", "nn": "utgåve {edition}"},
    "standard": {"en": "Standard", "nb": "Standard", "nn": "Standard"},
    "draft": {"en": "draft", "nb": "utkast", "nn": "utkast"},
    "deprecated": {"en": "no longer recommended", "nb": "ikke lenger anbefalt", "nn": "ikkje lenger tilrådd"},
    "scale": {
        "en": "Scores run from {worst} (worst) to {best} (best).",
        "nb": "Poengsummene går fra {worst} (dårligst) til {best} (best).",
        "nn": "Poengsummane går frå {worst} (dårlegast) til {best} (best).",
    },
    "proposals.title": {"en": "About the benchmarks", "nb": "Om referanseverdiene", "nn": "Om referanseverdiane"},
    "proposals": {
        "en": "Benchmarks marked “proposed” are proposals of this standard ({n} of the {total} shown here), and "
        "no municipality is bound by them.",
        "nb": "Referanseverdier merket «forslag» er forslag fra denne standarden ({n} av de {total} som er vist her), "
        "og ingen kommune er bundet av dem.",
        "nn": "Referanseverdiar merkte «framlegg» er framlegg frå denne standarden ({n} av dei {total} som er viste "
        "her), og ingen kommune er bunden av dei.",
    },
    "nothing": {
        "en": "Nothing was scored. The list of problems says why.",
        "nb": "Ingenting er poengsatt. Listen over problemer sier hvorfor.",
        "nn": "Ingenting er poengsett. Lista over problem seier kvifor.",
    },
    # overview of a municipality
    "overview": {"en": "Overview", "nb": "Oversikt", "nn": "Oversikt"},
    "with_number": {
        "en": "Series with a number",
        "nb": "Serier med tall",
        "nn": "Seriar med tal",
    },
    "scored": {
        "en": "Series with a score",
        "nb": "Serier med poengsum",
        "nn": "Seriar med poengsum",
    },
    "of": {"en": "{n} of {total}", "nb": "{n} av {total}", "nn": "{n} av {total}"},
    "coverage": {"en": "Coverage", "nb": "Dekning", "nn": "Dekning"},
    "coverage.note": {
        "en": "{n} of the {total} series that count have a score.",
        "nb": "{n} av de {total} seriene som teller, har poengsum.",
        "nn": "{n} av dei {total} seriane som tel, har poengsum.",
    },
    "gaps": {"en": "Without a score", "nb": "Uten poengsum", "nn": "Utan poengsum"},
    "total_score": {"en": "Overall score", "nb": "Samlet poengsum", "nn": "Samla poengsum"},
    "legend": {"en": "Ratings", "nb": "Vurderinger", "nn": "Vurderingar"},
    "no_number": {"en": "No number", "nb": "Uten tall", "nn": "Utan tal"},
    # beside a number
    "proposals.of.u4ssc": {
        "en": "For the indicators of U4SSC they are not U4SSC’s own values, which are not public.",
        "nb": "For indikatorene til U4SSC er de ikke U4SSCs egne verdier, som ikke er offentlige.",
        "nn": "For indikatorane til U4SSC er dei ikkje U4SSC sine eigne verdiar, som ikkje er offentlege.",
    },
    "proposals.points": {
        "en": "The worst and best values that scores rest on are proposals as well (series shown here: {n}).",
        "nb": "De dårligste og beste verdiene som poengsummene bygger på, er også forslag (serier vist her: {n}).",
        "nn": "Dei dårlegaste og beste verdiane som poengsummane byggjer på, er òg framlegg (seriar viste her: {n}).",
    },
    "proposals.read": {
        "en": "Read scores that rest on them as a basis for discussion, not as a verdict.",
        "nb": "Les poengsummer som bygger på dem, som et grunnlag for samtale og ikke som en dom.",
        "nn": "Les poengsummar som byggjer på dei, som eit grunnlag for samtale og ikkje som ein dom.",
    },
    "scale.lowest": {
        "en": "The lowest that can be reached is {lowest}.",
        "nb": "Lavest mulige poengsum er {lowest}.",
        "nn": "Lågast moglege poengsum er {lowest}.",
    },
    "with_number.note": {
        "en": "one series or more for each of {n} indicators",
        "nb": "én eller flere serier for hver av {n} indikatorer",
        "nn": "éin eller fleire seriar for kvar av {n} indikatorar",
    },
    "coverage.outside": {
        "en": "{n} do not count: {why}.",
        "nb": "{n} teller ikke: {why}.",
        "nn": "{n} tel ikkje: {why}.",
    },
    "change": {
        "en": "Change a year",
        "nb": "Endring per år",
        "nn": "Endring per år",
    },
    "a_year": {
        "en": "{rate} a year",
        "nb": "{rate} i året",
        "nn": "{rate} i året",
    },
    "points": {
        "en": "points",
        "nb": "poeng",
        "nn": "poeng",
    },
    "change.needed": {
        "en": "needed for the target: {rate}",
        "nb": "for å nå målet: {rate}",
        "nn": "for å nå målet: {rate}",
    },
    "change.transformed": {
        "en": "of the value as converted for the score",
        "nb": "av verdien slik den er omregnet for poengsummen",
        "nn": "av verdien slik han er rekna om for poengsummen",
    },
    "doubt": {
        "en": "to be checked",
        "nb": "bør kontrolleres",
        "nn": "bør kontrollerast",
    },
    "doubt.between": {
        "en": "outside what is plausible, {low} to {high}",
        "nb": "utenfor det som er rimelig, {low} til {high}",
        "nn": "utanfor det som er rimeleg, {low} til {high}",
    },
    "doubt.at_least": {
        "en": "below what is plausible, at least {low}",
        "nb": "under det som er rimelig, minst {low}",
        "nn": "under det som er rimeleg, minst {low}",
    },
    "doubt.at_most": {
        "en": "above what is plausible, at most {high}",
        "nb": "over det som er rimelig, høyst {high}",
        "nn": "over det som er rimeleg, høgst {high}",
    },
    "doubt.warned": {
        "en": "see the problems",
        "nb": "se listen over problemer",
        "nn": "sjå lista over problem",
    },
    "target.own": {
        "en": "own target for {year}",
        "nb": "eget mål for {year}",
        "nn": "eige mål for {year}",
    },
    "target.decided": {
        "en": "adopted by {by} on {on}",
        "nb": "vedtatt av {by} {on}",
        "nn": "vedteke av {by} {on}",
    },
    "goal.nowhere": {
        "en": "No indicator of this edition measures this goal.",
        "nb": "Ingen indikator i denne utgaven måler dette målet.",
        "nn": "Ingen indikator i denne utgåva måler dette målet.",
    },
    "goal.not_here": {
        "en": "No indicator of this methodology measures this goal.",
        "nb": "Ingen indikator i denne metoden måler dette målet.",
        "nn": "Ingen indikator i denne metoden måler dette målet.",
    },
    # figure
    "wheel.title": {
        "en": "Wheel of scores: {area}, {period}",
        "nb": "Hjul med poengsummer: {area}, {period}",
        "nn": "Hjul med poengsummar: {area}, {period}",
    },
    "wheel.desc": {
        "en": "Rings from the centre outwards: {rings}. In the outer ring each bar is one series, and its length "
        "is the "
        "score. {scores} The table below has the same numbers.",
        "nb": "Ringer fra midten og utover: {rings}. I den ytre ringen er hver søyle én serie, og lengden er "
        "poengsummen. {scores} Tabellen under har de samme tallene.",
        "nn": "Ringar frå midten og utover: {rings}. I den ytre ringen er kvar søyle éin serie, og lengda er "
        "poengsummen. {scores} Tabellen under har dei same tala.",
    },
    "wheel.caption": {
        "en": "Each bar in the outer ring is one series; the longer, the better; the denser the lines across it, "
        "the worse the rating. An empty frame: no score. Rings inside: "
        "{rings}. The table below says the same in words.",
        "nb": "Hver søyle i den ytre ringen er én serie; jo lengre, jo bedre. Jo tettere tverrstreker, jo "
        "svakere vurdering. Tom ramme: ingen poengsum. Ringene "
        "innenfor: {rings}. Tabellen under sier det samme med ord.",
        "nn": "Kvar søyle i den ytre ringen er éin serie; jo lengre, jo betre. Jo tettare tverrstrekar, jo "
        "svakare vurdering. Tom ramme: ingen poengsum. Ringane "
        "innanfor: {rings}. Tabellen under seier det same med ord.",
    },
    "bars.caption": {
        "en": "The longer the bar, the better the score.",
        "nb": "Jo lengre søyle, jo bedre poengsum.",
        "nn": "Jo lengre søyle, jo betre poengsum.",
    },
    # tables
    "summary": {"en": "Results in short", "nb": "Resultatene kort", "nn": "Resultata kort"},
    "summary.caption": {
        "en": "Scores, ratings and coverage: {area}, {period}",
        "nb": "Poengsummer, vurderinger og dekning: {area}, {period}",
        "nn": "Poengsummar, vurderingar og dekning: {area}, {period}",
    },
    "part": {"en": "Part", "nb": "Del", "nn": "Del"},
    "indicators": {
        "en": "Indicators, part by part",
        "nb": "Indikatorene, del for del",
        "nn": "Indikatorane, del for del",
    },
    "indicator": {"en": "Indicator", "nb": "Indikator", "nn": "Indikator"},
    "value": {"en": "Value", "nb": "Verdi", "nn": "Verdi"},
    "benchmark": {"en": "Benchmark", "nb": "Referanseverdi", "nn": "Referanseverdi"},
    "benchmark.at_least": {"en": "at least {value}", "nb": "minst {value}", "nn": "minst {value}"},
    "benchmark.at_most": {"en": "at most {value}", "nb": "høyst {value}", "nn": "høgst {value}"},
    "benchmark.between": {"en": "{low} to {high}", "nb": "{low} til {high}", "nn": "{low} til {high}"},
    "benchmark.none": {"en": "none", "nb": "ingen", "nn": "ingen"},
    "proposed": {"en": "proposed", "nb": "forslag", "nn": "framlegg"},
    "score": {"en": "Score", "nb": "Poengsum", "nn": "Poengsum"},
    "rating": {"en": "Rating", "nb": "Vurdering", "nn": "Vurdering"},
    "further": {"en": "{what}: {id}", "nb": "{what}: {id}", "nn": "{what}: {id}"},
    "rank": {"en": "Rank", "nb": "Plassering", "nn": "Plassering"},
    "trend": {"en": "Trend", "nb": "Utvikling", "nn": "Utvikling"},
    "data": {"en": "Data", "nb": "Datagrunnlag", "nn": "Datagrunnlag"},
    "from_period": {"en": "from {period}", "nb": "fra {period}", "nn": "frå {period}"},
    "source": {"en": "Source: {source}", "nb": "Kilde: {source}", "nn": "Kjelde: {source}"},
    "imputed": {"en": "partly filled in", "nb": "delvis utfylt", "nn": "delvis utfylt"},
    "reason": {"en": "Reason", "nb": "Grunn", "nn": "Grunn"},
    "details.caption": {
        "en": "{part}: indicators with a number. {area}, {period}",
        "nb": "{part}: indikatorer med tall. {area}, {period}",
        "nn": "{part}: indikatorar med tal. {area}, {period}",
    },
    "details.none": {
        "en": "No indicator of this part has a number.",
        "nb": "Ingen indikator i denne delen har tall.",
        "nn": "Ingen indikator i denne delen har tal.",
    },
    "gaps.caption": {
        "en": "{part}: indicators without a number. {area}, {period}",
        "nb": "{part}: indikatorer uten tall. {area}, {period}",
        "nn": "{part}: indikatorar utan tal. {area}, {period}",
    },
    "gaps.summary": {
        "en": "Without a number: {n}, with the reasons",
        "nb": "Uten tall: {n}, med grunn",
        "nn": "Utan tal: {n}, med grunn",
    },
    "rest": {"en": "Other indicators", "nb": "Andre indikatorer", "nn": "Andre indikatorar"},
    "repeated": {"en": "shown above", "nb": "vist over", "nn": "vist over"},
    "compare": {"en": "Municipalities side by side", "nb": "Kommunene side om side", "nn": "Kommunane side om side"},
    "compare.caption": {
        "en": "Scores of {n} municipalities, {period}. Under an indicator’s score stands its value.",
        "nb": "Poengsummer for {n} kommuner, {period}. Under poengsummen for en indikator står verdien.",
        "nn": "Poengsummar for {n} kommunar, {period}. Under poengsummen for ein indikator står verdien.",
    },
    "compare.note": {
        "en": "Municipalities differ in size, duties and data. Look at the coverage before you compare: a score that "
        "rests on few numbers says little about the whole.",
        "nb": "Kommuner har ulik størrelse, ulike oppgaver og ulike data. Se på dekningen før du sammenlikner: en "
        "poengsum "
        "som bygger på få tall, sier lite om helheten.",
        "nn": "Kommunar har ulik storleik, ulike oppgåver og ulike data. Sjå på dekninga før du samanliknar: ein "
        "poengsum "
        "som byggjer på få tal, seier lite om heilskapen.",
    },
    "compare.gaps": {
        "en": "Series without a number in any of them: {n}.",
        "nb": "Serier uten tall i noen av dem: {n}.",
        "nn": "Seriar utan tal i nokon av dei: {n}.",
    },
    # why a number is missing, in one sentence
    "why.not_reported": {
        "en": "Nobody gave a number.",
        "nb": "Ingen har oppgitt et tall.",
        "nn": "Ingen har oppgjeve eit tal.",
    },
    "why.not_applicable": {
        "en": "The question does not arise here.",
        "nb": "Spørsmålet er ikke aktuelt her.",
        "nn": "Spørsmålet er ikkje aktuelt her.",
    },
    "why.suppressed": {
        "en": "The number is withheld to protect people or firms.",
        "nb": "Tallet er skjermet for å verne personer eller virksomheter.",
        "nn": "Talet er skjerma for å verne personar eller verksemder.",
    },
    "why.contradiction": {
        "en": "Two rows of the evidence say different things, so neither is used.",
        "nb": "To rader i datagrunnlaget sier ulike ting, så ingen av dem er brukt.",
        "nn": "To rader i datagrunnlaget seier ulike ting, så ingen av dei er brukt.",
    },
    "why.refused": {
        "en": "The row that was given has a mistake; see the problems.",
        "nb": "Raden som ble oppgitt, har en feil; se listen over problemer.",
        "nn": "Rada som vart oppgjeven, har ein feil; sjå lista over problem.",
    },
    "why.missing_input": {
        "en": "A quantity that the formula needs was not given.",
        "nb": "En størrelse som formelen trenger, er ikke oppgitt.",
        "nn": "Ein storleik som formelen treng, er ikkje oppgjeven.",
    },
    "why.no_benchmark": {
        "en": "There is nothing to judge a value by.",
        "nb": "Det finnes ikke noe å vurdere en verdi mot.",
        "nn": "Det finst ikkje noko å vurdere ein verdi mot.",
    },
    "why.no_point": {
        "en": "The scoring rule needs a reference point that is missing.",
        "nb": "Regelen trenger et referansepunkt som mangler.",
        "nn": "Regelen treng eit referansepunkt som manglar.",
    },
    "why.not_scored": {
        "en": "The methodology shows this value without scoring it.",
        "nb": "Metoden viser denne verdien uten å poengsette den.",
        "nn": "Metoden viser denne verdien utan å poengsetje han.",
    },
    "why.outside_domain": {
        "en": "A step of the methodology cannot take this value.",
        "nb": "Et steg i metoden kan ikke regne med denne verdien.",
        "nn": "Eit steg i metoden kan ikkje rekne med denne verdien.",
    },
    "why.missing_children": {
        "en": "None of the parts below has a number.",
        "nb": "Ingen av delene under har tall.",
        "nn": "Ingen av delane under har tal.",
    },
    "why.below_coverage": {
        "en": "Too few of the indicators below have a number for a fair score.",
        "nb": "For få av indikatorene under har tall til at poengsummen blir rettvisende.",
        "nn": "For få av indikatorane under har tal til at poengsummen blir rettvisande.",
    },
    **CLOSING_WORDS,
}
"""Every word of the page by key and language."""


class Words:
    """The words of one language: ``say("of", n=3, total=5)``."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UnknownId("language of reports", language, LANGUAGES)
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values put in.

        >>> Words("nn")("of", n=3, total=5)
        '3 av 5'
        """
        return WORDS[key][self.language].format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a text."""
        return key in WORDS

    def listed(self, items: list[str]) -> str:
        """Return items as a list in a sentence.

        >>> Words("en").listed(["Asker", "Karmøy", "Rana"])
        'Asker, Karmøy and Rana'
        """
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('and')} {items[-1]}"
