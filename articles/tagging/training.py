"""Training the model that suggests topics and countries, on the stories that people tagged."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from articles.learning import Lesson, Model
from articles.models import SuggestionModel

logger = logging.getLogger(__name__)

# The newest so many stories are learned from, and so many letters of each: learning stays within two gigabytes.
MOST_STORIES = 40_000
LETTERS = 4_000
# The newest fifth is what the measured model has not seen.
TRAINED_ON = 0.8
KEPT = 30
FETCHED = 1_000
# Of the advisory locks of this database.
LOCK = 0x6C6561726E

# Stories that a person or their source tagged: what rules and the model added on its own would only be learned back. Of
# these stories every tag counts, or the model would learn that a tag from a rule is none of the story's.
LESSONS = """
    SELECT headline, dateline, left(body_text, %(letters)s),
        ARRAY(
            SELECT tag.slug FROM articles_articletag link JOIN articles_tag tag ON tag.id = tag_id
            WHERE article_id = article.id AND tag.kind = 'topic'
        ),
        ARRAY(
            SELECT country.code FROM articles_articlecountry link JOIN articles_country country ON country.id = country_id
            WHERE article_id = article.id
        )
    FROM articles_article article
    WHERE status = 'published' AND (
        EXISTS (SELECT FROM articles_articletag
                WHERE article_id = article.id AND origin NOT IN ('rule', 'model'))
        OR EXISTS (SELECT FROM articles_articlecountry
                   WHERE article_id = article.id AND origin NOT IN ('rule', 'model'))
    )
    ORDER BY published_at DESC, id DESC LIMIT %(most)s
"""


class AtWork(Exception):
    """Another process is training."""


def train(user_id: int | None = None) -> SuggestionModel:
    """Train the model anew, and note how it went: the new training, or the reason why there is none.

    Raises AtWork where another process is training. The models of older trainings go; of trainings, the last thirty
    stay.
    """
    with _alone():
        start = time.monotonic()
        training = SuggestionModel(asked_by_id=user_id)
        try:
            _learn(training, lessons())
        except ValueError as reason:
            training.fault = str(reason)
        training.seconds = time.monotonic() - start
        with transaction.atomic():
            training.save()
            _forget_old()
    return training


def lessons() -> list[Lesson]:
    """What there is to learn from, the oldest story first; read some stories at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(LESSONS, {"letters": LETTERS, "most": MOST_STORIES})
        found = [
            Lesson(headline, dateline, body, tuple(topics), tuple(countries))
            for rows in iter(lambda: cursor.fetchmany(FETCHED), [])
            for headline, dateline, body, topics, countries in rows
        ]
    found.reverse()
    return found


def _learn(training: SuggestionModel, all_lessons: Sequence[Lesson]) -> None:
    """Fill in a training. Raises ValueError where there is too little to learn from."""
    training.stories = len(all_lessons)
    training.topics = len({label for one in all_lessons for label in one.topics})
    training.countries = len({label for one in all_lessons for label in one.countries})
    _measure(training, all_lessons)
    training.content = Model.trained(all_lessons).to_bytes()


def _measure(training: SuggestionModel, all_lessons: Sequence[Lesson]) -> None:
    """How well a model that learned from the older stories does on the newest; not told where those are too few."""
    older = int(len(all_lessons) * TRAINED_ON)
    unseen = all_lessons[older:]
    try:
        model = Model.trained(all_lessons[:older])
    except ValueError as reason:
        logger.info("the model cannot be measured: %s", reason)
        return
    suggested = model.suggest(unseen)
    training.tested_on = len(unseen)
    for kind in ("topics", "countries"):
        told = [{one.label for one in getattr(each, kind) if one.suggested} for each in suggested]
        setattr(training, f"{kind}_score", f1([set(getattr(one, kind)) for one in unseen], told))


def f1(true: Sequence[set[str]], told: Sequence[set[str]]) -> float | None:
    """Micro-averaged F1 of labels told against true ones, from 0 to 1; None where there is no label on either side.

    Twice what is right, divided by all that was told and all that is true (van Rijsbergen, 1979).
    """
    right = sum(len(one & other) for one, other in zip(true, told, strict=True))
    labels = sum(map(len, true)) + sum(map(len, told))
    return 2 * right / labels if labels else None


def _forget_old() -> None:
    """Keep the newest model alone, and the last trainings."""
    newest = SuggestionModel.objects.usable().values_list("pk", flat=True).first()
    SuggestionModel.objects.filter(content__isnull=False).exclude(pk=newest).update(content=None)
    kept = list(SuggestionModel.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT])
    SuggestionModel.objects.exclude(pk__in=[newest, *kept]).delete()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of trainings; the server lets go of it where this process dies. Raises AtWork."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AtWork("The model is being trained already.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
