"""How dates, lists of names and structured data are written in the templates."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from articles.documents import Precision
from articles.models import Article
from articles.selection import first_day
from articles.speaking import spoken

register = template.Library()

# How a date is written where it is known to the year, the month, the day; a language without a row of its own
# writes it as English does.
FORMATS = {"en": {4: "Y", 7: "F Y", 10: "j F Y"}, "ja": {4: "Y年", 7: "Y年n月", 10: "Y年n月j日"}}
MONTH_FORMATS = {"en": {7: "F"}}
DAY_FORMATS = {"en": {10: "j"}}
SHORT_FORMATS = {"en": {4: "Y", 7: "M Y", 10: "j M"}, "ja": {4: "Y", 7: "Y年n月", 10: "n月j日"}}
LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7}
BESIDE_HAN = re.compile(
    r"(?<=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]) +| +(?=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e])"
)
BEFORE_SIGN = re.compile(r" +([,.;:)–])")
# A data block of a script element ends at the first "</", whatever stands around it.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.filter
def partial_date(period: str) -> str:
    """``2024``, ``March 2024`` or ``8 March 2024`` for YYYY, YYYY-MM or YYYY-MM-DD."""
    return _written(period, FORMATS)


@register.filter
def short_date(period: str) -> str:
    """The same, as short as a label under a drawing has to be."""
    return _written(period, SHORT_FORMATS)


@register.filter
def month_name(period: str) -> str:
    """``March`` for YYYY-03."""
    return _written(period, MONTH_FORMATS)


@register.filter
def day_number(period: str) -> str:
    """``8`` for YYYY-MM-08."""
    return _written(period, DAY_FORMATS)


def _written(period: str, formats: dict[str, dict[int, str]]) -> str:
    language = spoken()
    return _in_format(language, period, formats.get(language, formats["en"]).get(len(period), ""))


@lru_cache(maxsize=10_000)
def _in_format(language: str, period: str, wanted: str) -> str:
    # The language is part of the key: names of months are written in the one being spoken.
    try:
        return format_date(first_day(period), wanted) if wanted else period
    except ValueError:
        return period


@register.filter
def day_of(story: Article) -> str:
    """A story's date to its known precision, in words."""
    if story.published_at is None:
        return ""
    length = LENGTHS.get(Precision(story.published_precision), 10)
    return partial_date(story.published_on.isoformat()[:length])


@register.filter
def machine_day(story: Article) -> str:
    """A story's date for the ``datetime`` attribute: to the minute where that is known."""
    if story.published_at is None:
        return ""
    if has_hour(story):
        return timezone.localtime(story.published_at).isoformat(timespec="minutes")
    return story.published_on.isoformat()[: LENGTHS.get(Precision(story.published_precision), 10)]


@register.filter
def machine_moment(moment: dt.datetime) -> str:
    """A moment for the ``datetime`` attribute, to the second: HTML knows no more than thousandths of it."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def has_hour(story: Article) -> bool:
    """Whether the hour of a story is known."""
    return story.published_precision in (Precision.MINUTE, Precision.SECOND)


@register.filter
def listed(names: Iterable[Any], word: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``; with ``or`` as the word, ``A, B or C``."""
    *before, last = [str(name) for name in names] or [""]
    if not before:
        return last
    parts = {"before": pgettext("between names", ", ").join(before), "last": last}
    if word == "or":
        return pgettext("names", "%(before)s or %(last)s") % parts
    return pgettext("names", "%(before)s and %(last)s") % parts


@register.filter(is_safe=True)
def sentence(rendered: str) -> SafeString:
    """Rendered lines of a template as one sentence: single spaces, none before a comma, full stop or bracket.

    Beside Chinese and Japanese letters there is none at all.
    """
    return mark_safe(BESIDE_HAN.sub("", BEFORE_SIGN.sub(r"\1", " ".join(rendered.split()))))


@register.filter
def years_since(moment: dt.datetime | None) -> int:
    """Whole years from ``moment`` until now."""
    if moment is None:
        return 0
    then, today = timezone.localdate(moment), timezone.localdate()
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))


@register.simple_tag
def archive_name() -> str:
    """What this archive is called."""
    return settings.ARCHIVE_NAME


@register.simple_tag
def other_languages(address: str) -> list[tuple[str, str, str]]:
    """The same page in the other languages of the archive: code, the language's own name, and address.

    Nothing for an address that is the same in all of them.
    """
    found = [(code, name, translate_url(address, code)) for code, name in settings.LANGUAGES if code != spoken()]
    return [(code, name, there) for code, name, there in found if there != address]


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """``data`` as a JSON-LD block. It is data, which no Content-Security-Policy keeps from being read."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
