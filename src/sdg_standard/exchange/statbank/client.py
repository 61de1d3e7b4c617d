"""Asking StatBank for a table: a thin client that keeps to the limits, asks again, and keeps answers."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any

from sdg_standard._files import write_together
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.codes import NOT_FETCHED
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.json_data import parsed
from sdg_standard.exchange.mapping.model import STATBANK
from sdg_standard.exchange.statbank.queries import GivenMapping, of_statbank, statbank_query
from sdg_standard.exchange.statbank.reading import table_of
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.words import say

_AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same question may get a better one."""
_LONGEST_WAIT = 120.0


class StatBank:
    """A statistical office that speaks PxWebApi 2, asked within its limits.

    At most ``calls`` in ``seconds``; after an answer that says to come back, or none, up to ``attempts`` in all, with
    longer and longer waits. With a folder as ``cache`` the answer to each question is kept there under its digest, and
    the same question is not asked twice; ``fetch(…, anew=True)`` asks all the same. Nothing is asked before ``fetch``.

    >>> StatBank().address
    'https://data.ssb.no/api/pxwebapi/v2'
    """

    def __init__(
        self,
        address: str = STATBANK,
        *,
        language: str = "no",
        cache: str | os.PathLike[str] | None = None,
        calls: int = 40,
        seconds: float = 60.0,
        attempts: int = 4,
        timeout: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
            raise ValueError(say("statbank.no_address", address=address[:200]))
        self.address, self.language = address.rstrip("/"), language
        self.cache = None if cache is None else Path(cache)
        self._attempts, self._timeout, self._sleep = attempts, timeout, sleep
        self._limit = _Limit(calls, seconds, clock, sleep)

    def fetch(
        self,
        mapping: GivenMapping,
        *,
        areas: Iterable[str] | None = None,
        periods: Iterable[str] | None = None,
        anew: bool = False,
    ) -> StatTable:
        """The table of a mapping, with what :func:`statbank_query` asks for.

        Raises :class:`~sdg_standard.errors.EvidenceError` where the office does not answer or answers with an error.
        """
        _, query = of_statbank(mapping)
        return self.table(query.table, statbank_query(mapping, areas=areas, periods=periods), anew=anew)

    def table(self, table: str, query: Mapping[str, Any], *, anew: bool = False) -> StatTable:
        """A table by its number and the body of a query. Raises as :meth:`fetch` does."""
        parameters = urllib.parse.urlencode({"lang": self.language, "outputFormat": "json-stat2"})
        address = f"{self.address}/tables/{urllib.parse.quote(table, safe='')}/data?{parameters}"
        body = json.dumps(query, ensure_ascii=False, sort_keys=True).encode()
        kept = self._kept(address, body)
        if kept is not None and not anew and kept.is_file():
            data = kept.read_bytes()
        else:
            data = self._ask(address, body, table)
        content = Content(data, f"{table}.json", hashlib.sha256(data).hexdigest())
        found = table_of(parsed(content), content)
        if kept is not None:  # only what could be read
            write_together({kept: data}, folder=kept.parent)
        return found

    def _kept(self, address: str, body: bytes) -> Path | None:
        if self.cache is None:
            return None
        digest = hashlib.sha256(address.encode() + b"\0" + body).hexdigest()
        return self.cache / f"{digest}.json"

    def _ask(self, address: str, body: bytes, table: str) -> bytes:
        """The answer of the office, asked again where that may help."""
        for attempt in range(1, self._attempts + 1):
            self._limit.wait()
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            request = urllib.request.Request(address, data=body, headers=headers, method="POST")
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                    data: bytes = answer.read(MAX_BYTES + 1)
                if len(data) <= MAX_BYTES:
                    return data
                raise _not_fetched(table, say("files.more_than_bytes", most=MAX_BYTES))
            except urllib.error.HTTPError as error:
                why, again, pause = _said_by(error), error.code in _AGAIN, error.headers.get("Retry-After", "")
                error.close()
            except (OSError, HTTPException) as error:  # no answer, or one that broke off
                why, again, pause = str(getattr(error, "reason", "") or error), True, ""
            if not again or attempt == self._attempts:
                break
            self._sleep(min(float(pause) if pause.isdecimal() else 2.0**attempt, _LONGEST_WAIT))
        raise _not_fetched(table, why)


class _Limit:
    """So many calls in so many seconds, whichever thread makes them."""

    def __init__(self, calls: int, seconds: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._made: deque[float] = deque(maxlen=calls)
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait until another call may be made, and count it."""
        with self._lock:
            if len(self._made) == self._made.maxlen:
                pause = self._made[0] + self._seconds - self._clock()
                if pause > 0:
                    self._sleep(pause)
            self._made.append(self._clock())


def _said_by(error: urllib.error.HTTPError) -> str:
    """What an answer says that is an error: its status, and the title and detail where it has them."""
    try:
        data = json.loads(error.read(10_000))
        parts = [str(data[name]) for name in ("title", "detail", "error") if data.get(name)]
    except (ValueError, AttributeError, OSError):
        parts = []
    return " – ".join([str(error.code), *parts] if parts else [f"{error.code} {error.reason}"])[:300]


def _not_fetched(table: str, why: str) -> EvidenceError:
    return EvidenceError([NOT_FETCHED.problem(say("statbank.not_fetched", table=table, why=why))])
