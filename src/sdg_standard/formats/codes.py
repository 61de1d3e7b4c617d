"""The codes of formats: what cannot be written in one, or read from one."""

from sdg_standard.errors import code

COINR_TABLES = code("SDG991", "tables-of-coinr")
