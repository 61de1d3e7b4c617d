"""The record of a run: what was measured, printed as it is found and written as ``benchmarks/RESULTS.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from benchmarks.measure import HEADING, Cost
from benchmarks.peers import Peers
from benchmarks.starting import Start

FILE = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("numpy", "pandas", "pyarrow", "pydantic", "pint", "scipy", "numba", "scikit-criteria")
HEAD = """# What it costs

Made by `make bench`; do not edit. Each table was measured in one run, its rows in turns, the best of several calls.
What counts is the processor's time beside that of something plain done with the same data: it changes least from one
machine to another. Memory is the most that a call holds at once beside what it is given.
"""


@dataclass
class Record:
    """What was found, line by line, and what is over its limit."""

    lines: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    load: float = field(default_factory=lambda: os.getloadavg()[0])
    """How busy the machine was before."""

    def say(self, line: str) -> None:
        """Print a line that stands in the record in another form."""
        print(line, flush=True)

    def title(self, text: str, *, columns: Iterable[str] = ()) -> None:
        """Begin a part."""
        names = list(columns)
        self.lines += ["", f"## {text}", ""]
        if names:
            self.lines += [_row(names), _row(["---", *["---:"] * (len(names) - 1)])]

    def against(self, name: str, costs: Mapping[str, Cost], ratio: float, peer: str, limit: float) -> None:
        """Something that was measured beside a peer, and how many times its time it may take."""
        self.say(f"{name}\n  {ratio:.3g}× the time of {peer}; limit {limit:g}×\n  {'':22} {HEADING}")
        for label, cost in costs.items():
            self.say(f"  {label:22} {cost}")
        first = costs.get("library") or costs.get("fitted") or next(iter(costs.values()))
        cells = [f"{first.processor * 1000:.3g}", f"{first.megabytes:.3g}", f"{ratio:.2g}", peer, f"{limit:g}"]
        self.lines.append(_row([name, *cells]))
        self.over(name, ratio, limit)

    def over(self, name: str, found: float, limit: float) -> None:
        """Note what is over its limit."""
        if found > limit:
            self.missed.append(f"{name}: {found:.3g}× instead of {limit:g}×")

    def peers(self, found: Peers) -> None:
        """One table, scored by the library and by others."""
        name = f"{found.areas:,} × {found.series}, a table of {found.table:.3g} MiB"
        self.title(
            f"Scoring {name}", columns=("", "ms of CPU", "MiB", "× copying", "× NumPy kernel", "ns for a number")
        )
        copying, kernel = found.costs["copying the table"], found.costs["NumPy kernel"]
        self.say(f"scoring {name}\n  {'':30} {HEADING}   × copying, × kernel")
        for label, cost in found.costs.items():
            each = cost.processor / (found.areas * found.series) * 1e9
            ratios = [f"{cost.over(copying):.3g}", f"{cost.over(kernel):.3g}"]
            self.say(f"  {label:30} {cost}   {' '.join(ratios)}")
            own = [f"{cost.processor * 1000:.3g}", f"{cost.megabytes:.3g}", *ratios, f"{each:.3g}"]
            self.lines.append(_row([label, *own]))
        self.lines += ["", *(f"Left out: {text}." for text in found.left_out)]

    def start(self, start: Start) -> None:
        """What it costs to begin."""
        limit = "" if start.limit is None else f"{start.limit:g}"
        self.say(f"{start.name}: {start.ratio:.3g}× {start.peer} ({start.seconds:.3f} s of the processor)")
        self.lines.append(_row([start.name, f"{start.seconds * 1000:.3g}", f"{start.ratio:.2g}", start.peer, limit]))
        self.over(f"{start.name}, against {start.peer}", start.ratio, start.limit or float("inf"))

    def markdown(self) -> str:
        """The whole record."""
        over = ["", "## Over its limit", "", *(f"- {line}" for line in self.missed)] if self.missed else []
        return "\n".join([HEAD, *machine(self.load), *self.lines, *over]).rstrip() + "\n"


def machine(load: float) -> list[str]:
    """On what it was measured, and when."""
    found = [("day", f"{datetime.now(UTC):%Y-%m-%d}"), ("processor", _processor()), ("cores", str(os.cpu_count()))]
    found.append(("load before the run", f"{load:.2g}{': others were at work, so look at ratios alone' * (load > 1)}"))
    found += [("system", f"{platform.system()} {platform.machine()}"), ("Python", platform.python_version())]
    found += [(name, _version(name)) for name in ("sdg-standard", *PACKAGES)]
    return [_row(["machine", ""]), _row(["---", "---"]), *(_row(pair) for pair in found)]


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "not known"
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else "not known"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
