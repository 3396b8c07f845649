"""Feeds for tests to serve."""

from __future__ import annotations

from html import escape

SUMMARY = "The ferry left in the morning."
WHOLE = " ".join(f"Sentence {number} of the whole report says where the ferry went." for number in range(60))


def item(number: int, url: str = "", text: str = WHOLE, **more: str) -> str:
    """An item of an RSS feed."""
    stated = {
        "title": f"Ferry number {number} sails",
        "guid": f"https://ids.example/{number}",
        "link": url or f"https://news.example/{number}",
        "description": text,
        "pubDate": "Mon, 25 Mar 2024 08:19:00 GMT",
    } | more
    return "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in stated.items()) + "</item>"


def rss(*items: str, title: str = "Daily Wharf") -> str:
    """An RSS feed."""
    head = f"<title>{title}</title><link>https://news.example/</link><description>Ships</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def serve(site, *items: str, path: str = "/feed", **headers: str) -> str:
    """Let a site answer with a feed, and give its address."""
    return site.page(path, rss(*items), content_type="application/rss+xml", **headers)
