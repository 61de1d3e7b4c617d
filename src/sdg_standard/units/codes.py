"""The codes of the layer ``units``: what can be wrong with a number, a unit or a list of units."""

from __future__ import annotations

from ..errors import code

LIST = "Every unit we know stands in standard/units.txt"
"""The sentence that ends the cure of every unit nobody knows."""

NOT_A_NUMBER = code(
    "SDG201",
    "not-a-number",
    cause="Something else stands where a number must: words, a code with a leading zero, a hexadecimal number.",
    cure="Write a plain number such as 12, -3.5 or 1e-3, or leave the value empty and say why in the column status.",
)
DECIMAL_MARK = code(
    "SDG202",
    "decimal-mark",
    cause="The decimal mark is not the one that was declared. 3,5 read as 35 is wrong by a factor of ten.",
    cure='Write a decimal point, or declare the comma: decimal=",".',
)
GROUPED_DIGITS = code(
    "SDG203",
    "grouped-digits",
    cause="Blanks, apostrophes, commas, points or underscores group the digits; readers differ about their meaning.",
    cure="Write the digits without a mark between them: 95424.",
)
UNKNOWN_UNIT = code(
    "SDG204",
    "unknown-unit",
    cause="A word in a unit is neither in the list of units nor among the spellings that evidence may use for them.",
    cure=f"Write one of the listed units. {LIST}.",
)
WRONG_UNIT = code(
    "SDG205",
    "wrong-unit",
    cause="The word means different things to different readers (kt: kiloton or knot), or is no unit at all.",
    cure=f"Write the unit that the message names. {LIST}.",
)
UNIT_GRAMMAR = code(
    "SDG206",
    "unit-grammar",
    cause="The words of the unit are known, but not put together as a unit is.",
    cure='Write a product such as "µg/m³", or a rate such as "per 100000 inhabitants" or "km per 100000 inhabitants".',
)
NOT_CONVERTIBLE = code(
    "SDG207",
    "not-convertible",
    cause="The unit measures something else than the unit wanted, or says nothing where a unit is needed.",
    cure="Give the value in the unit of the series, or in one that can be converted to it.",
)
STATUS_MARK = code(
    "SDG208",
    "status-mark",
    cause="The cell holds a statistical office's mark for a value that is not there.",
    cure="Leave the value empty and write the status: O not reported, M not applicable, Q suppressed.",
)
CENSORED_NUMBER = code(
    "SDG209",
    "censored-number",
    cause="The cell says only that the number is below or above a limit.",
    cure="Write the number itself, or leave the value empty and write the status Q (suppressed) or O (not reported).",
)
UNIT_IN_NUMBER = code(
    "SDG210",
    "unit-in-number",
    cause="The cell of the number holds a unit as well.",
    cure="Write the number alone, and the unit in its own column.",
)
NOT_FINITE = code(
    "SDG211",
    "not-finite",
    cause="The value is infinite, not a number, or beyond what a computer's number can hold.",
    cure="Write a finite number, or leave the value empty and say why in the column status.",
)
SPELLING = code(
    "SDG213",
    "spelling-of-unit",
    cause="A spelling of a unit has a meaning already, stands twice, or names a kind or a unit that does not fit.",
    cure="Leave the spelling out, or write one that means nothing else.",
)
UNIT_DEFINITION = code(
    "SDG212",
    "unit-definition",
    cause="A line of units.txt or of spellings.yaml defines nothing, uses a unit nobody defined, or defines one twice.",
    cure='Write "name = [dimension] = symbol" for a new kind of thing, or "name = 1000 * other = symbol".',
)
