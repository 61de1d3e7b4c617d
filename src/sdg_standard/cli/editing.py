"""The commands for people who write definitions: what is to be translated, drafts, mechanical repairs."""

from __future__ import annotations

import argparse
import sys
import textwrap
import time
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from shlex import quote

from sdg_standard._files import read_plain, write_together
from sdg_standard._resources import bundled
from sdg_standard._signs import visible
from sdg_standard.catalogue.folder import MOST_BYTES, files_of
from sdg_standard.cli import output
from sdg_standard.cli.reading import new_mapping
from sdg_standard.cli.reproducing import new_index
from sdg_standard.editions import drafts, translating, validating
from sdg_standard.editions.fixing import fixed
from sdg_standard.editions.thin import thin
from sdg_standard.editions.watching import Watch
from sdg_standard.errors import UnknownId, counted, every_code
from sdg_standard.words import say, told

PAUSE = 0.2
"""Seconds between two looks at a folder that is watched."""
MOST_NAMED = 3
"""So many definitions are named of those that lack something."""


def here(path: str | None) -> Path:
    """The folder that is meant: the one named, the one we stand in where that is a standard, else the bundled one."""
    if path:
        return Path(path)
    return Path() if Path("standard.yaml").is_file() else bundled("standard")


def validate(arguments: argparse.Namespace) -> int:
    """Check a standard, once or each time that a file of it changes; 1 if something in it is wrong."""
    if arguments.explain:
        print(explained(arguments.explain, arguments.language))
        return 0
    root = Path(arguments.path) if arguments.path else bundled("standard")
    code = _validated(root, arguments)
    if arguments.watch:
        follow(root, arguments)
    return code


def _validated(root: Path, arguments: argparse.Namespace) -> int:
    standard, problems = validating.validated(root)
    output.print_problems(problems, arguments.format, base=str(root), most=None, language=arguments.language)
    if arguments.format == "text":
        print(told(problems.summary, arguments.language))
        for lack in thin(standard) if standard is not None and not problems.errors else ():
            print(f"  {told(lack.what, arguments.language)}: {_named(lack.ids)}")
    return 1 if problems.errors else 0


def _named(ids: Sequence[str]) -> str:
    """How many there are, and the first of them by name."""
    more = ", …" if len(ids) > MOST_NAMED else ""
    return f"{len(ids)} ({', '.join(ids[:MOST_NAMED])}{more})"


def follow(root: Path, arguments: argparse.Namespace, looks: Iterable[int] = count()) -> None:
    """Look again and again; say at once what is wrong with a changed file alone, then what is wrong with the whole."""
    watch = Watch(root)
    print(told(say("cli.watch"), arguments.language), flush=True)
    for _ in looks:
        time.sleep(PAUSE)
        names = watch.changed()
        if not names:
            continue
        alone = watch.first_answer(names)
        print(f"\n{visible(', '.join(names))}: {told(alone.summary, arguments.language)}")
        output.print_problems(alone, arguments.format, base=str(root), most=None, language=arguments.language)
        sys.stdout.flush()
        if not alone.errors:  # what is wrong in one file is mended before the others are asked
            _validated(root, arguments)
            sys.stdout.flush()


def explained(number: str, language: str = "en") -> str:
    """What a code means and what cures it. Raises UnknownId."""
    codes = every_code()
    code = codes.get(number.upper())
    if code is None:
        raise UnknownId("code", number, codes)
    cause, cure = (
        textwrap.fill(told(text, language), 96, subsequent_indent="  ")
        for text in (code.cause, say("cli.cure", cure=code.cure))
    )
    return f"{code.number} {code.name} ({code.severity})\n\n{cause}\n{output.as_options(cure)}"


def fix(arguments: argparse.Namespace) -> int:
    """Mend what is mechanical in the files of a folder; with ``--check`` only name them, and 1 if there are any."""
    root = here(arguments.path)
    changed = {}
    for path in files_of(root):
        if path.suffix != ".yaml" or path.is_symlink():
            continue
        name = path.relative_to(root).as_posix()
        try:
            old = read_plain(path, MOST_BYTES).decode("utf-8")
        except UnicodeDecodeError:  # validate says what is wrong with it
            continue
        new, done = fixed(name, old)
        if done:
            changed[path] = new
            print(f"{visible(str(path))}: {', '.join(told(one, arguments.language) for one in done)}")
    files = counted((len(changed), "file")) or say("cli.fix.no_file")
    what = say("cli.fix.to_mend" if arguments.check else "cli.fix.mended")
    print(told(say("cli.fix.done", files=files, what=what), arguments.language))
    if arguments.check:
        return 1 if changed else 0
    write_together(changed)
    return 0


def translate(arguments: argparse.Namespace) -> int:
    """List what a language lacks and write the entries to fill in; with ``--check`` 1 if it lacks anything."""
    root = here(arguments.path)
    found, language = translating.translation(root, arguments.into), arguments.language
    for stale in found.stale:
        print(_stale(stale, root, language))
    rows = [(item.id, item.field, item.text, item.waiting) for item in found.missing]
    if rows:
        print(output.table(rows, output.heads(("id", "field", "text", "waits_in"), language)))
    said = counted((len(found.missing), "text without a translation"), (len(found.stale), "stale translation"))
    key = "cli.translate.lacks" if said else "cli.translate.complete"
    print(told(say(key, language=found.language, what=said), language))
    if arguments.check:
        return 0 if found.complete else 1
    written = translating.file_to_fill(found, root)
    if written is not None:
        write_together(dict([written]), folder=written[0].parent)
        print(told(say("cli.translate.to_fill", file=visible(str(written[0]))), language))
    return 0


def init(arguments: argparse.Namespace) -> int:
    """Write the first files of a folder of one's own."""
    root, language = Path(arguments.path), arguments.language
    return _written(drafts.folder(root, name=arguments.id, title=arguments.title, language=language), root, language)


def new(arguments: argparse.Namespace) -> int:
    """Write the draft of an indicator, a methodology, a source or a mapping."""
    if arguments.what == "mapping":
        return new_mapping(arguments)
    if arguments.what == "index":
        return new_index(arguments)
    root, name, language = here(arguments.path), arguments.id, arguments.language
    own = {"title": arguments.title, "language": language}
    if arguments.what == "indicator":
        made = drafts.indicator(root, name, kind=arguments.kind, unit=arguments.unit, **own)
    elif arguments.what == "methodology":
        made = drafts.methodology(root, name, framework=arguments.framework, **own)
    else:
        made = drafts.source(root, name, author=arguments.author, year=arguments.year, **own)
    return _written(made, root, language)


def _written(made: drafts.Texts, root: Path, language: str) -> int:
    """Write drafts, say where they are and what to do next."""
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_together(made)
    print("\n".join(visible(str(path)) for path in made))
    print(told(say("cli.open_in_editor", folder=visible(quote(str(root)))), language))
    return 0


def _stale(item: translating.Stale, root: Path, language: str) -> str:
    """A stale translation: the text as it is now, with what changed where that is known, and what to write."""
    shown = item.text if item.before is None else translating.what_changed(item.before, item.text)
    head = say("cli.translate.is_stale", place=str(root / item.place), field=item.field, id=item.id)
    below = (
        say("cli.translate.text_now", text=shown),
        say("cli.translate.translation", text=item.translation),
        say("cli.translate.if_same", digest=item.digest),
    )
    return "\n    ".join(told(line, language) for line in (head, *below))
