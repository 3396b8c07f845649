"""Answering where the engine gives up on damaged files, until the follower has built new ones."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from articles.search.generations import Unusable, current, report_damage
from articles.search.patience import is_panic

log = logging.getLogger(__name__)

# How Tantivy's messages begin when it is the files that are at fault, and not the question.
OF_FILES = ("Data corrupted", "An IO error occurred")


def surviving(otherwise: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a function that asks the index answer with ``otherwise`` where its files cannot be read.

    The follower is told to look after them. ``otherwise`` is given what the function was given.
    """

    def decorate(ask: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(ask)
        def answer(*values: Any, **named: Any) -> Any:
            try:
                return ask(*values, **named)
            except BaseException as fault:
                if not (is_panic(fault) or (isinstance(fault, ValueError) and str(fault).startswith(OF_FILES))):
                    raise
                log.error("The index cannot be read: %s", fault)
            with suppress(Unusable):
                report_damage(current())
            return otherwise(*values, **named)

        return answer

    return decorate
