"""Data messages of others, in XML and JSON of every version, are the same evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.formats import FORMATS
from sdg_standard.formats.format import Options
from sdg_standard.formats.sdmx.reading import is_message, read_message

SPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
ENVELOPE = '<?xml version="1.0"?><m:{kind} xmlns:m="' + SPACE + '" {more}>{body}</m:{kind}>'
BY_STRUCTURE = ENVELOPE.format(
    kind="StructureSpecificData",
    more='xmlns:x="urn:x"',
    body="""<m:DataSet x:type="T"><Group SERIES="EN_X" TITLE="no"/>
<Series FREQ="A" SERIES="EN_X" REF_AREA="578" SEX="_T" UNIT_MEASURE="PT">
<Obs TIME_PERIOD="2023" OBS_VALUE="9.5" OBS_STATUS="A"/>
<Obs TIME_PERIOD="2024" OBS_VALUE="NaN" OBS_STATUS="O"/></Series></m:DataSet>""",
)
FLAT = ENVELOPE.format(
    kind="StructureSpecificData",
    more="",
    body="".join(
        f'<DataSet><Obs SERIES="EN_X" REF_AREA="578" SEX="_T" UNIT_MEASURE="PT" TIME_PERIOD="{year}" '
        f'OBS_VALUE="{value}" OBS_STATUS="{status}"/></DataSet>'
        for year, value, status in (("2023", "9.5", "A"), ("2024", "NaN", "O"))
    ),
)


def values(name: str, **cells: str) -> str:
    inside = "".join(f'<g:Value id="{key}" value="{cell}"/>' for key, cell in cells.items())
    return f"<g:{name}>{inside}</g:{name}>"


KEY = values("SeriesKey", SERIES="EN_X", REF_AREA="578", SEX="_T")
GENERIC = ENVELOPE.format(
    kind="GenericData",
    more='xmlns:g="urn:g"',
    body=f"""<m:DataSet><g:Series>{KEY}{values("Attributes", UNIT_MEASURE="PT")}
<g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="9.5"/>{values("Attributes", OBS_STATUS="A")}</g:Obs>
<g:Obs><g:Time> 2024 </g:Time><g:ObsValue value="NaN"/>{values("Attributes", OBS_STATUS="O")}</g:Obs></g:Series>
</m:DataSet>""",
)
PARTS = """{"dimensions": {"dataSet": [{"id": "SEX", "values": [{"id": "_T"}]}],
 "series": [{"id": "SERIES", "values": [{"id": "EN_X"}]}, {"id": "REF_AREA", "values": [{"id": "5"}, {"id": "578"}]}],
 "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2023"}, {"id": "2024"}]}]},
 "attributes": {"series": [{"id": "UNIT_MEASURE", "values": [{"id": "PT"}]}],
 "observation": [{"id": "OBS_STATUS", "values": [{"id": "A"}, {"id": "O"}]}]}}"""
SETS = '[{"series": {"0:1": {"attributes": [0], "observations": {"0": [9.5, 0], "1": [null, 1]}}}}]'
JSON_1 = f'{{"header": {{}}, "dataSets": {SETS}, "structure": {PARTS}}}'
JSON_2 = f'{{"meta": {{}}, "data": {{"dataSets": {SETS}, "structures": [{PARTS}]}}}}'
MESSAGES = {"a.xml": BY_STRUCTURE, "b.xml": FLAT, "c.xml": GENERIC, "d.json": JSON_1, "e.json": JSON_2}


@pytest.mark.parametrize("name", MESSAGES)
def test_each_way_to_write_it_is_the_same_evidence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(MESSAGES[name], encoding="utf-8")
    assert is_message(path)
    found = read_message(path, Options(standard=sdg.load())).evidence
    assert found is not None
    assert found.frame[["area", "period", "series", "value", "unit", "status", "sex"]].values.tolist() == [
        ["578", "2023", "EN_X", "9.5", "%", "A", "_T"],
        ["578", "2024", "EN_X", "", "%", "O", "_T"],
    ]


IN_GROUP = ENVELOPE.format(
    kind="StructureSpecificData",
    more='xmlns:x="urn:x"',
    body="""<m:DataSet x:type="T" action="Replace" UNIT_MEASURE="NUMBER">
<Series FREQ="A" SERIES="EN_X" REF_AREA="578"><Obs TIME_PERIOD="2023" OBS_VALUE="9.5"/></Series>
<Series FREQ="A" SERIES="EN_Y" REF_AREA="578" UNIT_MULT="0"><Obs TIME_PERIOD="2023" OBS_VALUE="7"/></Series>
<Series FREQ="A" SERIES="EN_Z" REF_AREA="578"><Obs TIME_PERIOD="2023" OBS_VALUE="8"/></Series>
<Group SERIES="EN_X" UNIT_MULT="3"/><Group SERIES="EN_Y" UNIT_MULT="6" TITLE="no"/></m:DataSet>""",
)
GENERIC_GROUP = ENVELOPE.format(
    kind="GenericData",
    more='xmlns:g="urn:g"',
    body="<m:DataSet>"
    + values("Attributes", UNIT_MEASURE="NUMBER")
    + f"<g:Group>{values('GroupKey', SERIES='EN_X')}{values('Attributes', UNIT_MULT='3')}</g:Group>"
    + "".join(
        f"<g:Series>{values('SeriesKey', SERIES=name, REF_AREA='578')}"
        f'<g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="{value}"/></g:Obs></g:Series>'
        for name, value in (("EN_X", "9.5"), ("EN_Y", "7"), ("EN_Z", "8"))
    )
    + "</m:DataSet>",
)
KEYS = """{"dimensions": {"series": [{"id": "SERIES", "values": [{"id": "EN_X"}, {"id": "EN_Y"}, {"id": "EN_Z"}]},
 {"id": "REF_AREA", "values": [{"id": "578"}]}], "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2023"}]}]},
 "attributes": {"dataSet": [{"id": "UNIT_MEASURE", "values": [{"id": "NUMBER"}]}],
 "dimensionGroup": [{"id": "UNIT_MULT", "values": [{"id": "0"}, {"id": "3"}]}]}}"""
JSON_GROUP = (
    '{"data": {"dataSets": [{"attributes": [0], "dimensionGroupAttributes": {"0::": [1], "1:0:": [0]}, "series": {'
    '"0:0": {"observations": {"0": [9.5]}}, "1:0": {"observations": {"0": [7]}}, '
    '"2:0": {"observations": {"0": [8]}}}}],'
    f' "structures": [{KEYS}]}}}}'
)


@pytest.mark.parametrize("name", ["compact.xml", "generic.xml", "group.json"])
def test_what_is_said_of_a_group_or_of_all_holds_for_its_rows(name: str, tmp_path: Path) -> None:
    """A power of ten that stands at the group would otherwise be lost, and each number a thousand times too small."""
    path = tmp_path / name
    texts = {"compact.xml": IN_GROUP, "generic.xml": GENERIC_GROUP, "group.json": JSON_GROUP}
    path.write_text(texts[name], encoding="utf-8")
    found = read_message(path, Options(standard=sdg.load())).evidence
    assert found is not None
    assert found.frame[["series", "value", "unit"]].values.tolist() == [
        ["EN_X", "9500", "count"],
        ["EN_Y", "7", "count"],
        ["EN_Z", "8", "count"],
    ]


def test_the_nearest_counts(tmp_path: Path) -> None:
    """A row before its group before the data set, in whatever order rows stand."""
    path = tmp_path / "nearest.xml"
    first, second = (f'<Series FREQ="A" SERIES="EN_{name}"' for name in "XY")
    text = IN_GROUP.replace(first, "<swap").replace(second, first).replace("<swap", second)
    path.write_text(text.replace('UNIT_MEASURE="NUMBER">', 'UNIT_MEASURE="NUMBER" UNIT_MULT="2">'), encoding="utf-8")
    found = read_message(path, Options(standard=sdg.load())).evidence
    assert found is not None
    assert found.frame[["series", "value"]].values.tolist() == [["EN_Y", "9500000"], ["EN_X", "7"], ["EN_Z", "800"]]


VERSION_3 = ENVELOPE.format(
    kind="StructureSpecificData",
    more='xmlns:c="urn:c"',
    body="""<DataSet><Series SERIES="EN_X" REF_AREA="578" UNIT_MEASURE="PT">
<Comp id="TITLE"><Value><c:Text>A</c:Text><c:Text>B</c:Text></Value></Comp>
<Obs TIME_PERIOD="2023" OBS_VALUE="9.5"><Comp id="OBS_STATUS"><Value>E</Value><Value>F</Value></Comp></Obs>
<Obs TIME_PERIOD="2024" OBS_VALUE="8.5"><Comp id="CONF_STATUS"><Value>F</Value><Value>C</Value></Comp></Obs>
<Obs TIME_PERIOD="2025" OBS_VALUE="7.5"><Comp id="OBS_STATUS"><Value>A</Value><Value>Q</Value></Comp></Obs>
</Series></DataSet>""",
)


def test_statuses_that_are_elements_are_not_lost(tmp_path: Path) -> None:
    """Of several the one that withholds the number counts: without it a confidential number would be a free one."""
    path = tmp_path / "three.xml"
    path.write_text(VERSION_3, encoding="utf-8")
    found = read_message(path, Options(standard=sdg.load())).evidence
    assert found is not None
    assert found.frame[["period", "value", "status", "confidentiality"]].values.tolist() == [
        ["2023", "9.5", "E", ""],
        ["2024", "8.5", "", "C"],
        ["2025", "7.5", "Q", ""],
    ]


HOSTILE = {
    "bomb.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Data>&b;</Data>',
    "cut.xml": BY_STRUCTURE[:-30],
    "deep.xml": "<a>" * 200_000,
    "empty.xml": "",
    "other.xml": "<html><Data/></html>",
    "odd.json": JSON_1.replace('"0:1"', '"0:9"'),
    "list.json": '{"dataSets": [1]}',
    "less.json": JSON_1.replace('"0:1"', '"0:-1"'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(HOSTILE[name], encoding="utf-8")
    with pytest.raises(EvidenceError) as raised:
        read_message(path, Options(standard=sdg.load()))
    assert {problem.file for problem in raised.value.problems} == {name}


def test_a_folder_of_ours_is_read_back(hard: sdg.Evidence, tmp_path: Path) -> None:
    sdg.convert(hard, tmp_path / "out", "sdmx")
    assert FORMATS["sdmx"].fits is not None and FORMATS["sdmx"].fits(tmp_path / "out")
    made = sdg.convert(tmp_path / "out", tmp_path / "back.csv", "evidence")
    assert len(sdg.read_evidence(made.files[0])) == len(hard)
