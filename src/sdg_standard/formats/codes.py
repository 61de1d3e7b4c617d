"""The codes of formats of others: what cannot be read of a file or folder that another system made."""

from sdg_standard.errors import code

NO_FORMAT = code("SDG983", "no-known-format")
NOT_ITS_FORMAT = code("SDG984", "not-its-format")
COINR_TABLES = code("SDG991", "tables-of-coinr")
CATALOGUE_LACKS = code("SDG992", "catalogue-lacks")
