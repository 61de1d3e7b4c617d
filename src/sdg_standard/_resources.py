"""Where the standard and the worked example lie, in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

from sdg_standard.errors import SdgStandardError
from sdg_standard.words import say

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """Return the folder ``name`` ("standard" or "examples/norway-2020") that belongs to this copy of the library.

    An installed wheel carries its own copy; a checkout, and so an editable install, reads the working copy.
    Raises :class:`SdgStandardError` if there is neither.

    >>> bundled("standard").is_dir()
    True
    """
    packed = _PACKAGE / "_data" / name
    checkout = _PACKAGE.parents[1]
    if packed.is_dir():
        return packed
    # Without this look a folder of the same name beside someone's site-packages would be taken for ours.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise SdgStandardError(say("files.copy_is_missing", name=name, packed=packed.parent, checkout=checkout))
