"""A reader of imports as it was before: it reads less of a page, and says so with its version. Loaded by the tests alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles import importers
from articles.documents import Reading
from articles.importers.formats import Format, Options
from articles.ingest import reader


def as_before(format: Format, version: int, fields: dict[str, Any]) -> Format:
    """The format as a version of it that read these fields as something else."""

    def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
        for reading in format.read(stream, options):
            read_so = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
            yield replace(reading, document=reading.document and replace(reading.document, **read_so))

    return replace(format, read=read, version=version)


def main() -> None:
    """Serve as the real one does. Its order is JSON: the name of a format, its version, and what it reads."""
    name, version, fields = json.loads(sys.argv[1])
    formats = tuple(as_before(one, version, fields) if one.name == name else one for one in importers.FORMATS)
    importers.FORMATS, importers.BY_NAME = formats, {one.name: one for one in formats}
    reader.main()
