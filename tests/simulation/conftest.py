"""The small town of the contract, for draws of its scores."""

from town import town

__all__ = ["town"]
