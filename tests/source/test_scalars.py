from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.source import PlainDate
from sdg_standard.source.scalars import cure, read_plain, reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *(("0", 0), ("7", 7), ("-3", -3), ("+5", 5), ("60000", 60000)),
        *(("0.5", 0.5), ("-1.25", -1.25), (".5", 0.5), ("12.", 12.0), ("1.0e-05", 1.0e-05), ("2.5E+3", 2500.0)),
    ],
)
def test_what_everybody_reads_alike(text: str, value: object) -> None:
    _, found = read_plain(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"),
        *("0301", "08", "017", "00", "-01", "0_1", "0o14", "0b1", "0x1F", "+0o7"),
        *("1e3", "1E3", "1.5e3", "1e+3", "1e-3", ".5e3", "-.5", "+.5", "1_000", "1_000.5", "1_0e3", "1_"),
        *("12:30", "1:5", "190:20:30", "190:20:30.15", "-1:30", "08:30", "=", "<<"),
        *("2026-01-01T10:00:00Z", "2026-01-01 10:00:00", "2001-12-14t21:59:43.10-05:00", "2001-1-1 1:00:00 +1"),
    ],
)
def test_what_is_disputed(text: str) -> None:
    assert read_plain(text) == ("ambiguous", text)
    assert f'"{text}"' in cure(text)
    assert reason(text)


@pytest.mark.parametrize(
    "text", [".inf", "-.inf", "+.INF", ".Inf", ".nan", ".NaN", "9" * 5000, "1.0e+999", "-9.9e+308"]
)
def test_what_is_no_measurement(text: str) -> None:
    assert read_plain(text) == ("infinite", text)


@pytest.mark.parametrize(
    "text",
    [
        *("km", "yes!", "nope", "nei", "ja", "1.0.0", "1.2.3", "3 km", "3,5", "95 424", "8 µg/m³", "-", "--", "- x"),
        *(
            "1:60",
            "1:50000",
            "11.6.1a",
            "2026-1-1",
            "2026-01",
            "2014/2020",
            "2020-Q1",
            "e3",
            "_1",
            ".",
            "..",
            "+",
            "tRue",
        ),
        *("0x", "0xg", "0o8", "0b2", "NO-0301", "inf", "nan", "Infinity", "12:", "١٢", "nUll"),
    ],
)
def test_what_is_text(text: str) -> None:
    assert read_plain(text) == ("text", text)


def test_a_date_stays_text() -> None:
    meaning, value = read_plain("2026-01-01")
    assert (meaning, value, type(value)) == ("date", "2026-01-01", PlainDate)


def test_the_cure_names_the_number_or_truth_that_may_be_meant() -> None:
    assert cure("1e3").endswith("or 1000 if a number is meant")
    assert cure("0301").endswith("or 301 if a number is meant")
    assert cure("yes").endswith("or true if that is meant")
    assert cure("Off").endswith("or false if that is meant")
    assert cure("12:30") == 'write "12:30" with the quotes'


def yaml_1_1(text: str) -> object:
    """PyYAML reads YAML 1.1."""
    try:
        return yaml.safe_load(f"[{text}]")[0]
    except (yaml.YAMLError, ValueError):
        return "refused"


def core_1_2(text: str) -> object:
    """The core schema, written again from the table of the specification."""
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    if re.fullmatch("0o[0-7]+", text):
        return int(text[2:], 8)
    if re.fullmatch("0x[0-9a-fA-F]+", text):
        return int(text[2:], 16)
    return {"true": True, "false": False, "null": None, "~": None}.get(text.lower(), text)


@given(st.text("0123456789.eE+-_:xob", min_size=1, max_size=8))
def test_a_number_is_what_both_versions_read_and_a_text_is_text_to_both(text: str) -> None:
    meaning, value = read_plain(text)
    if meaning == "number":
        assert value == yaml_1_1(text) == core_1_2(text)
    if meaning == "text":
        assert core_1_2(text) == text
