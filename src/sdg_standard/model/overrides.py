"""What a file says that replaces a definition of the edition below, or changes some keys of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from sdg_standard.model.terms import Id, Version
from sdg_standard.source import Seq, Strict, Text


class Change(Strict):
    """What a file changes that names only the keys that differ; the other keys are those of the definition below.

    Groups of keys are put together key by key, to any depth; a list or a single value replaces the one below.
    """

    id: Id
    """Id of the definition below that is changed."""
    because: Text
    """Why it is changed."""
    of: Version
    """The version that the change was written for: `"1.2.0"`. `validate` warns when the definition below is newer."""
    without: Seq[Text] = ()
    """Keys of the definition below that do not hold here, by path: `series.value.no_benchmark`."""


def _overrides_tag(value: object) -> str:
    return "change" if isinstance(value, dict | Change) else "reason"


Overrides = Annotated[
    Annotated[Text, Tag("reason")] | Annotated[Change, Tag("change")],
    Discriminator(_overrides_tag),
]
"""A reason, where the file has the whole definition anew; or a change, where it has only the keys that differ."""
