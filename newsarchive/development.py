"""The visible step between a command and the database: the embedded server, where no other is named."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from newsarchive import env
from newsarchive.postgres import Server
from newsarchive.postgres_programs import NoServer


@contextmanager
def database() -> Iterator[Server | None]:
    """Have ``DATABASE_URL`` name a running database for the length of the block.

    Gives the embedded server, or None where the environment names another. Leaves with a sentence where the
    server cannot be started.
    """
    if env.text("DATABASE_URL") or env.is_production():
        yield None
        return
    # Without this a SIGTERM would skip the orderly stop of the server.
    signal.signal(signal.SIGTERM, _leave)
    server = Server(env.var() / "postgres")
    try:
        with server.use() as url:
            os.environ["DATABASE_URL"] = url
            yield server
    except NoServer as reason:
        sys.exit(str(reason))


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
