"""A network of few invented municipalities with a few numbers each, written where a test wants it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

NET, PM25, PHYSICIANS = "u4ssc.ec.ict.ict.1c", "u4ssc.en.en.aq.1c.pm2_5", "u4ssc.sc.eh.h.3c"
UNITS = {NET: "%", PM25: "µg/m³", PHYSICIANS: "per 100000 inhabitants"}
HEAD = "area,period,series,value,unit,status,source,verification\n"
Numbers = Mapping[str, Mapping[str, float | None]]
"""Values by series and period; None is a number that is withheld."""


def evidence(area: str, numbers: Numbers) -> str:
    """A file of evidence of one municipality."""
    rows = [
        f"{area},{period},{series},{'' if value is None else value},{UNITS[series]},{'Q' if value is None else ''},"
        "invented,verified\n"
        for series, by_period in numbers.items()
        for period, value in by_period.items()
    ]
    return HEAD + "".join(rows)


def member(area: str, **more: object) -> dict[str, object]:
    """A member of a small town since 2020 that shares."""
    return {"area": area, "joined": "2020-01-01", "shares": True, "inhabitants": 3000, **more}


def network(
    folder: Path,
    members: Sequence[Mapping[str, object]],
    numbers: Mapping[str, Numbers],
    benchmarks: Sequence[Mapping[str, object]] = (),
    **head: object,
) -> Path:
    """Write a network with the evidence of its members, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for area, own in numbers.items():
        (folder / f"{area}.csv").write_text(evidence(area, own), encoding="utf-8")
    with_files = [
        {**each, **({"evidence": [f"{each['area']}.csv"]} if each["area"] in numbers else {})} for each in members
    ]
    data = {"format": 1, "title": "Fjordnettet", **head, "members": with_files, "adopted": list(benchmarks)}
    file = folder / "network.yaml"
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")  # all JSON is YAML
    return file
