"""Answers of statistical offices become evidence by shipped mappings; expected rows are read from the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.exchange.mapping import TableMapping, draft_of, read_mapping, shipped_mappings
from sdg_standard.exchange.statbank import Dimension, StatTable, named_table, statbank_query
from sdg_standard.measuring import check_mapping
from sdg_standard.source import read_model

ANSWERS = Path(__file__).parent / "answers"
SHIPPED = sorted(shipped_mappings())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_mapping_is_right_and_says_what_it_is_not(name: str) -> None:
    read = read_mapping(name)
    mapping = read.mapping
    assert not check_mapping(read, sdg.load())
    assert mapping.id == name.replace("/", "-") and mapping.title and mapping.address and mapping.provenance
    assert mapping.provenance.note, "what was seen, and what was not"
    own = {rule.series for rule in mapping.series} - {"common"}
    assert not own or mapping.departs, "a national table never is the definition itself"
    if mapping.statbank is not None:
        assert statbank_query(name)["selection"]


def test_each_table_that_definitions_name_has_a_mapping_or_a_reason() -> None:
    """Those without one hold nothing that an indicator asks for, or nothing that could be found in them."""
    without = {
        "11793": "who is connected to which treatment; the indicators ask for volumes",
        "11823": "its dimensions and the codes of fuels were not seen",
    }
    named = {
        table.removeprefix("SSB ")
        for indicator in sdg.load().indicators.values()
        for data in (indicator.national_data or {}).values()
        for table in data.tables
    }
    shipped = {name.removeprefix("no/") for name in SHIPPED}
    assert named - shipped == set(without)


def test_population_becomes_evidence() -> None:
    evidence = sdg.read_evidence(ANSWERS / "ssb_v2_population.json", mapping="no/07459")
    rows = evidence.frame.to_dict("records")
    assert rows[2] == {
        "area": "NO-3203",
        "period": "2024",
        "series": "common",
        "input": "population",
        "value": "99083",
        "unit": "inhabitants",
        "status": "",
        "source": "SSB 07459, updated 2026-02-24",
    }
    assert evidence.origins.place(2) == {
        "file": "ssb_v2_population.json",
        "sheet": "",
        "row": 3,
        "key": "Region=3203, Tid=2024",
    }
    assert [row["status"] for row in rows] == ["M", "M", "", "M", "", "M", "", "M", "M"]
    assert not sdg.check(evidence, sdg.load()), "codes of other years are no question where the table has no number"


def test_sex_and_age_are_summed_where_an_answer_has_them(tmp_path: Path) -> None:
    answer = ssb({"Region": ["3203"], "Kjonn": ["1", "2"], "ContentsCode": ["Personer1"], "Tid": ["2024"]}, [3, 4])
    evidence = sdg.read_evidence(written(answer, tmp_path), mapping="no/07459")
    assert evidence.frame["value"].tolist() == ["7"]


def test_a_dimension_that_nobody_tells_apart_is_refused(tmp_path: Path) -> None:
    answer = ssb(
        {"Region": ["3203"], "Landbakgrunn": ["NO", "SE"], "ContentsCode": ["Personer1"], "Tid": ["2024"]}, [3, 4]
    )
    with pytest.raises(EvidenceError, match=r"2 categories of Landbakgrunn[\s\S]*`statbank: total`"):
        sdg.read_evidence(written(answer, tmp_path), mapping="no/07459")


def test_kostra_leaves_out_what_is_no_municipality(tmp_path: Path) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text(
        """\
marks: ssb
leave_out: [{ContentsCode: KOSandel0000}]
columns: {area: {from: KOKkommuneregion0000, form: ssb-region, prefix: NO-}, period: Tid, value: value}
series:
  - {where: {ContentsCode: KOSbrutto0000}, series: u4ssc.sc.eh.c.1c, input: culture, unit: NOK, scale: 1000}
""",
        encoding="utf-8",
    )
    evidence = sdg.read_evidence(ANSWERS / "ssb_kostra.json", mapping=mapping)
    assert evidence.frame["area"].tolist() == ["NO-0301", "NO-3203"]
    assert evidence.frame["value"].tolist() == [1_234_567_000, 98_765_000]  # 1 000 kr


def test_fhi_writes_intervals_and_marks() -> None:
    evidence = sdg.read_evidence(ANSWERS / "fhi.json", mapping="no/fhi-life-expectancy")
    rows = evidence.frame[["area", "period", "value", "status"]].values.tolist()
    assert rows == [  # the country, code 0, is no municipality
        ["NO-3203", "2009/2023", "84.1", ""],
        ["NO-3203", "2022/2024", "84.6", ""],
        ["NO-4223", "2009/2023", "", "O"],
        ["NO-4223", "2022/2024", "", "Q"],
    ]


def test_eurostat_keeps_its_flags_and_counts_what_it_leaves_out(tmp_path: Path) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text(
        """\
marks: eurostat
columns: {area: geo, period: time, value: value}
series: [{where: {unit: "*"}, series: u4ssc.en.en.wa.1c, unit: kg}]
""",
        encoding="utf-8",
    )
    evidence = sdg.read_evidence(ANSWERS / "eurostat.json", mapping=mapping)
    assert evidence.frame[["area", "period", "value", "status"]].values.tolist() == [
        ["NO", "2023", "776", "E"],
        ["SE", "2022", "", "O"],
        ["DK", "2023", "1.2", "P"],  # of break and provisional the more doubtful one
    ]
    assert "3 of 6 cells have neither" in str(evidence.problems)


def ssb(categories: Mapping[str, list[str]], value: list[Any], **of_metrics: Mapping[str, str]) -> dict[str, Any]:
    """An answer of StatBank in small."""
    dimension: dict[str, Any] = {
        name: {"label": name, "category": {"index": codes}, "extension": {}} for name, codes in categories.items()
    }
    if "ContentsCode" in dimension:
        units = {code: {"base": "persons", "decimals": 0} for code in categories["ContentsCode"]}
        dimension["ContentsCode"]["category"]["unit"] = units
        dimension["ContentsCode"]["extension"] = of_metrics or {"measuringType": dict.fromkeys(units, "Stock")}
    return {
        "id": list(categories),
        "size": [len(codes) for codes in categories.values()],
        "dimension": dimension,
        "role": {"metric": ["ContentsCode"], "time": ["Tid"]},
        "extension": {"px": {"tableid": "07459", "aggregallowed": True}},
        "value": value,
    }


def written(answer: Mapping[str, Any], folder: Path) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


SEX = Dimension("Kjonn", ("1", "2"))


def of_kinds(**kinds: str) -> StatTable:
    """Two metrics for two sexes and two years."""
    answer = ssb(
        {"Kjonn": ["1", "2"], "ContentsCode": list(kinds), "Tid": ["2023", "2024"]}, list(range(8)), measuringType=kinds
    )
    return sdg.read_json_stat(answer)


def test_an_average_is_not_summed_and_the_other_is() -> None:
    named = named_table(of_kinds(persons="Stock", age="Average"), over=["Kjonn"])
    assert [problem.message for problem in named.problems] == ['"age" (age) is an average and is not summed over Kjonn']
    # cells by sex, metric, year: persons are 0, 1 of one sex and 4, 5 of the other
    assert named.frame[["ContentsCode", "Tid", "number"]].values.tolist() == [
        ["persons", "2023", 4.0],
        ["persons", "2024", 6.0],
    ]


def test_a_stock_is_not_summed_over_time_and_a_flow_is() -> None:
    named = named_table(of_kinds(persons="Stock", births="Flow"), over=["Tid"])
    assert "persons" in named.problems[0].message and "is a stock" in named.problems[0].message
    assert named.frame[["Kjonn", "number"]].values.tolist() == [["1", 2 + 3.0], ["2", 6 + 7.0]]


def test_a_table_without_kinds_is_asked_about() -> None:
    named = named_table(of_kinds(persons="", births="Flow"), over=["Kjonn"])
    assert [problem.severity for problem in named.problems] == ["warning"]


def test_sums_that_mean_nothing_are_refused() -> None:
    answer = ssb({"Kjonn": ["1", "2"], "Tid": ["2024"]}, [1, 2])
    answer["extension"]["px"]["aggregallowed"] = False
    answer["role"] = {"time": ["Tid"]}
    with pytest.raises(EvidenceError, match="aggregallowed"):
        named_table(sdg.read_json_stat(answer), over=["Kjonn"])
    with pytest.raises(EvidenceError, match="different measures"):
        named_table(of_kinds(a="Flow", b="Flow"), over=["ContentsCode"])
    with pytest.raises(EvidenceError, match=r"no dimension Kjon.*Kjonn"):
        named_table(of_kinds(a="Flow", b="Flow"), over=["Kjon"])
    parts = Dimension("Area", ("A", "A1"), children={"A": ("A1",)})
    with pytest.raises(EvidenceError, match="hierarchy"):
        named_table(StatTable((parts,), [1.0, 1.0]), over=["Area"])  # type: ignore[arg-type]


def test_what_was_withheld_stays_withheld_in_a_sum() -> None:
    answer = ssb(
        {"Kjonn": ["1", "2"], "ContentsCode": ["a"], "Tid": ["2022", "2023", "2024"]}, [1, None, None, 4, 5, None]
    )
    answer["status"] = {"1": ":", "2": "..", "5": ":"}
    named = named_table(sdg.read_json_stat(answer), over=["Kjonn"])
    assert named.frame["value"].tolist() == ["5", ":", ":"]


def test_the_total_of_a_dimension_does_not_count_twice() -> None:
    answer = ssb({"Kjonn": ["0", "1", "2"], "ContentsCode": ["a"], "Tid": ["2024"]}, [7, 3, 4])
    answer["dimension"]["Kjonn"]["extension"] = {"eliminationValueCode": "0"}
    assert named_table(sdg.read_json_stat(answer), over=["Kjonn"]).frame["value"].tolist() == ["7"]


def test_current_and_fixed_prices_side_by_side_are_asked_about() -> None:
    kinds = {"priceType": {"now": "Current", "then": "Fixed", "n": "NotApplicable"}}
    table = sdg.read_json_stat(ssb({"ContentsCode": ["now", "then", "n"], "Tid": ["2024"]}, [1, 2, 3], **kinds))
    used: dict[str, list[str]] = {"ContentsCode": ["now", "then"], "Tid": []}
    assert "Current and Fixed prices" in named_table(table, used=used).problems[0].message
    assert not named_table(table, used={"ContentsCode": ["now", "n"], "Tid": []}).problems


def test_queries_of_both_versions() -> None:
    body = statbank_query("no/07459", areas=["NO-3203", "0301"], periods=["2023", "2024-Q1"])
    assert body == {
        "selection": [
            {"variableCode": "Region", "valueCodes": ["3203", "0301"]},
            {"variableCode": "ContentsCode", "valueCodes": ["Personer1"]},
            {"variableCode": "Tid", "valueCodes": ["2023", "2024K1"]},
        ]
    }
    assert statbank_query("no/07459", version=1) == {
        "query": [
            {"code": "Region", "selection": {"filter": "all", "values": ["*"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["Personer1"]}},
            {"code": "Tid", "selection": {"filter": "all", "values": ["*"]}},
        ],
        "response": {"format": "json-stat2"},
    }


def test_a_query_of_labels_asks_for_all_codes_and_uses_lists() -> None:
    mapping = read_mapping("no/11996").mapping
    assert mapping.statbank
    query = mapping.statbank.model_copy(update={"codelists": {"KOKkommuneregion0000": "agg_KommSummer"}})
    body = statbank_query(mapping.model_copy(update={"statbank": query}))
    assert body["selection"][0] == {
        "variableCode": "KOKkommuneregion0000",
        "codelist": "agg_KommSummer",
        "valueCodes": ["*"],
    }
    assert body["selection"][1] == {"variableCode": "ContentsCode", "valueCodes": ["*"]}


def test_a_mapping_of_another_source_has_no_query() -> None:
    with pytest.raises(StandardError, match="does not say which table"):
        statbank_query("no/fhi-life-expectancy")


@pytest.mark.parametrize("name", ["ssb_v2_metadata", "ssb_v1_metadata"])
def test_the_description_of_a_table_is_no_evidence(name: str) -> None:
    with pytest.raises(EvidenceError, match="describes a table and has no numbers"):
        sdg.read_evidence(ANSWERS / f"{name}.json", mapping="no/07459")


def test_a_mapping_of_another_table_says_what_lacks() -> None:
    with pytest.raises(EvidenceError, match='has no column "Region"'):
        sdg.read_evidence(ANSWERS / "fhi.json", mapping="no/07459")


@pytest.mark.parametrize("name", ["ssb_v2_population", "ssb_kostra", "dst_v1", "scb_v2", "eurostat", "fhi"])
def test_a_draft_is_a_mapping_but_for_its_series(name: str) -> None:
    text = draft_of(ANSWERS / f"{name}.json", lambda _: "", lambda _: ["town.water"])
    model, _, problems = read_model(TableMapping, text.replace("todo", "town.water"), "draft.yaml")
    assert model is not None and not problems
    assert {"area", "period", "value"} <= set(model.columns)
    assert (model.marks == "ssb") == name.startswith("ssb")
