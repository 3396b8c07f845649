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

from newsarchive.postgres import Server

SCRATCH = Path(tempfile.mkdtemp(prefix="newsarchive-tests-"))
STACK = ExitStack()


@atexit.register
def clean_up() -> None:
    """Stop the server and remove what the tests wrote."""
    STACK.close()
    shutil.rmtree(SCRATCH, ignore_errors=True)


(SCRATCH / "static").mkdir()  # WhiteNoise warns where the folder of static files is missing.
os.environ["NEWSARCHIVE_VAR"] = str(SCRATCH)
os.environ["DATABASE_URL"] = STACK.enter_context(Server(SCRATCH / "postgres").use())
