"""The codes of formats of others: what cannot be read of a file or folder that another system made."""

from sdg_standard.errors import code

NO_FORMAT = code("SDG983", "no-known-format")
NOT_ITS_FORMAT = code("SDG984", "not-its-format")
LEFT_OUT = code("SDG985", "left-out-in-reading", severity="warning")
DRAFTED = code("SDG986", "drafted-definitions", severity="note")
COINR_TABLES = code("SDG991", "tables-of-coinr")
CATALOGUE_LACKS = code("SDG992", "catalogue-lacks")
