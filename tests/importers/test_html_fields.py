"""Headline, authors, site, labels and pictures of a page, chosen among the places that state them."""

import json

import pytest

from tests.importers.news_pages import ADDRESS, HEADLINE, STORY, news_page, paragraphs, read_page


def with_heading(heading, **keywords):
    """The page with another heading in place of its own."""
    return news_page(**keywords).replace(f"<h1>{HEADLINE}</h1>", f"<h1>{heading}</h1>")


@pytest.mark.parametrize(
    "heading",
    [
        f"<span class=kicker>Coast</span> {HEADLINE}",
        f"<span class='article__overline'>Transport on the coast: </span>{HEADLINE}",
        f"<b><span>Coast </span></b>{HEADLINE}",
    ],
)
def test_the_kicker_is_no_part_of_the_headline(heading):
    assert read_page(with_heading(heading, head=f'<meta property=og:title content="{HEADLINE}">')).headline == HEADLINE


def test_what_is_stated_twice_alike_says_where_the_headline_ends():
    head = f'<meta property=og:title content="Coast: {HEADLINE}">'
    story = read_page(news_page(head=head, data={"headline": f"Coast: {HEADLINE}"}))
    assert story.headline == f"Coast: {HEADLINE}"
    assert story.evidence["headline"].where == "JSON-LD headline, as meta og:title"


def test_any_name_of_the_site_is_no_part_of_the_headline():
    head = f'<meta property=og:site_name content="Courier Online"><title>{HEADLINE} | The Courier</title>'
    data = {"publisher": {"@type": "Organization", "name": "The Courier"}, "headline": f"{HEADLINE} - Courier Online"}
    assert read_page(with_heading("", head=head, data=data)).headline == HEADLINE


def test_references_in_the_data_are_followed():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": HEADLINE, "author": {"@id": "#jane"}, "publisher": {"@id": "#paper"}},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": "Organization", "@id": "#paper", "name": "The Courier"},
        ],
    }
    story = read_page(news_page(head=f"<script type=application/ld+json>{json.dumps(graph)}</script>"))
    assert (story.authors, story.site_name) == (("Jane Doe",), "The Courier")


def test_a_page_without_an_article_in_its_data_is_read_as_a_page():
    graph = {"@graph": [{"@type": "WebPage", "datePublished": "2024-03-25"}, {"@type": "Person", "name": "Jane Doe"}]}
    story = read_page(news_page(head=f"<script type=application/ld+json>{json.dumps(graph)}</script>"))
    assert (story.authors, story.published.isoformat()) == (("Jane Doe",), "2024-03-25")


@pytest.mark.parametrize(
    ("before", "authors"),
    [
        ("<div>By Jane Doe and Max Roe</div>", ("Jane Doe", "Max Roe")),
        ("<div>Jane Doe | 25 March 2024</div>", ("Jane Doe",)),
        ("<div class=post-meta>Jane Doe</div>", ("Jane Doe",)),
        ("<div>A day at the pier</div>", ()),
    ],
)
def test_a_line_near_the_headline_names_the_author(before, authors):
    assert read_page(news_page(before=before)).authors == authors


def test_an_agency_beside_the_author_keeps_the_name_it_has():
    data = {
        "author": [
            {"@type": "Person", "name": "Jane Doe"},
            {"@type": "Organization", "name": "Deutsche Presse-Agentur"},
        ]
    }
    story = read_page(news_page(data=data))
    assert (story.authors, story.source) == (("Jane Doe", "Deutsche Presse-Agentur"), "dpa")


def test_authors_that_disagree_are_said():
    source = news_page(
        head='<meta name=author content="Max Roe">', data={"author": {"@type": "Person", "name": "Jane Doe"}}
    )
    assert read_page(source).conflicts["authors"] == ("Jane Doe", "Max Roe")


@pytest.mark.parametrize(
    ("publisher", "shared", "title", "expected"),
    [
        ("The Courier", "Courier Online", "", "The Courier"),
        ("Coast Papers GmbH", "The Courier", "", "The Courier"),
        ("courier.example", "The Courier", "", "The Courier"),
        ("", "", f"{HEADLINE} – The Courier", "The Courier"),
        ("", "", HEADLINE, "courier.example"),
        # The name that the address spells, with an accent or an article that no address has.
        ("Coast Courier Media House", "Courier", "", "Courier"),
        ("Diario Couriér", "", f"{HEADLINE} | Couriér", "Couriér"),
        ("Courier", "The Courier", "", "Courier"),
        ("Coast Papers GmbH", "", "", "Coast Papers"),
        ("© 2024 Coast Gazette. All rights reserved.", "", "", "Coast Gazette"),
        ("", "https://courier.example", "", "courier.example"),
        ("北海新聞社", "北海新聞", "", "北海新聞"),
        ("Copyright &amp;copy; Coast Gazette", "", "", "Coast Gazette"),
    ],
)
def test_the_site_is_the_paper(publisher, shared, title, expected):
    head = f'<meta property=og:site_name content="{shared}"><title>{title}</title>'
    data = {"publisher": {"@type": "Organization", "name": publisher}}
    assert read_page(news_page(head=head, data=data)).site_name == expected


@pytest.mark.parametrize(
    ("publisher", "head", "expected"),
    [
        ({"name": "NCR", "alternateName": "Northcoast Radio"}, "", "Northcoast Radio (NCR)"),
        ({"name": "ncr.example", "alternateName": "Northcoast Radio"}, "", "Northcoast Radio (NCR)"),
        ({"name": "NCR", "legalName": "Northern Coast Radio AS"}, "", "Northern Coast Radio (NCR)"),
        (
            {"name": "NCR"},
            "<link rel=alternate type=application/rss+xml title='Northern Coast Radio » Rss' href=/rss>",
            "Northern Coast Radio (NCR)",
        ),
        (
            {"name": "NCR"},
            '<script type=application/ld+json>{"@type": "WebSite", "name": "Northcoast Radio", "alternateName": "NCR"}</script>',
            "Northcoast Radio (NCR)",
        ),
        ({"name": "NCR"}, "", "NCR"),
        ({"name": "NCR", "alternateName": "Harbour Waves"}, "", "NCR"),
        ({"name": "NCR", "legalName": "Coast Holding AS"}, "", "NCR"),
        ({"name": "Coast", "alternateName": "Coast of the North"}, "", "Coast"),
        ({"name": "NCR"}, "<link rel=alternate type=application/rss+xml title='New Rail' href=/rss>", "NCR"),
    ],
)
def test_letters_are_spelled_out_where_the_page_says_what_they_stand_for(publisher, head, expected):
    data = {"publisher": {"@type": "NewsMediaOrganization", **publisher}}
    assert read_page(news_page(head=head, data=data), "https://ncr.example/coast/ferry-line").site_name == expected


def test_a_name_that_the_whole_address_spells_is_not_cut_short():
    data = {"publisher": {"@type": "Organization", "name": "Courier Sport"}, "isPartOf": {"name": "The Courier"}}
    assert read_page(news_page(data=data), "https://sport.courier.example/ferry").site_name == "Courier Sport"


def test_a_page_without_a_publisher_names_the_paper_it_is_part_of():
    data = {"isPartOf": {"@type": ["CreativeWork", "Product"], "name": "The Courier"}}
    assert read_page(news_page(data=data)).site_name == "The Courier"


@pytest.mark.parametrize(
    ("head", "after", "labels"),
    [
        ("<meta name=news_keywords content='Ferries, Harbours, 8ae9ab2d-fe1b-4230'>", "", ["Ferries", "Harbours"]),
        (
            "",
            "<ul><li><a href=/topic/ferries>Ferries</a></li><li><a href=/topic/ports>Ports</a></li></ul>",
            ["Ferries", "Ports"],
        ),
        ("", "<p>Topics: <a rel=tag href=/f>#Ferries</a> <a rel=tag href=/p>Ports</a></p>", ["Ferries", "Ports"]),
        ("<meta name=keywords content='Ferries,Coast'>", "<a rel=tag href=/p>Ports</a>", ["Ferries", "Coast"]),
        ("", "<nav><a href=/topic/ports>Ports</a></nav>", []),
    ],
)
def test_labels_are_those_of_the_data_or_those_printed(head, after, labels):
    assert [label.name for label in read_page(news_page(head=head, after=after)).labels] == labels


def labels_of(source, url=ADDRESS):
    """The names of a page's labels."""
    return [label.name for label in read_page(source, url).labels]


@pytest.mark.parametrize(
    ("data", "head", "labels"),
    [
        # Two places that agree outweigh one that is alone.
        (
            ["Desk", "Ferries", "Harbours", "Pier news"],
            "<meta name=keywords content='Ferries, Harbours'><meta name=news_keywords content='Harbours, Ferries'>",
            ["Harbours", "Ferries"],
        ),
        # A single label is a stopgap where another place gives a list.
        (
            "Ferries Harbours",
            "<meta name=keywords content='Ferries, Harbours, Islands'>",
            ["Ferries", "Harbours", "Islands"],
        ),
        ("(3) Ferries", "", ["Ferries"]),
        ("渡船 港口 北海岸", "", ["渡船", "港口", "北海岸"]),
        ("Northern Coast Ferries", "", ["Northern Coast Ferries"]),
        (["Jane Doe", "The Courier", "@desk", "Ferries", "Harbours"], "", ["Ferries", "Harbours"]),
        # Words cut out of the address are no labels.
        ("", "<meta name=keywords content='two, harbours, share, ferry, line'>", []),
    ],
)
def test_labels_in_the_data_are_told_from_what_stands_beside_them(data, head, labels):
    known = {"author": {"@type": "Person", "name": "Jane Doe"}, "publisher": {"name": "The Courier"}}
    source = news_page(head=head, data={"keywords": data, **known})
    url = "https://courier.example/coast/two-harbours-share-one-ferry-line"
    assert labels_of(source, url) == labels


@pytest.mark.parametrize(
    "after",
    [
        "<div class=articleTags><a href=/person/ana-tui>Ferries</a><a href=/f/2>Ports</a></div>",
        "<aside class=related-stories><p>The harbour last year</p><ul class=tags><li><a href=/f/1>Ferries</a><li><a href=/f/2>Ports</a></ul></aside>",
        "<div class=after><a href=/list/1 class=blue-tag>Ferries</a> <a href=/list/2 class=blue-tag>Ports</a></div>",
        "<ul><li><a href=/topics/cmj34zmwxe3t/ferries>Ferries</a><li><a href=/topics/cz2pkv9q/ports>Ports</a></ul>",
        "<ul><li><a href=/coast/ferries/>Ferries</a><li><a href=/coast/ports.html>Ports</a></ul>",
    ],
)
def test_topics_are_found_by_their_box_their_links_or_their_addresses(after):
    story = paragraphs([*STORY, "Both ports are glad of their new ferries, and so is the coast."])
    assert labels_of(news_page(story, after=after)) == ["Ferries", "Ports"]


def test_topics_in_a_box_that_holds_the_story_as_well_are_its_own():
    source = with_heading(
        f"{HEADLINE}</h1><a href=/topic/ferries>Ferries</a><h2>How the two towns found together</h2><h1>"
    ).replace("<article>", "<article class=teaser>")
    assert labels_of(source) == ["Ferries"]


@pytest.mark.parametrize(
    "after",
    [
        "<div class=breadcrumb><a href=/topic/coast>Coast</a></div>",
        "<div class=teaser><ul class=tags><li><a href=/f/1>Storm</a></ul></div><div class=teaser><ul class=tags><li><a href=/f/2>Rain</a></ul></div>",
        "<ul><li><a href=/topic/storm-warning>The storm of the century comes to the coast at night</a></ul>",
        "<h3><a href=/topic/storm>Storm</a></h3>",
        "<ul><li><a href=/login>Login</a><li><a href=/imprint>Imprint</a></ul>",
    ],
)
def test_other_links_are_no_topics(after):
    assert labels_of(news_page(after=after)) == []


def test_one_stated_label_is_joined_by_the_printed_ones():
    head = "<meta name=keywords content=Coast>"
    assert labels_of(news_page(head=head, after="<a rel=tag href=/p>Ports</a>")) == ["Coast", "Ports"]


def test_a_page_without_topics_is_labelled_with_its_sections():
    assert labels_of(news_page(data={"articleSection": ["Region", "North Coast"]})) == ["Region", "North Coast"]
    assert labels_of(news_page(data={"articleSection": "Region"})) == []


def figure(name, caption=""):
    """A picture in the page."""
    return f"<figure><img src=/img/{name}.jpg alt=A><figcaption>{caption}<span class=credit>Ana Tui</span></figcaption></figure>"


def test_pictures_come_in_their_order_with_captions_and_credits():
    story = paragraphs(STORY[:2]) + figure("harbour-20240326", "The harbour. ") + paragraphs(STORY[2:])
    head = "<meta property=og:image content=https://courier.example/big/ferry-20240325.jpg>"
    pictures = read_page(news_page(story, head=head, before=figure("ferry-20240325", "The ferry. "))).pictures
    assert [picture.url.rpartition("/")[2] for picture in pictures] == ["ferry-20240325.jpg", "harbour-20240326.jpg"]
    assert [picture.credit for picture in pictures] == ["Ana Tui", "Ana Tui"]
    assert [picture.caption.split(".")[0] for picture in pictures] == ["The ferry", "The harbour"]


def test_the_picture_above_the_text_wins_over_one_that_the_page_does_not_show():
    head = "<meta property=og:image content=/img/square-20240301.jpg>"
    story = read_page(news_page(head=head, before=figure("ferry-20240325")))
    assert (story.pictures[0].url, story.evidence["image"].where) == (
        "https://courier.example/img/ferry-20240325.jpg",
        "figure",
    )


def test_a_logo_is_no_picture_of_a_story():
    head = "<meta property=og:image content=/img/logo.png>"
    story = news_page(head=head, data={"image": "https://courier.example/img/ferry-20240325.jpg"})
    assert read_page(story).pictures[0].url.endswith("ferry-20240325.jpg")
