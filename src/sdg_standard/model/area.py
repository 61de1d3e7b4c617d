"""An area that takes part, as a typed model."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from sdg_standard.source import Code, Strict


class Area(Strict):
    """A row of a table of areas: an area that takes part, and what is known of it.

    Further keys are attributes, of text: conditions, groups and weights of a methodology name them (``population``,
    ``region``, ``landlocked``).

    >>> Area(area="NO-3203", name="Asker", population="98815").columns
    {'area': 'NO-3203', 'name': 'Asker', 'population': '98815'}
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    area: Annotated[Code, Field(examples=["NO-3203"])]
    """Area id, as in the evidence, or its name where the evidence is read with a country."""
    name: Annotated[str, Field(examples=["Asker"])] = ""
    """Its name; empty: the id."""
    period: Annotated[str, Field(examples=["2024"])] = ""
    """Period that the attributes hold for; empty: all."""

    @property
    def columns(self) -> dict[str, str]:
        """What the row says, by column; what is empty is left out."""
        return {name: cell for name, cell in self if cell}
