"""A reader of imports whose parser has faults: a headline says which one it meets. Loaded by the tests alone."""

from __future__ import annotations

import os
import signal
from typing import Any

from articles.importers import json_records, records
from articles.ingest import reader

document = records.document


def faulty(values: Any, **options: Any) -> Any:
    """The document, unless its headline asks for a fault."""
    match values.get("headline"):
        case "Crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "Spin":
            while True:
                pass
        case "Swell":
            bytearray(1 << 40)
        case "Raise":
            raise ZeroDivisionError("a fault of the parser")
        case "Crash once" if not os.path.exists(os.environ["TMPDIR"] + "/crashed"):
            open(os.environ["TMPDIR"] + "/crashed", "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
    return document(values, **options)


def main() -> None:
    """Serve as the real one does, with one second of processor time for an item."""
    json_records.records.document = faulty
    reader.ITEM_SECONDS = 1
    reader.main()
