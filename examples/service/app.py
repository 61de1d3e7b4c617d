"""A small service: a submission in, problems by the caller's row keys and scores under a named edition out.

Who may call it is the host's business: put it behind whatever knows your users, and hand ``create_app`` a function that
says who a request is from. It keeps every submission and every run, each written whole or not at all.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from store import KEY, Store, score, submission_id

import sdg_standard as sdg
from sdg_standard.errors import UnknownId

MOST_BYTES = 2_000_000
"""A larger body is refused before it is read to its end."""
MOST_ROWS = 20_000
ENDINGS = (".csv", ".xlsx", ".json")
AT_ONCE = 2
"""So many submissions are scored at a time; the others wait, and the process stays small."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class TooLarge(Exception):
    """A body has more bytes than are taken."""


class BodyLimit:
    """Counts the bytes of a body while they come: what a header says of them is not believed."""

    def __init__(self, app: Any, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        seen, begun = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except TooLarge:
            if not begun:
                await refusal(413, f"a body of more than {self.most} bytes is not taken")(scope, receive, send)  # type: ignore[arg-type]


def refusal(status: int, message: str, problems: Any = ()) -> JSONResponse:
    """An answer that says what is wrong."""
    return JSONResponse({"accepted": False, "message": message, "problems": list(problems)}, status)


def open_store(path: str) -> Store:
    """The store in a file: what is answered is on the disk, also where the power fails."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    store = Store(connection, "sqlite")
    store.prepare()
    return store


def create_app(
    path: str = "submissions.db",
    *,
    editions: Mapping[str, sdg.Standard] | None = None,
    identify: Callable[[Request], str] = lambda request: "",
    most_bytes: int = MOST_BYTES,
) -> FastAPI:
    """The service over a file of submissions. ``identify`` says who a request is from, or raises HTTPException."""
    app = FastAPI(title="SDG submissions", version=sdg.__version__)
    app.add_middleware(BodyLimit, most=most_bytes)
    standard = sdg.load()
    known = dict(editions or {standard.edition: standard})
    store, lock, slots = open_store(path), threading.Lock(), asyncio.Semaphore(AT_ONCE)

    async def take(rows: list[dict[str, Any]], edition: str, methodology: str, sender: str) -> JSONResponse:
        if edition not in known:
            return refusal(404, str(UnknownId("edition", edition, known)))
        if methodology not in known[edition].methodologies:  # by id alone: a path would be a file of ours
            return refusal(404, str(UnknownId("methodology", methodology, known[edition].methodologies)))
        async with slots:
            status, answer = await run_in_threadpool(_take, store, lock, known[edition], rows, methodology, sender)
        return JSONResponse(answer, status)

    @app.post("/submissions")
    async def submit(
        request: Request, methodology: str, edition: str = standard.edition, key: str = KEY
    ) -> JSONResponse:
        """Take rows as JSON: a list of objects with the columns of evidence, or ``{"rows": […]}``.

        ``key`` names the field that has the caller's name of a row; problems carry it.
        """
        sender = identify(request)
        try:
            found = json.loads(await request.body(), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            return refusal(400, "the body is no JSON")
        rows = found.get("rows") if isinstance(found, dict) else found
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not rows:
            return refusal(400, "rows are a list of objects, at least one")
        if len(rows) > MOST_ROWS:
            return refusal(413, f"more than {MOST_ROWS} rows are not taken at once")
        named = [{KEY if name == key else str(name): cell for name, cell in row.items()} for row in rows]
        return await take(named, edition, methodology, sender)

    @app.post("/submissions/file")
    async def submit_file(
        request: Request, file: UploadFile, methodology: str, edition: str = standard.edition
    ) -> JSONResponse:
        """Take a file of evidence: CSV, Excel or JSON. Problems carry the row of the file as their key."""
        sender, ending = identify(request), Path(file.filename or "").suffix.casefold()
        if ending not in ENDINGS:
            return refusal(415, f"a file of evidence ends in {', '.join(ENDINGS)}")
        data = await file.read()
        try:
            rows = await run_in_threadpool(_rows_of_file, data, ending)
        except sdg.EvidenceError as error:
            return refusal(422, "the file is no evidence", _problems(error.problems))
        return await take(rows, edition, methodology, sender) if rows else refusal(400, "the file has no rows")

    @app.get("/submissions/{name}")
    def runs(request: Request, name: str) -> JSONResponse:
        """The runs of a submission. Its rows are not handed out: they may hold what is not for publication."""
        identify(request)
        with lock:
            found = [one for one in store.history() if one["submission"] == name]
        return JSONResponse(found) if found else refusal(404, "there is no such submission")

    @app.get("/areas/{area}/history")
    def history(request: Request, area: str) -> JSONResponse:
        """All submissions that speak of an area, the newest first."""
        identify(request)
        with lock:
            return JSONResponse(store.history(area))

    @app.get("/runs/{name}/scores")
    def scores(request: Request, name: str) -> JSONResponse:
        """The scores of a run, as they were stored."""
        identify(request)
        with lock:
            frame = store.table("score", name)
        return JSONResponse(_records(frame)) if len(frame) else refusal(404, "there is no such run")

    @app.get("/health")
    def health() -> dict[str, Any]:
        """Which editions it knows."""
        return {"editions": sorted(known), "version": sdg.__version__}

    return app


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _take(
    store: Store,
    lock: threading.Lock,
    standard: sdg.Standard,
    rows: list[dict[str, Any]],
    methodology: str,
    sender: str,
) -> tuple[int, dict[str, Any]]:
    """Score, then write submission and run in one transaction; what cannot be scored is kept without a run."""
    try:
        made = score(standard, methodology, rows)
    except sdg.SdgStandardError as error:
        problems = getattr(error, "problems", ())
        return 422, {"accepted": False, "message": str(error), "problems": _problems(problems)}
    with lock:
        name = store.submit(rows, made, sent_by=sender)
    frame = made.card.scores
    answer = {
        "accepted": not made.problems.errors,
        "submission": name,
        "run": made.run,
        "edition": standard.edition,
        "methodology": made.card.methodology.id,
        "problems": _problems(made.problems),
        "scores": _records(frame[frame["score"].notna()]),
    }
    return 200, answer


def _rows_of_file(data: bytes, ending: str) -> list[dict[str, Any]]:
    """The rows of a file, each with its line as key; the name that the caller gave the file is never used."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"evidence{ending}")
        path.write_bytes(data)
        evidence = sdg.read_evidence(path)
    records = evidence.records()
    return [{**record.columns, KEY: str(evidence.origins.place(place)["row"])} for place, record in enumerate(records)]


def _problems(problems: Any) -> list[dict[str, Any]]:
    """Problems as objects, without what is empty."""
    names = ("severity", "code", "message", "cure", "key", "row", "field", "area", "period", "series", "count")
    return [{name: value for name in names if (value := getattr(one, name)) not in (None, "")} for one in problems]


def _records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame as objects, without what is empty."""
    plain = frame.astype(object).where(frame.notna(), None)
    found = ({str(name): _own(cell) for name, cell in row.items()} for row in plain.to_dict("records"))
    return [{name: cell for name, cell in row.items() if cell not in (None, "")} for row in found]


def _own(cell: Any) -> Any:
    return cell.item() if hasattr(cell, "item") else cell


def app() -> FastAPI:
    """For ``uvicorn --factory app:app``: the file of submissions stands in SDG_SERVICE_STORE."""
    return create_app(os.environ.get("SDG_SERVICE_STORE", "submissions.db"))


__all__ = ["app", "create_app", "submission_id"]
