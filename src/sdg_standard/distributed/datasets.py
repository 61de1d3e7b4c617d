"""Datasets of any size: frames of pandas, Dask and Spark, and folders of Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard.assess.scorer import Scorer
from sdg_standard.distributed.parts import AREA, PERIOD, PartScorer
from sdg_standard.distributed.spark import score_spark
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.extras import optional
from sdg_standard.measuring.codes import PARTITION
from sdg_standard.words import say

ROWS = 65_536
"""So many areas of a Parquet file are scored at a time."""


@dataclass(frozen=True)
class Written:
    """What scoring a folder wrote."""

    folder: Path
    files: int
    rows: int
    """Areas and periods with a row; those that the methodology leaves out have none."""


def score(
    dataset: Any,
    scorer: Scorer,
    *,
    period: str | int | None = None,
    nodes: Iterable[str] | None = None,
    of: str = "score",
    out: str | Path | None = None,
    rows: int = ROWS,
) -> Any:
    """Score a wide dataset in parts and return one of the same kind: ``area`` and a column for each node.

    ``dataset`` has a column ``area``, maybe ``period``, and series in columns, in the units of the series: a frame of
    pandas, Dask or Spark, or a file or folder of Parquet. Dask and Spark stay lazy. Parquet is read in batches of
    ``rows`` areas, and written to the folder ``out`` file by file; without it the results are yielded one by one. An
    area stands in one part only, which nobody checks across parts. Numbers are those of :meth:`Scorer.score` on the
    whole, to the last bit.

    Raises EvidenceError where the methodology compares areas (fit and freeze it first, see :func:`fit`), MissingExtra
    for a kind of dataset whose package is not there.

    >>> import pandas as pd, sdg_standard as sdg
    >>> frame = pd.DataFrame({"area": ["a", "b"], "u4ssc.ec.ict.ict.1c": [50.0, 99.0]})
    >>> scorer = sdg.Scorer(sdg.load(), "u4ssc-performance")
    >>> score(frame, scorer, period="2024", nodes=["u4ssc.ec.ict.ict.1c"]).shape
    (2, 2)
    """
    part = PartScorer.of_scorer(scorer, period=period, nodes=nodes, of=of)
    if isinstance(dataset, pd.DataFrame):
        return part(dataset)
    if isinstance(dataset, str | Path):
        return _parquet(Path(dataset), part, None if out is None else Path(out), rows)
    kind = type(dataset).__module__.partition(".")[0]
    if kind in ("dask", "dask_expr"):
        return dataset.map_partitions(part, meta=part.empty(PERIOD in dataset.columns))
    if kind == "pyspark":
        return score_spark(dataset, part)
    text = say("distributed.unknown_kind", kind=type(dataset).__name__)
    raise EvidenceError([PARTITION.problem(text, say("distributed.known_kinds"))])


def files_of(place: Path) -> list[Path]:
    """The Parquet files of a folder in the order of their names, or the file itself."""
    found = sorted(place.rglob("*.parquet")) if place.is_dir() else [place]
    if not found or not all(path.is_file() for path in found):
        text = say("distributed.no_parquet", place=str(place))
        raise EvidenceError([PARTITION.problem(text, say("distributed.known_kinds"))])
    return found


def batches(file: Path, wanted: Callable[[str], bool], rows: int) -> Iterator[pd.DataFrame]:
    """The columns of a Parquet file that are wanted, with areas and periods, some rows at a time."""
    parquet = optional("pyarrow.parquet", say("distributed.parquet"), "parquet")
    with parquet.ParquetFile(file) as opened:
        names = [name for name in opened.schema_arrow.names if name in (AREA, PERIOD) or wanted(name)]
        for batch in opened.iter_batches(batch_size=rows, columns=names, use_threads=False):
            yield batch.to_pandas()


def _parquet(place: Path, part: PartScorer, out: Path | None, rows: int) -> Any:
    files = files_of(place)
    if out is None:
        return (part(table) for file in files for table in batches(file, part.reads, rows))
    written = sum(_write(file, target_of(file, place, out), part, rows) for file in files)
    return Written(out, len(files), written)


def target_of(file: Path, place: Path, out: Path) -> Path:
    """Where the results of a file are written: the same name in another folder. Raises EvidenceError for the same."""
    target = out / (file.relative_to(place) if place.is_dir() else file.name)
    if target.resolve() == file.resolve():
        text = say("distributed.written_over", file=str(file))
        raise EvidenceError([PARTITION.problem(text, say("distributed.other_folder"))])
    return target


def _write(file: Path, target: Path, part: PartScorer, rows: int) -> int:
    """Score a file into another, which is there only once it is whole."""
    arrow = optional("pyarrow", say("distributed.parquet"), "parquet")
    parquet = optional("pyarrow.parquet", say("distributed.parquet"), "parquet")
    target.parent.mkdir(parents=True, exist_ok=True)
    with parquet.ParquetFile(file) as opened:
        with_period = PERIOD in opened.schema_arrow.names
    names = part.columns(with_period)
    texts = names[: 2 if with_period else 1]
    schema = arrow.schema([(name, arrow.string() if name in texts else arrow.float64()) for name in names])
    unfinished, count = target.with_name(f"{target.name}.part"), 0
    with parquet.ParquetWriter(unfinished, schema) as writer:
        for table in batches(file, part.reads, rows):
            found = part(table)
            count += len(found)
            writer.write_table(arrow.Table.from_pandas(found, schema=schema, preserve_index=False))
    unfinished.replace(target)
    return count
