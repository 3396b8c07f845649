"""Pages of the web, fetched politely and with no way into the inside. No Django: settings are handed in as values.

    policy = Policy(allow=settings.FETCH_ALLOW)
    fetched = fetch("https://news.example.org/a", policy)                    one file of any kind
    page = fetch_page("https://news.example.org/a", policy, Robots(policy))  a story's page, or the twin it names

Everything that is fetched goes through ``fetching.fetch``. Raises :class:`Unfetched` with a sentence for the editor.
"""

from __future__ import annotations

from articles.fetch.fetching import Fetched, fetch
from articles.fetch.pages import fetch_page, fetch_pages
from articles.fetch.place import Misunderstood, understood
from articles.fetch.policy import Policy, Unfetched
from articles.fetch.robots import Robots

__all__ = [
    "Fetched",
    "Misunderstood",
    "Policy",
    "Robots",
    "Unfetched",
    "fetch",
    "fetch_page",
    "fetch_pages",
    "understood",
]
