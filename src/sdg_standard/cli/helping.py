"""Help in three languages: which one is asked for, and its words at the options of a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from sdg_standard.words import LANGUAGES, has, say, told

VARIABLE = "SDG_STANDARD_LANGUAGE"
"""The variable of the environment with the language of commands that are given none."""


def language_asked(argv: Sequence[str] | None = None) -> str | None:
    """The language that arguments ask for, else the environment; None where neither names one that there is.

    Looked for before the arguments are read as a whole, since help and wrong usage end the program before that.

    >>> language_asked(["list", "--language", "nn", "--help"]), language_asked(["--language=nb"])
    ('nn', 'nb')
    """
    option = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    option.add_argument("--language", nargs="?")
    found, _ = option.parse_known_args(list(sys.argv[1:] if argv is None else argv))
    return next((one for one in (found.language, os.environ.get(VARIABLE)) if one in LANGUAGES), None)


class Parser(argparse.ArgumentParser):
    """Takes the words of its help from the sentences, by the names of command and option, when help is printed."""

    command = ""
    """The command that it reads the arguments of; of the parser of all commands there is none."""
    asked: str | None = None
    """The language that is asked for."""

    @property
    def language(self) -> str:
        """The language of the help."""
        return self.asked or "en"

    def say(self, *keys: str, **facts: Any) -> str:
        """The first of the sentences that there is, in the language of the help."""
        key = next(key for key in keys if has(f"help.{key}"))
        return told(say(f"help.{key}", **facts), self.language)

    def format_help(self) -> str:
        """The help, with its words."""
        self.description = self.say(self.command or "head")
        self.epilog = None if self.command else self.say("foot")
        self._positionals.title, self._optionals.title = self.say("arguments"), self.say("options")
        if self._subparsers is not None:
            self._subparsers.title = self.say("commands")
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                self._speak(action._get_subactions(), self.command)
        self._speak((one for one in self._actions if one.option_strings or one.nargs != argparse.PARSER), self.command)
        return super().format_help()

    def _speak(self, actions: Iterable[argparse.Action], command: str) -> None:
        """Give options their words, or commands theirs."""
        tables = say("help.tables")
        for action in actions:
            keys = (f"{command}.{action.dest}", f"option.{action.dest}", action.dest)
            if any(has(f"help.{key}") for key in keys):
                action.help = self.say(*keys, tables=tables, default=action.default).replace("%", "%%")

    def _get_formatter(self) -> argparse.HelpFormatter:
        self.formatter_class = partial(_Formatter, f"{self.say('usage')}: ")
        return super()._get_formatter()


class _Formatter(argparse.HelpFormatter):
    """Lays out help under a word for usage."""

    def __init__(self, before: str, prog: str, **layout: Any) -> None:
        super().__init__(prog, **layout)
        self._before = before

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._before if prefix is None else prefix)


class Commands:
    """The commands of a parser; what runs one is the function of its name in a module beside this one.

    ``within`` is the command that they stand below, such as ``agenda``; it is also the module of all of them.
    """

    def __init__(self, top: Parser, within: str = "") -> None:
        self.asked, self.within = top.asked, within
        self._added = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(self, name: str, module: str = "commands") -> Parser:
        """Add a command and return the parser of its arguments."""
        added = self._added.add_parser(name, help="")
        added.command, added.asked = f"{self.within}.{name}" if self.within else name, self.asked
        added.set_defaults(module=self.within or module, run="list_" if name == "list" else name.replace("-", "_"))
        return added

    def below(self, name: str) -> Commands:
        """Commands below one of a name."""
        return Commands(self.add(name), name)
