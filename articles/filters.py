"""From a query string to a ``Selection``: what is understood is kept, and the rest is named to the reader.

Pages show the ``problems`` and answer without the values in question; feeds, exports and the API refuse with the
same sentences. Where a parameter that takes one value is repeated, the last one counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from articles.documents import Precision
from articles.models import Article, Country, FormerSlug
from articles.search import names
from articles.search.names import by_kind
from articles.search.query_language import shortened
from articles.selection import Reprints, Selection, Sort, first_day, last_day
from articles.text import dates

MOST_VALUES = 20
# The list gives its last page to whoever asks for one beyond it.
MOST_DIGITS = 6
QUOTED = 60
LONGEST_DATE = 40

SLUG = re.compile(r"[-\w]{1,80}")
COUNTRY_CODE = re.compile(r"[A-Za-z]{2}(?:[A-Za-z]{2})?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# What PostgreSQL, XML or a terminal cannot take: control characters and lone surrogates.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")

Problems = list[str]
Read = Callable[[list[str], Problems], tuple[str, ...]]


def has_empty_fields(query: QueryDict) -> bool:
    """Whether a form sent fields that nobody filled in: an address is better without them."""
    return any(value == "" for _, values in query.lists() for value in values)


def plain(text: str) -> str:
    """``text`` on one line, without control characters and superfluous space."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())


class Understood(NamedTuple):
    """What a parameter means to the selection, and sentences for what of it was not understood."""

    meaning: Any
    problems: Problems


class Many(forms.Field):
    """Any number of values, each of which is known to the archive or named as a problem."""

    widget = forms.SelectMultiple

    def __init__(self, *, read: Read, parameter: str, **options: Any) -> None:
        super().__init__(**options)
        self.read, self.parameter = read, parameter

    def clean(self, value: list[str] | None) -> Understood:
        problems: Problems = []
        values = list(dict.fromkeys(one for one in value or () if one))
        if not values:
            return Understood((), problems)
        if len(values) > MOST_VALUES:
            problems.append(
                gettext("At most %(most)s values of “%(parameter)s” can be asked for.")
                % {"most": MOST_VALUES, "parameter": self.parameter}
            )
        meaning = self.read(values[:MOST_VALUES], problems)
        return Understood(meaning, problems)


class Words(forms.Field):
    """Words to look for, cut where they are too many."""

    def clean(self, value: str | None) -> Understood:
        return Understood(*shortened(UNPRINTABLE.sub(" ", value or "")))


class PartialDate(forms.Field):
    """A year, a month or a day: 2024, 2024-05, 2024-05-24, or as one says it, May 2024 and 24 May 2024."""

    def clean(self, value: str | None) -> Understood:
        text = (value or "").strip()
        try:
            if text:
                last_day(text)
        except ValueError:
            if said := _said(text):
                return Understood(said, [])
            return Understood(
                "", [gettext("%(value)s is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.") % {"value": quoted(text)}]
            )
        return Understood(text, [])


def _said(text: str) -> str:
    """A date in words as YYYY-MM or YYYY-MM-DD; empty for anything else, and where something else stands beside it."""
    if len(text) > LONGEST_DATE:
        return ""
    day = next(dates.find(text), None)
    if day:
        whole = (day.start, day.end) == (0, len(text)) and day.moment.precision == Precision.DAY
        return day.moment.value.date().isoformat() if whole else ""
    month = dates.parse(text)
    return f"{month.value:%Y-%m}" if month and month.precision == Precision.MONTH else ""


class Order(forms.Field):
    """The order of a list."""

    def clean(self, value: str | None) -> Understood:
        if not value or value in [*Sort]:
            return Understood(Sort(value) if value else None, [])
        return Understood(
            None,
            [
                gettext("%(value)s is not an order: %(orders)s are.")
                % {"value": quoted(value), "orders": ", ".join(Sort)}
            ],
        )


class ReprintsShown(forms.Field):
    """Whether the printings of one story share a row."""

    def clean(self, value: str | None) -> Understood:
        if not value or value in [*Reprints]:
            return Understood(Reprints(value) if value else None, [])
        return Understood(
            None,
            [
                gettext("%(value)s is not known of reprints: %(choices)s is.")
                % {"value": quoted(value), "choices": gettext(" or ").join(Reprints)}
            ],
        )


class PageNumber(forms.Field):
    """The number of a page, from 1."""

    def clean(self, value: str | None) -> Understood:
        text = value or "1"
        if text.isascii() and text.isdecimal() and int(text[:MOST_DIGITS]):
            return Understood(int(text) if len(text) <= MOST_DIGITS else 10**MOST_DIGITS, [])
        return Understood(1, [gettext("%(value)s is not the number of a page.") % {"value": quoted(text)}])


class Condition(django_filters.Filter):
    """A parameter of the query string. What it filters is no queryset but the selection that ``search`` answers."""

    def __init__(self, field_class: type[forms.Field], name: str, **options: Any) -> None:
        super().__init__(field_name=name, required=False, **options)
        self.field_class = field_class

    def understood(self, query: QueryDict, name: str) -> Understood:
        """What the parameter ``name`` of a query string means."""
        return self.field.clean(self.field.widget.value_from_datadict(query, {}, name))


def many(parameter: str, read: Read) -> Condition:
    """A condition of any number of values."""
    return Condition(Many, parameter, read=read, parameter=parameter)


def quoted(value: str) -> str:
    """``value`` as a message shows it: in quotation marks, printable, and not too long."""
    value = UNPRINTABLE.sub("�", value)
    return f"“{value[:QUOTED]}…”" if len(value) > QUOTED else f"“{value}”"


def _slugs(kind: str) -> Read:
    """A reader of slugs of names of a kind, for which readers have the same word."""

    def read(values: list[str], problems: Problems) -> tuple[str, ...]:
        return _known(values, _present(kind, values), kind, problems)

    return read


def _present(kind: str, values: Iterable[str]) -> dict[str, str]:
    """Which of the values name something, and how the archive writes them."""
    written = _written(kind, values)
    known = names().by_value({kind: written.values()})[kind]
    return {value: name for value, name in written.items() if name in known}


def _written(kind: str, values: Iterable[str]) -> dict[str, str]:
    """The values that have the shape of a slug or code, as the archive would write them."""
    if kind == "country":
        return {value: value.upper() for value in values if COUNTRY_CODE.fullmatch(value)}
    return {value: value for value in values if SLUG.fullmatch(value)}


def _topics(values: list[str], problems: Problems) -> tuple[str, ...]:
    """Slugs of tags. A slug that a tag had once stands for the tag's present one."""
    present = _present("topic", values)
    missing = [value for value in values if value not in present and SLUG.fullmatch(value)]
    if missing:
        present |= dict(FormerSlug.objects.filter(slug__in=missing).values_list("slug", "tag__slug"))
    return _known(values, present, gettext_noop("topic"), problems)


def _countries(values: list[str], problems: Problems) -> tuple[str, ...]:
    """Codes of countries, in any case; a two-letter code of a former country where no present one has it."""
    known = _present("country", values)
    missing = {value: code for value, code in _written("country", values).items() if value not in known}
    former: dict[str, list[Country]] = {}
    if missing:
        for country in Country.objects.filter(alpha2__in=missing.values()):
            former.setdefault(country.alpha2, []).append(country)
    for value, code in missing.items():
        if len(meant := former.get(code, [])) == 1:
            known[value] = meant[0].code
        elif meant:
            choices = gettext(" or ").join(f"{country.code} ({country.name})" for country in meant)
            problems.append(
                gettext("%(value)s was the code of more than one country: write %(choices)s.")
                % {"value": quoted(value), "choices": choices}
            )
            values = [one for one in values if one != value]
    return _known(values, known, gettext_noop("country code"), problems)


def _kinds(values: list[str], problems: Problems) -> tuple[str, ...]:
    known = {value: value.lower() for value in values if value.lower() in Article.Kind}
    return _known(values, known, gettext_noop("kind of story"), problems)


def _languages(values: list[str], problems: Problems) -> tuple[str, ...]:
    """BCP 47 tags, in the case in which the standard writes them: pt-BR, zh-Hant."""
    known = {value: language_tag(value) for value in values if LANGUAGE.fullmatch(value)}
    return _known(values, known, gettext_noop("language tag"), problems)


def language_tag(text: str) -> str:
    """A language tag in the case that BCP 47 (RFC 5646, 2.1.1) recommends."""
    first, *rest = text.split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cased.get(len(part), str.lower)(part) for part in rest)])


def _known(values: list[str], known: Mapping[str, str], word: str, problems: Problems) -> tuple[str, ...]:
    """What is known of ``values``; each of the others becomes a sentence."""
    sentence = gettext("There is no %(kind)s %(value)s.")
    problems += [sentence % {"kind": gettext(word), "value": quoted(value)} for value in values if value not in known]
    return tuple(known[value] for value in values if value in known)


MANY: dict[str, Read] = {
    "topic": _topics,
    "topic_any": _topics,
    "topic_not": _topics,
    "country": _countries,
    "country_any": _countries,
    "country_not": _countries,
    "source": _slugs(gettext_noop("source")),
    "author": _slugs(gettext_noop("author")),
    "section": _slugs(gettext_noop("section")),
    "kind": _kinds,
    "language": _languages,
}


class ArticleFilter(django_filters.FilterSet):
    """What a query string asks of the archive: ``selection``, and ``problems`` for what was not understood.

    ``told`` has the problems by the parameter in question; ``turned`` the selection that dates which end before they
    begin would give the other way round.
    """

    @classmethod
    def get_filters(cls) -> dict[str, Condition]:
        """The conditions in the order in which their problems are told. (``from`` cannot name an attribute.)"""
        return {name: many(name, read) for name, read in MANY.items()} | {
            "q": Condition(Words, "q"),
            "from": Condition(PartialDate, "since"),
            "to": Condition(PartialDate, "until"),
            "reprints": Condition(ReprintsShown, "reprints"),
            "sort": Condition(Order, "sort"),
            "page": Condition(PageNumber, "page"),
        }

    def __init__(self, query: QueryDict) -> None:
        # The fields are read as they stand: they keep nothing of a request, and a set of copies of them with a form
        # around it, which is what the base class makes, takes twenty times as long.
        self.problems: Problems = []
        self.told: dict[str, Problems] = {}
        self.turned: Selection | None = None
        # All names in one query: each field then finds its own among those remembered.
        asked = by_kind(lambda parameter: query.getlist(parameter)[:MOST_VALUES])
        names().by_value({kind: _written(kind, values).values() for kind, values in asked.items()})
        meanings = {}
        for name, condition in self.base_filters.items():
            understood = condition.understood(query, name)
            meanings[condition.field_name] = understood.meaning
            self.problems += understood.problems
            self.told[name] = understood.problems
        self.selection = Selection(**meanings)
        self._check_dates()

    def _check_dates(self) -> None:
        since, until = self.selection.since, self.selection.until
        if since and until and first_day(since) > last_day(until):
            told = gettext("The dates end before they begin: from %(since)s to %(until)s.")
            problem = told % {"since": since, "until": until}
            self.problems.append(problem)
            self.told["to"] = [problem]
            self.turned = replace(self.selection, since=until, until=since)
            self.selection = replace(self.selection, since="", until="")
