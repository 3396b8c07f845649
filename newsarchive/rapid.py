"""The environment of ``templates/rapid``: parts of pages that repeat something tens of times.

Jinja compiles them, which makes a list several times faster than Django's own templates do. They know the same
filters, and escape in the same way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from articles.exporters.openurl import coins
from articles.speaking import spoken
from articles.templatetags import reading

# While a process lives the names of its static files stay as they are.
static_address = lru_cache(static)


def environment(**options: Any) -> Environment:
    """Jinja's environment with the filters of the pages. What a story has not is empty, as in Django's templates."""
    made = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], **options)
    made.newstyle_gettext = True
    made.globals |= {"_": translated, "gettext": translated, "ngettext": counted}
    made.policies["ext.i18n.trimmed"] = True
    for one in (
        reading.day_of,
        reading.listed,
        reading.machine_day,
        reading.partial_date,
        reading.sentence,
        reading.short_date,
    ):
        made.filters[one.__name__] = one
    made.filters["intcomma"] = "{:,}".format
    made.filters["truncatechars"] = lambda text, length: Truncator(text).chars(length)
    made.globals["static"] = static_address
    made.globals["coins"] = coins
    made.globals["url"] = address
    made.globals["spoken"] = spoken
    return made


def translated(message: str, /, **values: object) -> Markup:
    """``message`` in the reader's language, with escaped ``values`` in place of ``%(name)s``.

    It is what Jinja's own gettext gives where everything is escaped. That takes three times as long, a hundred times a
    page.
    """
    text = _translation(spoken(), message)
    return text % values if values else _without_values(text)


def counted(one: str, several: str, number: int, /, **values: object) -> Markup:
    """``one`` or ``several`` for a number, which is among the values as ``num``."""
    return Markup(ngettext(one, several, number)) % ({"num": number} | values)


@lru_cache(maxsize=2000)
def _translation(language: str, message: str) -> Markup:
    return Markup(gettext(message))


@lru_cache(maxsize=2000)
def _without_values(text: Markup) -> Markup:
    # A sign of per cent is doubled in a message, whether it takes values or not.
    return text % {}


def address(route: str, *args: str) -> str:
    """The address of a page, as ``{% url %}`` gives it, remembered."""
    return _address(spoken(), route, *args)


@lru_cache(maxsize=1000)
def _address(language: str, route: str, *args: str) -> str:
    return reverse(route, args=args)
