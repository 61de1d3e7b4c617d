"""Files as they lie on a disk: read within bounds, written all or none."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sdg_standard import _files
from sdg_standard._files import NotPlain, TooLong, open_plain, read_plain, reason, write_together
from sdg_standard.errors import OutputError, SdgStandardError


def everything(folder: Path) -> dict[str, str]:
    """The text of every file below a folder, hidden ones included."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


# --- reading --------------------------------------------------------------------------------------------------------


def test_a_file_within_the_bound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_plain(path, 5) == b"12345"
    with pytest.raises(TooLong, match="5 bytes, and at most 4"):
        read_plain(path, 4)


def test_what_is_no_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("it was opened"))
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", Path("/dev/zero")):
        with pytest.raises(NotPlain) as caught:
            read_plain(path, 100)
        assert reason(caught.value).startswith("is a ")


def test_a_pipe_that_comes_between_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("text")
    os.mkfifo(tmp_path / "pipe")
    real = os.stat
    monkeypatch.setattr(_files.os, "stat", lambda path: real(tmp_path / "file"))
    with pytest.raises(NotPlain, match="pipe"), open_plain(tmp_path / "pipe", 100):
        pass


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "no/such/file", ""])
def test_a_path_that_leads_nowhere_is_an_operating_system_error(path: str) -> None:
    with pytest.raises(OSError) as caught:
        read_plain(path, 100)
    assert reason(caught.value).startswith("cannot be read: ")


def test_a_file_that_does_not_say_how_long_it_is(tmp_path: Path) -> None:
    assert os.stat("/proc/self/maps").st_size == 0
    with pytest.raises(TooLong, match="more than 10 bytes"):
        read_plain("/proc/self/maps", 10)


def test_a_system_that_cannot_open_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no pipes among its files, and no such way to open them."""
    monkeypatch.delattr(os, "O_NONBLOCK")
    (tmp_path / "a").write_bytes(b"\r\n\x1a")
    assert read_plain(tmp_path / "a", 5) == b"\r\n\x1a"


# --- writing --------------------------------------------------------------------------------------------------------


def test_bytes_as_they_are_and_text_as_utf_8(tmp_path: Path) -> None:
    write_together({tmp_path / "a": b"\r\n\xff", tmp_path / "b": "æ\r\n\udcff\n"})
    assert (tmp_path / "a").read_bytes() == b"\r\n\xff"
    assert (tmp_path / "b").read_bytes() == "æ\r\n?\n".encode()  # half a letter is none


def test_only_the_folder_that_is_named_is_made(tmp_path: Path) -> None:
    write_together({tmp_path / "new" / "deep" / "a": "a"}, folder=tmp_path / "new" / "deep")
    assert everything(tmp_path) == {"new/deep/a": "a"}
    with pytest.raises(OutputError, match="No such file"):
        write_together({tmp_path / "typo" / "a": "a"})
    with pytest.raises(OutputError, match="File exists"):
        write_together({tmp_path / "new" / "deep" / "a" / "b": "b"}, folder=tmp_path / "new" / "deep" / "a")
    assert everything(tmp_path) == {"new/deep/a": "a"} and not (tmp_path / "typo").exists()


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    for text in ("first", "second"):
        write_together({tmp_path / "a": text, tmp_path / "b": text})
        assert everything(tmp_path) == {"a": text, "b": text}


Break = Callable[[pytest.MonkeyPatch], None]


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third file finds the disk full when it goes down to it; the operating system names no file."""
    calls = iter(range(100))

    def synced(_: int) -> None:
        if next(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(_files.os, "fsync", synced)


def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third file is open in a spreadsheet, which Windows says by refusing to replace it."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "c":
            raise PermissionError(13, "The process cannot access the file", str(source), 32, str(target))
        real(source, target)

    monkeypatch.setattr(_files.os, "replace", replace)


def no_second_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links, with a locked file."""
    locked(monkeypatch)

    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(_files.os, "link", link)


def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "c":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(_files.os, "replace", replace)


def interrupted_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the moment after a file was put in place."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target).name == "b" and Path(target).read_text() == "new":
            raise KeyboardInterrupt

    monkeypatch.setattr(_files.os, "replace", replace)


@pytest.mark.parametrize("break_", [full_disk, locked, no_second_names, interrupted, interrupted_behind])
@pytest.mark.parametrize("earlier", [("a", "b", "c"), ("b",), ("a", "c"), ()])
def test_what_cannot_be_written_leaves_the_earlier_result_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_: Break, earlier: tuple[str, ...]
) -> None:
    for name in earlier:
        (tmp_path / name).write_text(f"earlier {name}")
    before = everything(tmp_path)
    break_(monkeypatch)
    expected = KeyboardInterrupt if break_ in (interrupted, interrupted_behind) else OutputError
    with pytest.raises(expected) as caught:
        write_together({tmp_path / name: "new" for name in "abc"})
    assert everything(tmp_path) == before
    if isinstance(caught.value, OutputError):
        assert caught.value.path == str(tmp_path / "c") and f'"{tmp_path / "c"}" cannot be written: ' in str(
            caught.value
        )
        assert ("No space left" if break_ is full_disk else "another program has the file open") in caught.value.why


def test_the_error_is_of_both_families() -> None:
    error = OutputError("out/\x1b[2J.csv", "why")
    assert isinstance(error, OSError) and isinstance(error, SdgStandardError)
    assert str(error) == '"out/\\u001b[2J.csv" cannot be written: why'


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("precious")
    for name in ("link", "second"):
        (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.link(tmp_path / "elsewhere", tmp_path / "hard")
    write_together({tmp_path / name: "new" for name in ("link", "dangling", "hard")})
    assert not any((tmp_path / name).is_symlink() for name in ("link", "dangling"))
    assert everything(tmp_path) == {
        **{"elsewhere": "precious", "second": "precious"},
        **{"link": "new", "dangling": "new", "hard": "new"},
    }


@pytest.mark.parametrize("link", ["a", "c"])
def test_a_link_is_put_back_as_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    (tmp_path / "elsewhere").write_text("precious")
    (tmp_path / link).symlink_to("elsewhere")
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "c" and not Path(source).is_symlink():
            raise PermissionError
        real(source, target)

    monkeypatch.setattr(_files.os, "replace", replace)
    monkeypatch.setattr(_files.os, "symlink", lambda *_: pytest.fail("users of Windows have no right to that"))
    with pytest.raises(OutputError):
        write_together({tmp_path / "a": "new", tmp_path / "c": "new"})
    assert os.readlink(tmp_path / link) == "elsewhere"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["elsewhere", link])


def test_devices_pipes_and_folders_are_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "null", "folder"):
        with pytest.raises(OutputError, match="is a "):
            write_together({tmp_path / "a": "new", tmp_path / name: "new"})
    assert not (tmp_path / "a").exists() and (tmp_path / "null").is_symlink()
    with pytest.raises(OutputError, match="cannot be written"):
        write_together({tmp_path / "a\0b": "new"})
    with pytest.raises(OutputError, match="File name too long"):
        write_together({tmp_path / ("x" * 300): "new"})


def test_rights_stay_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("earlier")
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "usual").touch()
    write_together({tmp_path / "secret": "new", tmp_path / "new": "new"})
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    monkeypatch.setattr(_files.os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(OutputError, match="you may not write there"):
        write_together({tmp_path / "secret": "newer"})
    assert (tmp_path / "secret").read_text() == "new"


def test_a_result_that_cannot_be_put_back_stays_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("earlier")
    (tmp_path / "c").write_text("earlier")
    real, seen = os.replace, set()

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "c" or target in seen:
            raise PermissionError
        seen.add(target)
        real(source, target)

    monkeypatch.setattr(_files.os, "replace", replace)
    with pytest.raises(OutputError):
        write_together({tmp_path / "a": "new", tmp_path / "c": "new"})
    assert sorted(everything(tmp_path).values()) == ["earlier", "earlier", "new"]
