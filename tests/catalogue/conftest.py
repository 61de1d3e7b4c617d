"""Standards written in the tests themselves, and examples that nothing has changed."""

from remembering import examples_remembered, of_examples
from written import indicator, planned, read, write

__all__ = ["examples_remembered", "indicator", "of_examples", "planned", "read", "write"]
