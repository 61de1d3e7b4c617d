"""The store: finds the files of a standard, reads them, puts them together, and looks things up. Compiles nothing."""

from sdg_standard.catalogue.standard import Standard

__all__ = ["Standard"]
