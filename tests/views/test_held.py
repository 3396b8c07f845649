"""Every list says what it rests on, and its timeline shows where the archive itself holds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from articles.search import search
from articles.search.results import Bar, Coverage
from articles.selection import Selection
from articles.views.timeline import draw
from tests.factories import make_article


def said(client: Client, query: str = "") -> str:
    page = client.get(f"/articles/?{query}").content.decode()
    part = re.search(r'<p class="fine coverage">(.*?)</p>', page, re.DOTALL)
    return re.sub("<[^>]+>", "", part[1]).strip() if part else ""


def hatched(client: Client, query: str = "") -> str:
    part = re.search(r"Hatched: (.*?)</p>", client.get(f"/articles/?{query}").content.decode())
    return part[1] if part else ""


def test_a_list_names_its_sources_and_period_and_those_of_the_archive(
    client: Client, index: Callable[[], None]
) -> None:
    make_article(source="Harbour Wire", on="1999-03-02", kind="opinion")
    make_article(source="North Post", on="2004-11-20", kind="opinion")
    make_article(source="Bay Agency", on="2010-01-05")
    index()
    assert said(client, "kind=opinion") == (
        "From 2 of 3 sources, March 1999 to November 2004. "
        "The archive holds 3 stories from 3 sources, March 1999 to January 2010. What it holds"
    )
    assert said(client) == "The archive holds 3 stories from 3 sources, March 1999 to January 2010. What it holds"
    assert said(client, "q=nowhere") == said(client)


def test_a_chosen_source_is_counted_among_the_stories_found(client: Client, index: Callable[[], None]) -> None:
    make_article(source="Harbour Wire", on="1999-03-02")
    make_article(source="North Post", on="2004-11-20")
    index()
    found = search(Selection(source=("harbour-wire",)))
    assert found.coverage == Coverage(1, 1, "1999-03", "1999-03")
    assert found.archive == Coverage(2, 2, "1999-03", "2004-11")
    assert said(client, "source=harbour-wire").startswith("From 1 of 2 sources, March 1999.")


def test_stories_of_no_source_still_have_a_period(client: Client, index: Callable[[], None]) -> None:
    make_article(on="1999-03-02")
    make_article(on="2004-11-20", kind="opinion")
    index()
    assert said(client, "kind=opinion").startswith("From November 2004. The archive holds 2 stories, March 1999")


def test_years_months_and_days_from_which_the_archive_holds_nothing_are_hatched(
    client: Client, index: Callable[[], None]
) -> None:
    for on in ("1990-01-01", "1991-01-01", "1994-05-01", "2000-01-01", "2000-01-02", "2000-01-05"):
        make_article(on=on)
    make_article(on="1992-07-01", kind="opinion")
    index()
    assert hatched(client) == "the archive holds nothing from 1993, 1995 to 1999."
    assert hatched(client, "kind=news") == "the archive holds nothing from 1993, 1995 to 1999."
    assert hatched(client, "to=1991") == "the archive holds nothing from February 1990 to December 1990."
    assert hatched(client, "from=2000") == "the archive holds nothing from 3 January 2000 to 4 January 2000."


def test_where_only_the_selection_has_nothing_nothing_is_hatched(client: Client, index: Callable[[], None]) -> None:
    for year in range(1990, 2000):
        make_article(on=f"{year}-06-01", kind="news" if year in (1990, 1999) else "opinion")
    index()
    assert hatched(client, "kind=news") == ""


def test_a_gap_is_as_wide_as_its_periods() -> None:
    bars = [Bar("2000", 3), Bar("2001", 0, held=False), Bar("2002", 0, held=False), Bar("2003", 0), Bar("2004", 1)]
    (gap,) = draw(bars, str).gaps
    assert (gap.first, gap.last, gap.x, gap.width) == ("2001", "2002", "20.000%", "40.000%")
