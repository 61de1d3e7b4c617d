"""What a draft sees in the tables of real publishers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.exchange.mapping.test_tables import published

import sdg_standard as sdg
from sdg_standard.exchange.mapping import TableMapping, draft_of
from sdg_standard.source import read_model


@cache
def known(code: str) -> str:
    """The id of a municipality that has, or had, a code."""
    register = sdg.load().registers["NO"]
    return next((area for area in (code, f"NO-{code}") if register.name(area) is not None), "")


def drafted(name: str, tmp_path: Path) -> tuple[str, TableMapping]:
    sheet = "Oversikt - detaljert" if name == "emissions" else None
    text = draft_of(
        published(name, tmp_path), known, lambda about: ["town.water"] if "lever" in about else [], sheet=sheet
    )
    mapping, _, problems = read_model(TableMapping, text, "draft.yaml")
    assert mapping is not None, problems
    return text, mapping


@pytest.mark.parametrize(
    ("name", "header", "footer", "wide", "decimal", "thousands"),
    [
        ("ssb", (3,), 3, ("{period}",), ".", " "),
        ("udir", (1,), 0, (), ",", " "),
        ("counties", (3,), 1, (), ".", None),
        ("two_headers", (2, 3), 0, ("{what} / {period}",), ".", " "),
        ("kostra", (3,), 0, (), ".", None),
        ("eurostat", (1,), 0, ("{period}",), ".", None),
        ("emissions", (2,), 0, (), ".", None),
    ],
)
def test_where_the_table_stands(
    name: str, header: tuple[int], footer: int, wide: tuple[str], decimal: str, thousands: str | None, tmp_path: Path
) -> None:
    _, mapping = drafted(name, tmp_path)
    shape = mapping.file
    assert (shape.header, shape.footer, mapping.wide) == (header, footer, wide)
    assert (shape.decimal, shape.thousands) == (decimal, thousands)


@pytest.mark.parametrize(
    ("name", "area", "period", "values"),
    [
        ("ssb", ("region", "K-{} *", None), None, [None]),
        ("udir", ("Kommunenr", None, 4), "Skoleår", ["Andel med tilgang", "Antall elever"]),
        ("counties", ("Kommune", "{} *", None), None, ["Arbeidsledige", "Arbeidsstyrke", "Husholdninger"]),
        ("two_headers", ("Kommune", "{} *", None), None, [None, None]),
        ("kostra", ("region", "{} *", None), "år", [None, None]),
        ("emissions", ("Kommunenummer", None, 4), "År", [None, None]),
    ],
)
def test_what_its_columns_are(
    name: str, area: tuple[str, str | None, int | None], period: str | None, values: list[str | None], tmp_path: Path
) -> None:
    _, mapping = drafted(name, tmp_path)
    column = mapping.columns["area"]
    assert (column.from_, column.take, column.digits, column.prefix) == (*area, "NO-")
    assert (mapping.columns["period"].from_ if "period" in mapping.columns else None) == period
    assert [rule.value for rule in mapping.series] == values


@pytest.mark.parametrize("name", ["ssb", "udir", "two_headers"])
@pytest.mark.parametrize(("language", "word"), [("nb", "Hvordan"), ("nn", "Korleis")])
def test_only_the_comments_are_in_another_language(name: str, language: str, word: str, tmp_path: Path) -> None:
    english, mapping = drafted(name, tmp_path)
    text = draft_of(published(name, tmp_path), known, lambda _: [], language=language)
    assert text.startswith(f"# {word} ") and "evidence" not in text
    assert read_model(TableMapping, text, "draft.yaml")[0] == mapping
    assert [line.partition("#")[0] for line in text.splitlines()] == [
        line.partition("#")[0] for line in english.splitlines()
    ]


def test_what_only_a_person_can_say_stands_in_comments(tmp_path: Path) -> None:
    ssb, mapping = drafted("ssb", tmp_path)
    assert "# marks: ssb" in ssb and mapping.marks is None
    assert '#   - "region": "0 Hele landet"' in ssb and mapping.leave_out == ()
    udir, _ = drafted("udir", tmp_path)
    assert '# Among the numbers stand "*" (2)' in udir and "# perhaps town.water;" in udir
    _, mapping = drafted("kostra", tmp_path)
    assert [(rule.unit, rule.scale) for rule in mapping.series] == [("NOK", 1000), ("%", 1)]
    emissions, _ = drafted("emissions", tmp_path)
    assert '# "Klimagass" holds "CO2", "Alle gasser"' in emissions and "Fylke" not in emissions


def test_names_of_areas_are_left_to_the_register(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Kommune;2023;2024\nOslo;1;2\nAsker;3;4\n", "utf-8")
    text = draft_of(tmp_path / "n.csv", known, lambda _: [])
    assert '  area: {from: "Kommune"}' in text and '# country: "NO"' in text


@pytest.mark.parametrize("rows", ["3203 Asker,2024,956", "0301 Oslo kommune,2024,8651"])
def test_a_number_of_four_digits_is_no_header(rows: str, tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(f"region,år,Personer\n{rows}\n1103 Stavanger,2024,9021\n", "utf-8")
    text = draft_of(tmp_path / "n.csv", known, lambda _: [])
    assert "  header: 1 " in text and '  value: "Personer"' in text and '  period: {from: "år"}' in text


def test_the_columns_of_the_un(tmp_path: Path) -> None:
    """``Time_Detail`` holds codes of areas (2018 was Måsøy's), and ``Value`` what is no number."""
    head = "Goal,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,[Location]"
    lines = ("11,EN_ATM_PM25,578,Norway,2018,6.65,2018,ALLAREA", "11,EN_ATM_PM25,752,Sweden,2019,<0.1,2019,CITY")
    lines = (*lines, "11,EN_ATM_PM25,752,Sweden,2018,5.9,2018,ALLAREA")
    (tmp_path / "un.csv").write_text("\n".join((head, *lines)) + "\n", "utf-8")
    text = draft_of(tmp_path / "un.csv", known, lambda _: [])
    assert '  area: {from: "GeoAreaCode"}' in text and '  value: "Value"' in text and "Time_Detail" not in text
    assert '- {where: {"[Location]": "CITY"}' in text


def test_flags_of_sdmx_are_columns_of_ours(tmp_path: Path) -> None:
    """The CSV of Eurostat: what is confidential has no number, and is suppressed, not unreported."""
    head = "DATAFLOW,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS"
    lines = ("ENV_WASMUN,A,NO,2022,77.5,e,", "ENV_WASMUN,A,SE,2022,,,C", "ENV_WASMUN,A,DK,2022,0,b,")
    (tmp_path / "estat.csv").write_text("\n".join((head, *lines)) + "\n", "utf-8")
    text = draft_of(tmp_path / "estat.csv", known, lambda _: [])
    assert "  status: OBS_FLAG\n  confidentiality: CONF_STATUS\n" in text
    drafted = text.replace("series: todo", "series: u4ssc.en.en.wa.1c.recycled").replace("unit: todo", 'unit: "%"')
    (tmp_path / "m.yaml").write_text("marks: eurostat\n" + drafted, "utf-8")
    values = sdg.measure(sdg.read_evidence(tmp_path / "estat.csv", mapping=tmp_path / "m.yaml"), sdg.load())
    found = {row["area"]: (row["value"], row["reason"]) for row in values.frame.to_dict("records")}
    assert found["SE"][1] == "suppressed" and found["DK"] == (0.0, "") and found["NO"] == (77.5, "")


def test_tabs_part_the_columns_of_eurostat(tmp_path: Path) -> None:
    text = "freq,wst_oper,unit,geo\\TIME_PERIOD\t2021 \t2022 \nA,GEN,PC,NO\t79.5 \t77 e\nA,GEN,PC,SE\t: \t: c\n"
    (tmp_path / "estat.tsv").write_text(text, "utf-8")
    assert r'separator: "\t"' in draft_of(tmp_path / "estat.tsv", known, lambda _: [])
    area = {"from": "freq,wst_oper,unit,geo\\TIME_PERIOD", "take": "A,GEN,PC,{}"}
    series = [{"series": "u4ssc.en.en.wa.1c.recycled", "unit": "%"}]
    mapping = {"marks": "eurostat", "wide": "{period}", "columns": {"area": area}, "series": series}
    frame = sdg.read_evidence(tmp_path / "estat.tsv", mapping=mapping).frame
    assert frame[["area", "value", "status"]].values.tolist() == [
        *(["NO", "79.5", ""], ["NO", "77", "E"]),
        *(["SE", "", "O"], ["SE", "", "Q"]),
    ]
