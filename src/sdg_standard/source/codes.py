"""What can be wrong with a YAML file: SDG101 to SDG129 with its text, SDG130 to SDG155 with what stands in it."""

from __future__ import annotations

from sdg_standard.errors import code

QUOTE = 'Put the text in double quotes: "…".'

NOT_UTF8 = code("SDG101", "not-utf-8")
CHARACTER = code("SDG102", "invisible-character")
TOO_LARGE = code("SDG103", "file-too-large")
TOO_DEEP = code("SDG104", "too-deep")
TOO_MANY_NODES = code("SDG105", "too-many-values")
TOO_MANY_PROBLEMS = code("SDG106", "too-many-problems")
EMPTY = code("SDG110", "empty-file")
NOT_A_MAPPING = code("SDG111", "no-keys")
SEVERAL_DOCUMENTS = code("SDG112", "several-documents")
DIRECTIVE = code("SDG113", "directive")
ANCHOR = code("SDG114", "anchor")
ALIAS = code("SDG115", "alias")
TAG = code("SDG116", "tag")
MERGE_KEY = code("SDG117", "merge-key")
TAB = code("SDG118", "tab")
DUPLICATE_KEY = code("SDG119", "duplicate-key")
KEY_NOT_TEXT = code("SDG120", "key-not-text")
AMBIGUOUS = code("SDG121", "ambiguous-value")
NOT_FINITE = code("SDG122", "infinite-number")
QUOTES = code("SDG123", "quotes")
BRACKETS = code("SDG124", "brackets")
INDENTATION = code("SDG125", "indentation")
COLON_IN_TEXT = code("SDG126", "colon-in-text")
NO_COLON = code("SDG127", "no-colon")
FIRST_CHARACTER = code("SDG128", "first-character")
SYNTAX = code("SDG129", "not-yaml")

UNKNOWN_KEY = code("SDG130", "unknown-key")
MISSING_KEY = code("SDG131", "missing-key")
WRONG_TYPE = code("SDG132", "wrong-type")
NUMBER_AS_CODE = code("SDG133", "number-as-code")
WRONG_CHOICE = code("SDG134", "wrong-choice")
WRONG_FORM = code("SDG135", "wrong-form")
WRONG_LENGTH = code("SDG136", "wrong-length")
OUT_OF_RANGE = code("SDG137", "out-of-range")
NOT_ACCEPTED = code("SDG138", "not-accepted")
NUMBER_WITH_COMMA = code("SDG144", "number-with-comma")
