"""What it costs to begin: importing, loading, validating; each in fresh interpreters, by the processor."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import sdg_standard as sdg

HEAVY = {"numpy", "pandas", "pint", "pydantic", "yaml"}
_RUN = (
    "import sys, time; {before}\n"
    "t = time.process_time()\n"
    "{code}\n"
    "print(time.process_time() - t, *sorted(set(sys.modules) & {heavy}))"
)
_OWN_IMPORTS = "import numpy, pandas, pint, sdg_standard as sdg, sdg_standard.editions"
_VERSION = (
    "from sdg_standard.cli import main\n"
    "try:\n    main(['--version'])\n"
    "except SystemExit:\n    print()"  # what is measured stands in the last line
)
_FOLDER = {
    "standard.yaml": "format: 1\nid: town\nedition: '{0.edition}'\ntitle: Town\nlanguages: [en]\n"
    "extends: {0.id}@{0.edition}\n",
    "frameworks/town/framework.yaml": "id: town\ntitle: Town\nkeeper: Town\n",
    "frameworks/town/trees.yaml": "id: town.trees\ntitle: Trees\n"
    "series: {{value: {{kind: count, unit: count, direction: higher_is_better}}}}\n",
}


@dataclass(frozen=True)
class Start:
    """What was begun, against what, and how many times the peer's processor time it may take; None for no limit."""

    name: str
    peer: str
    seconds: float
    of_peer: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """The processor time over that of the peer."""
        return self.seconds / self.of_peer


def starts() -> list[Start]:
    """Measure all of them; with a cache the best of several runs is one that finds everything there."""
    pandas, pydantic = _best("import pandas"), _best("import pydantic; pydantic.BaseModel")
    with tempfile.TemporaryDirectory() as name:
        cache, folder = Path(name) / "cache", Path(name) / "town"
        for file, text in _FOLDER.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text.format(sdg.load()), encoding="utf-8")
        return [
            Start("import sdg_standard", "importing pandas", _best("import sdg_standard"), pandas),
            Start("sdg-standard --version", "importing pydantic", _best(_VERSION), pydantic, 1.6),
            Start("load() cold", "importing pandas", _call("sdg.load()"), pandas),
            Start("load() warm", "importing pandas", _call("sdg.load()", cache), pandas, 0.35),
            Start("validate(), all examples", "importing pandas", _call("sdg.validate()", times=1), pandas),
            Start("validate(), nothing changed", "importing pandas", _call("sdg.validate()", cache), pandas, 6.0),
            Start(
                "validate() of three files that extend it",
                "importing pandas",
                _call(f"sdg.validate({str(folder)!r})", cache),
                pandas,
                2.0,
            ),
        ]


def heavy() -> tuple[str, ...]:
    """The heavy packages that importing the package alone loads."""
    return tuple(_run("import sdg_standard")[1:])


def _call(code: str, cache: Path | None = None, times: int = 5) -> float:
    """Run code beyond the imports that it needs."""
    return _best(code, before=_OWN_IMPORTS, cache=cache, times=times)


def _best(code: str, *, before: str = "pass", cache: Path | None = None, times: int = 5) -> float:
    return min(float(_run(code, before, cache)[0]) for _ in range(times))


def _run(code: str, before: str = "pass", cache: Path | None = None) -> list[str]:
    program = _RUN.format(before=before, code=code, heavy=HEAVY)
    environment = {**os.environ, "SDG_STANDARD_CACHE": str(cache or "off")}
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment)
    return done.stdout.splitlines()[-1].split()
