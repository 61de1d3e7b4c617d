"""The service of `examples/service`, asked as its callers ask it; `load.py` beside it loads it for longer."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg

pytest.importorskip("fastapi")
httpx = pytest.importorskip("httpx")
pytest.importorskip("python_multipart")
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore")]  # of the packages of the service
SERVICE = Path(__file__).parents[2] / "examples" / "service"
sys.path.insert(0, str(SERVICE))
import load  # noqa: E402
from app import create_app  # noqa: E402

ASKED = {"methodology": "u4ssc-performance"}


class Client:
    """Asks an application without a network; what it raises is raised here."""

    def __init__(self, app: Any) -> None:
        self.loop = asyncio.new_event_loop()
        self.inner = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service")

    def get(self, path: str) -> Any:
        return self.loop.run_until_complete(self.inner.get(path))

    def post(self, path: str, **asked: Any) -> Any:
        return self.loop.run_until_complete(self.inner.post(path, **asked))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(create_app(str(tmp_path / "x.db"), identify=lambda request: "me", most_bytes=100_000))
    yield made
    made.loop.run_until_complete(made.inner.aclose())
    made.loop.close()


def test_a_submission_is_scored_and_its_problems_carry_the_callers_keys(client: Client) -> None:
    good = {"id": "A-1", "area": "NO-1149", "period": "2021", "series": "EC: ICT: ICT: 2C", "value": 50, "unit": "%"}
    bad = {**good, "id": "A-2", "series": "EC: ICT: ICT: 1C", "unit": "apples"}
    answer = client.post("/submissions", params={**ASKED, "key": "id"}, json={"rows": [good, bad]})
    found = answer.json()
    assert answer.status_code == 200 and not found["accepted"] and found["edition"] == "2026.1"
    assert {one.get("key") for one in found["problems"] if one["severity"] == "error"} == {"A-2"}
    assert {one["node"] for one in found["scores"]} >= {"u4ssc.ec.ict.ict.2c"}
    history = client.get("/areas/NO-1149/history").json()
    assert [(one["submission"], one["sent_by"]) for one in history] == [(found["submission"], "me")]
    assert client.get(f"/runs/{found['run']}/scores").json()
    assert client.get("/submissions/nothing").status_code == 404


def test_a_file_is_taken_and_its_rows_are_the_keys(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    sdg.write_evidence(sdg.demo_evidence(), path)
    answer = client.post("/submissions/file", params=ASKED, files={"file": ("../../evil.csv", path.read_bytes())})
    assert answer.status_code == 200 and answer.json()["scores"]
    assert client.post("/submissions/file", params=ASKED, files={"file": ("x.exe", b"MZ")}).status_code == 415
    assert client.post("/submissions/file", params=ASKED, files={"file": ("x.xlsx", b"PK\x03\x04")}).status_code == 422


def test_what_is_unknown_or_too_large_is_refused(client: Client) -> None:
    rows = {"rows": [{"area": "NO-1149"}]}
    assert client.post("/submissions", params={**ASKED, "edition": "1999.1"}, json=rows).status_code == 404
    for name in ("nothing", "/etc/passwd", "../../standard/methodologies/undp-hdi.yaml", ""):  # an id, never a path
        assert client.post("/submissions", params={"methodology": name}, json=rows).status_code == 404
    assert client.post("/submissions", params=ASKED, content=b" " * 100_001).status_code == 413


def test_hostile_submissions_are_answered_and_none_is_a_fault_of_ours(client: Client) -> None:
    for body in load.HOSTILE:
        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        assert client.post("/submissions", params=ASKED, **content).status_code in (200, 400, 413, 422)
    assert client.get("/health").json()["editions"] == ["2026.1"]


def test_a_kill_while_it_writes_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    found = load.killed(tmp_path / "killed.db", 2)
    assert found["lost"] == found["half"] == found["damaged"] == 0 and found["stored"] >= found["answered"]


def test_a_writer_that_is_killed_fifty_times_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    found = load.killed_writers(tmp_path / "writers.db", 50)
    assert found["lost"] == found["half"] == found["damaged"] == 0
    assert found["stored"] >= found["answered"] >= 50
