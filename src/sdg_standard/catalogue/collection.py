"""Read-only mappings by id, with a frame for those who want one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from sdg_standard._notebook import ROWS, one_line, panel, table
from sdg_standard.errors import UnknownId

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 7
"""So many columns of its frame a notebook shows."""
_LONG = "definition"
"""A column that a notebook has no room for."""
T = TypeVar("T")
D = TypeVar("D")


class Collection(Mapping[str, T]):
    """Definitions by id, in the order of the standard."""

    __slots__ = ("_items", "_known", "_row", "_what")

    def __init__(
        self,
        items: Mapping[str, T],
        row: Callable[[T], dict[str, Any]],
        what: str = "id",
        known: frozenset[str] | None = None,
    ) -> None:
        self._items = dict(items)
        self._row, self._what, self._known = row, what, known

    def __getitem__(self, key: object) -> T:
        """Return a definition by id; a number will do where ids are numbers. Raises UnknownId, which is a KeyError."""
        try:
            return self._items[str(key)]
        except KeyError:
            raise UnknownId(self._what, key, self._items) from None

    def __contains__(self, key: object) -> bool:
        return str(key) in self._items

    @overload
    def get(self, key: object, default: None = None) -> T | None: ...
    @overload
    def get(self, key: object, default: D) -> T | D: ...
    def get(self, key: object, default: D | None = None) -> T | D | None:
        """Return a definition by id, or the default."""
        return self._items.get(str(key), default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        shown = ", ".join(list(self._items)[:3])
        return one_line("Collection", len(self), f"{shown}{', …' if len(self) > 3 else ''}")

    def _repr_html_(self) -> str:
        first = {key: self._row(self._items[key]) for key in list(self._items)[:ROWS]}
        known = [name for row in first.values() for name, cell in row.items() if cell not in (None, "", ())]
        columns = [name for name in dict.fromkeys(known) if name != _LONG][:MOST_COLUMNS]
        rows = ((key, *map(row.get, columns)) for key, row in first.items())
        return panel(f"{self._what.capitalize()}: {len(self)}", table("", ("id", *columns), rows, of=len(self)))

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._items)

    def where(self, condition: Callable[[T], bool] | None = None, **equal: Any) -> Collection[T]:
        """Return those whose row in the frame has these values, and that meet a condition: ``where(kind="share")``.

        Raises UnknownId for a column that the frame of the whole collection does not have.
        """
        rows = {key: self._row(item) for key, item in self._items.items()} if equal else {}
        known = self._known if self._known is not None else frozenset(name for row in rows.values() for name in row)
        for name in equal:
            if rows and name not in known:
                raise UnknownId("column", name, sorted(known))

        def fits(key: str, item: T) -> bool:
            return all(rows[key].get(name) == value for name, value in equal.items()) and (
                condition is None or condition(item)
            )

        found = {key: item for key, item in self._items.items() if fits(key, item)}
        return Collection(found, self._row, self._what, known if equal else self._known)

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each, indexed by id."""
        import pandas as pd

        rows = [self._row(item) for item in self._items.values()]
        return pd.DataFrame(rows, index=pd.Index(list(self._items), name="id", dtype=object))
