"""Find an edition, read it, and say all that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sdg_standard._resources import bundled
from sdg_standard.catalogue.assembly import Assembly, Base
from sdg_standard.catalogue.cache import keep, recall
from sdg_standard.catalogue.codes import UNKNOWN_EDITION
from sdg_standard.catalogue.definitions import Definitions, read_definitions
from sdg_standard.catalogue.folder import Folder
from sdg_standard.catalogue.standard import Standard
from sdg_standard.editions.methodologies import methodology_problems
from sdg_standard.editions.released import LIBRARY, read_release, released_editions, released_name, releases_beside
from sdg_standard.errors import Problems, StandardError
from sdg_standard.words import say

_FOUNDATION = ("units.txt", "spellings.yaml", "standard.yaml", "vocabularies/", "frameworks/un-sdg/", "sources.yaml")


def load(path: str | Path | None = None, *, edition: str | None = None) -> Standard:
    """Return a standard: the bundled edition, a released one by its name, or the one in the folder at ``path``.

    A released edition is as it was released, whatever has changed since. Those of a folder of one's own lie beside it,
    where ``sdg-standard release`` puts them: ``load("county/standard", edition="2026.1")`` reads
    ``county/releases/2026.1``.

    Raises :class:`~sdg_standard.errors.StandardError` with all problems if something in it is wrong.

    >>> load().edition
    '2026.1'
    """
    releases = None if path is None else releases_beside(Path(path))
    if edition is not None and (path is None or releases is not None):
        name = released_name(edition, releases)
        if name:
            return released_standard(name, releases)
    standard, problems = _bundled() if path is None else _loaded(Path(path))
    if (
        edition is not None
        and standard is not None
        and edition not in (standard.edition, f"{standard.id}@{standard.edition}")
    ):
        raise StandardError([UNKNOWN_EDITION.problem(_no_edition(edition, standard, path, releases))])
    if standard is None or problems.errors:
        raise StandardError(problems)
    return standard


def _no_edition(edition: str, standard: Standard, path: str | Path | None, releases: Path | None) -> str:
    """What says which editions there are, the one of the folder first."""
    known = released_editions(releases) if path is None or releases is not None else ()
    own = [standard.edition, *(name for name in known if name != standard.edition)]
    several = say("changes.value.several", parts=own)
    return say("editions.no_edition_here", edition=edition, id=standard.id, own=several)


@lru_cache(maxsize=4)
def released_standard(name: str, releases: Path | None = None) -> Standard:
    """Return a released edition, of the library unless a folder is named. Raises StandardError for a damaged file."""
    standard, problems = loaded(read_release(name, releases).folder)
    if standard is None or problems.errors:
        raise StandardError(problems)
    return standard


@lru_cache(maxsize=1)
def _bundled() -> tuple[Standard | None, Problems]:
    return _loaded(bundled("standard"))


def _loaded(root: Path) -> tuple[Standard | None, Problems]:
    """A folder from the cache where it had no problem when it was parsed; otherwise read anew, with positions."""
    return loaded(Folder.read(root))


def loaded(folder: Folder) -> tuple[Standard | None, Problems]:
    """The same of a folder that has been read."""
    with _nothing_collected():
        known = None if folder.problems else _from_cache(folder)
    if known is not None:
        return known, Problems()
    own = read_definitions(folder)
    standard, problems = _made(folder, own)
    if standard is not None and not problems:
        keep(folder.digest, own.documents)
        _keep_checked(standard)
    return standard, problems


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Put the collector of garbage off: all that is made here stays, and looking through it again takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _from_cache(folder: Folder) -> Standard | None:
    """The standard of a folder as the cache has it, where nothing is wrong with it."""
    remembered = _remembered(folder)
    if remembered is None:
        return None
    known = _is_checked(folder, remembered)
    standard, problems = _made(folder, remembered, checked=known)
    if standard is None or problems:
        return None
    if not known:
        _keep_checked(standard)
    return standard


def _is_checked(folder: Folder, own: Definitions) -> bool:
    """Whether the same folder, above the same edition, was checked before and had no problem.

    Then its definitions are not checked again, and its methodologies planned when somebody asks for them.
    """
    try:
        base = _base(folder.root, own)
    except StandardError:  # which is told where the standard is made
        return False
    return recall(_checked(folder.digest if base is None else base.digest_with(folder.digest))) is not None


def _keep_checked(standard: Standard) -> None:
    """Remember that a standard has no problem; what methods of others say is not ours to remember."""
    if not any(item.requires for item in standard.methodologies.values()):
        keep(_checked(standard.digest), {})


def _checked(digest: str) -> str:
    return f"checked {digest}"


def _remembered(folder: Folder) -> Definitions | None:
    """The definitions of a folder as the cache has them; None where it has not all of them, or not as they are.

    Only what had no problem is kept. So a problem is one of the cache, which is then made anew, and none of the files.
    """
    parsed = recall(folder.digest)
    if parsed is None or parsed.keys() != {name for name in folder.files if name.endswith(".yaml")}:
        return None
    try:
        found = read_definitions(folder, parsed)
    except Exception:  # whatever a cache of another shape may provoke: the files themselves are read next
        return None
    return None if found.problems else found


def read_standard(root: Path) -> tuple[Standard | None, Problems]:
    """Read and check a folder; None where it is no standard at all. Examples are run by ``validate``."""
    return of_folder(Folder.read(root))


def of_folder(folder: Folder) -> tuple[Standard | None, Problems]:
    """The standard of the files of a folder, with all problems."""
    return _made(folder, read_definitions(folder))


def put_together(folder: Folder, own: Definitions) -> tuple[Standard | None, Problems]:
    """A standard of what was read, without planning its methodologies, and what is wrong in its parts."""
    return _made(folder, own, checked=True)


def _made(folder: Folder, own: Definitions, *, checked: bool = False) -> tuple[Standard | None, Problems]:
    """A standard of what was read, with all problems; what was ``checked`` before and had none is only put together."""
    if own.edition is None:
        return None, Problems(own.problems)
    try:
        base = _base(folder.root, own)
        assembly = Assembly(folder, own, base, checked=checked)
        standard = assembly.standard()
        told = () if checked else methodology_problems(standard, own, base)
        problems = Problems([*assembly.problems, *told])
        return standard.with_problems(Problems(item for item in problems if item.severity != "error")), problems
    except StandardError as error:
        return None, Problems([*own.problems, *error.problems])


def _base(root: Path, own: Definitions) -> Base | None:
    """What lies below a folder: nothing for the bundled edition, an edition if it extends one, else the foundation."""
    home = bundled("standard")
    assert own.edition is not None
    if root.resolve() == home.resolve() or own.edition.id == LIBRARY:
        return None
    asked = own.edition.extends
    if asked is None:
        return _foundation()
    if (name := released_name(asked)) and asked.startswith(f"{LIBRARY}@"):
        return _released_base(name)
    base = _whole_edition()
    about = base.definitions.edition
    name = f"{about.id}@{about.edition}" if about else ""
    if asked != name:
        text = say("editions.no_edition_extend_library", extends=asked, name=name)
        place = own.places["standard.yaml"].place(("extends",))
        raise StandardError(
            [UNKNOWN_EDITION.problem(text, say("editions.write_install_library_carries", name=name), **place)]
        )
    return base


@lru_cache(maxsize=1)
def _foundation() -> Base:
    whole = Folder.read(bundled("standard"))
    kept = {name: content for name, content in whole.files.items() if name.startswith(_FOUNDATION)}
    kept |= {name: content for name, content in whole.files.items() if name.startswith("translations/")}
    folder = Folder(whole.root, kept)
    return Base(_known(folder), folder.digest, whole.registers(), {})


def _known(folder: Folder) -> Definitions:
    """Definitions of the library itself, from the cache where they are there."""
    remembered = _remembered(folder)
    if remembered is not None:
        return remembered
    found = read_definitions(folder)
    if not found.problems:
        keep(folder.digest, found.documents)
    return found


@lru_cache(maxsize=1)
def _whole_edition() -> Base:
    return _base_of(Folder.read(bundled("standard")))


@lru_cache(maxsize=4)
def _released_base(name: str) -> Base:
    """A released edition to build on; while the working copy says the same, that one, which is there already."""
    packed = read_release(name).folder
    whole = _whole_edition()
    return whole if whole.digest == packed.digest else _base_of(packed)


def _base_of(folder: Folder) -> Base:
    tables = {name: folder.files[name] for name in folder.under("methodologies", ".csv")}
    return Base(_known(folder), folder.digest, folder.registers(), tables)
