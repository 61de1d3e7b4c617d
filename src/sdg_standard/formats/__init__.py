"""The formats of others: what is written for them, and what is read of them.

``format`` says what a format is, ``content`` what is written in one, ``registry`` is the list of all, ``converting``
leads from one to another. Each format has a module or a folder of its own.
"""

from sdg_standard.formats.content import Content
from sdg_standard.formats.converting import Converted, convert
from sdg_standard.formats.format import Format, Found, Options
from sdg_standard.formats.registry import FORMATS

__all__ = ["FORMATS", "Content", "Converted", "Format", "Found", "Options", "convert"]
