"""The archive behind its real web server: the supervisor's own gunicorn, and one client that keeps its connection."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsarchive import env
from newsarchive.supervisor import serving, trouble_at

HOST = "127.0.0.1"
START_SECONDS = 120
LONGEST_ANSWER = 120
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, body, headers, and the milliseconds from asking to the last byte."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    ms: float


class Client:
    """One reader on one connection. A connection that the server closed is opened again before the time runs."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=LONGEST_ANSWER)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address. Raises OSError where there is no answer."""
        for last in (False, True):
            if self.connection.sock is None:
                self.connection.connect()
            start = time.perf_counter()
            try:
                self.connection.request("GET", address, headers=dict(headers or {}))
                response = self.connection.getresponse()
                body = response.read()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection.close()
                if last:
                    raise
                continue
            return Answer(response.status, body, response.headers, 1000 * (time.perf_counter() - start))
        raise ConnectionError(address)


@dataclass(frozen=True, slots=True)
class Web:
    """A running web server."""

    port: int
    process: subprocess.Popen[bytes]

    def client(self) -> Client:
        """A reader with a connection of its own."""
        return Client(self.port)

    def cpu_seconds(self) -> float:
        """What the workers have used of the processors so far."""
        times = [worker.cpu_times() for worker in psutil.Process(self.process.pid).children()]
        return sum(time.user + time.system for time in times)

    def memory(self) -> list[dict[str, float]]:
        """Of each worker the megabytes it has resident, its fair share of them, and what is its alone to keep.

        ``rss`` counts the pages of the index that the worker has looked at, which the kernel shares among all
        workers and takes back when it needs the room; ``anonymous`` does not. From ``smaps_rollup``, proc(5).
        """
        workers = psutil.Process(self.process.pid).children()
        return [_memory(worker.pid) for worker in sorted(workers, key=lambda worker: worker.pid)]


def _memory(pid: int) -> dict[str, float]:
    names = {"Rss": "rss", "Pss": "pss", "Anonymous": "anonymous"}
    lines = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
    return {names[name[:-1]]: int(size) * 1024 / MEGABYTE for name, size, *_ in lines if name[:-1] in names}


@contextmanager
def serve() -> Iterator[Web]:
    """Have the archive of the environment served, by as many workers as it would have; ends them afterwards."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    web = next(child for child in serving(HOST, port) if child.name == "web")
    process = subprocess.Popen(web.command, cwd=env.ROOT, env=os.environ | web.environment)
    try:
        deadline = time.monotonic() + START_SECONDS
        while trouble_at(HOST, port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The web server does not answer: {trouble_at(HOST, port)}")
            time.sleep(0.1)
        yield Web(port, process)
    finally:
        process.terminate()
        process.wait(30)
