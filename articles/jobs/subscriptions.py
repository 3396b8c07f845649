"""Subscriptions as jobs: whatever is due is polled, one job a feed, never two at once."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.ingest import polling
from articles.ingest.feeds import NoFeed
from articles.jobs import imports
from articles.models import Subscription

logger = logging.getLogger(__name__)

# Queued at a time: the rest of many that fall due at once is a minute later.
AT_ONCE = 100


@app.periodic(cron="* * * * *")
@app.task(name="poll_subscriptions", queue="upkeep", queueing_lock="poll_subscriptions")
def poll_subscriptions(timestamp: int) -> None:
    """Queue a poll of every subscription that is due."""
    for key in Subscription.objects.due(timezone.now()).values_list("pk", flat=True)[:AT_ONCE]:
        enqueue(key)


@app.periodic(cron="53 3 * * *")
@app.task(name="forget_entries", queue="upkeep", queueing_lock="forget_entries")
def forget_entries(timestamp: int) -> None:
    """Forget entries that their feeds have not listed for a year."""
    logger.info("%s entries of feeds forgotten", polling.forget(timezone.now()))


def enqueue(subscription_id: int) -> None:
    """Queue a poll, unless one waits already."""
    name = f"subscription-{subscription_id}"
    try:
        with transaction.atomic():
            poll_subscription.configure(lock=name, queueing_lock=name).defer(subscription_id=subscription_id)
    except AlreadyEnqueued:
        logger.info("%s is in the queue already", name)


@app.task(name="poll_subscription", queue="subscriptions")
def poll_subscription(subscription_id: int) -> None:
    """Poll a subscription, if it is still due, and import what is new. A fault of ours is a failure like any other."""
    subscription = Subscription.objects.due(timezone.now()).filter(pk=subscription_id).first()
    if subscription is None:
        return
    try:
        run = polling.poll(subscription)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        logger.exception("subscription %s could not be polled", subscription_id)
        polling.note_failure(subscription, NoFeed(f"A fault of the archive stopped it: {fault}"))
        return
    if run is not None:
        imports.start(run)


def poll_now(subscriptions: list[Subscription]) -> None:
    """Have these polled at once, whenever they would be due. One that does not run stays as it is."""
    keys = [one.pk for one in subscriptions]
    Subscription.objects.active().filter(pk__in=keys).update(next_due_at=timezone.now())
    for key in keys:
        enqueue(key)
