"""Data of SDMX as evidence: those of this library, of the UN's structure, and of others that use the same concepts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.breakdowns import Breakdowns
from sdg_standard.errors import EvidenceError, Problem, Problems
from sdg_standard.exchange.files import read_bytes
from sdg_standard.exchange.mapping.reading import read_named_table
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.formats.codes import LEFT_OUT, NOT_ITS_FORMAT
from sdg_standard.formats.format import Found, Options
from sdg_standard.formats.ids import as_code, decoded
from sdg_standard.formats.observations import unit_of_input
from sdg_standard.formats.sdmx.flows import dimension_of
from sdg_standard.formats.sdmx.messages import table_of_message
from sdg_standard.formats.sdmx.periods import as_period
from sdg_standard.formats.sdmx.units import NONE, unit_of
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.parts import TOTAL
from sdg_standard.words import say

STRUCTURE = "structure.xml"
_DATA = ("evidence.csv", "values.csv")
"""What a folder has data in; the first goes before the second."""
_STARTS = ("STRUCTURE", "STRUCTURE_ID", "DATAFLOW")
"""What the first cell of SDMX-CSV begins with, in versions 2 and 1."""
_NEEDED = ("SERIES", "REF_AREA", "TIME_PERIOD", "OBS_VALUE")
_PLAIN: Mapping[str, str] = {
    "INPUT": "input",
    "REF_AREA": "area",
    "OBS_STATUS": "status",
    "CONF_STATUS": "confidentiality",
    "SOURCE_DETAIL": "source",
    "DATA_QUALITY": "quality",
    "VERIFICATION": "verification",
    "COMMENT_OBS": "note",
}
_NUMBERS: Mapping[str, str] = {"OBS_VALUE": "value", "LOWER_BOUND": "low", "UPPER_BOUND": "high"}
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "SERIES": ("INDICATOR",),
    "REF_AREA": ("GEO", "COUNTRY", "LOCATION", "AREA"),
    "UNIT_MEASURE": ("UNIT",),
    "OBS_STATUS": ("OBS_FLAG",),
    "UNIT_MULT": ("UNIT_MULTIPLIER",),
}
"""What others call a concept."""
_OF_PARTS = ("CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN", "PRODUCT")
"""Dimensions of the UN that evidence has no column for."""
_MULTIPLIER = "UNIT_MULT"
_WHOLE = frozenset({"", TOTAL, NONE, "TOTAL"})


def is_sdmx_csv(path: Path) -> bool:
    """Whether the first cell of a file is that of SDMX-CSV."""
    if not path.is_file() or path.suffix.casefold() not in (".csv", ".txt", ".tsv"):
        return False
    with path.open("rb") as stream:
        start = stream.read(200).decode("utf-8-sig", "replace").lstrip().lstrip('"').upper()
    return start.startswith(_STARTS)


def read_sdmx_csv(path: Path, options: Options) -> Found:
    """Read SDMX-CSV 1.0 or 2.0 as evidence.

    Series are found by our code or id, others stay as they are; the setting ``series`` says of a flow about one thing
    which series it is. ``UNIT_MULT`` multiplies; codes with labels (``NO: Norway``) are read by the code. Rows to be
    deleted, and rows about parts in dimensions that evidence has not, are left out with a problem. Raises EvidenceError
    where a concept lacks without which there is no evidence, all named.
    """
    return _read(read_named_table(path), path.name, options)


def is_message(path: Path) -> bool:
    """Whether a path is a data message in XML or JSON, or a folder of this library with data beside the structure."""
    if path.is_dir():
        return (path / STRUCTURE).is_file() and any(is_sdmx_csv(path / name) for name in _DATA)
    if not path.is_file() or path.suffix.casefold() not in (".xml", ".json"):
        return False
    with path.open("rb") as stream:
        start = stream.read(4096)
    return (b"sdmx" in start and b"Data" in start) or b'"dataSets"' in start


def read_message(path: Path, options: Options) -> Found:
    """Read SDMX-ML 2.0 to 3.0 (generic, compact or by structure), SDMX-JSON 1.0 or 2.0, or a folder of this library.

    Raises EvidenceError as :func:`read_sdmx_csv` does, and for a message that declares entities of its own.
    """
    if path.is_dir():
        found = next((path / name for name in _DATA if is_sdmx_csv(path / name)), None)
        if found is None:
            raise EvidenceError([NOT_ITS_FORMAT.problem(say("formats.sdmx.no_data_file"), file=path.name)])
        return read_sdmx_csv(found, options)
    return _read(table_of_message(read_bytes(path, MAX_BYTES)), path.name, options)


def _read(given: NamedTable, file: str, options: Options) -> Found:
    table = _without_labels(given)
    if options.settings.get("series"):
        table.frame["SERIES"] = options.settings["series"]
    missing = [name for name in _NEEDED if name not in table.frame]
    if missing:
        message = say("formats.concepts_missing", names=missing, n=len(missing))
        raise EvidenceError([*table.problems, NOT_ITS_FORMAT.problem(message, file=file, row=1)])
    assert options.standard is not None
    kept, problems = _kept(table, options.standard)
    frame = _evidence(kept.frame, options.standard)
    found = [*table.problems, *problems]
    return Found(Evidence.from_table(frame, origins=kept.origins, problems=found), problems=Problems(found))


def _without_labels(table: NamedTable) -> NamedTable:
    """The table by ids alone, where the header or the cells carry labels behind them."""
    frame = table.frame.copy()
    labelled = [name for name in map(str, frame.columns) if ":" in name]
    for name in labelled:
        frame[name] = frame[name].map(lambda cell: str(cell).partition(":")[0].strip())
    names = [str(name).partition(":")[0].strip().upper() for name in frame.columns]
    for concept, others in _OTHER_NAMES.items():
        found = next((name for name in others if name in names), None)
        if found is not None and concept not in names:
            names[names.index(found)] = concept
    frame.columns = pd.Index(names)
    return NamedTable(frame.loc[:, ~frame.columns.duplicated()].copy(), table.origins, problems=table.problems)


def _kept(table: NamedTable, standard: Standard) -> tuple[NamedTable, list[Problem]]:
    """The rows that are evidence of ours, and what is said of the others."""
    frame, problems = table.frame, []
    keep = pd.Series(True, index=frame.index)
    if "ACTION" in frame:
        deleted = frame["ACTION"].isin(["D", "Delete"])
        if deleted.any():
            row = int(deleted.to_numpy().nonzero()[0][0])
            problems.append(
                LEFT_OUT.problem(say("formats.rows_deleted", n=int(deleted.sum())), **table.origins.place(row))
            )
        keep &= ~deleted
    for name in _dimensions_of_parts(frame, standard):
        parts = ~frame[name].isin(_WHOLE) & keep
        if parts.any():
            row = int(parts.to_numpy().nonzero()[0][0])
            message = say("formats.rows_of_parts", name=name, n=int(parts.sum()), cell=str(frame[name].iloc[row]))
            problems.append(LEFT_OUT.problem(message, **table.origins.place(row)))
        keep &= ~parts
    places = keep.to_numpy().nonzero()[0]
    return NamedTable(frame[keep].reset_index(drop=True), table.origins.take(places)), problems


def _dimensions_of_parts(frame: pd.DataFrame, standard: Standard) -> list[str]:
    """Columns that say which part a row is about, and are no breakdown of the standard: those that know a total."""
    ours = {*_PLAIN, *_NUMBERS, *_NEEDED, *(dimension_of(name) for name in Breakdowns(standard).codes)}
    others = [str(name) for name in frame.columns if name not in ours]
    return [name for name in others if name in _OF_PARTS or (frame[name] == TOTAL).any()]


def _evidence(frame: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    series = frame["SERIES"].map(_by_code(standard))
    made = {column: frame[name].replace(NONE, "") for name, column in _PLAIN.items() if name in frame}
    if "status" in made:
        made["status"] = made["status"].map(_status)
    for name in ("area", "input"):
        if name in made:
            made[name] = made[name].map(decoded)
    made |= {"series": series, "period": frame["TIME_PERIOD"].map(lambda text: as_period(str(text)))}
    power = frame[_MULTIPLIER] if _MULTIPLIER in frame else pd.Series("", index=frame.index)
    for name, column in _NUMBERS.items():
        if name in frame:
            made[column] = pd.Series(list(map(_number, frame[name], power)), index=frame.index, dtype=object)
    if "UNIT_MEASURE" in frame:
        inputs = made.get("input", pd.Series("", index=frame.index))
        known = _Units(standard)
        units = [known[key] for key in zip(frame["UNIT_MEASURE"], series, inputs, strict=True)]
        made["unit"] = pd.Series(units, index=frame.index, dtype=object)
    for name in Breakdowns(standard).codes:
        if dimension_of(name) in frame:
            made[name] = frame[dimension_of(name)].replace({NONE: TOTAL, "T": TOTAL, "TOTAL": TOTAL}).map(decoded)
    ordered = [name for name in (*EVIDENCE_COLUMN_NAMES, *made) if name in made]
    return pd.DataFrame(made)[list(dict.fromkeys(ordered))]


def _status(text: object) -> str:
    """A status in one letter; of several flags, as Eurostat sets them, the first, and of a confidential one `Q`.

    >>> _status("E"), _status("bd"), _status("c"), _status("z")
    ('E', 'B', 'Q', 'M')
    """
    flags = str(text).upper()
    return "Q" if "C" in flags else flags[:1].replace("Z", "M")


def _by_code(standard: Standard) -> _Codes:
    return _Codes({as_code(name): name for name in ("common", *standard.indicators, *standard.series)})


class _Codes(dict[str, str]):
    """Our id by code; a code of others is itself."""

    def __missing__(self, code: str) -> str:
        return code


class _Units(dict[tuple[str, str, str], str]):
    """Our unit by their code, the series and the input of it."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard

    def __missing__(self, key: tuple[str, str, str]) -> str:
        code, series, name = key
        self[key] = found = unit_of(code, _expected(self._standard, series, name))
        return found


def _expected(standard: Standard, series: str, name: str) -> str | None:
    """The unit that a series, or an input of it, has with us; None where the standard does not know it."""
    if name:
        return unit_of_input(standard, series, name) or None
    found = standard.series.get(series)
    return None if found is None else found.unit or ""


def _number(cell: object, power: object) -> str:
    """A number times a power of ten; what is none stays as it is, a gap is empty."""
    text = str(cell).strip()
    if text.casefold() in ("nan", "null", "#n/a", ":", ""):
        return ""
    try:
        times = int(float(str(power) or 0))
        return format(Decimal(text).scaleb(times), "f") if times and abs(times) < 30 else text
    except (ValueError, InvalidOperation, OverflowError):
        return text
