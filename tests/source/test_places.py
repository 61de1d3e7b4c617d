from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from sdg_standard.source import Seq, Table
from sdg_standard.source.places import alternatives, description_of, expect, keys_of, locate, words_of
from sdg_standard.source.reader import read_yaml


class Leaf(BaseModel):
    kind: Literal["leaf"]
    size: int = Field(alias="how-big", description="Its\n size.")


class Twig(BaseModel):
    kind: Literal["twig", "stick"]
    leaves: Seq[Leaf] = ()


Part = Annotated[Leaf | Twig, Field(discriminator="kind")]


class Tree(BaseModel):
    parts: Table[Part]
    loose: Leaf | Seq[Twig] | int | None = None
    free: Any = None


def path(text: str, *location: str | int) -> tuple[tuple[str | int, ...], Any, tuple[tuple[int, str], ...]]:
    document, _ = read_yaml(text, "f")
    assert document is not None
    found = locate(Tree, location, document.root)
    return found.path, found.expected.annotation, found.choices


def test_labels_of_tagged_unions_are_no_steps() -> None:
    text = "parts: {a: {kind: twig, leaves: [{how-big: 1}], twig: 1}}"
    assert path(text, "parts", "a", "twig", "leaves", 0, "how-big") == (("parts", "a", "leaves", 0, "how-big"), int, ())


def test_field_names_lead_to_their_aliases() -> None:
    assert path("parts: {a: {how-big: 1}}", "parts", "a", "leaf", "size")[0] == ("parts", "a", "how-big")


def test_labels_of_plain_unions_are_choices() -> None:
    where, annotation, choices = path("loose: {kind: x}", "loose", "Leaf", "kind")
    assert (where, annotation, choices) == (("loose", "kind"), Literal["leaf"], ((1, "Leaf"),))
    assert path("loose: [{}]", "loose", "tuple[Twig, ...]", 0, "kind")[:2] == (("loose", 0), Literal["twig", "stick"])
    assert path("loose: x", "loose", "int")[0] == ("loose",)


def test_what_is_not_in_the_data_is_passed_over() -> None:
    assert path("free: {b: 1}", "free", "a", "b")[0] == ("free", "b")


def test_types_are_found_behind_decoration() -> None:
    part = expect(Annotated[Part | None, "note"])
    assert part.discriminator == "kind"
    assert alternatives(part) == [Leaf, Twig]
    assert keys_of([Leaf, Twig]) == ["kind", "how-big", "leaves"]
    assert words_of(Twig, "kind") == ("twig", "stick")
    assert words_of(Twig, "leaves") == ()
    assert description_of([Twig, Leaf], "how-big") == "Its size."
