"""The codes of editions: what cannot be compared, released or made again."""

from sdg_standard.errors import code

NO_REVISION = code("SDG951", "no-such-revision")
DAMAGED_RELEASE = code("SDG952", "damaged-release")
NAME_OF_EDITION = code("SDG953", "name-of-edition")
ALREADY_RELEASED = code("SDG954", "already-released")
VERSION_TOO_LOW = code("SDG955", "version-too-low")
VANISHED_ID = code("SDG956", "vanished-id")
UNDATED_BENCHMARK = code("SDG957", "undated-benchmark")
CHANGED_UNDER_ITS_NAME = code("SDG958", "changed-under-its-name")
NOT_REPRODUCIBLE = code("SDG959", "not-reproducible")
PUBLISHED_TABLE = code("SDG962", "published-table")
INDEX_TABLES = code("SDG963", "tables-of-an-index")
