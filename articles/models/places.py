"""Countries: those of ISO 3166-1 and the former ones of ISO 3166-3."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from articles.models.base import new_edition, page_of, tracked
from articles.speaking import spoken


def dated_name(name: str, from_year: int | None, to_year: int | None) -> str:
    """``name``, of a country that is no more with its years: Soviet Union (1922–1991)."""
    return f"{name} ({from_year or ''}–{to_year})" if to_year else name


def names_elsewhere(code: str) -> list[str]:
    """What a country is called in the other languages that the archive speaks."""
    return [name for language, _ in settings.LANGUAGES[1:] if (name := _territories(language).get(code))]


def country_name(code: str, name: str) -> str:
    """The name of a country in the language being spoken, by Unicode's CLDR; ``name`` in English, and where CLDR has none."""
    language = spoken()
    return name if language == "en" else _territories(language).get(code, name)


@cache
def _territories(language: str) -> Mapping[str, str]:
    return Locale.parse(language, sep="-").territories


class CountryQuerySet(models.QuerySet):
    def current(self) -> CountryQuerySet:
        """Countries that exist today."""
        return self.filter(to_year=None)

    def former(self) -> CountryQuerySet:
        """Countries that no longer exist under this code."""
        return self.exclude(to_year=None)


@tracked
class Country(models.Model):
    """A country a story can be about.

    ``code`` is the ISO 3166-1 alpha-2 code; for a former country the four letters of ISO 3166-3 ("SUHH").
    West Germany, whose code ISO never withdrew, has the archive's own "DEDE".
    """

    code = models.CharField(max_length=4, unique=True)
    alpha2 = models.CharField("former alpha-2 code", max_length=2, blank=True, db_index=True)
    alpha3 = models.CharField(max_length=3, blank=True)
    numeric = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=80)
    official_name = models.CharField(max_length=160, blank=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    case_sensitive_aliases = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="Abbreviations that are words in small letters: US, UK.",
    )
    adjectives = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    not_in = ArrayField(
        models.CharField(max_length=80), default=list, blank=True,
        help_text="Phrases in which the name means something else: Latin America.",
    )  # fmt: skip
    ambiguous = models.BooleanField(
        default=False, help_text="The bare name often means something else: Georgia, Jordan."
    )
    continent = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=60, blank=True, help_text="Sub-region of the UN's M49 standard.")
    from_year = models.SmallIntegerField(null=True, blank=True)
    to_year = models.SmallIntegerField(null=True, blank=True, help_text="Empty for a country that exists.")
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")
    note = models.TextField(blank=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[A-Z]{2}([A-Z]{2})?$"), name="country_code_shape"),
            models.CheckConstraint(
                condition=models.Q(from_year=None)
                | models.Q(to_year=None)
                | models.Q(from_year__lte=models.F("to_year")),
                name="country_years_in_order",
            ),
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return country_name(self.code, dated_name(self.name, self.from_year, self.to_year))

    def get_absolute_url(self) -> str:
        return page_of("country", self.code.lower())
