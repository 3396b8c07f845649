"""Stories in JSON lines, read as lessons; a file may be compressed with gzip."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.learning import Lesson

GZIP = b"\x1f\x8b"
TEXTS = ("headline", "dateline", "body")
LISTS = ("topics", "countries")
Id = str | int


class BadLines(Exception):
    """Why a file cannot be used, with the number of the line where there is one."""


def lessons_of(name: str, *, labelled: bool) -> Iterator[tuple[Id, Lesson]]:
    """The id and the lesson of each line of a file; ``labelled`` ones have topics and countries.

    Empty lines are passed over. Raises `BadLines`.
    """
    for number, line in _lines(name):
        try:
            yield _lesson(line, labelled)
        except ValueError as error:
            raise BadLines(f"{name}, line {number}: {error}") from error


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    try:
        with Path(name).open("rb") as opened:
            packed = opened.peek(len(GZIP)).startswith(GZIP)
            with gzip.open(opened) if packed else opened as stream:
                yield from ((number, line) for number, line in enumerate(stream, start=1) if line.strip())
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadLines(f"{name} is damaged: it cannot be unpacked ({error}).") from error
    except OSError as error:
        raise BadLines(f"{name} cannot be read: {error.strerror}.") from error


def _lesson(line: bytes, labelled: bool) -> tuple[Id, Lesson]:
    """The id and the lesson that a line holds; ValueError with a sentence where it holds none."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not valid JSON ({error.msg}, column {error.colno}).") from error
    except RecursionError as error:
        raise ValueError("its JSON is nested too deep.") from error
    if not isinstance(record, dict):
        raise ValueError("it is no JSON object.")
    story = record.get("id")
    if not isinstance(story, str | int) or isinstance(story, bool):
        raise ValueError('"id" is missing, or neither text nor a whole number.')
    texts = {field: _text(record, field) for field in TEXTS}
    labels = {field: _labels(record, field) for field in LISTS} if labelled else {}
    return story, Lesson(**texts, **labels)


def _text(record: dict[str, Any], field: str) -> str:
    """A text; a story may lack its headline, dateline or body."""
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{field}" is no text.')
    return (value or "").encode("utf-8", "replace").decode()


def _labels(record: dict[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) and one for one in value)):
        raise ValueError(f'"{field}" is no list of texts.')
    return tuple(dict.fromkeys(value or ()))
