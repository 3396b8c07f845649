"""Addresses handed in: their pages are fetched, and are imported like files."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from articles.fetch import Fetched, Policy, Unfetched, fetch_pages
from articles.ingest.runs import Handed

# An editor waits for all of them, and a thread of the web process with them.
MOST = 20


def policy() -> Policy:
    """The limits of a fetch under this archive's settings."""
    return Policy(allow=settings.FETCH_ALLOW)


def handed(page: Fetched) -> Handed:
    """A fetched page as something handed in, under the address that answered."""
    return Handed("", page.content, page.asked, final_url=page.url, fetched_at=page.at, headers=dict(page.headers))


def fetched(urls: Sequence[str]) -> tuple[list[Handed], list[Unfetched]]:
    """The pages of these addresses in their order, and what could not be had. The policy's time is for all of them."""
    answers = fetch_pages(urls, policy())
    return (
        [handed(answer) for answer in answers if isinstance(answer, Fetched)],
        [answer for answer in answers if isinstance(answer, Unfetched)],
    )
