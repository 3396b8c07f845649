"""What text renderers and publishers do to a copied page, one rule a test."""

import pytest

from articles import importers
from articles.text import html

STORY = """\
The harbour opened again on Monday after a long winter, and the boats went out at once.

The town had waited for the day since the ice closed the harbour in the week before the feast.

The mayor of the town said that the harbour would stay open until the autumn storms came back.
"""


def read_page(text):
    (reading,) = importers.read(text.encode(), format="text")
    assert reading.document is not None, reading.problem
    return reading.document


def body_of(text):
    return html.to_text(read_page(text).body_html)


def assert_kept_out(line):
    first, rest = STORY.split("\n\n", 1)
    text = f"The harbour opens again\n\nBy Jane Doe\n\n3 May 2024\n\n{first}\n\n{line}\n\n{rest}"
    assert body_of(text).split("\n\n") == STORY.strip().split("\n\n")


def test_addresses_of_links_and_marks_of_emphasis_are_no_text():
    body = body_of(
        "# The harbour opens again\n\n"
        "The **harbour** opened again on [Monday](https://example.org/a_(b)) after a _long_ winter, as was said.\n\n"
        "The boats <https://example.org/boats> went out at once, and the town came to see them off\\.\n\n"
        "[![A boat](https://example.org/boat.jpg)](https://example.org/boat)\n"
    )
    assert body == (
        "The harbour opened again on Monday after a long winter, as was said.\n\n"
        "The boats went out at once, and the town came to see them off."
    )


def test_wrapped_lines_of_a_script_without_spaces_close_up():
    line = "港町の人びとは長い冬のあと月曜日にふたたび海へ船を出し岸から見送る声がつづい"
    page = "港がふたたび開く\n\n" + "\n\n".join(f"{line}\n{line}\n{line}\nた。" for _ in range(2))
    assert body_of(page).split("\n\n")[0] == line * 3 + "た。"


def test_a_wrapped_day_begins_no_item():
    paragraph = (
        "The ferry between the two islands will leave the northern pier every day until the\n"
        "15. of June, when the summer boats take over and the small ferry goes to the yard to\n"
        "be painted, which has not been done since the year in which the old owner sold her to\n"
        "the town and the town found that it had bought the paint as well with the old boat.\n"
    )
    assert "until the 15. of June" in body_of("A ferry and its paint\n\n" + "\n".join([paragraph] * 3))


@pytest.mark.parametrize(
    "above",
    [
        "Home\n\nThe harbour opens again to its boats\n\nAfter a long winter the boats of the harbour are out at sea again",
        "HomeNewsThe harbour opens again to its boats\n\nThe harbour opens again to its boats\n\nBoats of the harbour out after winter",
        "VIDEO: The harbour and its boats after winter\n\nThe harbour opens again to its boats",
    ],
)
def test_the_line_that_others_explain_or_repeat_is_the_headline(above):
    assert (
        read_page(f"{above}\n\nBy Jane Doe\n\n3 May 2024\n\n{STORY}").headline == "The harbour opens again to its boats"
    )


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By\n\nJane Doe", ("Jane Doe",)),
        ("Von\n\n  * Jana Petersen\n  * Jens Holm", ("Jana Petersen", "Jens Holm")),
        ("By Jane Doe and\n\nPeter Lind", ("Jane Doe", "Peter Lind")),
        ("Written by Jane Doe, Peter Lind, and Ana Reyes", ("Jane Doe", "Peter Lind", "Ana Reyes")),
        ("ByJane Doe", ("Jane Doe",)),
        ("Jana Petersen Redakteurin", ("Jana Petersen",)),
        ("Jane Doe@janedoe", ("Jane Doe",)),
        ("Profilbild von Jana Petersen\n\nJana Petersen", ("Jana Petersen",)),
        ("Jane Doe\n\nListen Share", ("Jane Doe",)),
        ("Redaktion Hafenblatt Nord", ("Redaktion Hafenblatt Nord",)),
    ],
)
def test_bylines_on_several_lines_and_beside_other_things(byline, authors):
    assert read_page(f"The harbour opens again\n\n{byline}\n\n3 May 2024\n\n{STORY}").authors == authors


def test_a_name_in_han_stands_right_below_the_headline():
    story = "港町の人びとは長い冬のあと、月曜日にふたたび海へ船を出し、岸から見送る声がつづいた。\n\n" * 3
    assert read_page(f"港がふたたび開き船が出る\n\n山田花子\n\n2024年5月3日\n\n{story}").authors == ("山田花子",)


def test_a_byline_below_a_standfirst_is_found():
    page = read_page(
        "The harbour opens again\n\n3 May 2024\n\nThe winter was long for the harbour. Now it is over.\n\n"
        f"By Jane Doe\n\n{STORY}"
    )
    assert (page.authors, page.standfirst) == (
        ("Jane Doe",),
        "The winter was long for the harbour. Now it is over.",
    )


def test_who_the_story_is_about_is_not_its_author():
    page = read_page(
        "The harbour opens again\n\nRosa Mbeki\n\n3 May 2024\n\n"
        f"The harbour of which Rosa Mbeki is the master opened again on Monday after a long winter.\n\n{STORY}"
    )
    assert page.authors == ()


def test_a_day_in_a_caption_does_not_date_the_story():
    page = read_page(
        "The harbour opens again\n\nBoats in the harbour on 1 May 2023, the day of the boats\n\n"
        f"By Jane Doe\n\n3 May 2024 10:15\n\n{STORY}"
    )
    assert page.published.isoformat() == "2024-05-03T10:15"


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: The last lighthouse keeper of the north goes home",
        "Lire aussi : Le dernier gardien du phare rentre chez lui après trente ans.",
        "Les også: Den siste fyrvokteren reiser hjem",
        "Our morning newsletter tells you what the day brings. It comes before breakfast and costs nothing.",
        "Unser Newsletter erzählt Ihnen jeden Morgen, was der Tag bringt. Er kommt vor dem Frühstück.",
        "この記事は会員限定です。会員になると最後まで読むことができます。",
        "The last boat of the year enters the harbour before the ice came. (Harbour Archive)",
    ],
)
def test_what_is_no_part_of_the_story_is_kept_out(line):
    assert_kept_out(line)


def test_a_line_that_stands_everywhere_is_furniture():
    paragraphs = STORY.strip().split("\n\n")
    text = "\n\nThe article goes on\n\n".join([*paragraphs, *(f"{part[:-1]} as well." for part in paragraphs)])
    assert "goes on" not in body_of(f"The harbour opens again\n\nBy Jane Doe\n\n{text}")


def test_a_teaser_cut_short_is_no_prose():
    teasers = "\n".join(f"  * The keeper of lighthouse number {n} and all of his nine cats are …" for n in range(4))
    assert body_of(f"The harbour opens again\n\nBy Jane Doe\n\n{STORY}\n{teasers}\n") == STORY.strip()
