"""How an edition is reached: by its folder, its name, the two together, or a git revision."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.changes.sides import Side
from sdg_standard.editions.codes import NO_REVISION
from sdg_standard.editions.loading import load, loaded
from sdg_standard.editions.released import read_release, released_name, releases_beside
from sdg_standard.errors import Problems, StandardError
from sdg_standard.words import say

GIT = "git:"
LIBRARY_FOLDER = "standard"
"""Where the standard of the library lies in its repository."""
MOST_BYTES = 256 * 2**20
_EDITION = re.compile(r"([a-z0-9][a-z0-9_.-]*@)?\d{4}\.\d+")
_LONGEST_WAIT = 60.0


def side_of(what: Standard | str | Path) -> Side:
    """Return an edition with its files. Raises StandardError where it cannot be read."""
    if isinstance(what, Standard):
        return Side(what)
    text = str(what)
    if Path(text).is_dir() or isinstance(what, Path):
        return _of_folder(Path(text))
    if _EDITION.fullmatch(text):
        return _of_edition(text)
    folder, at, name = text.rpartition("@")
    if at and Path(folder).is_dir():
        return _of_own_release(Path(folder), name)
    if text.startswith(GIT) or ":" in text:
        return _of_revision(text)
    return _of_folder(Path(text))


def _of_edition(name: str) -> Side:
    """An edition by its name: a released one, or else the working copy of that name."""
    standard = load(edition=name)
    released = released_name(name)
    return Side(standard, read_release(released).folder if released else Folder.read(bundled("standard")))


def _of_own_release(root: Path, name: str) -> Side:
    """A released edition of a folder of one's own, which lies beside it."""
    standard, releases = load(root, edition=name), releases_beside(root)
    if releases is None or not released_name(name, releases):
        return _of_folder(root)  # it is the edition that the folder itself says
    return Side(standard, read_release(name, releases).folder)


def _of_folder(root: Path) -> Side:
    folder = Folder.read(root)
    standard, problems = loaded(folder)
    if standard is None or problems.errors:
        raise StandardError(problems)
    return Side(standard, folder)


def _of_revision(text: str) -> Side:
    """The folder of a revision, unpacked for as long as it takes to read it."""
    revision, path = _parts(text)
    with tempfile.TemporaryDirectory(prefix="sdg-standard-") as place:
        root = Path(place)
        _unpack(_archive(revision, path, text), root)
        if not (root / "standard.yaml").is_file():
            raise _nothing_at(text)
        side = _of_folder(root)
        list(side.standard.registers.values())  # they are read when asked for, and then the folder is gone
    return side


def _parts(text: str) -> tuple[str, str]:
    if text.startswith(GIT):
        return text.removeprefix(GIT), LIBRARY_FOLDER
    revision, _, path = text.partition(":")
    return revision, path or "."


def _archive(revision: str, path: str, text: str) -> bytes:
    """The files of a folder in a revision, as git packs them. Raises StandardError where there is no such folder."""
    asked = f"{revision}:{'' if path == '.' else path}"
    tree = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", asked], text)
    return _git(["archive", "--format=tar", tree.decode("ascii").strip()], text)


def _git(arguments: list[str], text: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, timeout=_LONGEST_WAIT, check=False)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise StandardError(Problems([NO_REVISION.problem(say("editions.no_git", why=str(error)))])) from None
    if done.returncode:
        raise _nothing_at(text)
    return done.stdout


def _nothing_at(text: str) -> StandardError:
    return StandardError(Problems([NO_REVISION.problem(say("editions.no_revision", text=text))]))


def _unpack(archive: bytes, root: Path) -> None:
    """The plain files of an archive that may define something; no links, nothing outside of the folder."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed:
            target = (root / member.name).resolve()
            content = packed.extractfile(member) if member.isfile() and member.size <= MOST_BYTES else None
            if content is not None and target.is_relative_to(root.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
