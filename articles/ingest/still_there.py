"""Whether the page that a story was taken from still stands, and still holds the story."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from articles.fetch import Fetched, Policy, Robots, Unfetched, fetch
from articles.ingest.addresses import policy
from articles.models import Appearance, Article, LinkCheck
from articles.text import bounds, encodings, links
from articles.text.headlines import holds

State = LinkCheck.State

# How many originals one look takes, in all and of one site.
MOST = 60
MOST_OF_A_SITE = 5
SECONDS = 300
# A page's text is wanted, and not what it drags along; waiting longer for it tells nothing.
LARGEST = bounds.LARGEST
PATIENCE = 15.0
# A page that was not found may be back the next day: only after so long is it gone.
GONE_AFTER = dt.timedelta(days=3)
MISSING_AGAIN = GONE_AFTER + dt.timedelta(hours=1)
UNTOLD_AGAIN = dt.timedelta(days=2)
# A page with fewer letters is an empty frame that a script fills.
ENOUGH_LETTERS = 200

# The original of a story is the first address it is known to have run at.
DUE = """
    WITH original AS (
        SELECT DISTINCT ON (place.article_id) place.article_id, place.url, check_.checked_at, check_.state,
               substring(place.url from '^https?://([^/?#]+)') AS site
        FROM articles_appearance place
        JOIN articles_article story ON story.id = place.article_id AND story.status = 'published'
        LEFT JOIN articles_linkcheck check_ ON check_.article_id = place.article_id
        WHERE place.url <> ''
        ORDER BY place.article_id, place.id
    ), due AS (
        SELECT *, row_number() OVER (PARTITION BY site ORDER BY checked_at NULLS FIRST, article_id) AS place
        FROM original
        WHERE checked_at IS NULL OR checked_at < CASE state
            WHEN 'missing' THEN %(missing)s WHEN 'untold' THEN %(untold)s ELSE %(others)s END
    )
    SELECT article_id, url FROM due WHERE place <= %(of_a_site)s ORDER BY checked_at NULLS FIRST, place, article_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """How an original was found to stand: the state, in words, and where it moved to."""

    state: State
    told: str = ""
    moved_to: str = ""


def look_at_some(days: int, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Look at the originals that were not looked at for ``days``, the longest unseen first; gives their number."""
    return _look_at_all(due(days, timezone.now()), should_stop)


def look_at_those(stories: list[int], should_stop: Callable[[], bool] = lambda: False) -> int:
    """Look at the originals of these stories; gives the number of those that were looked at in time."""
    first: dict[int, str] = {}
    for place in Appearance.objects.filter(article__in=stories).exclude(url="").order_by("article_id", "id"):
        first.setdefault(place.article_id, place.url)
    held = Article.objects.only("headline").in_bulk(list(first))
    return _look_at_all([(held[id], url) for id, url in first.items()], should_stop)


def _look_at_all(originals: list[tuple[Article, str]], should_stop: Callable[[], bool]) -> int:
    ends, robots, site = time.monotonic() + SECONDS, Robots(policy()), ""
    number = 0
    for story, url in originals:
        host = urlsplit(url).hostname or ""
        if host == site:
            time.sleep(settings.FETCH_PAUSE_SECONDS)
        site = host
        look_at(story, url, robots)
        number += 1
        if should_stop() or time.monotonic() > ends:
            break
    return number


def due(days: int, now: dt.datetime) -> list[tuple[Article, str]]:
    """The stories whose originals are to be looked at, with the addresses."""
    bounds_of_time = {
        "missing": now - MISSING_AGAIN,
        "untold": now - min(UNTOLD_AGAIN, dt.timedelta(days=days)),
        "others": now - dt.timedelta(days=days),
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, {**bounds_of_time, "of_a_site": MOST_OF_A_SITE, "most": MOST})
        rows = cursor.fetchall()
    stories = Article.objects.only("headline").in_bulk([id for id, _ in rows])
    return [(stories[id], url) for id, url in rows if id in stories]


def look_at(story: Article, url: str, robots: Robots) -> LinkCheck:
    """Look at the original of a story once, and note what was found."""
    headlines = [story.headline, *story.appearances.exclude(headline="").values_list("headline", flat=True)]
    return note(story, url, found_at(url, headlines, robots), timezone.now())


def note(story: Article, url: str, finding: Finding, now: dt.datetime) -> LinkCheck:
    """Keep a finding. One that tells nothing leaves standing what was told before of the same address."""
    held = LinkCheck.objects.filter(article=story, url=url).first()
    state, missing_since = finding.state, None
    if state == State.MISSING:
        missing_since = held.missing_since if held and held.missing_since else now
        state = State.GONE if now - missing_since >= GONE_AFTER else State.MISSING
    elif state == State.UNTOLD and held:
        state, missing_since = State(held.state), held.missing_since
    kept = {"url": url, "state": state, "told": finding.told, "missing_since": missing_since, "checked_at": now}
    kept["moved_to"] = finding.moved_to or (held.moved_to if held and finding.state == State.UNTOLD else "")
    check, _ = LinkCheck.objects.update_or_create(article=story, defaults=kept)
    return check


def found_at(url: str, headlines: list[str], robots: Robots) -> Finding:
    """What stands at an address where a story of these headlines stood."""
    why = ""
    for spelling in spellings(url):
        try:
            answer = fetch(spelling, _limits(robots.policy), robots)
        except Unfetched as fault:
            why = why or fault.reason
            continue
        return _judged(url, answer, headlines)
    return Finding(State.UNTOLD, why)


def _limits(policy: Policy) -> Policy:
    return replace(policy, largest=LARGEST, seconds=PATIENCE)


def spellings(url: str) -> list[str]:
    """The addresses to ask: canonical ones are https, which older sites never had."""
    return [url, f"http://{url.removeprefix('https://')}"] if url.startswith("https://") else [url]


def _judged(url: str, answer: Fetched, headlines: list[str]) -> Finding:
    if answer.status in (404, 410):
        return Finding(State.MISSING, answer.answered)
    if not 200 <= answer.status < 300:
        return Finding(State.UNTOLD, answer.answered)
    moved = links.canonical(answer.url) != links.canonical(url)
    text = text_of(answer)
    if text is not None and not any(holds(text, headline) for headline in headlines):
        where = f" The address leads to {answer.url}." if moved else ""
        return Finding(State.CHANGED, f"The headline is not on the page.{where}", answer.url if moved else "")
    if moved:
        return Finding(State.MOVED, f"The address leads to {answer.url}.", answer.url)
    return Finding(State.ALIVE)


def text_of(page: Fetched) -> str | None:
    """All text of a page with its titles; None where it is no page, or an empty frame, and nothing can be said of it."""
    if "html" not in (page.media_type or "html"):
        return None
    source = encodings.decode(page.content, page.charset).text
    if bounds.excess(source):
        return None
    try:
        parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    etree.strip_elements(tree, "script", "style", "noscript", with_tail=False)
    titles = [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title", "headline")
    ]
    text = " ".join([*titles, tree.text_content()])
    return text if len("".join(text.split())) >= ENOUGH_LETTERS else None
