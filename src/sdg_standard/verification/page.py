"""The log as one page: what is open first, municipality by municipality, each question with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.plans.titles import standard_title, title_in
from sdg_standard.publish.markup import el, joined, table
from sdg_standard.publish.templating import POLICY, stylesheet
from sdg_standard.publish.words import voice
from sdg_standard.verification.entries import REPORTED, SIGN_OFF, STATES, Entry, last_of
from sdg_standard.verification.titles import area_title, role_title, why
from sdg_standard.words import told

MORE_STYLE = """
.log{min-width:54rem}.log th[scope=row]{width:15rem;font-weight:400}.log th strong{display:block}
.log td{min-width:9rem}.log caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.log details{border:0}.log summary{padding:.2rem 0;font-size:.84rem}
.log ol{margin:0;padding-left:1.1rem;font-size:.84rem}
.state{font-weight:650;white-space:nowrap}
@media print{.log{min-width:0}.log th[scope=row]{width:auto}}
""".strip()


def page(entries: Sequence[Entry], open_now: Set[str], standard: Standard, language: str, file: str = "") -> str:
    """Return the page of a log, complete in itself and the same bytes each time.

    ``open_now`` are the ids of what is asked and not settled, ``file`` is the name of the evidence.
    """
    return _Page(entries, open_now, standard, language, file).html()


@dataclass
class _Page:
    entries: Sequence[Entry]
    open_now: Set[str]
    standard: Standard
    language: str
    file: str

    def __post_init__(self) -> None:
        self.say = voice(self.language, "verification")
        self.last = last_of(self.entries)
        self.history: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self.history.setdefault(entry.id, []).append(entry)

    def html(self) -> str:
        """The whole page."""
        title = self.say("title")
        head = el(
            "head",
            Markup('<meta charset="utf-8">'),
            el("meta", http_equiv="Content-Security-Policy", content=POLICY),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", f"{title}: {self.file}" if self.file else title),
            el("style", Markup(f"{stylesheet()}\n{MORE_STYLE}")),
        )
        about = self.standard.about
        facts = [
            (self.say("evidence"), self.file),
            (self.say("standard"), f"{told(standard_title(self.standard), self.say.language)}, {about.edition}"),
        ]
        listed = [el("div", el("dt", what), el("dd", value)) for what, value in facts if value]
        header = el("header", el("h1", title), el("p", self.say("intro")), el("dl", *listed, class_="about"))
        skip = el("a", self.say("skip"), href="#main", class_="skip")
        main = el("main", self._counts(), joined(self._areas()), id="main")
        return f"<!DOCTYPE html>\n{el('html', head, el('body', skip, header, main), lang=self.language)}\n"

    def _counts(self) -> Markup:
        """How many questions are in each state."""
        if not self.last:
            return el("p", self.say("nothing"), class_="notice")
        states = [entry.state for entry in self.last.values()]
        shown = [(state, states.count(state)) for state in STATES if state in states]
        tiles = [
            el("div", el("dt", self.say(f"state.{state}")), el("dd", str(count), class_="big"))
            for state, count in shown
        ]
        return el("dl", *tiles, class_="tiles")

    def _areas(self) -> Iterator[Markup]:
        """A section for each area and period: what is open, what was answered, what nobody asks about."""
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.last.values():
            groups.setdefault((entry.area, entry.period), []).append(entry)
        for place, (_, found) in enumerate(sorted(groups.items())):
            title = f"{area_title(found[0], self.standard)}, {found[0].period.replace('/', '–')}"
            parts = [
                ("open", [one for one in found if one.id in self.open_now]),
                ("answered", [one for one in found if one.id not in self.open_now and one.state != REPORTED]),
                ("not_asked", [one for one in found if one.state == REPORTED and one.rule == SIGN_OFF]),
                ("withdrawn_title", [one for one in found if one.state == REPORTED and one.rule != SIGN_OFF]),
            ]
            tables = [self._table(key, title, found) for key, found in parts if found]
            heading = el("h2", title, id=f"area-{place}")
            yield el("section", heading, *tables, aria_labelledby=f"area-{place}")

    def _table(self, key: str, title: str, found: Iterable[Entry]) -> Markup:
        heading, say = self.say(key), self.say
        heads = [(say("question"), ""), (say("why"), ""), (say("suggestion"), ""), (say("asked"), ""), (say("now"), "")]
        return joined([el("h3", heading), table(f"{heading}: {title}", heads, [*map(self._row, found)], "log")])

    def _row(self, entry: Entry) -> Markup:
        name = el("strong", title_in(self.standard, entry.series, self.language))
        small = el("span", el("code", entry.series), " · ", el("code", entry.id), class_="small")
        return el(
            "tr",
            el("th", name, joined([entry.what, small], Markup("<br>")), scope="row"),
            el("td", why(entry.rule, self.language)),
            el("td", entry.suggestion),
            el("td", self._who(entry.asked_by, entry.asked_on)),
            el("td", self._standing(entry)),
        )

    def _who(self, role: str, day: str) -> Markup | None:
        parts = [role_title(role, self.standard, self.language), el("span", day, class_="q") if day else ""]
        return joined([part for part in parts if part], ", ") or None

    def _standing(self, entry: Entry) -> Markup:
        """The state, the answer, and what was said before."""
        state = el("span", self.say(f"state.{entry.state}"), class_="state")
        who = self._who(entry.answered_by, entry.answered_on)
        return joined([state, entry.answer or None, who, self._history(entry)], Markup("<br>"))

    def _history(self, entry: Entry) -> Markup | None:
        earlier = self.history[entry.id][:-1]
        if not earlier:
            return None
        items = []
        for one in earlier:
            who = self._who(one.answered_by, one.answered_on) or self._who(one.asked_by, one.asked_on)
            items.append(el("li", joined([self.say(f"state.{one.state}"), one.answer or None, who], ". ")))
        return el("details", el("summary", self.say("history", n=len(items))), el("ol", *items))
