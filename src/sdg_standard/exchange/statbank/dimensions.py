"""Reading the dimensions of a dataset: ids and sizes, categories in order, what is said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import fits_float
from sdg_standard.exchange.codes import TOO_LARGE
from sdg_standard.exchange.grid import MOST_ROWS, Findings
from sdg_standard.exchange.statbank.dimension import ROLES, Dimension, Role
from sdg_standard.exchange.statbank.rules import Rule, broken, refused
from sdg_standard.words import say

Data = Mapping[str, Any]
MOST_DIMENSIONS = 64


def read_dimensions(data: Data, findings: Findings) -> tuple[Dimension, ...]:
    """The dimensions of a dataset. Raises EvidenceError where it is not known which cell a number belongs to."""
    described = _mapping(data.get("dimension"))
    ids = [str(one) for one in data["id"]] if isinstance(data.get("id"), list) else list(described)
    if "id" not in data or set(ids) != set(described) or len(set(ids)) != len(ids):
        _other_keys(ids, described, findings)
    sizes = _sizes(data, ids, described, findings)
    roles = _roles(data, ids, findings)
    made = tuple(
        _dimension(name, _mapping(described.get(name)), size, roles.get(name), findings)
        for name, size in zip(ids, sizes, strict=True)
    )
    if len(made) > MOST_DIMENSIONS:
        raise too_many_cells(made, findings)
    return made


def too_many_cells(dimensions: Sequence[Dimension], findings: Findings) -> EvidenceError:
    """The error for a table beyond what is read."""
    shape = " × ".join(str(len(one)) for one in dimensions[:20])
    findings.add(TOO_LARGE, say("statbank.too_many_cells", shape=shape, most=MOST_ROWS), say("statbank.ask_for_less"))
    return EvidenceError(findings.problems)


def _other_keys(ids: list[str], described: Data, findings: Findings) -> None:
    """Dimensions that are listed and not described, or the other way round."""
    lacking = [name for name in ids if name not in described]
    beyond = [name for name in described if name not in ids]
    facts = {"lacking": lacking[:5] or [say("statbank.none")], "beyond": beyond[:5] or [say("statbank.none")]}
    if lacking or not ids or len(set(ids)) != len(ids):
        raise refused(findings, "DIM_KEY_ID_MISMATCH", "dimension", **facts)
    broken(findings, "DIM_KEY_ID_MISMATCH", "warning", "dimension", **facts)


def _sizes(data: Data, ids: list[str], described: Data, findings: Findings) -> list[int]:
    """How many categories each dimension has: as said, or counted where that was left out or does not fit."""
    said = data.get("size")
    sizes = [one for one in said if type(one) is int and one >= 0] if isinstance(said, list) else []
    if len(sizes) == len(ids):
        return sizes
    counted = [_count(_mapping(described[name]).get("category")) for name in ids]
    facts = {"ids": len(ids), "sizes": len(said) if isinstance(said, list) else 0}
    if not all(counted):
        raise refused(findings, "ID_SIZE_LEN_MISMATCH", "size", **facts)
    broken(findings, "ID_SIZE_LEN_MISMATCH", "warning", "size", **facts)
    return counted


def _count(category: Any) -> int:
    category = _mapping(category)
    found = category.get("index") or category.get("label")
    return len(found) if isinstance(found, (list, Mapping)) else 0


def _roles(data: Data, ids: list[str], findings: Findings) -> dict[str, Role]:
    """The role of each dimension that has one."""
    given = _mapping(data.get("role"))
    roles: dict[str, Role] = {}
    for role, names in given.items():
        for name in [names] if isinstance(names, str) else names if isinstance(names, list) else ():
            if str(name) not in ids or role not in ROLES:
                known = say("statbank.role", role=str(role)[:40], name=str(name)[:80])
                broken(findings, "ROLE_ID_UNKNOWN", "warning", f"role.{role}", role=known)
            else:
                roles.setdefault(str(name), role)
    return roles


def _dimension(name: str, data: Data, size: int, role: Role | None, findings: Findings) -> Dimension:
    category = _mapping(data.get("category"))
    place = f"dimension.{name}.category"
    codes = _codes(name, category, size, place, findings)
    known = frozenset(codes)
    labels = _labels(category, codes, place, findings)
    units = {
        code: one for code, one in _known(category, "unit", known, place, findings) if isinstance(one, Mapping) and one
    }
    if role == "metric" and len(units) < len(codes):
        lacking = [code for code in codes if code not in units]
        broken(findings, "METRIC_UNIT_MISSING", "warning", f"{place}.unit", codes=lacking[:5], n=len(lacking))
    return Dimension(
        id=name,
        codes=codes,
        label=_text(data.get("label")),
        role=role,
        labels=labels,
        units=units,
        notes={code: _texts(one) for code, one in _known(category, "note", known, place, findings)},
        children=_children(category, known, place, findings),
        coordinates={
            code: (float(one[0]), float(one[1]))
            for code, one in _known(category, "coordinates", known, place, findings)
            if isinstance(one, list) and len(one) == 2 and all(map(fits_float, one))
        },
        note=_texts(data.get("note")),
        extension=_mapping(data.get("extension")),
        link=_mapping(data.get("link")),
    )


def _codes(name: str, category: Data, size: int, place: str, findings: Findings) -> tuple[str, ...]:
    """The codes of a dimension in the order of its cells."""
    index = category.get("index")
    if index is None:  # allowed for a dimension with one category, which has a label then
        label = category.get("label")
        codes = list(map(str, label)) if isinstance(label, Mapping) else []
        if size == 1 and not codes:
            codes = [name]
        elif size > 1:
            raise refused(findings, "INDEX_COUNT_MISMATCH", f"{place}.index", name=name, found=0, size=size)
    elif isinstance(index, Mapping):
        codes = _by_position(name, index, place, findings)
    else:
        codes = list(map(str, index)) if isinstance(index, list) else []
    if len(codes) != size:
        raise refused(findings, "INDEX_COUNT_MISMATCH", f"{place}.index", name=name, found=len(codes), size=size)
    if len(set(codes)) != len(codes):
        raise refused(findings, "INDEX_POSITIONS_INVALID", f"{place}.index", name=name, codes=_twice(codes))
    return tuple(codes)


def _by_position(name: str, index: Data, place: str, findings: Findings) -> list[str]:
    """Codes by the positions that they are given; those that begin elsewhere than at 0 still have an order."""
    positions = list(index.values())
    whole = all(type(one) is int for one in positions)
    if not whole or len(set(positions)) != len(positions):
        times = Counter(map(str, positions))
        wrong = [code for code, one in index.items() if type(one) is not int or times[str(one)] > 1][:5]
        raise refused(findings, "INDEX_POSITIONS_INVALID", f"{place}.index", name=name, codes=wrong)
    codes = sorted(index, key=index.__getitem__)
    if sorted(positions) != list(range(len(positions))):
        broken(findings, "INDEX_POSITIONS_INVALID", "warning", f"{place}.index", name=name, codes=codes[:5])
    return codes


def _labels(category: Data, codes: tuple[str, ...], place: str, findings: Findings) -> dict[str, str]:
    given = category.get("label")
    if isinstance(given, list) and len(given) == len(codes):
        return dict(zip(codes, map(_text, given), strict=True))
    labels = {code: _text(one) for code, one in _known(category, "label", frozenset(codes), place, findings)}
    if labels and len(labels) < len(codes):
        lacking = [code for code in codes if code not in labels]
        broken(findings, "LABEL_KEY_INCOMPLETE", "warning", f"{place}.label", codes=lacking[:5], n=len(lacking))
    return labels


def _known(
    category: Data, member: str, known: Iterable[str], place: str, findings: Findings
) -> Iterator[tuple[str, Any]]:
    """What is said about categories that there are; what is said about others is told."""
    given = _mapping(category.get(member))
    strange = [code for code in given if code not in known]
    if strange:
        rule: Rule = "UNIT_KEY_UNKNOWN" if member == "unit" else "LABEL_KEY_UNKNOWN"
        broken(findings, rule, "warning", f"{place}.{member}", codes=strange[:5], n=len(strange))
    return ((code, one) for code, one in given.items() if code in known)


def _children(category: Data, known: frozenset[str], place: str, findings: Findings) -> dict[str, tuple[str, ...]]:
    """Which categories are parts of which. A hierarchy that leads back to itself is left out whole."""
    given = _known(category, "child", known, place, findings)
    children = {code: tuple(one for one in map(str, found) if one in known) for code, found in given if _is_list(found)}
    circle = _circle(children)
    if circle:
        broken(findings, "CHILD_CYCLE", "warning", f"{place}.child", codes=circle)
        return {}
    return children


def _circle(children: Mapping[str, Sequence[str]]) -> list[str]:
    """The codes of a way that leads back to where it began; empty without any."""
    done: set[str] = set()
    for start in children:
        way, stack = {start: None}, [iter(children[start])]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                done.add(way.popitem()[0])
                stack.pop()
            elif following in way:
                return list(way)[list(way).index(following) :][:5]
            elif following in children and following not in done:
                way[following] = None
                stack.append(iter(children[following]))
    return []


def _twice(codes: list[str]) -> list[str]:
    seen: set[str] = set()
    return [code for code in codes if code in seen or seen.add(code)][:5]  # type: ignore[func-returns-value]


def _is_list(found: Any) -> bool:
    return isinstance(found, list)


def _mapping(found: Any) -> Data:
    return found if isinstance(found, Mapping) else {}


def _text(found: Any) -> str:
    return found if isinstance(found, str) else "" if found is None else str(found)


def _texts(found: Any) -> tuple[str, ...]:
    return tuple(map(_text, found)) if isinstance(found, list) else (_text(found),) if found else ()
