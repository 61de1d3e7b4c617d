"""A standard written in the test itself: short indicators, whole methodologies."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sdg_standard.catalogue import Standard
from sdg_standard.editions import read_standard
from sdg_standard.errors import Problems
from sdg_standard.plans import Plan, plan_of

HEAD = 'format: 1\nid: example\nedition: "1"\ntitle: Example\nlanguages: [en]\n'

SERIES = {
    "share": 'kind: share, unit: "%", direction: higher_is_better',
    "rate": "kind: rate, unit: per 100000 inhabitants, direction: lower_is_better",
    "index": "kind: index, direction: higher_is_better",
}

Write = Callable[..., Path]
Read = Callable[..., tuple[Standard | None, Problems]]
Planned = Callable[..., Plan]
Text = Callable[..., str]


@pytest.fixture
def indicator() -> Text:
    """The text of an indicator: one series of a kind or written out, or several when it begins with a bracket."""

    def text(name: str, series: str = "share", more: str = "", *, title: str = "") -> str:
        body = SERIES.get(series, series)
        own = body if body.startswith("{") else f"{{value: {{{body}}}}}"
        return f"id: {name}\ntitle: {title or name}\nseries: {own}\n{textwrap.dedent(more)}"

    return text


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a folder: texts by path; ``standard.yaml`` is there unless it is given."""

    def folder(files: Mapping[str, str], name: str = "standard") -> Path:
        root = tmp_path / name
        for path, text in {"standard.yaml": HEAD, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return root

    return folder


@pytest.fixture
def read(write: Write) -> Read:
    """Write a folder and read it."""
    return lambda files, name="standard": read_standard(write(files, name))


@pytest.fixture
def planned(read: Read) -> Planned:
    """The plan of a methodology for some indicators; no problem is expected unless a test says so."""

    def plan(
        text: str, indicators: Mapping[str, str], files: Mapping[str, str] | None = None, *, good: bool = True
    ) -> Plan:
        texts = {f"frameworks/t/{name}.yaml": body for name, body in indicators.items()}
        head = "id: m\ntitle: M\n"
        standard, problems = read(
            {**texts, **(files or {}), "methodologies/m.yaml": head + textwrap.dedent(text).lstrip("\n")}
        )
        assert standard is not None
        assert not (good and problems.errors), str(problems)
        return plan_of(standard.methodology("m"), standard)

    return plan
