"""The codes of the command line."""

from sdg_standard.errors import code

CANNOT_WRITE = code("SDG901", "cannot-write")
REFUSED_BY_SYSTEM = code("SDG902", "refused-by-the-system")
OUTPUT_IS_INPUT = code("SDG903", "output-is-input")
