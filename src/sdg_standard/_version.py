"""The version of the library; the standard has editions of its own."""

__version__ = "0.1.0"
