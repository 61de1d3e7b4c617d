"""The methodology language as models: one module for each part of a file."""

from sdg_standard.methodology.file import Methodology

__all__ = ["Methodology"]
