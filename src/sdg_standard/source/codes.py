"""What can be wrong with a YAML file: SDG101 to SDG129 with its text, SDG130 to SDG155 with what stands in it."""

from __future__ import annotations

from sdg_standard.errors import code

QUOTE = 'Put the text in double quotes: "…".'

NOT_UTF8 = code(
    "SDG101",
    "not-utf-8",
    "The file is not saved as UTF-8, so letters such as å or µ cannot be read for certain.",
    "Save the file again with the encoding UTF-8.",
)
CHARACTER = code(
    "SDG102",
    "invisible-character",
    "The file contains a character that cannot be seen and that programs read differently, often from copying.",
    'Delete the character, or write it in double quotes with a backslash, such as "\\u2028".',
)
TOO_LARGE = code(
    "SDG103",
    "file-too-large",
    "A definition is a page of text. A file of many megabytes is a mistake or an attack.",
    "Split the file, or put tables into CSV files.",
)
TOO_DEEP = code(
    "SDG104",
    "too-deep",
    "Lists and keys lie within each other more often than any definition needs; such files can crash readers.",
    "Look for brackets that are opened and never closed.",
)
TOO_MANY_NODES = code(
    "SDG105",
    "too-many-values",
    "The file holds more values than a definition ever needs.",
    "Split the file, or put tables into CSV files.",
)
TOO_MANY_PROBLEMS = code(
    "SDG106",
    "too-many-problems",
    "The file has so many problems that the rest of them is not listed.",
    "Correct those that are listed and check again.",
)
EMPTY = code(
    "SDG110",
    "empty-file",
    "The file has no content, or comments only.",
    "Write the definition, or delete the file.",
)
NOT_A_MAPPING = code(
    "SDG111",
    "no-keys",
    "A file of the standard consists of keys with values, such as `title: Physicians`.",
    "Begin each line at the left margin with a key, a colon and a blank.",
)
SEVERAL_DOCUMENTS = code(
    "SDG112",
    "several-documents",
    "A line `---` or `...` divides the file into several documents; only the first would count.",
    "Put each definition into a file of its own, and delete the dividing line.",
)
DIRECTIVE = code(
    "SDG113",
    "directive",
    "A line that begins with % changes how the rest of the file is read.",
    "Delete the line.",
)
ANCHOR = code(
    "SDG114",
    "anchor",
    "`&name` marks a value for reuse elsewhere. Here a file says what it says, without references.",
    "Delete the `&name`; if & begins a text, put the text in double quotes.",
)
ALIAS = code(
    "SDG115",
    "alias",
    "`*name` stands for a value written elsewhere. Here a file says what it says, without references.",
    "Write the value itself; if * begins a text, put the text in double quotes.",
)
TAG = code(
    "SDG116",
    "tag",
    "`!name` asks for a certain type of value. Types follow from the key, and tags can be dangerous.",
    "Delete the `!name`; if ! begins a text, put the text in double quotes.",
)
MERGE_KEY = code(
    "SDG117",
    "merge-key",
    "`<<` copies keys from elsewhere. Here a file says what it says, without references.",
    "Write the keys themselves.",
)
TAB = code(
    "SDG118",
    "tab",
    "A tab stands where YAML wants blanks; how wide a tab is, nobody knows.",
    "Replace the tab with blanks, two for each level.",
)
DUPLICATE_KEY = code(
    "SDG119",
    "duplicate-key",
    "The same key stands twice in one place. Most programs keep the last one and hide the first.",
    "Delete one of the two.",
)
KEY_NOT_TEXT = code(
    "SDG120",
    "key-not-text",
    "A key is text. A number, a date or true as a key is read differently by different programs.",
    "Put the key in double quotes.",
)
AMBIGUOUS = code(
    "SDG121",
    "ambiguous-value",
    "YAML 1.1 and YAML 1.2 read this text without quotes differently: `yes` is true or a text, `0301` is 193 or 301.",
    QUOTE,
)
NOT_FINITE = code(
    "SDG122",
    "infinite-number",
    "Infinity, not-a-number and numbers beyond all measure are not measurements.",
    "Write a number, or leave the key out.",
)
QUOTES = code(
    "SDG123",
    "quotes",
    "A quotation mark has no partner, or text stands behind the closing one.",
    'Put the whole text in double quotes; within them write " as \\".',
)
BRACKETS = code(
    "SDG124",
    "brackets",
    "A bracket has no partner, or a comma is missing or too much between brackets.",
    "Close every [ with ] and every { with }, with commas between.",
)
INDENTATION = code(
    "SDG125",
    "indentation",
    "A line is indented in a way that fits neither the line above nor an earlier one.",
    "Begin keys of the same level in the same column, two blanks further in than the key they belong to.",
)
COLON_IN_TEXT = code(
    "SDG126",
    "colon-in-text",
    "A colon with a blank behind it makes a key, also in the middle of a text without quotes.",
    QUOTE,
)
NO_COLON = code(
    "SDG127",
    "no-colon",
    "A line stands where a key belongs, but has no colon with a blank behind it.",
    "Write the key, a colon, a blank and the value: `title: Physicians`.",
)
FIRST_CHARACTER = code(
    "SDG128",
    "first-character",
    "A text without quotes must not begin with one of the characters that mean something in YAML.",
    QUOTE,
)
SYNTAX = code(
    "SDG129",
    "not-yaml",
    "The file cannot be read as YAML from here on.",
    "Compare the line and the one above with a file that works; if in doubt, put the text in double quotes.",
)

UNKNOWN_KEY = code(
    "SDG130",
    "unknown-key",
    "Nobody reads this key here. It may be misspelt, or belong one level further in or out.",
    "Correct the spelling, or delete the key.",
)
MISSING_KEY = code(
    "SDG131",
    "missing-key",
    "Something is left out that is needed here.",
    "Add the key.",
)
WRONG_TYPE = code(
    "SDG132",
    "wrong-type",
    "Another sort of value belongs here: a text, a number, a list, or keys with values.",
    "Write what belongs here.",
)
NUMBER_AS_CODE = code(
    "SDG133",
    "number-as-code",
    "A number stands where a code or a text belongs. As numbers, the codes 17.1 and 17.10 are the same.",
    "Put the code in double quotes.",
)
WRONG_CHOICE = code(
    "SDG134",
    "wrong-choice",
    "Only certain words are allowed here, and this is none of them.",
    "Write one of the words that are allowed.",
)
WRONG_FORM = code(
    "SDG135",
    "wrong-form",
    "The text does not have the form that is asked for here.",
    "Write it in the form asked for.",
)
WRONG_LENGTH = code(
    "SDG136",
    "wrong-length",
    "The text or the list is too short or too long.",
    "Add or remove something, or leave the key out.",
)
OUT_OF_RANGE = code(
    "SDG137",
    "out-of-range",
    "The number is smaller or larger than what can be meant here.",
    "Write a number within the limits.",
)
NOT_ACCEPTED = code(
    "SDG138",
    "not-accepted",
    "The value breaks a rule of this key.",
    "See the description of the key.",
)
NUMBER_WITH_COMMA = code(
    "SDG144",
    "number-with-comma",
    "Between braces a comma ends the value, so that {min: 0,5} is 0 and a second key 5.",
    "Write the number with a decimal point.",
)
