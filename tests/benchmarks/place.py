"""Where the benchmark's archives are: each a database, an index and static files in a folder of its own.

``BENCH_KEEP`` names a folder in which they stay for the next run, one for each number of stories; without it they
go into a scratch folder and are thrown away. ``facts.json`` beside an archive remembers what making it took.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsarchive.postgres import Server

FACTS = "facts.json"


@contextmanager
def keeping() -> Iterator[Path]:
    """The folder of all archives of a run: a kept one, or one for this run only."""
    if kept := os.environ.get("BENCH_KEEP"):
        folder = Path(kept).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    folder = Path(tempfile.mkdtemp(prefix="newsarchive-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def archive(folder: Path) -> Iterator[None]:
    """Have the archive of ``folder`` be the one that the environment names, its database running."""
    (folder / "static").mkdir(parents=True, exist_ok=True)
    os.environ["NEWSARCHIVE_VAR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    with Server(folder / "postgres").use() as url:
        os.environ["DATABASE_URL"] = url
        yield


def facts(folder: Path) -> dict[str, Any]:
    """What is known of the archive in ``folder``."""
    file = folder / FACTS
    return json.loads(file.read_text()) if file.exists() else {}


def remember(folder: Path, **more: Any) -> None:
    """Note something about the archive in ``folder``."""
    (folder / FACTS).write_text(json.dumps(facts(folder) | more, indent=1))
