"""Names as printed to rows of the archive: sources, sections, authors, tags and countries."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from articles.documents import Moment, Precision
from articles.ingest.suggesting import Named
from articles.models import Author, ChangeSet, Country, FormerSlug, Section, Source, Tag
from articles.models.articles import EARLIEST, LATEST
from articles.models.base import make_slug
from articles.text import names

NOON = dt.time(12)


LATEST_CHANGES = "SELECT " + ", ".join(
    f"""(SELECT pgh_id FROM {model.pgh_event_model._meta.db_table} WHERE pgh_changeset IS DISTINCT FROM %(changeset)s
    ORDER BY pgh_id DESC LIMIT 1)"""
    for model in (Source, Author, Section, Tag, Country)
)


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """How names are compared: without case, hyphens or doubled spaces."""
    return " ".join(re.sub(r"[-_]+", " ", name.casefold()).split())


class Resolver:
    """Finds the row for a name, by its name or an alias, and makes it where none is there.

    It reads each table once, and serves for as long as ``is_current`` says so. With ``new_tags`` false, labels that the
    archive has no tag for are left out instead of becoming tags.
    """

    def __init__(self, *, new_tags: bool) -> None:
        self.new_tags = new_tags
        self.sources = self._by_name(Source)
        self.authors = self._by_name(Author)
        self.sections = {folded(section.name): section for section in Section.objects.all()}
        self.tags: dict[tuple[str, str], Tag] = {}
        for tag in Tag.objects.all():
            for name in (*tag.aliases, tag.name):
                self.tags[tag.kind, folded(name)] = tag
        self.countries, self.codes = country_names()
        self._named: dict[tuple[type[models.Model], int], Named] = {}
        self._latest: tuple[int, ...] | None = None

    @staticmethod
    def _by_name(model: type[Source] | type[Author]) -> dict[str, Any]:
        found = {}
        for thing in model.objects.all():
            for name in (*thing.aliases, thing.name):
                found[folded(name)] = thing
        return found

    def source(self, name: str) -> Source | None:
        """The source of that name; a known agency is made as one."""
        if not (name := name.strip()[:160]):
            return None
        if folded(name) not in self.sources:
            agency = names.agency(name)
            known = self.sources.get(folded(agency)) if agency else None
            kind = Source.Kind.AGENCY if agency else Source.Kind.WEBSITE
            self.sources[folded(name)] = known or self._make(Source, agency or name, kind=kind)
            if agency:
                self.sources[folded(agency)] = self.sources[folded(name)]
        return self.sources[folded(name)]

    def known_source(self, name: str) -> Source | None:
        """The source of that name, or of the agency that it stands for; None where the archive has none."""
        agency = names.agency(name.strip()[:160])
        return self.sources.get(folded(name.strip()[:160])) or (self.sources.get(folded(agency)) if agency else None)

    def known_author(self, name: str) -> Author | None:
        """The author of that name, or None."""
        return self.authors.get(folded(name[:160]))

    def known_section(self, name: str) -> Section | None:
        """The section of that name, or None."""
        return self.sections.get(folded(name[:80]))

    def author(self, name: str) -> Author | None:
        """The author of that name."""
        return self._obtain(self.authors, Author, name[:160])

    def section(self, name: str) -> Section | None:
        """The section of that name."""
        return self._obtain(self.sections, Section, name[:80])

    def _obtain(self, known: dict[str, Any], model: type[models.Model], name: str) -> Any | None:
        if not (key := folded(name)):
            return None
        if key not in known:
            known[key] = self._make(model, name.strip())
        return known[key]

    def tag(self, name: str, kind: str) -> Tag | None:
        """The tag of that name and kind, or None where there is none and none may be made."""
        held = self.tags.get((kind, folded(name)))
        return self.new_tag(name, kind) if held is None and self.new_tags and name.strip() else held

    def new_tag(self, name: str, kind: str) -> Tag:
        """The tag of that name and kind, made where there is none."""
        key = (kind, folded(name))
        if key not in self.tags:
            self.tags[key] = self._make(Tag, name.strip()[:160], kind=kind)
        return self.tags[key]

    def named(self, thing: Tag | Country) -> Named:
        """The thing as it is looked for in texts."""
        key = (type(thing), thing.pk)
        if key not in self._named:
            self._named[key] = Named(thing)
        return self._named[key]

    def is_current(self, changeset: ChangeSet) -> bool:
        """Whether nobody but ``changeset`` has changed a name since the first time this was asked."""
        with connection.cursor() as cursor:
            cursor.execute(LATEST_CHANGES, {"changeset": changeset.pk})
            latest = cursor.fetchone()
        self._latest = self._latest or latest
        return latest == self._latest

    def country(self, name: str) -> Country | None:
        """The country of that code, name or alias, or None."""
        return self.codes.get(name.strip().upper()) or self.countries.get(folded(name))

    def split(self, labels: Iterable[tuple[str, str]], codes: Iterable[str]) -> tuple[list[Tag], list[Country]]:
        """Labels (name and kind) and codes as tags and countries, each once. A place that is a country becomes one."""
        tags: dict[int, Tag] = {}
        countries: dict[int, Country] = {}
        for code in codes:
            if country := self.country(code):
                countries[country.pk] = country
        for name, kind in labels:
            if kind == Tag.Kind.PLACE and (country := self.country(name)):
                countries[country.pk] = country
            elif tag := self.tag(name, kind):
                tags[tag.pk] = tag
        return list(tags.values()), list(countries.values())

    @staticmethod
    def _make(model: type[models.Model], name: str, **values: Any) -> Any:
        """Create a row with a slug of its own; where somebody else just made it, theirs."""
        same = {"name__iexact": name} | ({"kind": values["kind"]} if model is Tag else {})
        try:
            with transaction.atomic():
                return model.objects.create(name=name, slug=free_slug(model, name), **values)
        except IntegrityError:
            return model.objects.get(**same)


def country_names() -> tuple[dict[str, Country], dict[str, Country]]:
    """Countries by folded name and by code; where names collide, the country that exists today wins."""
    by_name: dict[str, Country] = {}
    by_code: dict[str, Country] = {}
    everyone = sorted(Country.objects.all(), key=lambda country: country.to_year is None)
    for country in everyone:
        if country.alpha2:
            by_code[country.alpha2] = country
        for name in (*country.aliases, country.official_name, country.name):
            by_name[folded(name)] = country
    by_code |= {country.code: country for country in everyone}
    return by_name, by_code


def free_slug(model: type[models.Model], name: str) -> str:
    """A slug for ``name`` that no row of ``model`` has, or ever had."""
    slug = make_slug(name, model._meta.model_name)
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if model is Tag:
        taken |= set(FormerSlug.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    number = 2
    while f"{slug[:74]}-{number}" in taken:
        number += 1
    return f"{slug[:74]}-{number}"


def instant(moment: Moment, source: Source | None) -> dt.datetime | None:
    """The instant of a moment; None outside the archive's calendar.

    A time with no zone is read in its source's zone, else in the archive's. A date with no hour stands at noon
    of the archive's zone, so that it keeps its day wherever the archive moves.
    """
    value = moment.value
    zone = timezone.get_default_timezone()
    if moment.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        value = dt.datetime.combine(value.date(), NOON, tzinfo=zone)
    elif value.tzinfo is None:
        try:
            zone = zoneinfo.ZoneInfo(source.time_zone) if source and source.time_zone else zone
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = zoneinfo.ZoneInfo(settings.TIME_ZONE)
        value = value.replace(tzinfo=zone)
    return value if EARLIEST <= value < LATEST else None
