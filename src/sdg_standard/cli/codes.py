"""The codes of the command line."""

from sdg_standard.errors import code

CANNOT_WRITE = code(
    "SDG901",
    "cannot-write",
    cause="A file or folder cannot be written.",
    cure="Check that the folder exists, that you may write there, and that the disk has room.",
)
