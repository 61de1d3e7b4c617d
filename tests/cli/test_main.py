"""Usage, help, exit codes, and what happens when something outside goes wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdg_standard._version import __version__

Run = Callable[..., Any]
COMMANDS = (
    *("validate", "check", "read", "move", "questions", "list", "show", "search", "score", "explain", "report", "fit"),
    *("examine", "compare", "compare-deliveries", "uncertainty", "sensitivity", "demo", "diff", "check-release"),
    *("release", "migrate", "reproduce", "init", "new", "translate", "fix", "template", "register", "schema"),
    *("convert", "agenda", "network"),
)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("validate", "a", "b"),
        ("validate", "--format", "xml"),
        ("check",),
        ("questions", "e.csv"),
        ("compare-deliveries", "e.csv"),
        ("show",),
        ("score", "e.csv"),
        ("score", "e.csv", "--methodology", "levels"),
        ("list", "nonsense"),
        ("list", "--goal", "eleven"),
        ("show", "x", "--language", "de"),
        ("fit", "levels"),
        ("search",),
        ("check", "e.csv", "--decimal", ";"),
        ("check", "e.csv", "--thousands", ";"),
        ("check", "e.csv", "--thousands", "."),
        ("check", "e.csv", "--decimal", ",", "--thousands", ","),
    ],
)
def test_wrong_usage_is_two(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2 and done.err.startswith("usage: sdg-standard") and not done.out


def test_help_names_the_commands_that_are_there(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    listed = re.findall(r"^    ([\w-]+)(?: +\S.*)?$", done.out, flags=re.MULTILINE)
    assert tuple(listed) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0 and f"usage: sdg-standard {command}" in done.out
    options = re.findall(r"^  (--[a-z-]+)(.*(?:\n {10,}.*)*)", done.out, flags=re.MULTILINE)
    assert all(len(text.split()) >= 2 for _, text in options), "an option without a word about it"
    mentioned = set(re.findall(r"sdg-standard ([\w-]+)", done.out))
    assert mentioned <= {command}, f"help speaks of {mentioned}"


def test_version(run: Run) -> None:
    done = run("--version")
    assert (done.code, done.out) == (0, f"sdg-standard {__version__}\n")


def test_norwegian_letters_in_a_plain_locale(shell: Run) -> None:
    done = shell("show", "goal:13", "--language", "nn", LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.code == 0 and not done.err
    assert re.search("[æøå]", done.out)


def test_norwegian_letters_in_arguments(run: Run) -> None:
    done = run("search", "bærekraft", "--language", "nb")
    assert done.code == 0 and "ærekraft" in done.out


def test_nobody_reads_the_output_any_more(cache_of_processes: str) -> None:
    """`sdg-standard list | head -1` ends without a word."""
    import subprocess
    import sys

    source = os.pathsep.join(path for path in sys.path if path.endswith("src"))
    environment = {**os.environ, "PYTHONPATH": source, "SDG_STANDARD_CACHE": cache_of_processes}
    command = [sys.executable, "-m", "sdg_standard", "list", "targets"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("where", ["a file", "a folder of a file"])
def test_a_folder_that_cannot_be_written(run: Run, contract: Path, tmp_path: Path, where: str) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("here already")
    out = blocked if where == "a file" else blocked / "deeper"
    done = run(
        *("score", contract / "evidence.csv", "--methodology", "levels", "--standard", contract / "standard"),
        *("--areas", contract / "areas.csv", "--out", out),
    )
    assert done.code == 1 and "SDG901" in done.err and "blocked" in done.err
    assert "Traceback" not in done.err and blocked.read_text() == "here already"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(run: Run, contract: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = run("demo", "--out", locked / "out")
    assert done.code == 1 and "SDG901" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere.csv"),
        ("score", "nowhere.csv", "--methodology", "u4ssc-performance", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performance", "--areas", "nowhere.csv", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performance", "--reference", "nowhere.csv", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performance", "--commitments", "nowhere.csv", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performanc", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "nowhere.yaml", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performance", "--standard", "nowhere", "--out", "OUT"),
        ("score", "EVIDENCE", "--methodology", "u4ssc-performance", "--period", "last year", "--out", "OUT"),
        ("fit", "u4ssc-performance", "--reference", "nowhere.csv", "--out", "OUT"),
        ("validate", "nowhere"),
        ("list", "--standard", "nowhere"),
        ("list", "--framework", "u4sc"),
        ("show", "u4ssc.sc.sh.si.4x"),
        ("search", "xyzzyx"),
    ],
)
def test_what_the_user_can_mend_is_said_without_a_traceback(
    run: Run, contract: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    names = {"OUT": str(tmp_path / "out"), "EVIDENCE": str(contract / "evidence.csv")}
    done = run(*(names.get(word, word) for word in arguments))
    assert done.code == 1
    said = done.err or done.out
    assert "Traceback" not in said and len(said) < 3000 and said.strip()


def test_near_misses_are_offered(run: Run, contract: Path, tmp_path: Path) -> None:
    assert 'did you mean "u4ssc.sc.sh.si.4c"' in run("show", "u4ssc.sc.sh.si.4x").err
    assert 'did you mean "u4ssc"' in run("list", "--framework", "u4sc").err
    done = run("score", contract / "evidence.csv", "--methodology", "u4ssc-performanc", "--out", tmp_path)
    assert 'did you mean "u4ssc-performance"' in done.err
