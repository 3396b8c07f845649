"""What editors' rules find: in stories at hand, in new stories of an import, and in the whole archive."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from articles.editing import NotPossible
from articles.editing.history import change
from articles.editing.publishing import counted
from articles.editing.tagging import Found, put
from articles.models import ChangeSet, Country, Tag, TagRule
from articles.models.links import Attachment
from articles.search import stories
from articles.search.catching import Batch, caught_without, understanding
from articles.search.generations import Unusable
from articles.search.quoting import Quotes
from articles.search.stories import Hierarchy, Story

logger = logging.getLogger(__name__)

BATCH = 500


class Hit(NamedTuple):
    """A rule that catches a story, and the sentence that shows it; empty where no sentence does."""

    rule: TagRule
    story: int
    evidence: str


def hits(rules: Iterable[TagRule], told: Sequence[Story], *, held: bool = False) -> Iterator[Hit]:
    """Which of ``rules`` catch which of the stories ``told``; those that have the tag already only where ``held``.

    A rule that the engine cannot follow is logged, and catches nothing.
    """
    batch = Batch(told)
    for rule in rules:
        try:
            reading, ids = batch.find(rule.query)
        except ValueError:
            logger.exception("rule %s (%s) cannot be followed", rule.pk, rule.query)
            continue
        quotes = Quotes(reading)
        for story in told:
            if story.id in ids and (held or not has(story, rule.thing)):
                yield Hit(rule, story.id, _quoted(quotes, story))


def has(story: Story, thing: Tag | Country) -> bool:
    """Whether a story has a tag, or a narrower one; or a country."""
    return thing.pk in story.values["country" if isinstance(thing, Country) else "tag"]


def tag_new(ids: Sequence[int], changeset: ChangeSet) -> None:
    """Let automatic rules tag stories that an import just stored, as part of its change-set.

    Where there is no such rule this is one small query. All rules see the stories as they came: none sees what
    another one adds.
    """
    if not ids:
        return
    rules = list(TagRule.objects.automatic().with_names())
    if not rules:
        return
    told = stories.read(ids, Hierarchy.read(), unpublished=True)
    put([_found(hit) for hit in hits(rules, told)], changeset, user=None)


def apply(rule: TagRule, user: Any | None) -> ChangeSet:
    """Tag all published stories that a rule catches and that have not got its tag, as one change-set.

    Raises NotPossible while there is no index to ask, and where there is nothing to tag.
    """
    thing, hierarchy = rule.thing, Hierarchy.read()
    kind = ChangeSet.Kind.COUNTRY if isinstance(thing, Country) else ChangeSet.Kind.TAG
    with change(kind, f"Tags by the rule “{rule}”", user) as changeset:
        number = 0
        try:
            for ids in caught_without(rule.query, thing):
                for start in range(0, len(ids), BATCH):
                    told = stories.read(ids[start : start + BATCH], hierarchy)
                    number += put(list(_all_found(rule, told)), changeset, user)
        except Unusable as reason:
            raise NotPossible("The archive's index is being built. Try again in a moment.") from reason
        if not number:
            raise NotPossible("The rule catches no story that lacks it.")
        changeset.title = f"Added “{thing}” to {counted(number)} by the rule “{rule}”"[:300]
        changeset.counts = {"stories": number, "added": number}
        changeset.save(update_fields=["title", "counts"])
    return changeset


def _all_found(rule: TagRule, told: Iterable[Story]) -> Iterator[Found]:
    """The tags that a rule puts on stories which it caught."""
    quotes = Quotes(understanding(rule.query)[0])
    for story in told:
        if not has(story, rule.thing):
            yield _found(Hit(rule, story.id, _quoted(quotes, story)))


def _found(hit: Hit) -> Found:
    return Found(hit.story, hit.rule.thing, Attachment.Origin.RULE, hit.evidence)


def _quoted(quotes: Quotes, story: Story) -> str:
    return quotes.sentence(story.values["language"], story.values["headline"], story.values["body"])
