"""A reader of imports as it was before: it reads otherwise, and says so with its version. Loaded by the tests alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from articles import importers
from articles.documents import Reading
from articles.importers.formats import Format, Options
from articles.ingest import reader


def as_told(format: Format, orders: Path) -> Format:
    """The format as the version of it that stands in the file of orders, which reads fields as that file says."""

    def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
        name, version, fields = json.loads(orders.read_text())
        read_so = {field: tuple(value) if isinstance(value, list) else value for field, value in fields.items()}
        for reading in format.read(stream, options):
            if name == format.name and reading.document:
                document = replace(reading.document, **read_so)
                reading = replace(reading, document=document, importer=name, importer_version=version)
            yield reading

    return replace(format, read=read)


def main(orders: str) -> None:
    """Serve as the real one does, by what stands in a file: the name of a format, its version, and what it reads."""
    importers.FORMATS = tuple(as_told(one, Path(orders)) for one in importers.FORMATS)
    importers.BY_NAME.update({one.name: one for one in importers.FORMATS})
    reader.main()
