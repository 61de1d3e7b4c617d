"""The store of `examples/service` in DuckDB, SQLite and a real PostgreSQL: what comes out scores as what went in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg

duckdb = pytest.importorskip("duckdb")
psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.integration
SERVICE = Path(__file__).parents[2] / "examples" / "service"
sys.path.insert(0, str(SERVICE))
import store as recipe  # noqa: E402


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own on a socket of its own; it refuses to be root's, so root lends it to `postgres`."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed here (`apt-get install postgresql`)")
    root = tmp_path_factory.mktemp("postgresql")
    as_user: list[str] = []
    if os.geteuid() == 0:
        for path in (root, *root.parents[:3]):
            os.chmod(path, 0o755)
        shutil.chown(root, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    run = [*as_user, "env", "-u", "PYTHONPATH"]
    data = root / "data"
    made = subprocess.run([*run, str(binaries / "initdb"), "-D", str(data), "-U", "sdg", "-A", "trust"], cwd=root)
    if made.returncode:
        pytest.skip("PostgreSQL cannot be started here")
    options = f"-k {root} -c listen_addresses=''"
    control = [*run, str(binaries / "pg_ctl"), "-D", str(data), "-l", str(root / "log"), "-w"]
    subprocess.run([*control, "-o", options, "start"], check=True, cwd=root, stdout=subprocess.DEVNULL)
    try:
        yield f"host={root} user=sdg dbname=postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=root, stdout=subprocess.DEVNULL)


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "sqlite":
        made = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    elif request.param == "duckdb":
        made = duckdb.connect(str(tmp_path / "x.duckdb"))
    else:
        made = psycopg.connect(request.getfixturevalue("postgresql"))
    store = recipe.Store(made, request.param)
    store.prepare()
    yield store
    made.close()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    found = [record.columns for record in sdg.demo_evidence().records()]
    keyed = [{**row, "row_key": f"no. {place}"} for place, row in enumerate(found)]
    hostile = {"area": '\'; DROP TABLE "run"; --', "period": "2021", "series": "\x00\u202e<script>", "value": "=1+1"}
    return [*keyed, {**hostile, "row_key": "evil", "ukjent «kolonne»": "æøå 🌍"}]


def test_what_is_stored_scores_as_what_came(connection: recipe.Store, rows: list[dict[str, Any]]) -> None:
    standard = sdg.load()
    made = recipe.score(standard, "u4ssc-performance", rows)
    name = connection.submit(rows, made, sent_by="Kåre")
    assert connection.submit(rows, made) == name  # once, whoever sends it again
    back = connection.rows(name)
    assert [row.get("row_key") for row in back] == [row["row_key"] for row in rows]
    again = recipe.score(standard, "u4ssc-performance", back)
    assert again.card.scores.equals(made.card.scores)
    scores = connection.table("score", made.run).sort_values(["area", "period", "node"], ignore_index=True)
    expected = made.card.scores.sort_values(["area", "period", "node"], ignore_index=True)
    assert scores["score"].astype(float).equals(expected["score"])
    problems = connection.table("problem", made.run)
    assert "evil" in set(problems["key"].dropna())
    assert [one["submission"] for one in connection.history("NO-1149")] == [name]


def test_half_a_submission_is_none(connection: recipe.Store, rows: list[dict[str, Any]]) -> None:
    others = [*rows, {"area": "NO-3025", "period": "2021"}]
    made = recipe.score(sdg.load(), "u4ssc-performance", others)
    broken = recipe.Made(made.submission, made.run, made.card, (object(),))  # what cannot be written, in the middle
    before = connection.history()
    with pytest.raises(AttributeError):
        connection.submit(others, broken)
    assert connection.history() == before and not connection.rows(recipe.submission_id(others))
    connection.submit(others, None)
    assert len(connection.rows(recipe.submission_id(others))) == len(others)


def test_a_withheld_number_is_in_no_table_of_results(connection: recipe.Store) -> None:
    rows = [
        {"area": "NO-3025", "period": "2021", "series": "u4ssc.sc.sh.si.4c", "value": 61.31337, "unit": "%"},
        {"area": "NO-1149", "period": "2021", "series": "u4ssc.sc.sh.si.4c", "value": 70, "unit": "%"},
    ]
    rows[0]["confidentiality"] = "C"
    made = recipe.score(sdg.load(), "u4ssc-performance", rows)
    connection.submit(rows, made)
    for table in ("value", "score", "problem"):
        assert "61.31337" not in connection.table(table, made.run).to_csv()
