"""Measures one archive in a process of its own: ``python -m tests.benchmarks.run FOLDER STORIES all|pages``.

The environment names the archive's database and folder (``tests.benchmarks.place``). What was measured goes to
standard output as JSON; what goes on, to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

django.setup()

from articles.search import trouble
from newsarchive import env
from tests.benchmarks import hostile, importing, pages, place, postgres_text, ranking
from tests.benchmarks.bare import Engine
from tests.benchmarks.filling import fill, tell
from tests.benchmarks.selections import asks
from tests.benchmarks.web import serve


def measure(folder: Path, stories: int, everything: bool) -> dict[str, Any]:
    """All that is measured of an archive of so many stories; only its pages where not ``everything`` is asked."""
    fill(folder, stories)
    engine = Engine()
    questions = asks(engine)
    tell(f"the bare engine on {stories:,} stories")
    bare = {ask.name: engine.ask(ask.selection) for ask in questions}
    tell(f"pages of {stories:,} stories")
    with serve() as web:
        load = os.getloadavg()[0]
        times, cpu = pages.measure(web, questions)
        pages.touch_all_workers(web, questions)
        memory = web.memory()
        attacks = []
        if everything:
            tell("hostile requests")
            attacks = hostile.measure(web)
    rows = [
        {
            "name": ask.name,
            "address": ask.address,
            "hits": bare[ask.name][0],
            "bare": bare[ask.name][1],
            "first": times[ask.name].first,
            "page": times[ask.name].median,
            "again": times[ask.name].again,
            "unchanged": times[ask.name].unchanged,
        }
        for ask in questions
    ]
    if everything and env.flag("BENCH_POSTGRES", True):
        tell("PostgreSQL's full text search")
        postgres_text.build()
        for row, ask in zip(rows, questions, strict=True):
            row["postgres"] = postgres_text.ask(ask)
    if trouble():
        raise RuntimeError(trouble())
    return {
        "stories": stories,
        "rows": rows,
        "load": load,
        "cpu": cpu,
        "memory": memory,
        "hostile": [asdict(one) for one in attacks],
        "ranking": ranking.report() if everything else "",
        **place.facts(folder),
    }


def main() -> None:
    """Measure, and print what was measured."""
    folder, stories, what = sys.argv[1:]
    if what == "import":
        result = importing.measure()
    else:
        result = measure(Path(folder), int(stories), everything=what == "all")
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
