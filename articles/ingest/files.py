"""How the files of an import are to be read: what their readers are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any

from articles.documents import Reading
from articles.ingest import isolation
from articles.ingest.completing import Page
from articles.ingest.originals import opened
from articles.ingest.preparing import Terms
from articles.ingest.reader import Order, Unread
from articles.models import Import, ImportFile


def terms_of(run: Import, file: ImportFile) -> Terms:
    """What holds for the items of a file, with what the editor changed in the preview."""
    edited = file.items.exclude(edited=None).values_list("position", "edited")
    return Terms(run.defaults, dict(edited))


def order_for(run: Import, file: ImportFile, terms: Terms, only: frozenset[int] | None = None, **more: Any) -> Order:
    """The order to read a file, or ``only`` the items in these places."""
    if only is None and file.only is not None:
        only = frozenset(file.only)
    return Order(
        filename=file.name,
        format=run.format,
        url=file.final_url or file.url,
        mapping=run.mapping,
        charset=charset_of(file.headers or {}),
        terms=terms,
        pages=pages_of(file),
        only=only,
        **more,
    )


def pages_of(file: ImportFile) -> dict[str, Page]:
    """The pages that were fetched for the summaries in a file, by the addresses that it links to."""
    return {
        page.url: Page(b"".join(page.original.pieces()), page.final_url or page.url, charset_of(page.headers or {}))
        for page in file.pages.select_related("original")
    }


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
    for file in run.files.filter(page_of=None).select_related("original"):
        found += [(file, reading) for reading in readings(run, file, most=most - len(found))]
        if len(found) >= most:
            break
    return found
