"""Citations against what the manuals ask for, worked out by hand.

APA: Publication Manual, 7th edition, 10.1 (16). MLA: Handbook, 9th edition, 5. Chicago: Manual of Style, 18th edition,
14.87 to 14.98. Harvard: Cite Them Right, 12th edition, newspaper articles.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporters.citation_names import csl_name
from articles.exporters.citations import STYLES, Cited, cite

TODAY = dt.date(2026, 11, 24)
URL = "https://news.example/a/7"
KNOWN = {
    "permalink": URL,
    "headline": "Harbour ministers weigh a joint office",
    "standfirst": "",
    "authors": ["Ana Reyes", "Bo Lind"],
    "published": "2024-03-25T08:19+00:00",
    "section": "World",
    "source": "The Bay Post",
    "site_name": "",
    "url": "",
    "language": "en",
    "topics": [],
}


def cited(**values) -> dict[str, Cited]:
    """The citations of a story by the names of their styles."""
    return {one.style.slug: one for one in cite(KNOWN | values, TODAY)}


def assert_cites(style: str, expected: str, **values) -> None:
    """The story with ``values`` is cited as ``expected``; ``*`` stands around what is italic."""
    assert re.sub(r"</?i>", "*", cited(**values)[style].html).replace("&amp;", "&").replace("&#x27;", "'") == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", f"Reyes, A., & Lind, B. (2024, March 25). Harbour ministers weigh a joint office. *The Bay Post*. {URL}"),
        ("mla", f"Reyes, Ana, and Bo Lind. “Harbour Ministers Weigh a Joint Office.” *The Bay Post*, 25 Mar. 2024. *Newsarchive*, {URL}."),
        ("chicago", f"Reyes, Ana, and Bo Lind. “Harbour Ministers Weigh a Joint Office.” *Bay Post*, March 25, 2024. {URL}."),
        ("chicago-note", f"Ana Reyes and Bo Lind, “Harbour Ministers Weigh a Joint Office,” *Bay Post*, March 25, 2024, {URL}."),
        ("harvard", f"Reyes, A. and Lind, B. (2024) ‘Harbour ministers weigh a joint office’, *The Bay Post*, 25 March. Available at: {URL} (Accessed: 24 November 2026)."),
    ],
)  # fmt: skip
def test_a_story_by_two_authors(style, expected):
    assert_cites(style, expected)


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("apa", "Harbour ministers weigh a joint office. (2024, March 25). *The Bay Post*. https"),
        ("mla", "“Harbour Ministers Weigh a Joint Office.” *The Bay Post*, 25 Mar. 2024. *Newsarchive*, https"),
        ("chicago", "*Bay Post*. “Harbour Ministers Weigh a Joint Office.” March 25, 2024. https"),
        ("chicago-note", "“Harbour Ministers Weigh a Joint Office,” *Bay Post*, March 25, 2024, https"),
        ("harvard", "*The Bay Post* (2024) ‘Harbour ministers weigh a joint office’, 25 March. Available at: https"),
    ],
)
def test_a_story_without_author_opens_with_what_the_style_puts_in_its_place(style, opening):
    shown = re.sub(r"</?i>", "*", cited(authors=[])[style].html)
    assert shown.startswith(opening)


@pytest.mark.parametrize(
    ("style", "authors"),
    [
        ("apa", "Reyes, A., Lind, B., & Sato, M. (2024"),
        ("mla", "Reyes, Ana, et al. “"),
        ("chicago", "Reyes, Ana, Bo Lind, and Mina Sato. “"),
        ("chicago-note", "Ana Reyes et al., “"),
        ("harvard", "Reyes, A., Lind, B. and Sato, M. (2024)"),
    ],
)
def test_three_authors(style, authors):
    assert cited(authors=["Ana Reyes", "Bo Lind", "Mina Sato"])[style].text.startswith(authors)


@pytest.mark.parametrize(
    ("style", "authors"),
    [
        ("apa", "A, A., B, A., C, A., D, A., E, A., F, A., & G, A. (2024"),
        ("mla", "A, Ana, et al. “"),
        ("chicago", "A, Ana, Ana B, Ana C, et al. “"),
        ("chicago-note", "Ana A et al., “"),
        ("harvard", "A, A. et al. (2024)"),
    ],
)
def test_seven_authors(style, authors):
    assert cited(authors=[f"Ana {letter}" for letter in "ABCDEFG"])[style].text.startswith(authors)


def test_apa_names_nineteen_of_many_authors_and_the_last():
    text = cited(authors=[f"Ana Lind{letter}" for letter in "abcdefghijklmnopqrstuv"])["apa"].text
    assert "Linds, A., … Lindv, A. (2024" in text
    assert "Lindt" not in text


@pytest.mark.parametrize("slug", [style.slug for style in STYLES])
def test_an_agency_is_the_author_where_no_byline_names_one(slug):
    text = cited(authors=[], source="AFP", site_name="The Bay Post")[slug].text
    assert text.startswith("Agence France-Presse")
    assert "Bay Post" in text


def test_an_agency_without_outlet_is_not_its_own_container():
    assert_cites(
        "mla",
        f"Agence France-Presse. “Harbour Ministers Weigh a Joint Office.” *Newsarchive*, 25 Mar. 2024, {URL}.",
        authors=[], source="AFP",
    )  # fmt: skip


def test_a_byline_that_is_the_newspapers_own_name_is_no_author():
    assert cited(authors=["The Bay Post"]) == cited(authors=[])


@pytest.mark.parametrize(
    ("style", "date"),
    [
        (
            "apa",
            "(n.d.). Harbour ministers weigh a joint office. The Bay Post. Retrieved November 24, 2026, from https",
        ),
        ("mla", f"The Bay Post. Newsarchive, {URL}. Accessed 24 Nov. 2026."),
        ("chicago", "Bay Post, n.d. Accessed November 24, 2026. https"),
        ("chicago-note", "Bay Post, n.d., accessed November 24, 2026, https"),
        ("harvard", "(no date) ‘Harbour ministers weigh a joint office’, The Bay Post. Available at"),
    ],
)
def test_without_a_date_the_styles_say_so_and_when_it_was_read(style, date):
    assert date in cited(published="")[style].text


@pytest.mark.parametrize(
    ("style", "year", "month"),
    [
        ("apa", "(1952). ", "(1952, April). "),
        ("mla", "The Bay Post, 1952. ", "The Bay Post, Apr. 1952. "),
        ("chicago", "Bay Post, 1952. ", "Bay Post, April 1952. "),
        ("chicago-note", "Bay Post, 1952, ", "Bay Post, April 1952, "),
        ("harvard", "The Bay Post. Available", "The Bay Post, April. Available"),
    ],
)
def test_a_date_is_no_finer_than_it_is_known(style, year, month):
    assert year in cited(published="1952")[style].text
    assert month in cited(published="1952-04")[style].text


@pytest.mark.parametrize(
    ("month", "short"), [("05", "May"), ("06", "June"), ("07", "July"), ("09", "Sept."), ("12", "Dec.")]
)
def test_mla_shortens_months_of_more_than_four_letters(month, short):
    assert f", 8 {short} 2024" in cited(published=f"2024-{month}-08")["mla"].text


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", " Is peace at hand? The Bay Post"),
        ("mla", " “Is Peace at Hand?” The Bay Post"),
        ("chicago", " “Is Peace at Hand?” Bay Post"),
        ("chicago-note", " “Is Peace at Hand?,” Bay Post"),
        ("harvard", " ‘Is peace at hand?’, The Bay Post"),
    ],
)
def test_a_question_mark_closes_a_headline(style, expected):
    assert expected in cited(headline="Is peace at hand?")[style].text


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", " Minister sees “a new day” ahead of talks. "),
        ("mla", " “Minister Sees ‘a New Day’ Ahead of Talks.” "),
        ("chicago", " “Minister Sees ‘a New Day’ Ahead of Talks.” "),
        ("harvard", " ‘Minister sees “a new day” ahead of talks’, "),
    ],
)
@pytest.mark.parametrize("quoted", ['"a new day"', "“a new day”"])
def test_quotations_stand_within_quotation_marks(style, expected, quoted):
    assert expected in cited(headline=f"Minister sees {quoted} ahead of talks")[style].text


def test_a_quotation_at_the_end_takes_the_full_stop_inside():
    assert "“Minister Sees ‘a New Day.’” The" in cited(headline="Minister sees “a new day”")["mla"].text
    assert "“Minister Sees ‘a New Day,’” Bay" in cited(headline="Minister sees “a new day”")["chicago-note"].text


@pytest.mark.parametrize(
    ("printed", "mla", "chicago"),
    [
        ("US-Japan talks end in a US-backed plan", "US-Japan Talks End in a US-Backed Plan", None),
        ("Talks about the Harbour And the bridge", "Talks about the Harbour and the Bridge", "Talks About the Harbour and the Bridge"),
        ("Navy steps up patrols of the strait", "Navy Steps Up Patrols of the Strait", None),
        ("Harbour: a city looks on", "Harbour: A City Looks On", None),
        ("iPhone maker won't say what it's for", "iPhone Maker Won’t Say What It’s For", None),
        ("Step-by-step plan", "Step-by-Step Plan", None),
    ],
)  # fmt: skip
def test_capitals_of_english_headlines(printed, mla, chicago):
    found = cited(headline=printed)
    assert f"“{mla}.”" in found["mla"].text
    assert f"“{chicago or mla}.”" in found["chicago"].text


def test_headlines_of_other_languages_keep_their_own_capitals():
    text = cited(headline="Der Hafen und die Stadt", language="de")["mla"].text
    assert "“Der Hafen und die Stadt.”" in text


def test_names_and_headlines_without_capitals_stay_as_they_are():
    found = cited(headline="港の会談が始まる", authors=["佐藤 美奈"], source="港新聞", language="ja")
    assert found["apa"].text == f"佐藤 美奈. (2024, March 25). 港の会談が始まる. 港新聞. {URL}"


def test_a_headline_from_right_to_left_is_kept_to_itself():
    found = cited(headline="محادثات الميناء", language="ar")["apa"]
    assert "<bdi>محادثات الميناء.</bdi> <i>" in found.html
    assert " محادثات الميناء. The Bay Post" in found.text


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Ana Reyes", {"family": "Reyes", "given": "Ana"}),
        ("Dr. Ana Maria Reyes", {"family": "Reyes", "given": "Ana Maria"}),
        ("Jan van der Berg", {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}),
        ("Bo Lind Jr.", {"family": "Lind", "given": "Bo", "suffix": "Jr."}),
        ("Madonna", {"literal": "Madonna"}),
        ("News Desk", {"literal": "News Desk"}),
        ("AP", {"literal": "Associated Press"}),
        ("Editorial Board", {"literal": "Editorial Board"}),
        ("Анна Петрова", {"family": "Петрова", "given": "Анна"}),
        ("김민지", {"literal": "김민지"}),
    ],
)
def test_names_are_told_apart(printed, parts):
    assert csl_name(printed) == parts


def test_given_names_are_shortened_where_the_style_shortens_them():
    found = cited(authors=["Jean-Luc Martin", "Jan Karel van der Berg"])
    assert found["apa"].text.startswith("Martin, J.-L., & van der Berg, J. K. (")
    assert found["chicago"].text.startswith("Martin, Jean-Luc, and Jan Karel van der Berg. ")


HOSTILE = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "<script>x</script>",
        '<span class="nocase">x</span>',
        "a & b",
        "{\\x}",
        "\ue000\ue001",
        "“",
        "''\"",
        "\u202eabc",
        "?,",
    ]
)


@given(headline=HOSTILE, author=HOSTILE, source=HOSTILE)
def test_nothing_in_a_headline_or_name_becomes_markup_or_stops_the_page(headline, author, source):
    for one in cite(KNOWN | {"headline": headline or "x", "authors": [author], "source": source}, TODAY):
        assert "<" not in re.sub(r"</?(?:i|bdi)>", "", one.html)
        assert "\n" not in one.text
        assert "\u202e" not in one.text
        assert URL in one.text
