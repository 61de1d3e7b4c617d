"""Plain files: read within bounds and never waited for; written aside and put in place together."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sdg_standard._signs import visible
from sdg_standard.errors import OutputError
from sdg_standard.words import say

PathLike = str | os.PathLike[str]


class NotPlain(OSError):
    """A folder, a device or a pipe where a file belongs."""


class TooLong(OSError):
    """A file with more bytes than are read."""


@contextmanager
def open_plain(path: PathLike, most: int) -> Iterator[IO[bytes]]:
    """Open a regular file of at most ``most`` bytes for reading; nothing else is ever opened, so nothing can wait.

    Raises OSError, of which :class:`NotPlain` and :class:`TooLong` are ours; ``strerror`` says why in words that go
    behind the name of the file.
    """
    try:
        _check_plain(os.stat(path), most)
        # What lies there may have become a pipe since: it is opened without waiting, and looked at once more.
        with open(path, "rb", opener=_without_waiting) as stream:
            _check_plain(os.fstat(stream.fileno()), None)
            yield stream
    except ValueError as error:  # a path with a NUL in it
        raise OSError(errno.EINVAL, str(error)) from None


def read_plain(path: PathLike, most: int) -> bytes:
    """Return the bytes of a regular file of at most ``most`` bytes; raises as :func:`open_plain` does."""
    with open_plain(path, most) as stream:
        size = min(os.fstat(stream.fileno()).st_size, most)
        data = stream.read(size + 1)  # read(n) takes n bytes of memory at once, so not the most that is allowed
        if len(data) > size:  # it grew while we looked, or does not say how long it is
            data += stream.read(most + 1 - len(data))
    if len(data) > most:
        raise TooLong(errno.EFBIG, say("files.more_than_bytes", most=most))
    return data


def reason(error: OSError) -> str:
    """Why a file is not read, in words that go behind its name: ``is a folder, not a file``."""
    ours = isinstance(error, NotPlain | TooLong)
    why = error.strerror or str(error)
    return why if ours else say("files.cannot_be_read", why=why)


def _check_plain(found: os.stat_result, most: int | None) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise NotPlain(errno.EISDIR, say("files.is_a_folder"))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlain(errno.EINVAL, say("files.is_a_device"))
    if most is not None and found.st_size > most:
        raise TooLong(errno.EFBIG, say("files.too_many_bytes", size=found.st_size, most=most))


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_together(contents: Mapping[Path, str | bytes], *, folder: Path | None = None) -> None:
    """Write files aside, each in the folder it belongs to, and put them in place when all are written.

    Text becomes UTF-8, as it stands, without other line ends; what UTF-8 cannot hold becomes ``?``. Of folders only
    ``folder`` is made where it is missing. A link is replaced and not followed. Raises
    :class:`~sdg_standard.errors.OutputError` for the first file that cannot be written; then all that stood there
    before is as it was.
    """
    if folder is not None:
        with _named(folder):
            folder.mkdir(parents=True, exist_ok=True)
    files = [_Output(path, _bytes(content)) for path, content in contents.items()]
    try:
        for file in files:
            with _named(file.path):
                file.write()
        for file in files:
            with _named(file.path):
                file.place()
    except BaseException:
        for file in reversed(files):
            file.undo()
        raise
    finally:
        for file in files:
            file.clear()


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of a failure which file it was about: the operating system does not where the disk is full."""
    try:
        yield
    except PermissionError:
        why = say("files.may_not_write")
        raise OutputError(path, why) from None
    except (OSError, ValueError) as error:
        raise OutputError(path, getattr(error, "strerror", None) or visible(str(error))) from None


class _Output:
    """One file on its way: written aside, then put in place of what stood there, which is kept until all are."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path, self.data = path, data
        self.aside: Path | None = None
        self.former: Path | None = None
        self.placing = False

    def write(self) -> None:
        """Write all bytes aside, down to the disk, with the rights of what stands there."""
        mode = self._mode()
        self.aside = self._beside()
        with open(self.aside, "xb") as stream:
            stream.write(self.data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(self.aside, mode)

    def _mode(self) -> int | None:
        """The rights of the file that stands there, None without one. Raises OSError where none can be written."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:  # nothing, or a link that leads nowhere
            return None
        _check_plain(found, None)
        if not os.access(self.path, os.W_OK):
            raise PermissionError
        return None if self.path.is_symlink() else stat.S_IMODE(found.st_mode) & 0o777

    def _beside(self) -> Path:
        return self.path.parent / f".{secrets.token_hex(8)}.part"

    def place(self) -> None:
        """Take the place of what stands there; that is kept under another name."""
        assert self.aside is not None
        if os.path.lexists(self.path):
            self.former = self._beside()
            _keep(self.path, self.former)
        self.placing = True
        os.replace(self.aside, self.path)

    def undo(self) -> None:
        """Put back what stood there; where even that fails, it stays beside under its other name."""
        placed = self.placing and self.aside is not None and not os.path.lexists(self.aside)
        if not placed and os.path.lexists(self.path):
            return
        try:
            if self.former is not None:
                os.replace(self.former, self.path)
            elif placed:
                os.unlink(self.path)
        except OSError:
            self.former = None

    def clear(self) -> None:
        """Remove what was only for the time of writing."""
        for path in (self.aside, self.former):
            if path is not None:
                with suppress(OSError):
                    os.unlink(path)


def _keep(path: Path, former: Path) -> None:
    """A second name for a file, or a copy where the file system has no second names; a link goes there itself."""
    if path.is_symlink():  # to make another one takes rights that users of Windows do not have
        os.replace(path, former)
        return
    try:
        os.link(path, former)
    except (OSError, NotImplementedError, AttributeError):
        shutil.copy2(path, former)
