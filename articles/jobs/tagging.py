"""Tagging by a rule as a job, where it catches so many stories that nobody should wait for it in the browser."""

from __future__ import annotations

import logging

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.editing import NotPossible
from articles.models import TagRule
from articles.tagging.rules import apply

logger = logging.getLogger(__name__)

# Up to this many stories, the editor waits: a few seconds.
AT_ONCE = 2000
DATABASE_AWAY = RetryStrategy(max_attempts=20, exponential_wait=2, retry_exceptions=[OperationalError, InterfaceError])


def enqueue(rule: TagRule, user_id: int | None) -> None:
    """Queue the tagging by a rule, unless it waits in the queue already."""
    name = f"rule-{rule.pk}"
    try:
        with transaction.atomic():
            tag_by_rule.configure(lock=name, queueing_lock=name).defer(rule_id=rule.pk, user_id=user_id)
    except AlreadyEnqueued:
        logger.info("%s is in the queue already", name)


@app.task(name="tag_by_rule", queue="imports", retry=DATABASE_AWAY)
def tag_by_rule(rule_id: int, user_id: int | None) -> None:
    """Tag what a rule catches, in one transaction. Where there is nothing left to tag, nothing is done."""
    rule = TagRule.objects.with_names().filter(pk=rule_id).first()
    if rule is None:
        logger.warning("rule %s is gone", rule_id)
        return
    try:
        apply(rule, get_user_model().objects.filter(pk=user_id).first())
    except NotPossible as reason:
        logger.warning("rule %s tagged nothing: %s", rule_id, reason)
