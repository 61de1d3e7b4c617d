"""The codes of the command line."""

from sdg_standard.errors import code

CANNOT_WRITE = code(
    "SDG901",
    "cannot-write",
    cause="A file or folder cannot be written. What stood there before is as it was.",
    cure="Close the program that has the file open, check that you may write there, and that the disk has room.",
)
REFUSED_BY_SYSTEM = code(
    "SDG902",
    "refused-by-the-system",
    cause="The operating system would not do what was asked, such as opening a file.",
    cure="Check the path, whether you may read what lies there, and whether the disk has room.",
)
OUTPUT_IS_INPUT = code(
    "SDG903",
    "output-is-input",
    cause="A file that would be written is read as well, or would be written twice; what it holds would be lost.",
    cure="Give the result another folder or name.",
)
