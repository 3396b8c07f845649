"""Which language the archive speaks to whoever is being answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.translation import get_language, override

# A page asks hundreds of times, and to ask Django takes some two microseconds.
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def spoken() -> str:
    """The language, as a tag of ``settings.LANGUAGES``."""
    return _spoken.get() or get_language() or settings.LANGUAGE_CODE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` within: in Django's own messages as well."""
    before = _spoken.set(language)
    try:
        with override(language):
            yield
    finally:
        _spoken.reset(before)
