"""Verification: what is asked about a submission, what was answered, and what has thereby been verified.

``questions`` makes the log of some evidence, ``QuestionLog`` is the log, ``entries`` says what stands in it and how its
states move, ``answers`` reads it back from a table (``roles``: who may stand in it), ``marking`` gives evidence its
verification, ``workbook`` and ``page`` are its forms for people (``titles``: what things are called there).
"""

from sdg_standard.verification.asking import questions
from sdg_standard.verification.log import QuestionLog

__all__ = ["QuestionLog", "questions"]
