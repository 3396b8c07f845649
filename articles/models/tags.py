"""Tags: topics, people, organisations, places and events, with their hierarchy, aliases and former slugs."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from articles.models.base import new_edition, page_of, slug_field, tracked

# A tag that moves in the hierarchy, or becomes one of another kind, changes what its stories are counted under.
STORIES_BELOW = """
    WITH RECURSIVE below AS (
        SELECT rows.id FROM rows JOIN before_rows ON before_rows.id = rows.id
        WHERE rows.parent_id IS DISTINCT FROM before_rows.parent_id OR rows.kind <> before_rows.kind
        UNION SELECT tag.id FROM articles_tag tag JOIN below ON tag.parent_id = below.id
    ) SELECT DISTINCT article_id FROM articles_articletag WHERE tag_id IN (SELECT id FROM below)
"""


class TagQuerySet(models.QuerySet):
    def topics(self) -> TagQuerySet:
        """Tags of kind topic."""
        return self.filter(kind=Tag.Kind.TOPIC)

    def roots(self) -> TagQuerySet:
        """Tags at the top of their hierarchy."""
        return self.filter(parent=None)


@tracked
class Tag(models.Model):
    """What a story is about. A tag of kind topic is what readers call a topic."""

    class Kind(models.TextChoices):
        TOPIC = "topic", gettext_lazy("Topic")
        PERSON = "person", gettext_lazy("Person")
        ORGANISATION = "organisation", gettext_lazy("Organisation")
        PLACE = "place", gettext_lazy("Place")
        EVENT = "event", gettext_lazy("Event")

    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.TOPIC)
    name = models.CharField(max_length=160)
    slug = slug_field()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children",
        help_text="The wider tag. A story under this tag is found under the wider one, too.",
    )  # fmt: skip
    aliases = ArrayField(
        models.CharField(max_length=160),
        default=list,
        blank=True,
        help_text="Other names, former names, abbreviations.",
    )
    introduction = models.TextField(blank=True, help_text="Shown at the top of the tag's page. Plain paragraphs.")

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("kind", Lower("name"), name="tag_name_once_per_kind"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_name"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="tag_not_its_own_parent"),
        ]
        triggers = [
            new_edition(),
            pgtrigger.Trigger(
                name="log_moved",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="before_rows", new="rows"),
                func=f"INSERT INTO articles_articlechange (article_id) {STORIES_BELOW}; RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="no_cycle",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                condition=pgtrigger.Q(new__parent__isnull=False),
                func="""
                    IF EXISTS (
                        WITH RECURSIVE above AS (
                            SELECT parent_id AS id FROM articles_tag WHERE id = NEW.parent_id
                            UNION SELECT tag.parent_id FROM articles_tag tag JOIN above ON tag.id = above.id
                        ) SELECT 1 FROM above WHERE id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'tag % would be above itself', NEW.name USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="keep_slug",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("slug"),
                condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
                func="""
                    DELETE FROM articles_formerslug WHERE slug = NEW.slug;
                    INSERT INTO articles_formerslug (slug, tag_id) VALUES (OLD.slug, NEW.id)
                        ON CONFLICT (slug) DO UPDATE SET tag_id = excluded.tag_id;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("topic", self.slug)

    def get_chronology_url(self) -> str:
        """The page that tells its stories in the order of time."""
        return page_of("topic-chronology", self.slug)


@tracked
class FormerSlug(models.Model):
    """An address that a tag had before it was renamed, or that a merged tag had: it keeps working."""

    slug = slug_field()
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
