"""What stands beside indicators: the standard, frameworks, common inputs, sources, vocabularies, translations."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sdg_standard._notebook import facts, panel, table
from sdg_standard.model.codes import CLASSIFICATION_KEY
from sdg_standard.model.indicator import Category, check_distinct
from sdg_standard.model.terms import Direction, Id, Language
from sdg_standard.source import EMPTY, Code, Day, Number, Seq, Strict, Table, Text, Whole, refuse
from sdg_standard.words import say


class Maintainer(Strict):
    """Who keeps the standard."""

    name: Text
    """Name of the body."""
    area: Code | None = None
    """Its area id, if it is a municipality."""
    since: Day | None = None
    """First day; membership is dated and open."""
    until: Day | None = None
    """Last day, if it has left."""


class Edition(Strict):
    """``standard.yaml``: one released state of a standard."""

    format: Literal[1]
    """Version of the file format."""
    id: Id
    """Id of the standard."""
    edition: Code
    """Name of the edition, in quotes: "2026.1"."""
    date: Day | None = None
    """Day of release."""
    title: Text
    """Title."""
    description: Text | None = None
    """What it is for."""
    licence: Code | None = None
    """Licence of the texts and numbers."""
    languages: Seq[Language] = Field(min_length=1)
    """Languages; the first is that of the definitions."""
    maintainers: Seq[Maintainer] = ()
    """Who keeps it, and has agreed to."""
    proposed_for: Seq[Maintainer] = ()
    """Whom it is proposed to, and who has agreed to nothing yet."""
    extends: Code | None = None
    """The edition it adds to: `sdg-standard@2026.1`."""
    address: Code | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    """Where its editions stand on the web: the register of one lies below it, in a folder of the edition's name."""


class Framework(Strict):
    """``framework.yaml``: a set of indicators kept by someone."""

    id: Id
    """Id; the name of its folder and the prefix of all its ids."""
    title: Text
    """Title."""
    keeper: Text
    """Who keeps it."""
    description: Text | None = None
    """What it is."""
    sources: Seq[Code] = ()
    """Keys of sources."""
    classification: Table[Table[Text]] = EMPTY
    """Each key of the scheme with its codes and titles, in order."""
    overrides: Text | None = None
    """Why this file replaces a framework of the edition that the folder extends."""

    @model_validator(mode="after")
    def _keys_are_no_other_levels(self) -> Self:
        """A tree could not tell such a key from the level of that name, and would merge its branches."""
        for key in self.classification:
            if key in LEVELS:
                text = say("model.level_every_tree_cannot", key=key)
                refuse(CLASSIFICATION_KEY, text, at=("classification", key), key=True)
        return self


LEVELS = ("goal", "target", "indicator", "series")
"""Levels that nodes have by what they are, whatever the classification."""


class CommonInput(Strict):
    """An entry of ``inputs.yaml``: a raw quantity that many indicators share."""

    unit: Text
    """Its unit."""
    title: Text
    """What it is."""
    definition: Text | None = None
    """What belongs to it and what does not."""


class Source(Strict):
    """An entry of ``sources.yaml``."""

    title: Text
    """Title of the work."""
    author: Text | None = None
    """Who wrote or published it."""
    year: Whole | None = None
    """Year of publication."""
    address: Text | None = None
    """Where it stands."""
    licence: Text | None = None
    """Its licence."""
    note: Text | None = None
    """What was seen of it."""


class Term(Category):
    """One word of a vocabulary."""

    value: Number | None = None  # type: ignore[assignment]  # only terms that serve as answers carry a number
    """The number that stands for it, where the vocabulary serves as a category."""
    title: Text
    """What readers see."""
    colour: Code | None = None
    """Colour in figures, as `#rrggbb`; never the only sign."""
    symbol: Text | None = None
    """A sign that goes with the colour."""


class Vocabulary(Strict):
    """A closed list of words; the best or first comes first."""

    id: Id
    """Id of the list."""
    title: Text
    """What it lists."""
    definition: Text | None = None
    """What it is for."""
    terms: Seq[Term] = Field(min_length=1)
    """The words."""
    overrides: Text | None = None
    """Why this file replaces a vocabulary of the library."""

    def _repr_html_(self) -> str:
        rows = ((term.code, term.title, term.value) for term in self.terms)
        terms = table("", ("code", "title", "value"), rows, of=len(self.terms))
        return panel(repr(self), facts({"definition": self.definition}), terms)

    @model_validator(mode="after")
    def _terms_are_distinct(self) -> Self:
        check_distinct(self.terms, "terms")
        return self


class TranslatedText(Strict):
    """A text in another language, with a digest of the text it translates, so that a stale one is found."""

    text: Annotated[str, Field(strict=True)]
    """The translation. An empty text waits for its translator."""
    of: Code | None = None
    """First 8 hex digits of the SHA-256 of the text translated. Leave it empty, and `validate` says what to write."""


class Target(Strict):
    """One of the UN's 169 targets."""

    title: Text
    """A short label."""
    wording: Literal["ours", "official"] = "ours"
    """Whether the label is our short wording or the official one."""
    means_of_implementation: bool = False
    """Whether it is a means of implementation."""
    years: Seq[Whole] = ()
    """Years that the official text names."""
    iri: Code | None = None
    """Identifier in the UN's vocabulary."""
    code: Code = ""
    """Set when read: its key."""

    @property
    def goal(self) -> int:
        """Number of the goal."""
        return int(self.code.partition(".")[0])


class GlobalTarget(Strict):
    """What a global indicator is to reach by 2030, as one reading of the framework has it."""

    kind: Code
    """Absolute, relative to the base, or another kind."""
    value: Number | None = None
    """The number."""
    unit: Text | None = None
    """Its unit."""
    exception: Text | None = None
    """To whom it does not apply."""
    note: Text | None = None
    """A remark."""


class GlobalChange(Strict):
    """What happened to a number of the framework in an edition."""

    edition: Text
    """Which review."""
    change: Code
    """What kind of change."""
    old_unsd_code: Code | None = None
    """Permanent code before."""
    new_unsd_code: Code | None = None
    """Permanent code after."""
    note: Text | None = None
    """A remark."""


class GlobalIndicator(Strict):
    """One of the 251 listed indicators of the UN's global framework."""

    id: Id
    """un-sdg.11.6.2."""
    target: Code
    """Code of its target."""
    title: Text
    """Official name."""
    unsd_code: Code
    """The UN's permanent code: the identity across editions."""
    repeat_group: Code | None = None
    """The listing that it repeats."""
    primary: bool = True
    """Whether this is the primary listing of its group."""
    tier: Code | None = None
    """Tier, indicative."""
    custodians: Seq[Text] = ()
    """Custodian agencies, indicative."""
    unit_hint: Text | None = None
    """What its unit probably is."""
    direction: Direction | None = None
    """Which way is better, as one reading has it."""
    target_2030: GlobalTarget | None = None
    """What is to be reached by 2030, as one reading has it."""
    changes: Seq[GlobalChange] = ()
    """What happened to the number between editions."""
    note: Text | None = None
    """A remark."""
    code: Code = ""
    """Set when read: its key."""

    @property
    def goal(self) -> int:
        """Number of the goal."""
        return int(self.target.partition(".")[0])


class GoalFile(Strict):
    """``goals/11.yaml``: a goal, its targets and its global indicators."""

    goal: Whole = Field(ge=1, le=17)
    """Number of the goal."""
    title: Text
    """Short name."""
    colour: Code = Field(default="#666666", pattern=r"^#[0-9A-Fa-f]{6}$")
    """Its colour."""
    iri: Code | None = None
    """Identifier in the UN's vocabulary."""
    sources: Seq[Code] = ()
    """Keys of sources."""
    targets: Table[Target] = EMPTY
    """Targets by code."""
    indicators: Table[GlobalIndicator] = EMPTY
    """Global indicators by code."""
    overrides: Text | None = None
    """Why this file replaces a goal of the library."""


class Goal(Strict):
    """One of the UN's 17 goals."""

    number: Whole
    """Its number."""
    title: Text
    """Short name."""
    colour: Code
    """Its colour."""
    iri: Code | None = None
    """Identifier in the UN's vocabulary."""

    @property
    def id(self) -> str:
        """Node id: ``goal:11``."""
        return f"goal:{self.number}"


class Retired(Strict):
    """An id that was once published."""

    since: Text
    """Edition or review that retired it."""
    why: Text
    """Reason."""
    replaced_by: Seq[Code] = ()
    """What replaces it."""
