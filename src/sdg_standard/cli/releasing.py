"""The commands ``check-release`` and ``release``: whether an edition may be released, and releasing it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.catalogue.folder import Folder
from sdg_standard.cli.output import print_problems
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.guarding import problems_of_release
from sdg_standard.editions.loading import loaded
from sdg_standard.editions.reaching import side_of
from sdg_standard.editions.released import SIGNATURE, released_editions, verified
from sdg_standard.editions.releasing import last_release
from sdg_standard.editions.releasing import release as files_of_release
from sdg_standard.errors import Problems, SdgStandardError
from sdg_standard.words import say, told


def check_release(arguments: argparse.Namespace) -> int:
    """Print what an edition does not keep of the last released one; 1 where there is an error."""
    root = _root(arguments)
    folder = Folder.read(root)
    standard, problems = loaded(folder)
    found = Problems(problems.errors)
    if standard is not None and not problems.errors:
        before = side_of(arguments.against) if arguments.against else last_release(_releases(arguments, root))
        found = Problems(problems_of_release(before, Side(standard, folder)))
    print_problems(found, arguments.format, base=str(root), language=arguments.language)
    if not found and arguments.format == "text":
        print(told(say("cli.release.kept"), arguments.language))
    return 1 if found.errors else 0


def release(arguments: argparse.Namespace) -> int:
    """Write the files of a release; nothing where something stands in its way. Or only look at one that is there."""
    root = _root(arguments)
    if arguments.verify:
        return _verify(arguments, _releases(arguments, root))
    on = _day(arguments.date) if arguments.date else None
    releases = _releases(arguments, root)
    files = files_of_release(root, arguments.edition, releases, on=on, language=arguments.language)
    write_together(files, folder=releases / arguments.edition)
    for path, content in files.items():
        print(told(say("cli.release.written", path=str(path), n=len(content)), arguments.language))
    print(told(say("cli.release.then", edition=arguments.edition), arguments.language))
    return 0


def _verify(arguments: argparse.Namespace, releases: Path) -> int:
    """Say whether a release is what its manifest says, and how its signature is checked."""
    name, language = arguments.edition, arguments.language
    if name not in released_editions(releases):
        known = say("changes.value.several", parts=list(released_editions(releases)))
        raise SdgStandardError(say("cli.release.not_released", edition=name, known=known))
    found = verified(name, releases)
    print(told(say("cli.release.verified", edition=name, digest=str(found.manifest["digest"])), language))
    signed = "signed" if (releases / name / SIGNATURE).is_file() else "unsigned"
    print(told(say(f"cli.release.{signed}", path=str(releases / name / SIGNATURE)), language))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SdgStandardError(say("cli.release.no_day", text=text)) from None


def _root(arguments: argparse.Namespace) -> Path:
    return Path(arguments.path) if arguments.path else bundled("standard")


def _releases(arguments: argparse.Namespace, root: Path) -> Path:
    """Where released editions lie: beside the folder."""
    return Path(arguments.releases) if arguments.releases else root.resolve().parent / "releases"
