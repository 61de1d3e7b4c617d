"""What is printed, whatever stands in evidence and definitions, and wherever it is printed to."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main, output

Run = Callable[..., Any]
HOSTILE = "town.water\n::error file=x::gone\x1b[2J\x9b31m\u202e\r\x07"


@pytest.fixture
def evidence(contract: Path, tmp_path: Path) -> Path:
    """Evidence whose texts try to steer whoever reads the output."""
    path = tmp_path / "evidence.csv"
    head, *rows = (contract / "evidence.csv").read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    for column in ("area", "period", "series", "value", "unit", "status", "source"):
        cells = dict(zip(columns, ["NO-0001", "2024", "town.water", "50", "%", *[""] * len(columns)], strict=False))
        cells |= {name: "" for name in columns if name not in ("area", "period", "series", "value", "unit")}
        cells[column] = f'"{HOSTILE}"'
        rows.append(",".join(cells[name] for name in columns))
    path.write_text(
        "\n".join([f'{head},"{HOSTILE}"', *(f"{row}," for row in rows)]) + "\n", encoding="utf-8", newline=""
    )
    return path


def harmless(text: str) -> None:
    """Nothing that a terminal obeys but line ends, and no line that a CI takes for its own."""
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not [line for line in text.splitlines() if line.startswith("::error file=x")]


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_evidence_steers_nobody(run: Run, contract: Path, evidence: Path, tmp_path: Path, form: str) -> None:
    check = run("check", evidence, "--standard", contract / "standard", "--format", form)
    score = run(
        *("score", evidence, "--methodology", "levels", "--standard", contract / "standard"),
        *("--out", tmp_path / "out", "--format", form),
    )
    for done in (check, score):
        harmless(done.out + done.err)
        assert "gone" in done.out + done.err  # it is shown, as what it is
    if form == "json":
        found = json.loads(check.out)
        assert HOSTILE.strip() in " ".join(item["message"] + item["series"] for item in found)  # nothing is lost


COMMANDS = (
    "::error file=x::gone",
    " \xa0::warning::gone",
    "##[add-matcher]gone",
    "x ##vso[task.x]gone",
    "##teamcity[x]",
)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_begins_with_a_command(run: Run, contract: Path, tmp_path: Path, name: str) -> None:
    """The first cell of a table, or a file name, needs no line end to stand at the beginning of a line."""
    areas = (contract / "areas.csv").read_text(encoding="utf-8").replace("Alder", f'"{name}"')
    (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
    assert f'"{name}"' in areas
    evidence = Path(shutil.copy(contract / "evidence.csv", tmp_path / f"{name}.csv"))
    done = run(
        *("score", evidence, "--methodology", "levels", "--standard", contract / "standard"),
        *("--areas", tmp_path / "areas.csv", "--out", tmp_path / "out"),
    )
    assert done.code == 0 and "\\u00" in done.out and "\\u00" in done.err
    for line in (done.out + done.err).splitlines():
        assert not line.lstrip().startswith("::") and not re.search(r"##\w*\[", line)


def test_annotations_are_commands(run: Run, contract: Path) -> None:
    done = run("check", contract / "evidence.csv", "--standard", contract / "standard", "--format", "github")
    assert len([line for line in done.out.splitlines() if line.startswith("::error file=evidence.csv,line=")]) == 8


def test_explanations_steer_nobody(run: Run, contract: Path, evidence: Path, tmp_path: Path) -> None:
    areas = tmp_path / "areas.csv"
    shutil.copy(contract / "areas.csv", areas)
    head, first, *_ = areas.read_text(encoding="utf-8").splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True)) | {"name": f'"{HOSTILE}"'}
    areas.write_text(f"{head}\n{','.join(cells.values())}\n", encoding="utf-8", newline="")
    common = (evidence, "--methodology", "levels", "--standard", contract / "standard", "--areas", areas)
    for form in ("text", "json"):
        done = run("explain", *common, "--area", cells["area"], "--format", form)
        assert done.code == 0 and "gone" in done.out
        harmless(done.out + done.err)
    done = run("explain", *common, "--area", "gone\x1b[2J")
    assert done.code == 1
    harmless(done.out + done.err)
    done = run("score", *common, "--out", tmp_path / "out")
    harmless(done.out + done.err)


def test_definitions_steer_nobody(run: Run, contract: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(contract / "standard", tmp_path / "standard"))
    water = root / "frameworks" / "town" / "water.yaml"
    title = json.dumps(HOSTILE)  # double quotes of YAML know the same escapes
    text = water.read_text(encoding="utf-8")
    water.write_text(
        "\n".join(f"title: {title}" if line.startswith("title:") else line for line in text.splitlines()),
        encoding="utf-8",
    )
    assert sdg.load(root).indicators["town.water"].title == HOSTILE
    shown = [
        run("show", "town.water", "--standard", root),
        run("list", "--standard", root),
        run("search", "gone", "--standard", root),
        run("validate", root),
    ]
    for done in shown:
        harmless(done.out + done.err)
    assert all("gone" in done.out for done in shown[:3])


def test_file_names_steer_nobody(run: Run, contract: Path, tmp_path: Path) -> None:
    for name in (HOSTILE, os.fsdecode(b"gone\xe5.csv")):
        done = run("check", tmp_path / name, "--standard", contract / "standard")
        assert done.code == 1 and "does not exist" in done.err and "gone" in done.err
        harmless(done.out + done.err)
        shutil.copy(contract / "evidence.csv", tmp_path / name)
        done = run("check", tmp_path / name, "--standard", contract / "standard", "--format", "github")
        harmless(done.out + done.err)


def test_files_whose_names_are_no_text(run: Run, contract: Path, tmp_path: Path) -> None:
    """All the way: read, scored, written and spoken of."""
    name = os.fsdecode(b"m\xe5ling")
    standard = shutil.copytree(contract / "standard", tmp_path / f"{name} standard")
    for file in ("evidence.csv", "areas.csv"):
        shutil.copy(contract / file, tmp_path / f"{name} {file}")
    levels = (standard / "methodologies" / "levels.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{name}.yaml").write_text(levels.replace("id: levels", "id: own"), encoding="utf-8")
    done = run(
        *("score", tmp_path / f"{name} evidence.csv", "--methodology", tmp_path / f"{name}.yaml"),
        *("--standard", standard, "--areas", tmp_path / f"{name} areas.csv"),
        *("--out", tmp_path / name, "--report", tmp_path / f"{name}.html"),
    )
    assert done.code == 0
    harmless(done.out + done.err)
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == [
        *("problems.csv", "provenance.json", "scorecard.json", "scores.csv", "values.csv")
    ]
    assert (tmp_path / f"{name}.html").is_file()


# --- wherever it is printed to --------------------------------------------------------------------------------------


class Old(io.StringIO):
    """A console of Windows with its code page: no other letters, and no way to change that."""

    encoding = "cp1252"

    def write(self, text: str) -> int:
        text.encode("cp1252")
        return super().write(text)


@pytest.mark.parametrize("text", ["æøå µg/m³ – …", "Kárášjohka č", "PM₂.₅ → 10 ≥ 5", "\udcff"])
def test_a_code_page_that_lacks_letters(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    old = Old()
    monkeypatch.setattr(sys, "stdout", old)
    with output.guarded():
        print(text)
    assert old.getvalue().endswith("\n") and old.getvalue()[0] in (text[0], "\\")
    if text.startswith("æ"):
        assert old.getvalue() == f"{text}\n"


def test_a_whole_command_on_such_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["list", "targets", "--language", "nb"], ["show", "SC: EH: H: 3C"], ["show", "nothing"]):
        monkeypatch.setattr(sys, "stdout", Old())
        monkeypatch.setattr(sys, "stderr", Old())
        assert main(arguments) in (0, 1)
        assert isinstance(sys.stdout, Old) and len(sys.stdout.getvalue() + sys.stderr.getvalue()) > 20


def test_a_program_without_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["list", "goals"]) == 0
    assert main(["show", "nothing"]) == 1


@pytest.mark.parametrize("what", ["frameworks", "targets"])  # one that fits into a buffer, and one that does not
def test_a_disk_that_is_full_behind_the_output(what: str, cache_of_processes: str) -> None:
    command = [sys.executable, "-m", "sdg_standard", "list", what]
    own = {"PYTHONPATH": str(Path(sdg.__file__).parents[1]), "SDG_STANDARD_CACHE": cache_of_processes}
    environment = {**os.environ, **own}
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, text=True, timeout=120)
    assert done.returncode == 1 and "SDG902" in done.stderr and "No space left" in done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_a_pipe_that_nobody_reads_on_windows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["list", "goals"]) == 0
    assert capsys.readouterr().err == ""


# --- Ctrl-C ---------------------------------------------------------------------------------------------------------


def test_an_interrupted_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sdg_standard.cli.editing.validate", interrupted)
    done = run("validate")
    assert (done.code, done.out, done.err) == (130, "", "interrupted\n")


def test_an_interrupted_program() -> None:
    """Also while it is still importing, which takes longest."""
    program = (
        "import builtins, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
        "real = builtins.__import__\n"
        "def slow(name, *rest, **more):\n"
        "    if name == 'numpy':\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    return real(name, *rest, **more)\n"
        "from sdg_standard.cli import main\n"
        "builtins.__import__ = slow\n"
        "sys.exit(main(['list']))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(sdg.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, timeout=120, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_help_does_not_wait_for_pandas() -> None:
    program = (
        "import sys\n"
        "from sdg_standard.cli.main import parser\n"
        "parser()\n"
        "print(sorted({'numpy', 'pandas'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(sdg.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, timeout=120, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
