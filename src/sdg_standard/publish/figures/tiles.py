"""The 17 goals as tiles of our own: number, official colour, short name. The UN's icons are not used."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.sign import Sign, badge
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.looks import COLOUR, ink_on, outlined
from sdg_standard.publish.markup import el


@dataclass(frozen=True)
class GoalTile:
    """One goal: its number, name, official colour ``#rrggbb``, and what there is to say of it.

    ``text`` is the number that stands large, or the reason why there is none; ``note`` a small line below. With
    ``href`` the whole tile is a link.
    """

    goal: int
    name: str
    colour: str
    text: str = ""
    sign: Sign | None = None
    note: str = ""
    href: str = ""
    known: bool = True
    """Whether there is a number; without one the tile is pale with a coloured edge."""

    def __post_init__(self) -> None:
        if not COLOUR.fullmatch(self.colour):
            raise ValueError(f'a colour is written #rrggbb, not "{self.colour}"')


@dataclass(frozen=True)
class GoalTiles:
    """The tiles of a page in order; ``heads`` head the table: goal, result, rating."""

    title: str
    tiles: tuple[GoalTile, ...]
    heads: tuple[str, str, str] = ("", "", "")

    def draw(self, key: str = "") -> Markup:
        """A list of tiles, named by its title; ``key`` is not needed, as the list has no ids."""
        return el("ul", *(_tile(item) for item in self.tiles), class_="fig-tiles", aria_label=self.title)

    def table(self) -> Table:
        """The same as rows."""
        rows = ((f"{item.goal} {item.name}", item.text, item.sign.words if item.sign else "") for item in self.tiles)
        return Table(self.title, self.heads, tuple(rows))


def _tile(item: GoalTile) -> Markup:
    sign = item.sign
    heard = el("span", sign.words, class_="fig-words") if sign and sign.words else None
    inside = (
        el("span", el("b", str(item.goal)), " ", el("span", item.name), class_="fig-goal"),
        el("span", el("span", item.text), badge(sign) if sign else None, heard, class_="fig-says")
        if item.text
        else None,
        el("span", item.note, class_="fig-note") if item.note else None,
    )
    look = f"--g:{item.colour};--i:{ink_on(item.colour)};--e:{outlined(item.colour)}"
    css = ("fig-tile", "" if item.known else "fig-unknown")
    box = el("a", *inside, href=item.href) if item.href else el("span", *inside)
    return el("li", box, class_=css, style=look)
