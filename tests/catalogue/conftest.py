"""Standards written in the tests themselves."""

from written import indicator, planned, read, write

__all__ = ["indicator", "planned", "read", "write"]
