"""Read-only mappings by id, with a frame for those who want one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


class Collection(Mapping[str, T]):
    """Definitions by id, in the order of the standard."""

    __slots__ = ("_items", "_row")

    def __init__(self, items: Mapping[str, T], row: Callable[[T], dict[str, Any]]) -> None:
        self._items = dict(items)
        self._row = row

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        shown = ", ".join(list(self._items)[:3])
        return f"Collection({len(self)}: {shown}{', …' if len(self) > 3 else ''})"

    def where(self, condition: Callable[[T], bool] | None = None, **equal: Any) -> Collection[T]:
        """Return those whose row in the frame has these values, and that meet a condition: ``where(kind="share")``."""

        def fits(item: T) -> bool:
            row = self._row(item)
            return all(row.get(name) == value for name, value in equal.items()) and (
                condition is None or condition(item)
            )

        return Collection({key: item for key, item in self._items.items() if fits(item)}, self._row)

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each, indexed by id."""
        import pandas as pd

        rows = [self._row(item) for item in self._items.values()]
        return pd.DataFrame(rows, index=pd.Index(list(self._items), name="id", dtype=object))
