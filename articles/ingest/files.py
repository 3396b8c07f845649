"""How the files of an import are to be read: what their readers are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any

from articles.documents import Reading
from articles.ingest import isolation
from articles.ingest.originals import opened
from articles.ingest.preparing import Terms
from articles.ingest.reader import Order, Unread
from articles.models import Import, ImportFile


def terms_of(run: Import, file: ImportFile) -> Terms:
    """What holds for the items of a file, with what the editor changed in the preview."""
    edited = file.items.exclude(edited=None).values_list("position", "edited")
    return Terms(run.defaults, dict(edited))


def order_for(run: Import, file: ImportFile, terms: Terms, **more: Any) -> Order:
    """The order to read a file."""
    return Order(
        filename=file.name,
        format=run.format,
        url=file.final_url or file.url,
        mapping=run.mapping,
        charset=charset_of(file.headers or {}),
        terms=terms,
        **more,
    )


def charset_of(headers: Mapping[str, str]) -> str:
    """The charset that the headers of an answer name, or ""."""
    stated = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    message = Message()
    message["content-type"] = stated
    return str(message.get_param("charset", "") or "")


def readings(run: Import, file: ImportFile, *, start: int = 0, most: int | None = None) -> Iterator[Reading]:
    """The items of a file as they were read, for people to look at. One that no reader survives says so as a problem."""
    order = order_for(run, file, Terms({}, {}), start=start, most=most, prepare=False)
    with opened(file.original) as stream:
        for part in isolation.parts(stream, order):
            for place, item in part.items:
                yield item.as_reading(place) if isinstance(item, Unread) else item


def first_readings(run: Import, most: int) -> list[tuple[ImportFile, Reading]]:
    """The first items of an import. What is asked is read to its end: a reader that is left alone has to be ended."""
    found: list[tuple[ImportFile, Reading]] = []
    for file in run.files.select_related("original"):
        found += [(file, reading) for reading in readings(run, file, most=most - len(found))]
        if len(found) >= most:
            break
    return found
