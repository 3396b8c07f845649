"""RSS and Atom."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from articles.text import html
from tests.importers.reading import problem_of, read, read_one, sound

SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
FULL = """<item><title>Ferries &amp;amp; boats return</title><link>/news/1</link><guid isPermaLink="false">n-1</guid><pubDate>Mon, 25 Mar 2024 13:00:00 +0100</pubDate>
    <dc:creator>By Hana Sample and Tomas Beispiel</dc:creator><category>Ports</category><category domain="x">Sea</category><description>In &lt;b&gt;short&lt;/b&gt;.</description>
    <content:encoded><![CDATA[<p>They <a href="/x">came</a> back.</p><h5>Later</h5><script>x</script><img src="/a.jpg" alt="A ferry"><img src="/p.gif" width="1" height="1"><p>More.</p>]]></content:encoded>
    <media:group><media:content url="https://img.example/a1/640.jpg" width="640" medium="image"><media:title>T</media:title><media:description>The quay</media:description>
    <media:credit>Ola Foto</media:credit></media:content><media:content url="https://img.example/a1/1280.jpg" width="1280" medium="image"/></media:group>
    <enclosure url="https://img.example/p.mp3" type="audio/mpeg" length="1"/></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/" xml:lang="de"><title>Hafenblatt</title><author><name>Ines Muster</name></author>
    <link href="https://a.example/"/><entry xml:base="2024/"><id>urn:x:1</id><title type="html">Ein &lt;em&gt;Titel&lt;/em&gt;</title><link rel="alternate" href="eins.html"/>
    <link rel="enclosure" type="image/png" href="p.png"/><published>2024-03-25T10:00:00+01:00</published><updated>2024-03-26T10:00:00+01:00</updated><content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>Ein <strong>Satz</strong> &amp; <a href="zwei.html">mehr</a>.</p><img src="b.png" alt="Bild"/></div></content>
    <summary>Kurz gesagt.</summary><category term="hafen" label="Der Hafen"/></entry></feed>"""
RDF = f"""<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {SPACES}><channel rdf:about="https://a.example/"><title>Old feed</title>
    <link>https://a.example/</link></channel><item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link><description>In short.</description>
    <dc:date>2024-03-25T13:00:00Z</dc:date><dc:creator>Hana Sample</dc:creator><dc:subject>Sea</dc:subject></item></rdf:RDF>"""
LONG = "The ferries go out at six and come back at nine. " * 30


def rss(
    *items,
    head="",
    channel="<title>Porthaven Courier</title><link>https://courier.example/</link><language>en-gb</language>",
):
    return f'<?xml version="1.0"?>{head}<rss version="2.0" {SPACES}><channel>{channel}{"".join(items)}</channel></rss>'


def item(**parts):
    """An RSS item of the given elements; texts are escaped."""
    escaped = ((name, text.replace("&", "&amp;").replace("<", "&lt;")) for name, text in parts.items())
    return "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in escaped) + "</item>"


@pytest.mark.parametrize(
    "content", [rss(FULL), ATOM, RDF, f"\n\n<!-- a -->{rss(FULL)[21:]}", f"Warning: x in y.php\n{rss(FULL)}"]
)
def test_it_is_recognised(content):
    assert importers.detect(content.encode()).name == "feed"


def test_an_entry_of_rss_is_read():
    story = read_one(rss(FULL))
    assert (story.guid, story.url, story.headline) == (
        "n-1",
        "https://courier.example/news/1",
        "Ferries & boats return",
    )
    assert (story.site_name, story.language) == ("Porthaven Courier", "en-gb")
    assert story.authors == ("Hana Sample", "Tomas Beispiel")
    assert (story.published.isoformat(), story.published.printed) == ("2024-03-25T13:00:00+01:00", "")
    assert story.labels == (Label("Ports"), Label("Sea"))
    assert story.body_html == '<p>They <a href="https://courier.example/x">came</a> back.</p><h4>Later</h4><p>More.</p>'
    assert (story.standfirst, story.summary_only) == ("In short.", False)


def test_pictures_are_taken_in_their_widest_size_and_pixels_left():
    assert read_one(rss(FULL)).pictures == (
        Picture("https://img.example/a1/1280.jpg", "The quay", "Ola Foto"), Picture("https://courier.example/a.jpg", alt="A ferry"),
    )  # fmt: skip


def test_an_entry_of_atom_is_read():
    story = read_one(ATOM)
    assert (story.guid, story.url, story.headline) == ("urn:x:1", "https://a.example/blog/2024/eins.html", "Ein Titel")
    assert (story.site_name, story.language, story.authors) == ("Hafenblatt", "de", ("Ines Muster",))
    assert (
        story.body_html
        == '<p>Ein <strong>Satz</strong> &amp; <a href="https://a.example/blog/2024/zwei.html">mehr</a>.</p>'
    )
    assert story.standfirst == "Kurz gesagt."
    assert (story.published.isoformat(), story.updated.isoformat()) == (
        "2024-03-25T10:00:00+01:00",
        "2024-03-26T10:00:00+01:00",
    )
    assert [picture.url for picture in story.pictures] == [
        "https://a.example/blog/2024/p.png",
        "https://a.example/blog/2024/b.png",
    ]
    assert story.labels == (Label("Der Hafen"),)


def test_an_entry_of_rss_1_is_read():
    story = read_one(RDF)
    assert (story.guid, story.headline, story.authors, story.labels) == (
        "https://a.example/1",
        "One",
        ("Hana Sample",),
        (Label("Sea"),),
    )
    assert (story.published.isoformat(), story.updated) == ("2024-03-25T13:00:00+00:00", None)


def test_each_entry_keeps_its_own_source_text():
    first, second = read(rss(FULL, item(title="Two")))
    assert first.original.startswith("<item><title>Ferries")
    assert second.original == "<item><title>Two</title></item>"


@pytest.mark.parametrize(
    ("parts", "summary_only"),
    [
        ({"description": "In short.", "link": "https://a.example/1"}, True),
        ({"description": LONG, "link": "https://a.example/1"}, False),
        ({"description": LONG + "[…]", "link": "https://a.example/1"}, True),
        ({"description": LONG + "<a href='x'>Read more about it</a>", "link": "https://a.example/1"}, True),
        ({"content:encoded": "<p>A short notice.</p>", "link": "https://a.example/1"}, False),
        ({"content:encoded": "<p>It begins and [...]</p>", "link": "https://a.example/1"}, True),
        ({"description": "In short."}, False),
    ],
)
def test_it_says_whether_the_body_is_only_a_summary(parts, summary_only):
    assert read_one(rss(item(title="A", **parts))).summary_only is summary_only


def test_a_summary_that_only_begins_the_text_is_no_standfirst():
    assert (
        read_one(
            rss(item(title="A", description="The ferries go out at six and […]", **{"content:encoded": LONG}))
        ).standfirst
        == ""
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", ""])
def test_only_web_addresses_are_links(link):
    assert read_one(rss(item(title="A", link=link))).url == ""


def test_plain_sentences_become_paragraphs():
    body = read_one(rss(item(title="A", description="One <b>x</b>.<br><br>Two & three."))).body_html
    assert html.paragraphs(body) == ["One x.", "Two & three."]
    assert body.startswith("<p>")


def test_an_aggregators_entry_names_the_site_it_came_from():
    assert (
        read_one(rss('<item><title>A</title><source url="https://o.example/">Other Paper</source></item>')).site_name
        == "Other Paper"
    )


def test_an_address_or_the_site_itself_is_no_author():
    assert read_one(rss(item(title="A", author="desk@courier.example (Hana Sample)"))).authors == ("Hana Sample",)
    assert read_one(rss(item(title="A", author="desk@courier.example"))).authors == ()
    assert read_one(rss(item(title="A", **{"dc:creator": "Porthaven Courier"}))).authors == ()


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Mon, 25 Mar 24 13:00:00 GMT", "2024-03-25T13:00:00+00:00"), ("Thu, 1 Jan 99 10:00:00 GMT", "1999-01-01T10:00:00+00:00"),
        ("Sat, 01 Jan 0000 00:00:00 GMT", None), ("Fri, 31 Dec 9999 23:59:59 -1200", None), ("30 Feb 2024 10:00 GMT", None),
        ("Mon, 25 Mar 2024 23:59:60 GMT", "2024-03-25T23:59:59+00:00"), ("Mon, 25 Mar 2024 24:00:00 GMT", "2024-03-26T00:00:00+00:00"),
        ("Mon, 25 Mar 2024 13:00:00 +9999", "2024-03-25T13:00:00"), ("Mon, 25 Mar 2024 13:00:00 NZST", "2024-03-25T13:00:00+12:00"),
        ("Mon, 25 Mar 2024 (a (nested) one) 13:00:00 +0200", "2024-03-25T13:00:00+02:00"), ("25 Mar 20240000000 13:00 GMT", None),
        ("Mon, 25 Mar 2024 13:00:00 XYZ", "2024-03-25T13:00:00"), ("2024-W13-1", "2024-03-25"), ("2024-03-25T24:00:00Z", "2024-03-26T00:00:00+00:00"),
        ("2024-03-25T13:00:00.123456789Z", "2024-03-25T13:00:00+00:00"), ("1711371600", "2024-03-25T13:00:00+00:00"), ("25 mars 2024", "2024-03-25"),
        ("1403/01/06", "2024-03-25"), ("yesterday", None),
    ],
)  # fmt: skip
def test_a_date_is_right_or_none(stated, expected):
    published = read_one(rss(item(title="A", pubDate=stated))).published
    assert (published.isoformat() if published else None) == expected


@pytest.mark.parametrize(
    "stated",
    [
        "Mon, 25 Mar 2024 13:00:00 XYZ",
        "Mon, 25 Mar 2024 13:00:00 CST",
        "Mon, 25 Mar 2024 13:00:00 +9999",
        "no date",
        "1970-01-01T00:00:00Z",
    ],
)
def test_what_is_doubtful_about_a_date_is_said(stated):
    assert read_one(rss(item(title="A", pubDate=stated))).warnings


def test_equal_dates_of_a_whole_feed_are_doubted():
    stories = read(rss(*[item(title=f"A {number}", pubDate="Mon, 25 Mar 2024 13:00:00 GMT") for number in range(5)]))
    assert all("same time" in reading.document.warnings[-1] for reading in stories)


def test_entities_are_never_resolved():
    head = '<!DOCTYPE rss [<!ENTITY pub "Courier"><!ENTITY x SYSTEM "file:///etc/passwd"> %p; ]>'
    assert read_one(rss(item(title="A"), head=head).replace("<title>A", "<title>A &pub;&x;")).headline == "A &pub;&x;"
    assert (
        read_one(
            rss(item(title="A"), head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">').replace(
                "<title>A", "<title>Caf&eacute;"
            )
        ).headline
        == "Café"
    )


def test_characters_no_database_takes_are_gone():
    story = read_one(rss("<item><title>A\x00&#0;&#xD800;&#99999999; b</title></item>"))
    assert "\x00" not in story.headline
    assert "\ud800" not in story.headline


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_the_declared_encoding_is_followed(encoding):
    title = "Паром" if encoding == "windows-1251" else "Fähre"
    content = rss(item(title=title)).replace('version="1.0"', f'version="1.0" encoding="{encoding}"', 1)
    assert read_one(content.encode(encoding)).headline == title


def test_the_header_of_a_feed_is_followed():
    assert read_one(rss(item(title="Паром")).encode("koi8-r"), charset="koi8-r").headline == "Паром"


def test_a_feed_cut_off_keeps_its_entries():
    whole = rss(item(title="A"), item(title="B"), item(title="C"))
    assert [reading.document.headline for reading in read(whole[: whole.index("<title>C")])[:2]] == ["A", "B"]


@pytest.mark.parametrize("content", ["", "<rss/>", rss(), "<html><p>x</p></html>", "News\n\nBy AFP"])
def test_a_file_without_entries_is_a_problem(content):
    assert problem_of(content, "feed")


BOMBS = {
    "attributes": lambda: rss("<item " + " ".join(f"a{number}='1'" for number in range(100_000)) + "/>"),
    "namespaces": lambda: rss(*(f"<n{number}:a xmlns:n{number}='u'/>" for number in range(5_000))),
    "siblings": lambda: rss("<item/>" * 400_000),
    "ampersands": lambda: "<rss><item>&zz;" + "&" * 2_000_000,
    "open tag": lambda: "<rss><item>&zz;<a " + "a=" * 2_000_000,
    "deep": lambda: "<rss>" + "<a>" * 100_000,
    "large": lambda: rss("<item/>") + "x" * 20_000_000,
    "byline": lambda: rss("<item><author><![CDATA[</author>" + "x" * 2_000_000 + "]]></author></item>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_defused(name):
    content = BOMBS[name]()
    start = time.process_time()
    assert problem_of(content, "feed")
    assert time.process_time() - start < 10


def test_laughing_entities_are_not_expanded():
    laughs = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    assert (
        read_one(rss("<item><title>A &j;</title></item>", head=f"<!DOCTYPE rss [{laughs}]>"), "feed").headline
        == "A &j;"
    )


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.lists(
        st.sampled_from([FULL, "<item>", "</item>", "<entry>", "<title>", "</title>", "<description>", "<content:encoded>", "<![CDATA[", "]]>", "&#x110000;", "&bogus;", "&",
                         "<media:content/>", "<media:credit>", "<enclosure/>", "<author/>", "<category/>", "<link href='//['/>", "<!--", "<!x", "<?", "<source>", "<pubDate>0</pubDate>",
                         "</", "<a b='", "\x00", "text", "<guid/>", "<content type='xhtml'><div>", "<content src='x'/>"]),
        max_size=12,
    )
)  # fmt: skip
def test_no_soup_raises(parts):
    assert sound(read(rss(*parts), "feed"))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"<rss><channel><item>", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"]),
)
def test_no_bytes_raise(data, start):
    assert sound(read(start + data, "feed"))
