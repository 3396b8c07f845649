"""Rules by which editors have stories tagged: a tag or a country, and the question that finds its stories."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from articles.models.base import tracked
from articles.models.places import Country
from articles.models.tags import Tag

# As long as what is searched for at most.
LONGEST_QUERY = 200


class TagRuleQuerySet(models.QuerySet):
    """Rules by what they do."""

    def active(self) -> TagRuleQuerySet:
        """Rules that count."""
        return self.filter(active=True)

    def automatic(self) -> TagRuleQuerySet:
        """Active rules that tag new stories by themselves."""
        return self.active().filter(automatic=True)

    def with_names(self) -> TagRuleQuerySet:
        """With their tags and countries, in the same query."""
        return self.select_related("tag", "country")


@tracked
class TagRule(models.Model):
    """Stories that ``query`` finds are about ``tag`` or ``country``, whichever of the two it has.

    The query is in the language of the archive's search box (``articles.search.query_language``).
    """

    tag = models.ForeignKey(Tag, null=True, blank=True, on_delete=models.PROTECT, related_name="rules")
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="rules")
    query = models.CharField(
        max_length=LONGEST_QUERY,
        help_text="As in the search box: words, “phrases”, OR, -not, (groups), begin*, “near each other”~5, headline:, "
        "standfirst:, body:, byline:, source:.",
    )
    active = models.BooleanField(default=True, help_text="Its tag is offered where it finds a story.")
    automatic = models.BooleanField(
        default=False, help_text="New stories of an import that it finds are tagged without being asked about."
    )
    note = models.TextField(blank=True, help_text="For the desk: why it is so, and what it leaves out on purpose.")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TagRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "rule"
        ordering = ["tag__name", "country__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tag=None, country__isnull=False) | models.Q(tag__isnull=False, country=None),
                name="tag_rule_of_one_thing",
                violation_error_message="Choose a tag or a country, one of the two.",
            ),
            models.CheckConstraint(condition=~models.Q(query=""), name="tag_rule_has_query"),
        ]

    def __str__(self) -> str:
        return self.query

    @property
    def thing(self) -> Tag | Country | None:
        """What the stories are about; None while nothing is chosen."""
        return self.tag or self.country
