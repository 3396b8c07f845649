"""JSON from outside, loaded so that no input can do harm or slip through as something else."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.importers.formats import Unreadable
from articles.text import words

DEEPEST = 100
LONGEST_NUMBER = 100
_NESTING = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)


def load(content: str, *, twice: bool = False) -> Any:
    """JSON of a strange sender: no NaN, no key twice, at most 100 deep, control characters in texts allowed.

    Raises :class:`Unreadable` with what is wrong and where. With ``twice`` a repeated name is no fault: the last one
    counts, as in a browser.
    """
    if content.count("[") + content.count("{") > DEEPEST and _depth(content) > DEEPEST:
        raise Unreadable(f"The JSON is nested more than {DEEPEST} deep.")
    try:
        return json.loads(
            content,
            strict=False,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_decimal,
            object_pairs_hook=dict if twice else _object,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in content.strip() else f"column {error.colno}"
        raise Unreadable(f"It is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]} ({place}).") from error


def _depth(content: str) -> int:
    depth = deepest = 0
    for token in _NESTING.finditer(content):
        if token[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> None:
    raise Unreadable(f"It is not valid JSON: {name} is no number.")


def _integer(digits: str) -> int:
    return int(_short(digits))


def _decimal(digits: str) -> float:
    return float(_short(digits))


def _short(digits: str) -> str:
    if len(digits) > LONGEST_NUMBER:
        raise Unreadable(f"It has a number of more than {LONGEST_NUMBER} digits.")
    return digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable(f"The name “{words.excerpt(twice, 40)}” stands twice in one object.")
    return value
