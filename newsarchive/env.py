"""Typed readers for settings that come from the environment. A wrong value stops the program with a sentence."""

from __future__ import annotations

import os
import zoneinfo

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write yes or no.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least ``least``. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number of at least {least}.")
    return int(value)


def words(name: str) -> list[str]:
    """A list, its parts apart by commas or blanks."""
    return text(name).replace(",", " ").split()


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of ``choices``, the first of which is the default. Raises ImproperlyConfigured for anything else."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write one of: {', '.join(choices)}.")
    return value


def required(name: str, what: str) -> str:
    """A value that must be there. Raises ImproperlyConfigured, saying ``what`` it is, where it is not."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. It is {what}.")
    return value


def time_zone(name: str, default: str) -> str:
    """A zone of the IANA time zone database. Raises ImproperlyConfigured for anything else."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a zone such as Asia/Tokyo.") from None
    return value
