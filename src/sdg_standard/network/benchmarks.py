"""Benchmarks adopted in common as an extending standard: an edition with other benchmarks, and who adopted them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.editions.adopted import extended
from sdg_standard.errors import Problem
from sdg_standard.model.indicator import Benchmark, Indicator
from sdg_standard.model.network import CommonBenchmark

Numbered = tuple[int, CommonBenchmark]
"""A benchmark with its place in the list."""


def standard_with(
    base: Standard, adopted: Iterable[Numbered], name: str
) -> tuple[Standard | None, list[tuple[int, Problem]]]:
    """Return the standard in which some benchmarks hold, ``status: adopted``; None and the problems where one cannot.

    A benchmark takes the place of those of the edition that begin on its day or later, and of those for some areas
    only; an earlier one stays for the time before. A problem comes with the place of its benchmark in the list.
    """
    known = [(number, each) for number, each in adopted if base.find_series(each.series) is not None]
    if not known:
        return base, []
    of_indicator: dict[str, list[Numbered]] = defaultdict(list)
    for number, each in known:
        of_indicator[base.one_series(each.series).indicator].append((number, each))
    files = {"standard.yaml": _text(_about(base, name)), "sources.yaml": _text(_sources(known, name))}
    whose: dict[str, int] = {}
    for indicator, benchmarks in of_indicator.items():
        file = f"frameworks/{indicator.partition('.')[0]}/{indicator}.yaml"
        files[file] = _text(_change(base, base.indicators[indicator], benchmarks, name))
        whose[file] = benchmarks[0][0]
    standard, problems = extended(files)
    errors = [(whose.get(each.file, known[0][0]), each) for each in problems if each.severity == "error"]
    return (None if errors else standard), errors


def _text(data: Mapping[str, Any]) -> bytes:
    """Plain data as YAML, which all JSON is."""
    return json.dumps(data, ensure_ascii=False).encode()


def _about(base: Standard, name: str) -> dict[str, Any]:
    below = f"{base.id}@{base.edition}"
    kept = {"format": 1, "id": "network", "edition": base.edition, "extends": below}
    return {**kept, "title": name, "languages": list(base.languages)}


def _source_key(number: int) -> str:
    return f"network-decision-{number + 1}"


def _sources(adopted: Sequence[Numbered], name: str) -> dict[str, Any]:
    """The decisions as entries of the bibliography, which benchmarks cite."""
    return {
        _source_key(number): {
            "title": f"{each.adopted_by or name}, {each.decision}, {each.on.isoformat()}",
            "year": each.on.year,
        }
        for number, each in adopted
    }


def _change(base: Standard, indicator: Indicator, adopted: Sequence[Numbered], name: str) -> dict[str, Any]:
    """The keys of an indicator that the benchmarks change."""
    by_series: dict[str, list[Numbered]] = defaultdict(list)
    for number, each in adopted:
        by_series[base.one_series(each.series).key].append((number, each))
    without = [f"series.{key}.no_benchmark" for key in by_series if indicator.series[key].no_benchmark]
    because = "; ".join(dict.fromkeys(", ".join(filter(None, (each.adopted_by, each.decision))) for _, each in adopted))
    head: dict[str, Any] = {"id": indicator.id, "of": indicator.version, "because": because}
    return {
        "overrides": {**head, **({"without": without} if without else {})},
        "series": {
            key: {"benchmarks": [*_kept(indicator.series[key].benchmarks, own), *(_written(one, name) for one in own)]}
            for key, own in by_series.items()
        },
    }


def _kept(known: Iterable[Benchmark], adopted: Sequence[Numbered]) -> list[Any]:
    first = min(_begins(each) for _, each in adopted)
    plain = [each for each in known if not each.where and each.from_ < first]
    return [_plain(each.model_dump(mode="json", by_alias=True, exclude_defaults=True)) for each in plain]


def _begins(each: CommonBenchmark) -> date:
    return each.from_ or each.on


def _written(numbered: Numbered, name: str) -> dict[str, Any]:
    number, each = numbered
    ends = {"value": each.ends[0]} if len(each.ends) == 1 else {"between": list(each.ends)}
    facts = {"basis": each.basis, "source": _source_key(number), "adopted_by": each.adopted_by or name}
    why = {"why": each.why} if each.why else {}
    data = {**ends, "from": _begins(each).isoformat(), "status": "adopted", **facts, **why}
    return {name: _plain(part) for name, part in data.items()}


def _plain(data: Any) -> Any:
    """The same with numbers as plain digits: the two versions of YAML read exponents differently."""
    if isinstance(data, dict):
        return {name: _plain(part) for name, part in data.items()}
    if isinstance(data, list):
        return [_plain(part) for part in data]
    return format(Decimal(repr(data)), "f") if isinstance(data, float) else data
