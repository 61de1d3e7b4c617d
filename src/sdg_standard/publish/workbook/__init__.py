"""A scorecard as a workbook: real numbers in formats, filters, and words and symbols beside colours.

``cells`` says what a workbook is made of, ``sheets`` makes the sheets of a scorecard, ``writing`` writes them.
"""

from sdg_standard.publish.workbook.file import workbook_of, write_workbook

__all__ = ["workbook_of", "write_workbook"]
