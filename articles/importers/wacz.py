"""Packed web collections (WACZ 1.1): a zip archive of WARC files with a list of the pages that were meant.

Where there is such a list, what else was captured (frames, advertisements, answers of scripts) is no item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.documents import Reading
from articles.importers import compressed, foreign, members, warc
from articles.importers.compressed import Allowance
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.strange_json import load
from articles.importers.zip_entries import MAGIC, Archive, Entry

MOST_PAGES = 1_000_000
LONGEST_LINE = 10_000_000
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def looks_like(head: bytes, filename: str) -> float:
    """A zip archive with this file ending, or that begins with what only such collections hold."""
    if not head.startswith(MAGIC):
        return 0.0
    begins = head.startswith((b"archive/", b"datapackage.json", b"pages/pages.jsonl"), 30)
    return 0.95 if filename.endswith(FORMAT.extensions) or begins else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The pages of each WARC file in the collection."""
    archive = Archive(members.seekable(stream), options.allowance)
    files = [entry for entry in archive.entries if entry.name.startswith("archive/")]
    if not files:
        raise Unreadable("The collection holds no web archive.")
    listed = {url for entry in archive.entries if entry.name in _LISTS for url in _urls(archive, entry)}
    for entry in files:
        member = members.label(entry.name, options)
        try:
            content, allowance = archive.open(entry)
            inner = replace(options, member=member, depth=options.depth + 1, allowance=allowance)
            unpacked = compressed.opened(content, content.peek(3), Allowance(around=allowance))
            yield from warc.pages(unpacked, inner, listed)
        except Unreadable as unreadable:
            yield Reading(0, problem=unreadable.problem, member=member)


def _urls(archive: Archive, entry: Entry) -> Iterator[str]:
    """The addresses in a list of pages, one JSON object a line; a line that is none says nothing."""
    try:
        content, _ = archive.open(entry)
        for _ in range(MOST_PAGES):
            line = content.readline(LONGEST_LINE)
            if not line:
                return
            if url := _url(line):
                yield url
    except Unreadable:
        return


def _url(line: bytes) -> str:
    try:
        page = load(line.decode("utf-8", "replace"))
    except Unreadable:
        return ""
    url = page.get("url") if isinstance(page, dict) else None
    return url.partition("#")[0] if isinstance(url, str) else ""


FORMAT = Format(
    name="wacz",
    label="Web collection (WACZ)",
    extensions=(".wacz",),
    media_types=("application/wacz",),
    looks_like=looks_like,
    read=read,
    container=True,
    takes=foreign.ZIP,
)
