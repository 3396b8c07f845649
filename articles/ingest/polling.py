"""A poll of a subscription: what is new in the feed becomes an import, and how it went is noted."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Least
from django.utils import timezone

from articles.documents import Document, Reading
from articles.editing.roles import may_publish
from articles.fetch import Policy, Robots, Unfetched, fetch_page
from articles.fetch.policy import Deadline
from articles.ingest import addresses
from articles.ingest.batches import storable
from articles.ingest.feeds import Feed, NoFeed, fetch_feed
from articles.ingest.runs import Handed, confirm, open_import
from articles.models import Import, SubscribedEntry, Subscription
from articles.text import html, links

# How many pages one poll fetches, and in how many seconds: other jobs wait, and so does the site.
MOST_PAGES = 25
PAGES_SECONDS = 60
# After so many polls without its page, a summary is all that there is.
MOST_TRIES = 3
# What did not fit into one poll is fetched soon.
SOON = dt.timedelta(minutes=5)
SHOWN_REMARKS = 20
# An entry counts as listed until the feed has not listed it for so long; writing it down at every poll is not worth it.
LISTED = dt.timedelta(days=1)
# After so long without being listed, an entry is forgotten.
REMEMBERED = dt.timedelta(days=365)
LONGEST_REASON = 2000
LONGEST_REMARK = 20_000
ADDRESS_LENGTH = Subscription._meta.get_field("address").max_length
POLLED = (
    "etag", "last_modified", "next_due_at", "succeeded_at", "failures", "failed_at", "failure", "remark"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class New:
    """An entry that was not seen before, or says something else since; ``tries`` as its row has them."""

    reading: Reading
    key: bytes
    content: bytes
    tries: int = 0

    @property
    def page(self) -> str:
        """The address of the page that holds the whole story, where the entry is a summary that names one."""
        document = self.reading.document
        return document.url if document is not None and document.summary_only else ""


@dataclass(slots=True)
class Taken:
    """What of a feed is taken in now: entries with their pages. ``remarks`` names what could not be had."""

    entries: list[New] = field(default_factory=list)
    pages: list[Handed] = field(default_factory=list)
    postponed: list[New] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    is_cut_short: bool = False


def poll(subscription: Subscription) -> Import | None:
    """Ask for the feed, and make what is new an import that is confirmed and not yet run; None where nothing is.

    Failures are noted on the subscription, and never raised.
    """
    policy = addresses.policy()
    robots = Robots(policy)
    try:
        feed = fetch_feed(subscription.address, policy, robots, subscription.held)
    except NoFeed as reason:
        note_failure(subscription, reason)
        return None
    if feed is None:
        subscription.went_well(timezone.now())
        _keep(subscription)
        return None
    new = new_in(feed, subscription)
    taken = with_pages(new, policy, robots) if subscription.whole_pages else Taken(new)
    return _import_of(taken, feed, subscription)


def note_failure(subscription: Subscription, reason: NoFeed) -> None:
    """Note why a poll came to nothing, and when the next one is due."""
    why = storable(str(reason), LONGEST_REASON)
    if reason.is_gone:
        subscription.ended(why, timezone.now())
    else:
        subscription.failed(why, timezone.now(), reason.wait)
    _keep(subscription)


def _keep(subscription: Subscription) -> bool:
    """Save how a poll went. An editor who paused it or gave another address meanwhile has the last word."""
    held = Subscription.objects.filter(pk=subscription.pk, address=subscription.address)
    if subscription.state in (Subscription.State.STOPPED, Subscription.State.GONE):
        held.active().update(state=subscription.state)
    return bool(held.update(**{name: getattr(subscription, name) for name in POLLED}))


def new_in(feed: Feed, subscription: Subscription) -> list[New]:
    """The entries that are new or changed, each once."""
    changes = _stamped([one.document for one in feed.readings if one.document is not None])
    found: dict[bytes, New] = {}
    for reading in feed.readings:
        key, content = key_of(reading), content_of(reading, stamped=changes)
        found.setdefault(key, New(reading, key, content))
    held = {
        bytes(row.key): row for row in SubscribedEntry.objects.filter(subscription=subscription, key__in=list(found))
    }
    return [
        New(one.reading, key, one.content, held[key].tries if key in held else 0)
        for key, one in found.items()
        if key not in held or bytes(held[key].content) != one.content
    ]


def key_of(reading: Reading) -> bytes:
    """What an entry is known by: its identifier, else its address, else its words."""
    document = reading.document
    if document is None:
        return _digest("unreadable", reading.original or str(reading.problem))
    address = links.canonical(document.url) if document.url else ""
    return _digest(document.guid.strip() or address or document.headline)


def content_of(reading: Reading, *, stamped: bool) -> bytes:
    """What an entry says. The time of its last change counts, unless all are ``stamped`` with the time of the asking."""
    document = reading.document
    if document is None:
        return _digest(reading.original)
    updated = document.updated.isoformat() if document.updated and not stamped else ""
    body = html.to_text(document.body_html)
    return _digest(document.headline, document.standfirst, body, document.status, document.version, updated)


def _stamped(documents: Sequence[Document]) -> bool:
    times = Counter(one.updated.isoformat() for one in documents if one.updated)
    return len(documents) > 1 and len(times) == 1 and times.total() == len(documents)


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).digest()


def with_pages(new: Sequence[New], policy: Policy, robots: Robots) -> Taken:
    """The entries with the pages that their summaries link to, as far as these can be had now."""
    taken, deadline, site = Taken(), Deadline(PAGES_SECONDS), ""
    for one in new:
        if not one.page:
            taken.entries.append(one)
            continue
        if len(taken.pages) + len(taken.remarks) >= MOST_PAGES or not deadline.left():
            taken.is_cut_short = True
            continue
        host = urlsplit(one.page).hostname or ""
        if host == site:
            time.sleep(settings.FETCH_PAUSE_SECONDS)
        site = host
        try:
            page = fetch_page(one.page, policy, robots, Deadline(min(policy.seconds, deadline.left())))
        except Unfetched as fault:
            taken.remarks.append(str(fault))
            (taken.entries if one.tries + 1 >= MOST_TRIES else taken.postponed).append(one)
            continue
        taken.entries.append(one)
        taken.pages.append(addresses.handed(page))
    return taken


def _import_of(taken: Taken, feed: Feed, subscription: Subscription) -> Import | None:
    subscription.went_well(timezone.now(), SOON if taken.is_cut_short else None)
    subscription.remark = storable("\n".join(taken.remarks[:SHOWN_REMARKS]), LONGEST_REMARK)
    # Where something waits, the feed is wanted again though it may not have changed.
    is_whole = not (taken.is_cut_short or taken.postponed)
    for column, header in (("etag", "etag"), ("last_modified", "last-modified")):
        said = feed.answer.headers.get(header, "") if is_whole else ""
        fits = len(said) <= Subscription._meta.get_field(column).max_length
        setattr(subscription, column, said if fits else "")
    moved_to = _new_address(feed, subscription)
    with transaction.atomic():
        if not _keep(subscription):
            return None
        if moved_to:
            subscription.move(moved_to, timezone.now())
            subscription.save(update_fields=["address", "moved_from", "moved_at"])
        _remember(subscription, taken)
        _still_listed(feed, subscription)
        if not taken.entries:
            return None
        run = open_import(
            [
                Handed(
                    "", feed.answer.content, feed.answer.asked,
                    final_url=feed.answer.url,
                    fetched_at=feed.answer.at, headers=feed.answer.headers,
                    only=[one.reading.position for one in taken.entries], pages=taken.pages,
                )
            ],
            user=_acting(subscription), format=feed.format, defaults=subscription.defaults(),
            publish=subscription.publish, subscription=subscription,
        )  # fmt: skip
        changeset = confirm(run)
        changeset.note = subscription.remark
        changeset.save(update_fields=["note"])
        run.refresh_from_db()
    return run


def _new_address(feed: Feed, subscription: Subscription) -> str:
    """Where a feed moved for good; "" where it did not, or where another subscription reads it there, which is noted."""
    moved_to = feed.answer.moved_to
    if not moved_to or moved_to == subscription.address or len(moved_to) > ADDRESS_LENGTH:
        return ""
    if other := Subscription.objects.filter(address=moved_to).first():
        told = f"The feed has moved to {moved_to} for good. “{other}” reads it there: one of the two is enough."
        subscription.remark = storable(f"{told}\n{subscription.remark}".strip(), LONGEST_REMARK)
        return ""
    return moved_to


def _acting(subscription: Subscription) -> Any | None:
    """Who made the subscription; nobody, which may do what the archive itself may, once they are no editor any more."""
    return subscription.user if subscription.user and may_publish(subscription.user) else None


def _remember(subscription: Subscription, taken: Taken) -> None:
    """Note the entries as seen; one that waits for its page is seen without what it says, and so is new again."""
    rows = [SubscribedEntry(subscription=subscription, key=one.key, content=one.content) for one in taken.entries]
    rows += [
        SubscribedEntry(subscription=subscription, key=one.key, content=b"", tries=one.tries + 1)
        for one in taken.postponed
    ]
    SubscribedEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["subscription", "key"], update_fields=["content", "tries"]
    )


def _still_listed(feed: Feed, subscription: Subscription) -> None:
    """Note that the feed lists its entries today."""
    now = timezone.now()
    listed = {key_of(reading) for reading in feed.readings}
    SubscribedEntry.objects.filter(subscription=subscription, key__in=listed, seen_at__lt=now - LISTED).update(
        seen_at=now
    )


def forget(now: dt.datetime) -> int:
    """Forget entries that their feed has not listed for a year; gives how many.

    What a feed that has been silent for longer lists is kept: it was listed when the feed was last read, which is when
    the latest of its entries was.
    """
    latest = SubscribedEntry.objects.filter(subscription=OuterRef("subscription")).order_by("-seen_at")
    unlisted = SubscribedEntry.objects.filter(
        seen_at__lt=Least(Value(now - REMEMBERED), Subquery(latest.values("seen_at")[:1]) - 2 * LISTED)
    )
    return SubscribedEntry.objects.filter(pk__in=unlisted.values("pk")).delete()[0]
