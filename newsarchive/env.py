"""Typed readers for settings that come from the environment. A wrong value stops the program with a sentence."""

from __future__ import annotations

import os
import zoneinfo
from ipaddress import AddressValueError, IPv6Address
from itertools import repeat
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent
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


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number from ``least`` to ``most``. Raises ImproperlyConfigured for anything else."""
    value = text(name) or str(default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number from {least} to {most}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, its parts apart by commas or blanks."""
    return text(name, default).replace(",", " ").split()


def places(name: str) -> frozenset[tuple[str, int]]:
    """Hosts with their ports, as in ``wiki.example.org:443, [fd00::1]:8080``. Raises ImproperlyConfigured for anything else."""
    return frozenset(map(_place, repeat(name), words(name)))


def _place(name: str, written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":")
    try:
        host = str(IPv6Address(host[1:-1])) if host.startswith("[") and host.endswith("]") else host.lower()
    except AddressValueError:
        host = ""
    is_bare = ":" in host and not written.startswith("[")
    if not host or is_bare or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ImproperlyConfigured(f"{name} names {written!r}. Write host:port, such as wiki.example.org:443.")
    return host, int(port)


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of ``choices``, the first of which is the default. Raises ImproperlyConfigured for anything else."""
    value = text(name) or choices[0]
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
    value = text(name) or default
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a zone such as Asia/Tokyo.") from None
    return value


def var() -> Path:
    """The folder for everything that is kept and is no code: ``NEWSARCHIVE_VAR``, or ``var`` in the checkout."""
    return ROOT / (text("NEWSARCHIVE_VAR") or "var")


def is_production() -> bool:
    """Whether this is a server that others rely on."""
    return choice("NEWSARCHIVE_ENV", ("development", "production")) == "production"


def database(name: str) -> dict[str, Any]:
    """A PostgreSQL address, as libpq reads it, in the terms of Django's DATABASES.

    Raises ImproperlyConfigured for what libpq does not understand. Where the variable is not set, nothing can be
    connected to, and PostgreSQL's client then says why.
    """
    try:
        given = conninfo_to_dict(text(name) or f"postgresql:///newsarchive?host=/{name}-is-not-set")
    except psycopg.ProgrammingError as fault:
        example = "postgresql://user:password@host:5432/name"
        raise ImproperlyConfigured(f"{name} is not understood ({fault}). Write {example}.".replace("\n", "")) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "OPTIONS": given,
    }
