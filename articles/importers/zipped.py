"""Zip archives of files in any other format, also of pages saved "complete" with their pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.documents import Reading
from articles.importers import foreign, members, saved_page
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.zip_entries import MAGIC, Archive

_OFFICE = {
    "word/document.xml": "a word processor's file",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an electronic book",
    "AndroidManifest.xml": "a program",
}


def looks_like(head: bytes, filename: str) -> float:
    """The first bytes of a zip archive, whatever is in it."""
    return 0.9 if head.startswith(MAGIC) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The items of each file in the archive's order; one that cannot be read does not stop the others."""
    stream = members.seekable(stream)
    archive = Archive(stream, options.allowance)
    names = {entry.name for entry in archive.entries}
    if special := _special(names):
        stream.seek(0)
        yield from options.inside(stream, replace(options, allowance=archive.allowance), special)
        return
    stories = set(saved_page.without_support(names))
    for entry in archive.entries:
        if entry.name not in stories:
            continue
        if archive.allowance.exhausted:
            raise Unreadable("The archive unpacks to far more than an archive of stories would; its rest was left.")
        try:
            content, allowance = archive.open(entry)
        except Unreadable as unreadable:
            yield Reading(0, problem=unreadable.problem, member=members.label(entry.name, options))
        else:
            yield from members.readings(content, entry.name, options, allowance=allowance)
    if not stories:
        raise Unreadable(
            f"The archive holds no file that could be a story; {len(names):,} pictures and the like were left out."
            if names
            else "The archive holds no files."
        )


def _special(names: set[str]) -> str:
    """The format that is kept in this archive, where the archive is one file in truth."""
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    for name, what in _OFFICE.items():
        if name in names and (name != "content.xml" or "mimetype" in names):
            raise Unreadable(f"This is {what}, which is not among the formats that can be imported.")
    return ""


FORMAT = Format(
    name="zip",
    label="Zip archive of any of these",
    extensions=(".zip",),
    media_types=("application/zip",),
    looks_like=looks_like,
    read=read,
    container=True,
    takes=foreign.ZIP,
)
