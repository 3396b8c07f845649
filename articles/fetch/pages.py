"""The page of a story: where its own page holds nearly no text, the fuller one that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.fetch.fetching import Fetched, Manners, fetch, onward_from
from articles.fetch.place import Misunderstood, understood
from articles.fetch.policy import Deadline, Policy, Unfetched
from articles.fetch.robots import Robots
from articles.fetch.wire import Fault
from articles.text import bounds, encodings

# Characters in paragraphs. Shells that scripts fill, notices about cookies and teasers before a wall have fewer.
MEAGRE = 600
# A page that sends on later than this is one that renews itself while it is read.
SOON = 5
AT_ONCE = 4
_REFRESH = re.compile(r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a page says about where its story is: ``body`` in characters, ``refresh`` as an address or "", its twins."""

    body: int = 0
    refresh: str = ""
    twins: tuple[str, ...] = ()


def fetch_pages(urls: Sequence[str], policy: Policy) -> list[Fetched | Unfetched]:
    """The pages of these addresses in their order, or why not; ``policy.seconds`` is for all of them together."""
    deadline, robots = Deadline(policy.seconds), Robots(policy)

    def one(url: str) -> Fetched | Unfetched:
        try:
            return fetch_page(url, policy, robots, deadline)
        except Unfetched as fault:
            return fault

    with ThreadPoolExecutor(AT_ONCE, "fetch") as threads:
        return list(threads.map(one, urls))


def fetch_page(url: str, policy: Policy, manners: Manners, deadline: Deadline | None = None) -> Fetched:
    """The page of a story, or the twin it names, whichever has more text in paragraphs.

    A twin is asked for only where the page itself is nearly empty, and one that cannot be had is no fault. Raises
    Unfetched where no page with anything on it came.
    """
    deadline = deadline or Deadline(policy.seconds)
    page, look = _arrived(url, policy, manners, deadline)
    if look.body >= MEAGRE:
        return page
    best, most = page, look.body
    for twin in _twins(page, look, policy, manners, deadline):
        if (body := look_at(twin).body) > most:
            best, most = replace(twin, asked=url, twin_of=page.url), body
    return best


def _arrived(url: str, policy: Policy, manners: Manners, deadline: Deadline) -> tuple[Fetched, Look]:
    """The page at the end of all redirects, those in its text included; they count against the same number of hops."""
    page = fetch(url, policy, manners, deadline=deadline)
    look = look_at(page)
    while page.status == 200 and look.refresh and look.body < MEAGRE:
        passed = (*page.redirects, page.url)
        try:
            onward = onward_from(understood(page.url), look.refresh)
            if onward.url in passed:
                break
            if len(passed) > policy.hops:
                raise Fault(f"It sends on more than {policy.hops} times.")
            left = replace(_closed_after(page, policy), hops=policy.hops - len(passed))
            page = replace(fetch(onward.url, left, manners, deadline=deadline), asked=url)
        except (Misunderstood, Fault) as fault:
            raise Unfetched(url, str(fault)) from fault
        except Unfetched as fault:
            raise Unfetched(url, fault.reason) from fault
        page = replace(page, redirects=passed + page.redirects)
        look = look_at(page)
    if not 200 <= page.status < 300:
        raise Unfetched(url, page.answered)
    if not page.content.strip():
        raise Unfetched(url, "There is nothing on the page.")
    return page, look


def _twins(page: Fetched, look: Look, policy: Policy, manners: Manners, deadline: Deadline) -> Iterator[Fetched]:
    here, seen = understood(page.url), {page.url, *page.redirects}
    for reference in look.twins:
        try:
            place = onward_from(here, reference)
            # A front page, which careless sites call the canonical address of everything, has more text than any story.
            if place.url in seen or (place.target == "/" and here.target != "/"):
                continue
            seen.add(place.url)
            twin = fetch(place.url, _closed_after(page, policy), manners, deadline=deadline)
        except (Misunderstood, Fault, Unfetched):
            continue
        if twin.status == 200:
            yield twin


def _closed_after(page: Fetched, policy: Policy) -> Policy:
    for url in (*page.redirects, page.url):
        policy = policy.once_at(understood(url))
    return policy


def look_at(page: Fetched) -> Look:
    """A page's text, counted, and what it names; nothing of what is no HTML, or more of it than is safe to parse."""
    if "html" not in (page.media_type or "html") or len(page.content) > bounds.LARGEST:
        return Look()
    text = encodings.decode(page.content, page.charset).text
    if bounds.excess(text):
        return Look()
    try:
        tree = document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError):
        return Look()
    body = sum(len(" ".join(paragraph.text_content().split())) for paragraph in tree.iter("p"))
    return Look(body, _refresh(tree, page), tuple(_named(tree)))


def _refresh(tree: HtmlElement, page: Fetched) -> str:
    stated = [page.headers.get("refresh", "")]
    stated += [meta.get("content", "") for meta in tree.iter("meta") if meta.get("http-equiv", "").lower() == "refresh"]
    found = (_REFRESH.match(one) for one in stated)
    return next((one[2].strip() for one in found if one and int(one[1]) <= SOON and one[2].strip()), "")


def _named(tree: HtmlElement) -> Iterator[str]:
    """The twins in the order they are asked for: the AMP page, the one for printing, the one it is a copy of."""
    links = [(set(link.get("rel", "").lower().split()), link) for link in tree.iter("link") if link.get("href")]
    wanted = (
        lambda rel, link: "amphtml" in rel,
        lambda rel, link: "alternate" in rel and "print" in link.get("media", "").lower(),
        lambda rel, link: "canonical" in rel,
    )
    for is_one in wanted:
        yield from (link.get("href") for rel, link in links if is_one(rel, link))
