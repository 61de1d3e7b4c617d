"""Load a running service: sustained requests, hostile submissions, and kills while it writes.

``python load.py`` starts the service itself, on a store in a new folder, and prints what it measured, and how busy the
machine was meanwhile. The last part kills a program that only writes, so that nearly each kill is in mid-write.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import store
from app import open_store

import sdg_standard as sdg

HERE = Path(__file__).parent
PORT = int(os.environ.get("SDG_SERVICE_PORT", "8765"))
ADDRESS = f"http://127.0.0.1:{PORT}"
ASKED = {"methodology": "u4ssc-performance"}
HOSTILE: tuple[Any, ...] = (
    b"[" * 100_000,
    b'{"rows": [' + b'{"a":' * 5_000,
    b"\xff\xfe\x00",
    b"",
    b'{"rows": [{"value": NaN}]}',
    b'{"rows": [{"value": 1e999, "area": "NO-3025", "period": "2020", "series": "u4ssc.sc.sh.si.4c"}]}',
    b'{"rows": [{"value": ' + b"9" * 5_000 + b"}]}",
    b"x" * 3_000_000,
    {"rows": []},
    {"rows": [1, 2]},
    {"rows": [{}]},
    {"rows": [{"area": {"a": 1}, "period": [], "series": None, "value": True}]},
    {"rows": [{"area": "NO-3025", "period": "2020", "series": "u4ssc.sc.sh.si.4c", "value": "=cmd|' /C calc'!A0"}]},
    {"rows": [{"area": "'; DROP TABLE submission; --", "period": "2020", "series": "x", "value": 1}]},
    {"rows": [{"area": "\x00\u202e<script>", "period": "9999-99", "series": "u4ssc" * 900, "value": -1e308}]},
    {
        "rows": [
            {
                "area": "NO-3025",
                "period": "1/9999999999",
                "series": "u4ssc.sc.sh.si.4c",
                "value": "1e5",
                "unit": "%" * 99,
            }
        ]
    },
    {"rows": [{f"column {n}": n for n in range(500)}]},
)


@contextmanager
def service(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running service over a store."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "app:app", "--port", str(PORT), "--log-level", "error"]
    process = subprocess.Popen(command, cwd=HERE, env={**os.environ, "SDG_SERVICE_STORE": str(path)})
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{ADDRESS}/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def memory(process: subprocess.Popen[bytes]) -> float:
    """Megabytes that a process holds."""
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """Seconds of a processor that a process has had."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@cache
def base() -> tuple[dict[str, Any], ...]:
    """The rows of the demonstration."""
    return tuple(record.columns for record in sdg.demo_evidence().records())


def rows(number: int) -> list[dict[str, Any]]:
    """A submission of 43 rows, no two alike."""
    return [{**row, "row_key": f"{number}-{place}", "note": f"no. {number}"} for place, row in enumerate(base())]


def sustained(seconds: float, callers: int = 4) -> tuple[int, list[float]]:
    """How many submissions were answered, and how long each took."""
    times: list[float] = []
    until, lock = time.monotonic() + seconds, threading.Lock()

    def call(caller: int) -> None:
        number = caller
        with httpx.Client(timeout=60) as client:
            while time.monotonic() < until:
                begun = time.monotonic()
                answer = client.post(f"{ADDRESS}/submissions", params=ASKED, json={"rows": rows(number)})
                assert answer.status_code == 200, answer.text
                with lock:
                    times.append(time.monotonic() - begun)
                number += callers

    threads = [threading.Thread(target=call, args=(caller,)) for caller in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times), sorted(times)


def hostile(count: int) -> dict[int, int]:
    """How often each status was answered; a 500 or a silence is a fault of ours."""
    found: dict[int, int] = {}
    with httpx.Client(timeout=60) as client:
        for number in range(count):
            body = HOSTILE[number % len(HOSTILE)]
            if not isinstance(body, bytes):
                body = json.dumps(body).encode()
            try:
                status = client.post(f"{ADDRESS}/submissions", params=ASKED, content=body).status_code
            except httpx.TransportError:  # it hung up on a body that was too large
                status = 413
            found[status] = found.get(status, 0) + 1
    return found


def killed(path: Path, times: int) -> dict[str, int]:
    """Kill the service while it writes, again and again; compare what it answered with what stands in the store."""
    answered: set[str] = set()
    number = 1_000_000
    for _ in range(times):
        with service(path) as process:
            timer = threading.Timer(random.uniform(0.5, 2.5), process.send_signal, (signal.SIGKILL,))
            timer.start()
            with httpx.Client(timeout=60) as client:
                while True:
                    number += 1
                    try:
                        sent = client.post(f"{ADDRESS}/submissions", params=ASKED, json={"rows": rows(number)})
                    except httpx.TransportError:
                        break
                    answered.add(sent.json()["submission"])
            timer.join()
    return {"answered": len(answered), **whole(path, answered)}


def killed_writers(path: Path, times: int) -> dict[str, int]:
    """Kill a program that only writes, again and again, some thousandths of a second after its first submission.

    Each writer tells of a submission when it stands in the store; what it told is what has to be there.
    """
    standard, answered = sdg.load(), set[str]()
    made = [(rows(number), store.score(standard, ASKED["methodology"], rows(number))) for number in range(4)]
    for turn in range(times):
        told, tells = os.pipe()
        writer = os.fork()
        if not writer:
            _write(path, made, 10 * turn, tells)
        os.close(tells)
        with open(told, encoding="ascii") as lines:
            answered.add(lines.readline().strip())  # from now on it does nothing but write
            time.sleep(random.uniform(0, 0.15))
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
            answered |= {line.strip() for line in lines if line.endswith("\n")}
    return {"answered": len(answered), **whole(path, answered)}


def _write(path: Path, made: list[tuple[list[dict[str, Any]], store.Made]], first: int, tells: int) -> None:
    """Write submissions, no two alike, until somebody ends it."""
    into = open_store(str(path))
    for number in itertools.count(first * 1_000_000):
        given, result = made[number % len(made)]
        mine = [{**row, "note": f"no. {number}"} for row in given]
        name = store.submission_id(mine)
        into.submit(mine, dataclasses.replace(result, submission=name, run=f"{name}:run"))
        os.write(tells, f"{name}\n".encode())


def whole(path: Path, answered: set[str]) -> dict[str, int]:
    """What is lost of the answered, and what is written in half."""
    with closing(sqlite3.connect(path)) as found:
        there = {name for (name,) in found.execute('SELECT "id" FROM "submission"')}
        rows_of = '(SELECT COUNT(*) FROM "evidence" e WHERE e."submission" = s."id")'
        half = found.execute(f'SELECT COUNT(*) FROM "submission" s WHERE {rows_of} <> 43').fetchone()[0]
        half += found.execute(
            'SELECT COUNT(*) FROM "submission" s LEFT JOIN "run" r ON r."submission" = s."id" '
            'WHERE r."id" IS NULL OR NOT EXISTS (SELECT 1 FROM "score" c WHERE c."run" = r."id")'
        ).fetchone()[0]
        sound = found.execute("PRAGMA integrity_check").fetchone()[0]
    return {"stored": len(there), "lost": len(answered - there), "half": half, "damaged": int(sound != "ok")}


def main(seconds: int = 60, attacks: int = 1000, kills: int = 50, writers: int = 200) -> dict[str, Any]:
    """Everything, on a store in a new folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submissions.db"
        with service(path) as process:
            sustained(3)
            before, spent = memory(process), processor_seconds(process)
            count, times = sustained(seconds)
            after, spent = memory(process), processor_seconds(process) - spent
            busy = os.getloadavg()[0]
            answers = hostile(attacks)
            last = memory(process)
            alive = httpx.get(f"{ADDRESS}/health").status_code == 200
        found = {
            "requests per second": round(count / seconds, 1),
            "load average of the machine": round(busy, 1),
            "processor time of one (ms)": round(1000 * spent / max(count, 1)),
            "median, 99 % (s)": [round(times[len(times) // 2], 3), round(times[int(len(times) * 0.99)], 3)],
            "memory before, after, after attacks (MB)": [round(one) for one in (before, after, last)],
            "answers to attacks": dict(sorted(answers.items())),
            "alive": alive,
        }
        found["kill"] = killed(Path(folder) / "killed.db", kills)
        return {**found, "kill of writers": killed_writers(Path(folder) / "writers.db", writers)}


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    print(json.dumps(main(*given), indent=1))
