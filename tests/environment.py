"""Tests run on a PostgreSQL server of their own and in a folder of their own, both thrown away at the end.

Loaded as a plugin (``-p tests.environment``), since pytest-django reads Django's settings before any conftest.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
from hypothesis import settings

from newsarchive.postgres import Server

SCRATCH = Path(tempfile.mkdtemp(prefix="newsarchive-tests-"))
STACK = ExitStack()


# How long an example takes says more of the machine than of the code; benchmarks measure.
settings.register_profile("newsarchive", deadline=None)
settings.load_profile("newsarchive")


@atexit.register
def clean_up() -> None:
    """Stop the server and remove what the tests wrote."""
    STACK.close()
    shutil.rmtree(SCRATCH, ignore_errors=True)


(SCRATCH / "static").mkdir()  # WhiteNoise warns where the folder of static files is missing.
os.environ["NEWSARCHIVE_VAR"] = str(SCRATCH)
os.environ["DATABASE_URL"] = STACK.enter_context(Server(SCRATCH / "postgres").use())
# A test that never commits reads its own changes as if they were others'. Which of them are new is then told by the
# test's transaction, and only as long as no other one, like the server's own upkeep, ends meanwhile.
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
    server.execute("ALTER SYSTEM SET autovacuum = off")
    server.execute("SELECT pg_reload_conf()")
