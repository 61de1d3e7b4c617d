"""What is withheld is nowhere: numbers are planted, and looked for in all that is printed, written and saved."""

from __future__ import annotations

import csv
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main

PM2_5, DOCTORS, JOBLESS = "u4ssc.en.en.aq.1c.pm2_5", "u4ssc.sc.eh.h.3c", "u4ssc.ec.p.em.1c"
LANDFILL = "u4ssc.en.en.wa.1c.landfill"
COLUMNS = ("area", "period", "series", "input", "value", "unit", "status", "confidentiality", "low", "high", "sex")
WRITTEN = re.compile(  # 31337 with a mark between thousands, or as a share; not inside a word
    r"(?<![\w.,])(?:0[.,])?(31)[ .,'\u00a0\u2009\u202f]?(\d{3})(?![a-z])"
)
METHODOLOGY = ("--methodology", "u4ssc-performance")


class Planted:
    """Numbers that stand nowhere else, 31337 and on, each with what it was planted as."""

    def __init__(self) -> None:
        self.said: dict[int, str] = {}
        self._next = itertools.count(31337)

    def __call__(self, what: str, form: str = "{}.25") -> str:
        number = next(self._next)
        self.said[number] = what
        return form.format(number)

    def found_in(self, text: str) -> list[str]:
        """What of the planted stands in a text: 31337.25, 31 337,3, 31,337 and 0.31337 alike."""
        numbers = [int("".join(found)) for found in WRITTEN.findall(text)]
        return [self.said[number] for number in numbers if number in self.said]


def rows_of(secret: Planted) -> Iterator[dict[str, str]]:
    """A value, an end of an interval, an input, a part: right and wrong, each under a code that withholds it."""

    def row(series: str, **cells: str) -> dict[str, str]:
        return {"area": "NO-3203", "period": "2024", "series": series} | cells

    pm = {"unit": "µg/m³", "confidentiality": "C"}
    ends = {"low": secret("low"), "high": secret("high")}
    yield row(PM2_5, value=secret("value, far from plausible"), **pm, **ends)
    yield row(PM2_5, period="2023", value="6.1", unit="µg/m³")
    yield row(PM2_5, period="2022", value=secret("number beside Q"), unit="µg/m³", status="Q")
    yield row(PM2_5, period="2021", value=secret("wrong unit"), unit="kg", confidentiality="N")
    yield row(PM2_5, period="2020", value=secret("decimal comma", "{},25"), unit="µg/m³", confidentiality="S")
    yield row(PM2_5, period="2019", value=secret("words", "ca. {}.25 or so"), **pm)
    yield row(PM2_5, period="2018", value=secret("said twice"), **pm)
    yield row(PM2_5, period="2018", value=secret("said twice otherwise"), **pm)
    yield row(PM2_5, period="2017", value=secret("impossible", "-{}.25"), **pm)
    yield row(PM2_5, period="2016", value="1", low=secret("end that is none", "{},25x"), **pm)
    yield row(PM2_5, period="2015", value=secret("code that is none"), unit="µg/m³", confidentiality="X")
    yield row(PM2_5, period="2014", status="Q", low=secret("low of nothing"), high=secret("high of nothing"))
    yield row("u4ssc.no.such", value=secret("unknown series"), unit="%", confidentiality="C")
    yield row(PM2_5, area="NO-9876", value=secret("unknown area"), **pm)
    yield row(DOCTORS, input="physicians", value=secret("numerator", "{}"), unit="count", confidentiality="C")
    yield row(DOCTORS, input="population", value="100000", unit="inhabitants")
    yield row(DOCTORS, period="2023", input="physicians", value="130", unit="count")
    people = secret("denominator", "{}")
    yield row(DOCTORS, period="2023", input="population", value=people, unit="inhabitants", confidentiality="D")
    rate = {"unit": "per 100000 inhabitants", "confidentiality": "N"}
    yield row(DOCTORS, period="2023", value=secret("value beside inputs"), **rate)
    yield row(LANDFILL, value=secret("share without unit"), confidentiality="C")
    yield row(JOBLESS, value="3", unit="%")
    yield row(JOBLESS, sex="F", value=secret("part, impossible"), unit="%", confidentiality="C")
    yield row(JOBLESS, sex="M", value=secret("part, 0.31…", "0.{}"), unit="%", confidentiality="S")


def written(path: Path, rows: Iterator[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """All that was written, of workbooks each part."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                yield from (
                    (f"{path.name}: {part}", book.read(part).decode("utf-8", "replace")) for part in book.namelist()
                )
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8", errors="replace")


def test_the_search_finds_a_number_however_it_is_written() -> None:
    secret = Planted()
    secret("it")
    every = ("31337.25", "31 337,25", "31\u00a0337", "31,337.3", "31\u202f337", "0.31337", "31337", "-31337")
    assert all(secret.found_in(f"<td>{text}</td>") for text in every)
    assert not secret.found_in("31338 3133 a31337 31337b 7.31337")


def test_no_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret, out = Planted(), tmp_path / "out"
    evidence = written(tmp_path / "evidence.csv", rows_of(secret))
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(evidence.read_text(encoding="utf-8").replace("6.1", "6.3"), encoding="utf-8")
    area = (*METHODOLOGY, "--area", "NO-3203")
    previous = ("--area", "NO-3203", "--previous", evidence)
    commands: list[tuple[Any, ...]] = [
        *(("check", evidence, "--language", language) for language in ("en", "nn")),
        ("check", evidence, "--decimal", ",", "--format", "json"),
        ("score", evidence, *METHODOLOGY, "--out", out / "card", "--report", out / "report.html"),
        ("report", out / "card/scorecard.json", "--out", out / "again.html", "--workbook", out / "card.xlsx"),
        *(("explain", evidence, *area, "--node", node) for node in (PM2_5, DOCTORS)),
        ("explain", evidence, *area, "--format", "json"),
        *(("questions", evidence, "--every", "--out", out / f"questions.{kind}") for kind in ("xlsx", "html", "csv")),
        ("template", "--out", out / "form.xlsx", "--period", "2025", *previous),
        *(("template", "--out", out / f"{year}.csv", "--period", year, *previous) for year in ("2024", "2025")),
        ("compare-deliveries", evidence, corrected, *METHODOLOGY, "--out", out / "deliveries"),
        ("uncertainty", evidence, *METHODOLOGY, "--draws", "8", "--out", out / "draws"),
    ]
    out.mkdir()
    for command in commands:
        assert main([str(part) for part in command]) in (0, 1), command
        said = capsys.readouterr()
        assert not secret.found_in(said.out + said.err), command
    everything = dict(texts_of(out))
    assert {"scorecard.json", "values.csv", "parts.csv", "problems.csv", "report.html", "differences.csv"} <= set(
        everything
    )
    assert {name: found for name, text in everything.items() if (found := secret.found_in(text))} == {}


def test_no_object_says_it(tmp_path: Path) -> None:
    secret = Planted()
    evidence, standard = sdg.read_evidence(written(tmp_path / "evidence.csv", rows_of(secret))), sdg.load()
    values = sdg.measure(evidence, standard)
    said = [values.frame.to_csv(), values.parts.to_csv(), repr(values), str(values), str(evidence)]
    said += [str(problem) + repr(problem) for problem in values.problems]
    card = sdg.score(values, standard, "u4ssc-performance")
    shown = (evidence, values, values.problems, card, sdg.questions(evidence, standard))
    said += [thing._repr_html_() for thing in (*shown, card.explain("NO-3203", "2024", PM2_5))]
    said += [str(sdg.gaps(values)), str(sdg.questions(evidence, standard))]
    assert not [secret.found_in(text) for text in said if secret.found_in(text)]


def test_a_sum_over_new_borders_is_withheld_with_its_part(tmp_path: Path) -> None:
    """Røyken's doctors are withheld; Asker's since 2020 are Asker's, Røyken's and Hurum's, and none of them is told."""
    secret = Planted()
    given = {
        "NO-0220": ("60", "", "61523"),
        "NO-0627": (secret("part", "{}"), "C", "22635"),
        "NO-0628": ("5", "", "9477"),
    }
    rows = [
        {"area": area, "period": "2019", "series": DOCTORS, "input": name, "value": value, "unit": unit} | more
        for area, (doctors, code, people) in given.items()
        for name, value, unit, more in (
            ("physicians", doctors, "count", {"confidentiality": code}),
            ("population", people, "inhabitants", {}),
        )
    ]
    secret.said[int(next(iter(secret.said))) + 60 + 5] = "the sum"
    moved = sdg.move(sdg.read_evidence(written(tmp_path / "evidence.csv", iter(rows))), to="2024")
    card = sdg.score(moved, sdg.load(), "u4ssc-performance")
    (row,) = (one for one in card.values.frame.to_dict("records") if one["series"] == DOCTORS)
    assert (row["area"], row["reason"]) == ("NO-3203", "suppressed")
    said = [card.to_json(explanations=True), card.scores.to_csv(), card.values.frame.to_csv(), str(card.problems)]
    assert not [secret.found_in(text) for text in said if secret.found_in(text)]
