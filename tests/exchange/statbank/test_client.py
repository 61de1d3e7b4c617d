"""The client of StatBank against a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.statbank import StatBank
from sdg_standard.exchange.statbank.client import _Limit

ANSWER = (Path(__file__).parent / "answers" / "ssb_v2_population.json").read_bytes()
OK = (200, ANSWER, {})


class Office(ThreadingHTTPServer):
    """Gives the answers that it was told to, the last one again and again, and keeps what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, bytes, dict[str, str]]] = [OK]
        self.asked: list[tuple[str, dict[str, Any]]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Office

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body))
        answers = self.server.answers
        status, data, headers = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def office() -> Iterator[Office]:
    server = Office()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def client(office: Office, waited: list[float] | None = None, **more: Any) -> StatBank:
    sleep = (lambda _: None) if waited is None else waited.append
    return StatBank(f"http://127.0.0.1:{office.server_port}/api/pxwebapi/v2/", sleep=sleep, timeout=5, **more)


def test_a_table_is_fetched_by_its_mapping(office: Office) -> None:
    table = client(office).fetch("no/07459", areas=["NO-3203"], periods=["2024"])
    assert table.cited == "SSB 07459, updated 2026-02-24" and len(table.frame) == 9
    path, body = office.asked[0]
    assert path == "/api/pxwebapi/v2/tables/07459/data?lang=no&outputFormat=json-stat2"
    assert body["selection"][0] == {"variableCode": "Region", "valueCodes": ["3203"]}


def test_the_same_question_is_asked_once(office: Office, tmp_path: Path) -> None:
    bank = client(office, cache=tmp_path / "cache")
    first = bank.fetch("no/07459")
    assert bank.fetch("no/07459").frame.equals(first.frame) and len(office.asked) == 1
    bank.fetch("no/07459", areas=["NO-3203"])
    assert len(office.asked) == 2 and len(list((tmp_path / "cache").iterdir())) == 2
    bank.fetch("no/07459", anew=True)
    assert len(office.asked) == 3


def test_what_is_no_table_is_not_kept(office: Office, tmp_path: Path) -> None:
    office.answers = [(200, b"<html>maintenance</html>", {})]
    with pytest.raises(EvidenceError, match="SDG661"):
        client(office, cache=tmp_path).fetch("no/07459")
    assert not list(tmp_path.iterdir())


def test_a_busy_office_is_asked_again_after_the_time_that_it_says(office: Office) -> None:
    office.answers = [(429, b"", {"Retry-After": "7"}), (503, b"", {}), OK]
    waited: list[float] = []
    assert len(client(office, waited).fetch("no/07459").frame) == 9
    assert waited == [7, 4] and len(office.asked) == 3


def test_a_wrong_question_is_asked_once_and_the_answer_is_told(office: Office) -> None:
    office.answers = [(400, b'{"type": "Parameter error", "title": "Non-existent value", "status": 400}', {})]
    with pytest.raises(EvidenceError, match="SDG667 the table 07459 could not be fetched: 400 – Non-existent value"):
        client(office).fetch("no/07459")
    assert len(office.asked) == 1


def test_an_empty_error_names_its_status(office: Office) -> None:
    office.answers = [(500, b"", {})]
    with pytest.raises(EvidenceError, match="500 Internal Server Error"):
        client(office, attempts=2).fetch("no/07459")
    assert len(office.asked) == 2


def test_nobody_answers() -> None:
    with pytest.raises(EvidenceError, match="could not be fetched"):
        StatBank("http://127.0.0.1:9", attempts=1, timeout=2).fetch("no/07459")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://data.ssb.no", "data.ssb.no"])
def test_only_addresses_of_the_web(address: str) -> None:
    with pytest.raises(ValueError, match="no address of the web"):
        StatBank(address)


def test_no_more_calls_than_allowed() -> None:
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    limit = _Limit(2, 60.0, lambda: now[0], sleep)
    for _ in range(2):
        limit.wait()
    now[0] = 10.0
    limit.wait()  # the first was made at 0, so the third may be made at 60
    assert waited == [50.0]
