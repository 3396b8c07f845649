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
    part = re.search(r"Hatched: (.*?)</p>", client.get(f"/articles/?{query}").content.decode(), re.DOTALL)
    return part[1].strip() if part else ""


def test_a_list_names_its_sources_and_period_and_those_of_the_archive(
    client: Client, index: Callable[[], None]
) -> None:
    make_article(source="Harbour Wire", on="1999-03-02", kind="opinion")
    make_article(source="North Post", on="2004-11-20", kind="opinion")
    make_article(source="Bay Agency", on="2010-01-05")
    index()
    assert said(client, "kind=opinion") == (
        "From 2 of 3 sources, 2 March 1999 to 20 November 2004. "
        "The archive holds 3 stories from 3 sources, 2 March 1999 to 5 January 2010. What it holds"
    )
    assert said(client) == "The archive holds 3 stories from 3 sources, 2 March 1999 to 5 January 2010. What it holds"
    assert said(client, "q=nowhere") == said(client)


def test_a_chosen_source_is_counted_among_the_stories_found(client: Client, index: Callable[[], None]) -> None:
    make_article(source="Harbour Wire", on="1999-03-02")
    make_article(source="North Post", on="2004-11-20")
    index()
    found = search(Selection(source=("harbour-wire",)))
    assert found.coverage == Coverage(1, 1, "1999-03-02", "1999-03-02")
    assert found.archive == Coverage(2, 2, "1999-03-02", "2004-11-20")
    assert said(client, "source=harbour-wire").startswith("From 1 of 2 sources, 2 March 1999.")


def test_stories_of_no_source_still_have_a_period(client: Client, index: Callable[[], None]) -> None:
    make_article(on="1999-03-02")
    make_article(on="2004-11-20", kind="opinion")
    index()
    assert said(client, "kind=opinion").startswith("From 20 November 2004. The archive holds 2 stories, 2 March 1999")


def test_years_months_and_days_from_which_the_archive_holds_nothing_are_hatched(
    client: Client, index: Callable[[], None]
) -> None:
    for on in ("1990-01-01", "1991-01-01", "1994-05-01", "2000-01-01", "2000-01-02", "2000-01-05"):
        make_article(on=on)
    make_article(on="1992-07-01", kind="opinion")
    index()
    assert hatched(client) == "the archive holds nothing from 1993 and 1995 to 1999."
    assert hatched(client, "kind=news") == "the archive holds nothing from 1993 and 1995 to 1999."
    assert hatched(client, "to=1991") == "the archive holds nothing from February 1990 to December 1990."
    assert hatched(client, "from=2000") == "the archive holds nothing from 3 January 2000 to 4 January 2000."


def test_where_only_the_selection_has_nothing_nothing_is_hatched(client: Client, index: Callable[[], None]) -> None:
    for year in range(1990, 2000):
        make_article(on=f"{year}-06-01", kind="news" if year in (1990, 1999) else "opinion")
    index()
    assert hatched(client, "kind=news") == ""


def test_the_first_and_the_last_day_are_exact_within_a_month_and_across_leap_days(index: Callable[[], None]) -> None:
    for on in ("1996-02-29", "1996-03-31", "2000-12-31"):
        make_article(on=on)
    make_article(on="2000-12-01", kind="opinion")
    make_article(on="2000-12-30", kind="opinion")
    index()
    ends = [search(Selection(kind=kind)).coverage for kind in ((), ("opinion",))]
    assert [(found.first, found.last) for found in ends] == [("1996-02-29", "2000-12-31"), ("2000-12-01", "2000-12-30")]


def test_the_table_says_in_its_place_where_nothing_is_held(client: Client, index: Callable[[], None]) -> None:
    for on in ("1990-01-01", "1993-01-01", "1995-01-01"):
        make_article(on=on)
    index()
    table = client.get("/articles/").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in table.split("</tr>")]
    assert rows == ["1990 1", "1991 to 1992 nothing held", "1993 1", "1994 nothing held", "1995 1", ""]


def test_a_gap_is_as_wide_as_its_periods() -> None:
    bars = [Bar("2000", 3), Bar("2001", 0, held=False), Bar("2002", 0, held=False), Bar("2003", 0), Bar("2004", 1)]
    (gap,) = draw(bars, str).gaps
    assert (gap.first, gap.last, gap.x, gap.width) == ("2001", "2002", "20.000%", "40.000%")


def test_many_gaps_are_left_to_the_table(client: Client, index: Callable[[], None]) -> None:
    for year in range(1980, 1990, 2):
        make_article(on=f"{year}-05-01")
    index()
    assert hatched(client) == "the archive holds nothing from then."
    page = client.get("/articles/").content.decode()
    assert page.count("nothing held") == 4
    assert "The highest bar: 1 story." in page
