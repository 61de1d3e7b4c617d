"""One fact that differs between two editions, and all of them together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

from sdg_standard._notebook import ROWS, panel, table
from sdg_standard.source import ReadOnly
from sdg_standard.words import told

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["major", "minor", "patch"]
SEVERITIES: tuple[Severity, ...] = ("major", "minor", "patch")
"""The worst first: a score can change, or evidence once valid is refused; what is added; what is worded."""
RAISED = "version-changed"
"""The kind of change that a version itself is: it asks for no further one."""
COLUMNS = ("id", "what", "where", "old", "new", "severity", "text")


@dataclass(frozen=True)
class Change:
    """One fact that differs: of which definition, what, where in the newer edition, and how much it matters."""

    id: str
    """Id of the definition; `input:population`, `source:…` and so on of what stands beside definitions."""
    what: str
    """The kind of change: `benchmark-value-changed`."""
    path: str
    """The place in the definition: `series.pm2_5.benchmarks.2026-01-01.value`."""
    old: Any
    """What it was, as plain data; None where there was nothing."""
    new: Any
    """What it is; None where there is nothing any more."""
    severity: Severity
    """How much it matters."""
    text: str
    """The change in a sentence; ``sdg_standard.words.told`` says it in another language."""
    file: str = ""
    """The file of the newer edition, of what is gone that of the older."""
    line: int | None = None
    """The line in it."""
    concerns: tuple[str, ...] = ()
    """Ids of further definitions that mean something else now, such as those that read a common input."""

    @property
    def where(self) -> str:
        """File and line: ``frameworks/u4ssc/…/en.en.aq.1c.yaml:14``."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file

    def row(self, language: str = "en") -> dict[str, Any]:
        """The change as a row of the table, told in a language."""
        found = {name: getattr(self, name) for name in COLUMNS}
        return {**found, "text": told(self.text, language)}


@dataclass(frozen=True)
class VersionNeeded:
    """What the version of one definition has to be at the least."""

    id: str
    """Id of the definition; of the edition itself, that of the standard."""
    severity: Severity
    """The largest of its changes."""
    old: str
    """Its version before."""
    new: str
    """Its version now."""
    needed: str
    """The smallest honest one; of an edition that has still its old name, empty: another name."""

    @property
    def enough(self) -> bool:
        """Whether the version now says as much as has changed."""
        return bool(self.needed) and _parts(self.new) >= _parts(self.needed)


def _parts(version: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in version.split("."))


def raised(version: str, severity: Severity) -> str:
    """Return the smallest version above another one that says so much.

    >>> raised("1.2.3", "minor"), raised("1.2.3", "major"), raised("1.2.3", "patch")
    ('1.3.0', '2.0.0', '1.2.4')
    """
    major, minor, patch = (int(part) for part in version.split("."))
    if severity == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if severity == "minor" else f"{major}.{minor}.{patch + 1}"


class Changes(Sequence[Change]):
    """All that differs between two editions, the most severe first; empty where they say the same. Immutable."""

    __slots__ = ("_items", "effects", "versions")

    def __init__(
        self, items: Iterable[Change] = (), versions: Iterable[VersionNeeded] = (), effects: Any = None
    ) -> None:
        self._items = tuple(sorted(items, key=_order))
        self.versions = tuple(versions)
        """The smallest honest version of each definition that has changed, and of the edition."""
        self.effects = effects
        """What the changes do to scores of the same evidence; None where none was given."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Changes, (self._items, self.versions, self.effects)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Changes: ...
    def __getitem__(self, index: int | slice) -> Change | Changes:
        return Changes(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"Changes({len(self)}, severity={self.severity!r})"

    def _repr_html_(self) -> str:
        rows = [(item.severity, item.id, item.text, item.where) for item in self._items[:ROWS]]
        return panel(repr(self), table("", ("severity", "id", "text", "where"), rows, of=len(self)))

    @property
    def severity(self) -> Severity | None:
        """The largest; None where nothing has changed."""
        return self._items[0].severity if self._items else None

    @property
    def version_needed(self) -> Mapping[str, str]:
        """The smallest honest version of each definition that is in both editions and has changed, by id."""
        return ReadOnly({item.id: item.needed for item in self.versions if item.needed})

    def of(self, name: str) -> Changes:
        """Return the changes of one definition."""
        return Changes(item for item in self._items if item.id == name)

    def records(self, language: str = "en") -> list[dict[str, Any]]:
        """Return the changes as plain data, a group of keys for each: the columns of :meth:`to_frame`.

        Where evidence was given, ``effect`` beside them: the mean move that the change gives alone.
        """
        if self.effects is None:
            return [item.row(language) for item in self._items]
        return [item.row(language) | {"effect": self.effects.of(item.id, item.path)} for item in self._items]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each change. Columns: id, what, where, old, new, severity, text."""
        import pandas as pd

        columns = [*COLUMNS, *(("effect",) if self.effects is not None else ())]
        return pd.DataFrame(self.records(), columns=columns, dtype=object)

    def to_json(self) -> str:
        """Return the changes as JSON: a list of ``{id, what, where, old, new, severity, text}``."""
        return json.dumps(self.records(), ensure_ascii=False, indent=1)


def _order(item: Change) -> tuple[Any, ...]:
    return SEVERITIES.index(item.severity), item.id, item.file, item.line or 0, item.path, item.what
