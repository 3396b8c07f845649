"""The visible step between a command and the database: the embedded server, where no other is named."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from newsarchive.postgres import NoServer, Server

ROOT = Path(__file__).resolve().parent.parent


def var() -> Path:
    """The folder for everything that is kept and is no code."""
    return Path(os.environ.get("NEWSARCHIVE_VAR") or ROOT / "var")


@contextmanager
def database() -> Iterator[None]:
    """Have ``DATABASE_URL`` name a running database for the length of the block."""
    if os.environ.get("DATABASE_URL") or os.environ.get("NEWSARCHIVE_ENV") == "production":
        yield
        return
    # Without this a SIGTERM would skip the orderly stop of the server.
    signal.signal(signal.SIGTERM, _leave)
    try:
        with Server(var() / "postgres").use() as url:
            os.environ["DATABASE_URL"] = url
            yield
    except NoServer as reason:
        sys.exit(str(reason))


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
