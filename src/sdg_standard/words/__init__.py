"""Every sentence that a person reads, in every language: ``en.yaml``, ``nb.yaml``, ``nn.yaml`` and their reader.

:func:`say` makes a sentence from its key and its facts. What it returns is the English text and can be told again in
another language. This package knows no unit, no problem and no SDG; everything else may speak through it.
"""

from .said import Fact, Named, Said, again, as_data, say, told
from .sentences import LANGUAGES, has

__all__ = ["LANGUAGES", "Fact", "Named", "Said", "again", "as_data", "has", "say", "told"]
