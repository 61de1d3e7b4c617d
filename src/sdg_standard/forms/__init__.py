"""Forms for those who collect the numbers: a workbook, or a CSV file, that asks for what a standard measures.

``content`` works out what is asked for, ``texts`` in which words, ``last`` what was reported before; ``workbook`` and
``table`` write it. What comes back is read by :func:`sdg_standard.read_evidence`.
"""

from sdg_standard.forms.writing import write_template

__all__ = ["write_template"]
