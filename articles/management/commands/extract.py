"""Reads files or a page of the web as an import would and prints what it finds, one JSON object a line; no database."""

from __future__ import annotations

import base64
import binascii
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles import importers
from articles.documents import Document, Reading
from articles.fetch import Policy, Robots, Unfetched, fetch_page
from articles.importers.formats import Unreadable
from articles.importers.strange_json import load
from articles.management.folders import files_in
from articles.text import html

STANDARD_INPUT = "-"
LONGEST_LINE = 50_000_000


class Command(BaseCommand):
    """Exit code 0 where everything could be read, 3 where something could not."""

    help = (
        "Read files (or standard input, or the page at an address) as an import would and print one JSON object a line. "
        "Touches no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="A file, a folder, or - for standard input.")
        parser.add_argument(
            "--url", default="", help="The address of the page that the file is; without a file, it is fetched."
        )
        parser.add_argument("--format", default=importers.AUTO, choices=[importers.AUTO, *importers.BY_NAME])
        parser.add_argument(
            "--batch",
            action="store_true",
            help='Read JSON lines {"id", "url", "html_b64"} or {"id", "filename", "text"} and answer each at once.',
        )

    def handle(self, *, files: list[str], url: str, format: str, batch: bool, **options: Any) -> None:
        if batch if files else not (batch or url):
            raise CommandError("Give either files, --url or --batch.")
        if batch:
            answers = batch_answers(sys.stdin)
        elif files:
            answers = file_answers(files, url, format)
        else:
            answers = page_answers(url, format)
        failed = 0
        for answer in answers:
            failed += "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        if failed and not batch:
            sys.exit(3)


def file_answers(names: list[str], url: str, format: str) -> Iterator[dict[str, Any]]:
    """What each item of each file holds, and of each file of a folder."""
    for name in names:
        if Path(name).is_dir():
            yield from file_answers([str(file) for file in files_in(Path(name))], url, format)
            continue
        try:
            with nullcontext(sys.stdin.buffer) if name == STANDARD_INPUT else Path(name).open("rb") as stream:
                for reading in importers.read(stream, "" if name == STANDARD_INPUT else Path(name).name, format, url):
                    yield answer(reading) if reading.document else {"file": name, **answer(reading)}
        except OSError as error:
            yield {"file": name, "error": f"The file could not be opened: {error.strerror}."}


def page_answers(url: str, format: str) -> Iterator[dict[str, Any]]:
    """What the page at an address holds, or why it cannot be had."""
    policy = Policy(allow=settings.FETCH_ALLOW)
    try:
        page = fetch_page(url, policy, Robots(policy))
    except Unfetched as fault:
        yield {"url": url, "error": fault.reason}
        return
    for reading in importers.read(page.content, "", format, page.url, charset=page.charset):
        yield answer(reading) if reading.document else {"url": url, **answer(reading)}


def batch_answers(lines: TextIO) -> Iterator[dict[str, Any]]:
    """One answer to each line, in order; {"id", "error"} where nothing could be read."""
    while line := lines.readline(LONGEST_LINE):
        if line.strip():
            yield _batch_answer(line)


def _batch_answer(line: str) -> dict[str, Any]:
    identifier = None
    try:
        request = load(line)
        if not isinstance(request, dict):
            raise Unreadable("The line is JSON, but no object.")
        identifier = request.get("id")
        url, filename, text, page = (request.get(key) or "" for key in ("url", "filename", "text", "html_b64"))
        if not all(isinstance(value, str) for value in (url, filename, text, page)):
            raise Unreadable("“url”, “filename”, “text” and “html_b64” have to be texts.")
        data, format = (
            (base64.b64decode(page, validate=True), "html") if page else (text.encode("utf-8", "replace"), "text")
        )
    except Unreadable as unreadable:
        return {"id": identifier, "error": unreadable.problem.message}
    except binascii.Error:
        return {"id": identifier, "error": "“html_b64” is not valid base64."}
    reading = next(importers.read(data, filename, format, url))
    return {"id": identifier, **answer(reading)}


def answer(reading: Reading) -> dict[str, Any]:
    """A reading as the object that is printed: the fields that are known, or the error; and where in its file it stood."""
    place = {"member": reading.member} if reading.member else {}
    if reading.document is None:
        problem = reading.problem
        line = {"line": problem.line} if problem and problem.line is not None else {}
        return {"error": problem.message if problem else "Nothing was found.", **line, **place}
    return {key: value for key, value in fields(reading.document).items() if value} | place


def fields(document: Document) -> dict[str, Any]:
    """A document's fields under the names that the command prints; empty where unknown."""
    picture = document.pictures[0] if document.pictures else None
    return {
        "headline": document.headline,
        "standfirst": document.standfirst,
        "authors": list(document.authors),
        "published": document.published.isoformat() if document.published else "",
        "published_printed": document.published.printed if document.published else "",
        "updated": document.updated.isoformat() if document.updated else "",
        "section": document.section,
        "dateline": document.dateline,
        "body": html.to_text(document.body_html),
        "image": picture.url if picture else "",
        "image_caption": picture.caption if picture else "",
        "image_credit": picture.credit if picture else "",
        "image_alt": picture.alt if picture else "",
        "source": document.source,
        "site_name": document.site_name,
        "url": document.url,
        "canonical_url": document.canonical_url,
        "guid": document.guid,
        "language": document.language,
        "kind": document.kind,
        "labels": [label.name for label in document.labels],
        "countries": list(document.countries),
        "credit": document.credit,
        "status": document.status,
        "embargo": document.embargo.isoformat() if document.embargo else "",
        "version": document.version,
        "summary_only": document.summary_only,
        "removed": [{"reason": removed.reason, "text": removed.text} for removed in document.removed],
        "evidence": {field: {"where": found.where, "text": found.text} for field, found in document.evidence.items()},
        "conflicts": {field: list(values) for field, values in document.conflicts.items()},
        "warnings": list(document.warnings),
    }
