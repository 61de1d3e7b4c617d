"""Help speaks the language that is asked for, before the arguments are read as a whole."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import pytest

from sdg_standard.cli.helping import VARIABLE, Parser, language_asked
from sdg_standard.cli.main import parser
from sdg_standard.words import has

Run = Any


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], None, None),
        (["list", "--language", "nn"], None, "nn"),
        (["--language=nb", "--help"], None, "nb"),
        (["list"], "nb", "nb"),
        (["list", "--language", "nn"], "nb", "nn"),
        (["list", "--language", "de"], None, None),
        (["list", "--language"], None, None),
        (["list", "--language"], "nn", "nn"),
        (["list"], "klingon", None),
        (["list", "--level", "core"], None, None),
    ],
)
def test_the_option_comes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: str | None, language: str | None
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if environment is not None:
        monkeypatch.setenv(VARIABLE, environment)
    assert language_asked(arguments) == language


def test_the_environment_is_the_language_of_commands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "nb")
    assert run("list", "goals").out.splitlines()[0].split() == ["mål", "tittel", "delmål"]
    assert run("list", "goals", "--language", "en").out.splitlines()[0].split() == ["goal", "title", "targets"]


@pytest.mark.parametrize(("language", "usage"), [("en", "usage"), ("nb", "bruk"), ("nn", "bruk")])
def test_help_is_in_the_language_from_end_to_end(run: Run, language: str, usage: str) -> None:
    done = run("template", "--help", "--language", language)
    assert done.code == 0 and done.out.startswith(f"{usage}: sdg-standard template")
    assert ("arket" in done.out) == (language != "en") and ("workbook" in done.out) == (language == "en")
    assert "options:" in done.out if language == "en" else "options" not in done.out


def commands_of(top: argparse.ArgumentParser) -> Iterator[tuple[str, Parser]]:
    """Every command that takes arguments, also those below another one."""
    choices = next((action.choices for action in top._actions if isinstance(action.choices, dict)), {})
    for command in choices.values():
        below = list(commands_of(command))
        yield from below or [(command.command, command)]


def test_every_command_and_option_has_words() -> None:
    names = dict(commands_of(parser()))
    assert {"score", "agenda.check"} <= set(names)
    for name, command in names.items():
        assert isinstance(command, Parser) and has(f"help.{name}")
        for action in command._actions:
            assert has(f"help.{name}.{action.dest}") or has(f"help.option.{action.dest}"), (name, action.dest)


def test_every_command_can_be_asked_for_a_language() -> None:
    for name, command in commands_of(parser()):
        assert any(action.dest == "language" for action in command._actions), name


def test_a_form_is_norwegian_unless_somebody_asks_otherwise() -> None:
    asked = [parser(language).parse_args(["template", "--out", "f.csv"]).language for language in (None, "nn", "en")]
    assert asked == ["nb", "nn", "en"]
