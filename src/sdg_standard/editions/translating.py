"""What a language lacks: texts without a translation, translations of a text that has changed, entries to fill in."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.definitions import Entry, Translations, read_definitions
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.texts import digest_of, key_of, untranslated
from sdg_standard.editions.loading import read_standard
from sdg_standard.errors import StandardError
from sdg_standard.source import read_yaml

NEW_FILE = "to-translate"
"""The name of the file for entries that are to be filled in."""
HEAD = "# Write each translation between the quotes. `of` is the digest of the text above it: leave it as it is.\n"
WIDTH = 110


@dataclass(frozen=True)
class Missing:
    """A text without a translation; ``waiting`` is the place of an entry that is there and empty."""

    id: str
    field: str
    text: str
    waiting: str = ""


@dataclass(frozen=True)
class Stale:
    """A translation of a text that has changed; ``before`` is the text it was made of, where that can be found."""

    id: str
    field: str
    text: str
    translation: str
    place: str
    before: str | None = None

    @property
    def digest(self) -> str:
        """What to write behind ``of`` once the translation says the same as the text."""
        return digest_of(self.text)


@dataclass(frozen=True)
class Translation:
    """What is left to do for a language in a folder."""

    language: str
    missing: tuple[Missing, ...]
    stale: tuple[Stale, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing or stale."""
        return not self.missing and not self.stale


def translation(root: Path, language: str) -> Translation:
    """Return what a folder's own definitions lack in a language. Raises StandardError where the folder is none."""
    standard, problems = read_standard(root)
    if standard is None:
        raise StandardError(problems)
    folder = Folder.read(root)
    mine = {name: content for name, content in folder.files.items() if name.startswith(f"translations/{language}/")}
    entries = read_definitions(Folder(root, mine)).translations.get(language, [])
    empty = {
        (name, field): _place(entry, name, field)
        for entry in entries
        for name, fields in entry.model.root.items()
        for field, item in fields.items()
        if not item.text.strip()
    }
    originals = standard.texts_in(standard.languages[0])
    lacking = untranslated(language, standard.texts_in(language), originals)
    missing = tuple(Missing(*item, waiting=empty.get(item[:2], "")) for item in lacking)
    return Translation(language, missing, tuple(_stale(entries, standard, mine)))


def _place(entry: Entry[Translations], name: str, field: str) -> str:
    found = entry.document.place((name, field))
    return f"{found['file']}:{found['line']}"


def _stale(entries: Iterable[Entry[Translations]], standard: Standard, files: dict[str, bytes]) -> Iterator[Stale]:
    originals = standard.texts_in(standard.languages[0])
    for entry in entries:
        lines = files[entry.file].decode("utf-8", "replace").splitlines()
        for name, fields in entry.model.root.items():
            for field, item in fields.items():
                text = originals.get(name, {}).get(field)
                if text is None or not item.text.strip() or item.of == digest_of(text):
                    continue
                line = entry.document.place((name, field), key=True)["line"]
                before = _text_above(lines, line)
                known = before if digest_of(before) == item.of else None
                yield Stale(name, field, text, item.text.strip(), _place(entry, name, field), known)


def _text_above(lines: list[str], line: int) -> str:
    """The comment above a line, as one text: where `translate` wrote the entry, the text that was to be translated."""
    above: list[str] = []
    for text in reversed(lines[: line - 1]):
        if not text.lstrip().startswith("#"):
            break
        above.insert(0, text.lstrip()[1:].strip())
    return " ".join(above)


def what_changed(before: str, now: str) -> str:
    """The text now with the words that are gone between ``[-`` and ``-]``, and the new ones between ``{+`` and ``+}``.

    >>> what_changed("Places for bicycles", "Covered places for bicycles")
    '[-Places-] {+Covered places+} for bicycles'
    """
    old, new = before.split(), now.split()
    parts = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(" ".join(new[c:d]))
            continue
        parts += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        parts += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(parts)


def entries_to_fill(missing: Iterable[Missing]) -> str:
    """The entries for texts that have none yet: the text to translate as a comment, and below it the empty entry.

    >>> print(entries_to_fill([Missing("county.lamps", "title", "Lamps")]), end="")
    county.lamps:
      # Lamps
      title: {text: "", of: "4960826c"}
    """
    parts = []
    for name, items in groupby(missing, key=lambda item: item.id):
        parts.append(f"{key_of(name)}:\n{''.join(map(_entry, items))}")
    return "".join(parts)


def _entry(item: Missing) -> str:
    lines = textwrap.wrap(" ".join(item.text.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    comment = "".join(f"  # {line}\n" for line in lines)
    return f'{comment}  {key_of(item.field)}: {{text: "", of: "{digest_of(item.text)}"}}\n'


def file_to_fill(found: Translation, root: Path) -> tuple[Path, str] | None:
    """The file with the entries to fill in: its path and its whole text; None where no text needs a new entry.

    The entries go behind those that stand in the file already. Where one of the ids stands there, its keys cannot be
    written a second time, and the entries go to a further file.
    """
    fresh = [item for item in found.missing if not item.waiting]
    if not fresh:
        return None
    folder = root / "translations" / found.language
    number = 1
    while True:
        path = folder / f"{NEW_FILE}{'' if number == 1 else f'-{number}'}.yaml"
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        document = read_yaml(before, path.name)[0] if before else None
        taken = set(document.data) if document is not None else set()
        if not before or (document is not None and not taken & {item.id for item in fresh}):
            return path, f"{before or HEAD}{entries_to_fill(fresh)}"
        number += 1
