"""The codes of editions: what cannot be compared, released or made again."""

from sdg_standard.errors import code

NO_REVISION = code("SDG951", "no-such-revision")
