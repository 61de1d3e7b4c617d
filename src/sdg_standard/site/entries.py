"""What a register says of one thing: the models, from which its JSON Schema is made as well."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from sdg_standard.source import EMPTY, Code, Seq, Strict, Table, Text

Titles = Table[Text]
"""A text in each language that has it, by the code of the language."""
Kind = Literal[
    "framework",
    "goal",
    "target",
    "global-indicator",
    "indicator",
    "series",
    "input",
    "methodology",
    "source",
    "vocabulary",
]


class Register(Strict):
    """The base of what a register holds; in JSON-LD a key may begin with ``@``."""

    model_config = ConfigDict(**{**Strict.model_config, "populate_by_name": True})


class Link(Register):
    """Another thing that an entry points to."""

    kind: Kind
    """What it is."""
    id: Code
    """Its id, number, code or key."""
    address: Code
    """Its stable address."""
    path: Code
    """Where its entry lies, from the folder of the edition."""
    relation: Code | None = None
    """How closely an indicator measures what the goal or target says: direct, partial or contextual."""


class Entry(Register):
    """One thing of a standard, for programs."""

    context: Code = Field(alias="@context")
    """Where the meaning of the keys stands, for readers of JSON-LD."""
    address: Code = Field(alias="@id")
    """The stable address."""
    type: Code = Field(alias="@type")
    """What it is, in the words of the context."""
    kind: Kind
    """What it is."""
    id: Code
    """Its id, number, code or key."""
    standard: Code
    """Id of the standard."""
    edition: Code
    """The edition that says so."""
    title: Titles
    """Its title, by language."""
    definition: Titles = EMPTY
    """What it means, by language."""
    same_as: Seq[Code] = ()
    """Identifiers of the same thing in other vocabularies, such as the UN's."""
    page: Code | None = None
    """The page for people, from the folder of the edition."""
    file: Code | None = None
    """The schema of `content`, from the folder of the edition."""
    content: Table[Any]
    """The definition as its file has it, every key that is written there."""
    texts: Table[Table[Text]] = EMPTY
    """Translations of the texts of the definition: by language, then by the path of the text in the file."""
    links: Table[Seq[Link]] = EMPTY
    """What it belongs to and what belongs to it, by the kind of the other."""


class Listed(Register):
    """An entry in a list."""

    id: Code
    """Its id, number, code or key."""
    address: Code = Field(alias="@id")
    """The stable address."""
    path: Code
    """Where its entry lies, from the folder of the edition."""
    title: Titles
    """Its title, by language."""


class Listing(Register):
    """All things of a kind."""

    context: Code = Field(alias="@context")
    """Where the meaning of the keys stands, for readers of JSON-LD."""
    kind: Kind
    """What they are."""
    entries: Seq[Listed]
    """They, in the order of the standard."""


class Retirement(Register):
    """An id that was once published."""

    since: Text
    """Edition or review that retired it."""
    why: Text
    """Reason."""
    replaced_by: Seq[Code] = ()
    """What replaces it."""


class Index(Register):
    """The beginning of a register: what it is, and where its lists lie."""

    context: Code = Field(alias="@context")
    """Where the meaning of the keys stands, for readers of JSON-LD."""
    address: Code = Field(alias="@id")
    """The stable address of the edition."""
    type: Code = Field(alias="@type")
    """What it is, in the words of the context."""
    format: Literal[1] = 1
    """Version of the format of the register; it changes only by additions while this stays."""
    id: Code
    """Id of the standard."""
    edition: Code
    """Name of the edition."""
    digest: Code
    """SHA-256 over everything that defines the standard."""
    title: Text
    """Title."""
    description: Text | None = None
    """What it is for."""
    date: Code | None = None
    """Day of release."""
    licence: Code | None = None
    """Licence of texts and numbers."""
    languages: Seq[Code]
    """Languages; the first is that of the definitions."""
    lists: Table[Code]
    """The list of each kind, from the folder of the edition."""
    counts: Table[int]
    """How many there are of each kind."""
    schemas: Table[Code]
    """JSON Schemas, from the folder of the edition."""
    retired: Table[Retirement] = EMPTY
    """Ids once published, and what replaces them."""


FILES: dict[str, type[Register]] = {"register-index": Index, "register-list": Listing, "register-entry": Entry}
"""The kinds of files that only a register has, and the model of each."""
