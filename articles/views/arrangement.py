"""How the stories of a list stand on its page: in full rows, as headlines, as cards, or by day.

It is no part of the selection: feeds, exports and all numbers are the same however the page looks.
"""

from __future__ import annotations

from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext

from articles.filters import quoted

PARAMETER = "view"


class Arrangement(StrEnum):
    """The ways to show the stories of a list. The first is the usual one, which no address names."""

    LIST = "list"
    HEADLINES = "headlines"
    CARDS = "cards"
    DAYS = "days"

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What a form carries along to keep it."""
        return [] if self is Arrangement.LIST else [(PARAMETER, self.value)]

    def kept(self, query: str) -> str:
        """A query string with what keeps this arrangement."""
        if self is Arrangement.LIST:
            return query
        return f"{query}&{PARAMETER}={self}" if query else f"{PARAMETER}={self}"


def asked(query: QueryDict) -> tuple[Arrangement, list[str]]:
    """The arrangement that a query string asks for, and a sentence where there is no such one."""
    text = query.get(PARAMETER) or Arrangement.LIST
    if text in [*Arrangement]:
        return Arrangement(text), []
    known = ", ".join(Arrangement)
    problem = gettext("%(value)s is not a way to show a list: %(known)s are.") % {"value": quoted(text), "known": known}
    return Arrangement.LIST, [problem]
