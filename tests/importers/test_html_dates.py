"""When a page's story was published: as stated, as printed, and better not at all than wrong."""

import pytest

from tests.importers.news_pages import ADDRESS, STORY, news_page, paragraphs, read_page


def published(source, url=ADDRESS):
    """The day of a page's story, and where it stands."""
    story = read_page(source, url)
    return (story.published.isoformat(), story.evidence["published"].where) if story.published else None


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("<div>25 March 2024</div>", "2024-03-25"),
        ("<div>Updated 27 March 2024. Published 25 March 2024.</div>", "2024-03-25"),
        ("<div>Coast</div><div>Jane Doe | 25.03.2024</div>", "2024-03-25"),
    ],
)
def test_the_date_beside_the_headline_is_read(before, day):
    assert published(news_page(before=before)) == (day, "printed near the headline")


def test_a_date_inside_the_text_is_not_the_storys():
    story = paragraphs(
        [*STORY, "The old pier was closed for good on 3 May 1998, after the great storm of that spring."]
    )
    assert published(news_page(story, before="<div>25 March 2024</div>")) == ("2024-03-25", "printed near the headline")


def test_the_address_gives_the_day_where_nothing_else_does():
    assert published(news_page(), "https://courier.example/2024/03/25/ferry") == ("2024-03-25", "address")


def test_a_year_in_a_copyright_is_no_date():
    assert published(news_page(after="<div>© 2016 The Courier</div>")) is None


def test_what_is_printed_decides_between_dates_that_disagree():
    head = "<meta name=date content=2024-03-25>"
    source = news_page(head=head, before="<div>25 March 2024</div>", data={"datePublished": "2019-01-07"})
    assert published(source) == ("2024-03-25", "meta date, as printed")
    assert read_page(source).conflicts["published"] == ("2024-03-25", "2019-01-07")


def test_a_printed_update_decides_nothing():
    head = "<meta name=date content=2024-03-25>"
    source = news_page(head=head, before="<div>Updated: 25 March 2024</div>", data={"datePublished": "2019-01-07"})
    assert published(source) == ("2019-01-07", "JSON-LD datePublished")


@pytest.mark.parametrize("stated", ["<div class=date>Updated 25 March 2024</div>", ""])
def test_a_page_that_tells_only_its_change_was_not_published_then(stated):
    source = news_page(before=stated, data={} if stated else {"dateModified": "2024-03-25"})
    story = read_page(source)
    assert story.published is None
    assert story.updated.isoformat() == "2024-03-25"
    assert story.warnings == ("No date was found on the page.",)


def test_a_date_that_the_headline_tells_is_not_the_storys():
    headline = "What the storm of 21 March 2024 left of the two old piers"
    source = news_page(before="<div>25 March 2024</div>").replace(
        "<h1>Two harbours share one ferry line</h1>", f"<h1>{headline}</h1>"
    )
    assert published(source) == ("2024-03-25", "printed near the headline")


def test_a_heading_may_stand_there_for_its_date():
    assert published(news_page(before="<h4>Published on 25 March 2024</h4>"))[0] == "2024-03-25"
