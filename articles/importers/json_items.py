"""The objects of a JSON file one by one: a line each, the members of a list, or a single object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from articles.documents import Document, Problem, Reading
from articles.importers.formats import Unreadable, read_whole
from articles.importers.strange_json import load
from articles.text import encodings, words

LARGEST = 50_000_000
MOST_PROBLEMS_IN_A_ROW = 1_000
_WRAPPERS = ("articles", "results", "items", "stories", "documents", "records", "data", "entries")


@dataclass(frozen=True, slots=True)
class Story:
    """What a story is among the objects of a file.

    ``document`` makes one of an object and raises :class:`Unreadable` where it is none; an object with one of
    ``names`` is a story itself and no wrapper around a list of them.
    """

    document: Callable[[Mapping[str, Any]], Document]
    names: frozenset[str]


def read(stream: BinaryIO, story: Story, wants: Callable[[int], bool] = lambda position: True) -> Iterator[Reading]:
    """Item by item; JSON Lines are read line by line, so a file may be larger than memory. Lines not wanted stay unread."""
    lines = _lines(stream)
    first = next(lines, None)
    if first is None:
        raise Unreadable("The file is empty.")
    number, line = first
    if line.startswith("[") or not line.endswith("}"):
        rest = read_whole(stream, LARGEST)
        yield from _whole(line + "\n" + encodings.decode(rest, "utf-8").text, story)
        return
    if (wrapped := _wrapped(line, story)) is not None:
        yield from _items(wrapped, story)
        return
    failures = 0
    position = 0
    while True:
        if wants(position):
            reading = _one_line(line, number, position, story)
            failures = failures + 1 if reading.problem else 0
            yield reading
        if failures >= MOST_PROBLEMS_IN_A_ROW:
            raise Unreadable(f"{failures:,} lines in a row could not be read; the rest of the file was left.", number)
        position += 1
        following = next(lines, None)
        if following is None:
            return
        number, line = following


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := stream.readline(LARGEST + 1):
        number += 1
        if len(raw) > LARGEST:
            raise Unreadable(f"The line is longer than {LARGEST // 1_000_000} MB.", number)
        if line := raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip():
            yield number, line


def _one_line(line: str, number: int, position: int, story: Story) -> Reading:
    original = words.scrub(line)
    try:
        return _reading(load(line), position, original, story)
    except Unreadable as unreadable:
        return Reading(position, problem=Problem(unreadable.problem.message, number), original=original)


def _whole(content: str, story: Story) -> Iterator[Reading]:
    """An array, a single object, or an object around an array."""
    value = load(content)
    if isinstance(value, dict):
        value = _inside(value, story) or [value]
    if not isinstance(value, list):
        raise Unreadable("The JSON is neither an object nor a list of objects.")
    if not value:
        raise Unreadable("The JSON list is empty.")
    yield from _items(value, story)


def _wrapped(line: str, story: Story) -> list[Any] | None:
    """The list inside a line that is an object around a list of stories; None for any other line."""
    try:
        value = load(line)
    except Unreadable:
        return None
    return _inside(value, story) if isinstance(value, dict) else None


def _inside(value: Mapping[str, Any], story: Story) -> list[Any] | None:
    if not story.names.isdisjoint(value):
        return None
    return next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list)), None)


def _items(items: list[Any], story: Story) -> Iterator[Reading]:
    for position, item in enumerate(items):
        original = words.scrub(json.dumps(item, ensure_ascii=False))
        try:
            yield _reading(item, position, original, story)
        except Unreadable as unreadable:
            problem = Problem(f"Item {position + 1}: {unreadable.problem.message}")
            yield Reading(position, problem=problem, original=original)


def _reading(value: Any, position: int, original: str, story: Story) -> Reading:
    if not isinstance(value, dict):
        raise Unreadable("It is JSON, but no object with named values.")
    return Reading(position, story.document(value), original=original)
