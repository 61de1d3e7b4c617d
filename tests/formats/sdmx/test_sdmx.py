"""SDMX as a plain parser sees it, and read back as evidence."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from hard_evidence import JOBLESS, TURNOUT
from sdg_standard.errors import EvidenceError
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Options
from sdg_standard.formats.ids import as_code, codes_of, decoded, encoded
from sdg_standard.formats.sdmx import SDMX, SDMX_CSV
from sdg_standard.formats.sdmx.crosswalk import un_codes
from sdg_standard.formats.sdmx.periods import as_period, as_time
from sdg_standard.formats.sdmx.reading import read_sdmx_csv
from sdg_standard.model.period import Period

SPACES = {
    "str": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure",
    "com": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def files(hard: sdg.Evidence) -> dict[str, str]:
    assert SDMX.write is not None
    return {name: str(text) for name, text in SDMX.write(Content(sdg.load(), given=hard), Options()).items()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_observation_has_a_key_of_its_own_and_a_status(files: dict[str, str]) -> None:
    for name, key in {
        "evidence.csv": ("FREQ", "SERIES", "INPUT", "REF_AREA", "SEX", "TIME_PERIOD"),
        "values.csv": ("FREQ", "SERIES", "REF_AREA", "SEX", "TIME_PERIOD"),
    }.items():
        found = rows(files[name])
        assert max(Counter(tuple(row[part] for part in key) for row in found).values()) == 1
        assert all((row["OBS_VALUE"] == "NaN") == (row["OBS_STATUS"] in "OMQLH") for row in found)
        assert list(found[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]


def test_every_code_of_the_data_stands_in_its_list(files: dict[str, str]) -> None:
    root = ElementTree.fromstring(files["structure.xml"])
    lists = {
        one.attrib["id"]: {code.attrib["id"] for code in one.findall("str:Code", SPACES)}
        for one in root.iter(f"{{{SPACES['str']}}}Codelist")
    }
    assert {"CL_SERIES", "CL_AREA", "CL_SEX", "CL_OBS_STATUS", "CL_CONF_STATUS"} <= set(lists)
    for name in ("evidence.csv", "values.csv"):
        for row in rows(files[name]):
            for column, code in row.items():
                listed = lists.get(f"CL_{'AREA' if column == 'REF_AREA' else column}")
                assert listed is None or not code or code in listed, (column, code)


def test_names_stand_in_three_languages(files: dict[str, str]) -> None:
    root = ElementTree.fromstring(files["structure.xml"])
    code = next(one for one in root.iter(f"{{{SPACES['str']}}}Code") if one.attrib["id"] == as_code(TURNOUT))
    names = {one.attrib[LANGUAGE]: one.text for one in code.findall("com:Name", SPACES)}
    standard = sdg.load()
    assert names == {language: standard.text(TURNOUT, "title", language) for language in ("en", "nb", "nn")}
    facts = {
        one.findtext("com:AnnotationType", "", SPACES): one.findtext("com:AnnotationText", "", SPACES)
        for one in code.iter(f"{{{SPACES['com']}}}Annotation")
    }
    assert facts["ID"] == TURNOUT


def test_what_is_read_back_are_the_same_values(files: dict[str, str], hard: sdg.Evidence, tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_text(files["evidence.csv"], encoding="utf-8")
    assert SDMX_CSV.fits is not None and SDMX_CSV.fits(path)
    back = read_sdmx_csv(path, Options(standard=sdg.load())).evidence
    assert back is not None
    columns = ["area", "period", "series", "value", "unit", "status", "reason", "quality", "low", "high"]
    ours, theirs = (sdg.measure(one, sdg.load()) for one in (hard, back))
    known, again = ours.frame, theirs.frame
    assert known["area"].str.startswith("=").any()  # an id that SDMX has no place for comes back as it was
    assert len(known) == len(again)
    free = (known["reason"] != "suppressed").to_numpy()
    assert known[free][columns].astype(str).values.tolist() == again[free][columns].astype(str).values.tolist()
    assert set(again[~free]["reason"]) == {"suppressed"}
    assert theirs.parts[["series", "sex", "reason"]].values.tolist() == [
        [JOBLESS, "F", "suppressed"],
        [JOBLESS, "M", "suppressed"],
    ]


def test_an_area_whose_id_is_a_code_of_the_whole_comes_back(tmp_path: Path) -> None:
    names = ["T", "TOTAL", "_T", "_Z"]
    given_rows = [{"area": name, "period": "2024", "series": TURNOUT, "value": 50, "unit": "%"} for name in names]
    assert SDMX.write is not None
    written = SDMX.write(Content(sdg.load(), given=sdg.Evidence.from_records(given_rows)), Options())
    path = tmp_path / "evidence.csv"
    path.write_text(str(written["evidence.csv"]), encoding="utf-8")
    back = read_sdmx_csv(path, Options(standard=sdg.load())).evidence
    assert back is not None and sorted(back.frame["area"]) == names


@settings(max_examples=40)
@given(st.one_of(st.text(max_size=8), st.sampled_from(["T", "_Z", "$54", "TOTAL"])))
def test_an_id_comes_back_as_it_was(name: str) -> None:
    name = name.encode("utf-8", "ignore").decode()
    assert decoded(encoded(name)) == name


UN = """DATAFLOW,FREQ:Frequency,REPORTING_TYPE,SERIES,REF_AREA,SEX,CUST_BREAKDOWN,TIME_PERIOD,OBS_VALUE,\
UNIT_MEASURE,UNIT_MULT,OBS_STATUS,NATURE
IAEG-SDGs:DF_SDG_GLH(1.26),A: Annual,N,EN_X,578,_T,_T,2024,9.5,GPERM3,0,A,C
IAEG-SDGs:DF_SDG_GLH(1.26),A: Annual,N,EN_X,578,_T,CITY_OF_TRONDHEIM,2024,8.5,GPERM3,0,A,C
IAEG-SDGs:DF_SDG_GLH(1.26),A: Annual,N,EN_Y,578,F,_T,2023-01-01/P1Y,1.25,NUMBER,3,A,C
IAEG-SDGs:DF_SDG_GLH(1.26),A: Annual,N,EN_Y,578,_T,_T,2024,NaN,NUMBER,3,O,C
"""


def test_data_of_the_un_are_read(tmp_path: Path) -> None:
    path = tmp_path / "un.csv"
    path.write_text("\ufeff" + UN, encoding="utf-8")
    found = read_sdmx_csv(path, Options(standard=sdg.load()))
    assert found.evidence is not None
    assert found.evidence.frame[["area", "period", "series", "value", "unit", "status", "sex"]].values.tolist() == [
        ["578", "2024", "EN_X", "9.5", "µg/m³", "A", "_T"],
        ["578", "2023", "EN_Y", "1250", "count", "A", "F"],
        ["578", "2024", "EN_Y", "", "count", "O", "_T"],
    ]
    assert [problem.code for problem in found.problems] == ["SDG985"]


EUROSTAT = """DATAFLOW,LAST UPDATE,freq,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:X(1.0),01/10/26,A,PC,T,NO081,2024,67.5,ep,
ESTAT:X(1.0),01/10/26,A,PC,F,NO081,2024,68.5,,
ESTAT:X(1.0),01/10/26,A,PC,T,NO081,2025,:,c,
"""


def test_a_flow_about_one_thing_is_a_series_that_somebody_names(tmp_path: Path) -> None:
    path = tmp_path / "eurostat.csv"
    path.write_text(EUROSTAT, encoding="utf-8")
    with pytest.raises(EvidenceError, match="SERIES"):
        sdg.convert(path, tmp_path / "out.csv", "evidence")
    made = sdg.convert(path, tmp_path / "out.csv", "evidence", settings={"series": TURNOUT})
    found = sdg.measure(sdg.read_evidence(made.files[0]), sdg.load())
    columns = ["area", "period", "status", "reason"]
    assert found.frame[columns].values.tolist() == [
        ["NO081", "2024", "E", ""],
        ["NO081", "2025", "Q", "suppressed"],
    ]
    assert found.frame["value"].dropna().tolist() == [67.5]
    assert len(found.parts) == 1


@pytest.mark.parametrize("text", ["STRUCTURE,A\n1,2\n", "STRUCTURE_ID\n", "DATAFLOW,SERIES,SERIES\nx,y,z\n"])
def test_what_lacks_its_concepts_is_refused_with_all_of_them(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as raised:
        read_sdmx_csv(path, Options(standard=sdg.load()))
    assert raised.value.problems


def test_the_mapping_to_the_un_is_what_definitions_and_sources_say(files: dict[str, str]) -> None:
    standard = sdg.load()
    found = rows(files["un-series.csv"])
    assert {(row["series"], row["un_indicator"]) for row in found} == {
        (name, link.indicator) for name, series in standard.series.items() for link in series.sdg if link.indicator
    }
    assert all(row["unsd_code"] == standard.global_indicator(row["un_indicator"]).unsd_code for row in found)
    assert set(un_codes()) == {item.code for item in standard.global_indicators.values()}


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_codes_are_ids_and_tell_names_apart(names: list[str]) -> None:
    codes = codes_of(names)
    assert len(set(codes.values())) == len(set(names))
    assert all(code.replace("_", "").isalnum() or set(code) == {"_"} for code in codes.values())
    assert all(code.isascii() for code in codes.values())


@settings(max_examples=40)
@given(st.dates(), st.dates())
def test_any_interval_comes_back_as_the_same_days(one: object, other: object) -> None:
    start, end = sorted((str(one), str(other)))
    period = Period.parse(f"{start}/{end}")
    if period.start.year < 1000 or period.end.year > 9998:
        return
    back = Period.parse(as_period(as_time(period.text)))
    assert (back.start, back.end) == (period.start, period.end)


TWO_LANGUAGES = """STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES: Series,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,\
COMMENT_OBS[en;nb],SOURCE_DETAIL: Source
dataflow,X:Y(1.0.0): A flow,I,EN_X: Air: outside,578: Norway,2024-01-01T00:00:00/P1Y,9.5,"en:see: below;nb:se under",http://x.no
"""


def test_labels_and_languages_are_told_from_texts_with_colons(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(TWO_LANGUAGES, encoding="utf-8")
    for language, note in (("nb", "se under"), ("en", "see: below"), ("nn", "see: below")):
        found = read_sdmx_csv(path, Options(standard=sdg.load(), language=language)).evidence
        assert found is not None
        assert found.frame[["area", "period", "series", "value", "source", "note"]].values.tolist() == [
            ["578", "2024", "EN_X", "9.5", "http://x.no", note]
        ]
