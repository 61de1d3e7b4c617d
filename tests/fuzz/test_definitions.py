"""Definitions whose bytes are damaged anywhere: problems with file and cure; never a traceback."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from damage import SEED, cases, damaged
from sdg_standard.editions import read_standard

CONTRACT = Path(__file__).parents[1] / "contract" / "standard"
FILES = sorted(path.relative_to(CONTRACT).as_posix() for path in CONTRACT.rglob("*.yaml"))
SPLICED = [
    *(b"\0", b"\n", b"\r", b"\t", b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"<<: ", b"| ", b"> "),
    *(b"'", b'"', b"#", b"%YAML 1.1\n", b"---\n", b"...\n", b"\xff", b"\xef\xbb\xbf", b"!!python/name:os.system "),
    *("å".encode(), "\u2028".encode(), "\u200b".encode(), b"null", b"~", b"yes", b"0301", b"1e400", b".nan", b"-.inf"),
    *(b"0,5", b"2024-13-01", b"[" * 300, b"{a: " * 100, b"for: all", b"id: town.water", b"formula: 1 / 0", b'"((a)"'),
    *(b"../../x", b"worst", b"benchmark", b"{level: goal}", b"children", b"extends: levels\n", b"9" * 400, b"index"),
    *(b"method: goalposts", b"- {for: all}\n"),
]


@pytest.mark.parametrize("name", FILES)
def test_any_damage_is_a_problem_with_a_cure_or_changes_what_is_said(name: str, tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT, root)
    sound = (CONTRACT / name).read_bytes()
    chance = random.Random(f"{SEED} {name}")
    refused = 0
    for number in range(cases(15)):
        (root / name).write_bytes(damaged(sound, chance, SPLICED))
        note = f"case {number} of seed {SEED}"
        try:
            standard, problems = read_standard(root)
        except sdg.SdgStandardError as error:
            assert str(error), note
            continue
        except Exception as error:
            raise AssertionError(note) from error
        errors = [each for each in problems if each.severity == "error"]
        refused += bool(errors)
        assert (standard is None) <= bool(errors), note
        for each in problems:
            assert each.message and each.cure and each.file, f"{note}: {each}"
    assert refused, "no damage was refused, so nothing was tried"


def test_the_sweep_swept() -> None:
    assert len(FILES) >= 10
