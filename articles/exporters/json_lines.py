"""JSON Lines: one story a line, what is not known left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from articles.exporters.records import Record


def write(records: Iterable[Record]) -> Iterator[str]:
    """A line for each record. Text stays readable: only what JSON demands is escaped."""
    for record in records:
        known = {key: value for key, value in record.items() if value not in ("", [])}
        yield json.dumps(known, ensure_ascii=False) + "\n"
