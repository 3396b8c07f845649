"""Sources: agencies and publications. Sections: the part of a paper a story was printed in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from articles.models.base import new_edition, page_of, slug_field, tracked
from articles.models.places import Country


@tracked
class Source(models.Model):
    """Who reported a story (an agency such as AFP), or an outlet where it ran."""

    class Kind(models.TextChoices):
        AGENCY = "agency", gettext_lazy("News agency")
        NEWSPAPER = "newspaper", gettext_lazy("Newspaper")
        BROADCASTER = "broadcaster", gettext_lazy("Broadcaster")
        MAGAZINE = "magazine", gettext_lazy("Magazine")
        WEBSITE = "website", gettext_lazy("Website")
        GOVERNMENT = "government", gettext_lazy("Government")
        ARCHIVE = "archive", gettext_lazy("This archive")

    name = models.CharField(max_length=160)
    slug = slug_field()
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.WEBSITE)
    aliases = ArrayField(
        models.CharField(max_length=160),
        default=list,
        blank=True,
        help_text="Other names: “Agence France-Presse” for AFP.",
    )
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    home_page = models.URLField(blank=True, max_length=500)
    time_zone = models.CharField(
        max_length=64,
        blank=True,
        help_text="Where its printed times have no zone, they are read in this one: Asia/Karachi.",
    )
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="source_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="source_has_name"),
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("source", self.slug)


@tracked
class Section(models.Model):
    """A section of a publication, shown as the kicker above a headline: News, Opinion, Business."""

    name = models.CharField(max_length=80)
    slug = slug_field()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="section_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="section_has_name"),
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("section", self.slug)
