"""Runs every benchmark and prints the report: ``make bench``.

``BENCH_STORIES`` says how many stories (50,000). ``BENCH_KEEP`` names a folder in which the archives stay for the
next run; ``BENCH_REBUILD=1`` builds the index of a kept one anew all the same. ``BENCH_POSTGRES=no`` leaves out
PostgreSQL's full text search, which takes the most time. ``BENCH_WRITE=1`` also writes the report into
docs/performance.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from newsarchive import env
from tests.benchmarks import place, report

STORIES = env.number("BENCH_STORIES", 50_000, least=1000)
FEW = 10_000
DOCUMENT = env.ROOT / "docs" / "performance.md"
MARK = "<!-- What follows is written by the benchmark. -->\n"


def measured(folder: Path, stories: int, what: str) -> dict[str, Any]:
    """What ``tests.benchmarks.run`` measures of the archive in ``folder``."""
    with place.archive(folder):
        command = [sys.executable, "-m", "tests.benchmarks.run", str(folder), str(stories), what]
        said = subprocess.run(command, cwd=env.ROOT, stdout=subprocess.PIPE, check=True).stdout
    return json.loads(said)


def main() -> None:
    """Measure the archive asked for, a small one beside it, and an import."""
    with place.keeping() as folder:
        large = measured(folder / str(STORIES), STORIES, "all")
        small = measured(folder / str(FEW), FEW, "pages")
    with tempfile.TemporaryDirectory(prefix="newsarchive-benchmark-") as scratch:
        imports = measured(Path(scratch), 0, "import")
    settings = [f"{name}={os.environ[name]}" for name in ("BENCH_STORIES",) if name in os.environ]
    text = report.markdown(large, small, imports, " ".join(["make bench", *settings]))
    sys.stdout.write(text)
    if env.flag("BENCH_WRITE"):
        above = DOCUMENT.read_text().partition(MARK)[0]
        DOCUMENT.write_text(f"{above}{MARK}\n{text}")


if __name__ == "__main__":
    main()
