"""Copied pages: every kind of part, in several orders and languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import importers
from articles.text import html

COPIED = Path(__file__).parent / "copied"


def read_page(name):
    (reading,) = importers.read((COPIED / name).read_bytes(), filename=name)
    assert reading.document is not None, reading.problem
    return reading.document


def read_text(text):
    (reading,) = importers.read(text.encode("utf-8", "surrogatepass"), format="text")
    return reading


@pytest.mark.parametrize(
    ("name", "section", "headline", "authors", "published", "source"),
    [
        ("same_shape.txt", "News", "Chile, Peru weigh joint patrols in southern waters", ("AFP",), "2024-04-08T21:05", "AFP"),
        ("portal.txt", "Asia", "Island nations agree on shared weather radar", ("Jane Okafor", "Peter Lindqvist"), "2023-05-12T11:15+00:00", "Reuters"),
        ("german.txt", "Wirtschaft", "Neue Linie verbindet drei Inseln im Winter", ("Anna Petersen", "Jens Holm"), "2023-10-03T18:05", "dpa"),
        ("french.txt", "Société", "Le marché du vieux port rouvre ses portes", ("Claire Fontaine", "AFP"), "2022-07-14T08:30", "AFP"),
        ("spanish.txt", "Sociedad", "Un pueblo recupera su tren después de cuarenta años", ("María López",), "2021-05-02T07:45", ""),
        ("japanese.txt", "国際", "島国4カ国、気象レーダーの共同設置で合意", ("Kyodo",), "2023-05-12T18:30", "Kyodo"),
        ("russian.txt", "В мире", "На севере построят новый порт для рыбаков", ("Иван Соколов",), "2023-05-12T18:30", ""),
        ("wrapped.txt", "World news", "Library ship returns to the lake", ("Rosa Mbeki",), "2022-03-03", ""),
    ],
)  # fmt: skip
def test_the_parts_of_a_page_are_found(name, section, headline, authors, published, source):
    page = read_page(name)
    assert page.published is not None
    assert (page.section, page.headline, page.authors, page.published.isoformat(), page.source) == (
        section, headline, authors, published, source
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "first", "last", "paragraphs"),
    [
        ("same_shape.txt", "Fishing crews on both sides", "on the horizon.", 7),
        ("portal.txt", "SUVA, May 12 (Reuters)", "the agreement says.", 6),
        ("german.txt", "Die drei nördlichen Inseln", "für Schüler die Hälfte.", 4),
        ("french.txt", "Le marché du vieux port a rouvert", "de l'année prochaine.", 4),
        ("spanish.txt", "El tren volvió el sábado", "el curso escolar.", 4),
        ("japanese.txt", "太平洋の島国4カ国は12日", "使えるようにする。", 3),
        ("russian.txt", "Новый порт для рыбаков построят", "выделит область.", 4),
        ("wrapped.txt", "The library ship is back", "since December.", 3),
    ],
)
def test_the_body_is_the_story_and_nothing_else(name, first, last, paragraphs):
    body = html.to_text(read_page(name).body_html)
    assert body.startswith(first)
    assert body.endswith(last)
    assert len(body.split("\n\n")) == paragraphs


def test_the_page_of_the_first_shape_is_read_to_the_letter():
    page = read_page("same_shape.txt")
    assert (page.published.printed, page.published.precision, page.published.zone) == (
        "April 8, 2024 09:05 PM",
        "minute",
        "",
    )
    assert [picture.caption for picture in page.pictures] == ["Representational image"]
    assert page.credit == "AFP"
    assert page.language == "en"
    assert "Tomás Rivas" in page.body_html
    assert [removed.reason for removed in page.removed] == ["share bar", "rail: Most Read", "rail: Opinion"]
    assert "Museum finds lost letters" in page.removed[1].text
    assert "Amalia Reyes Soto" in page.removed[2].text
    assert {"headline", "section", "authors", "published", "image_caption", "credit", "body"} <= set(page.evidence)
    assert page.evidence["published"].text == "April 8, 2024 09:05 PM"


def test_what_is_left_out_is_said_and_why():
    page = read_page("portal.txt")
    reasons = {removed.reason for removed in page.removed}
    assert {"rail: Read more", "rail: Trending", "notice", "share bar"} <= reasons
    left_out = "\n".join(removed.text for removed in page.removed)
    for text in (
        "Storm season starts early",
        "The last lighthouse keeper",
        "never miss a story",
        "Comments (14)",
        "All rights reserved",
    ):
        assert text in left_out


def test_every_line_of_a_page_is_a_field_or_removed():
    for path in COPIED.iterdir():
        page = read_page(path.name)
        kept = html.to_text(page.body_html) + "\n".join(
            [*(removed.text for removed in page.removed), *(found.text for found in page.evidence.values())]
        )
        kept = "".join(kept.split())
        missing = [line for line in path.read_text().splitlines() if "".join(line.split()).lstrip("*") not in kept]
        if path.name != "wrapped.txt":
            assert [line for line in missing if line.strip()[:2] not in {"1.", "2.", "3."}] == [], path.name


def test_standfirst_update_caption_and_dateline_are_told_from_the_body():
    page = read_page("portal.txt")
    assert page.standfirst.startswith("Four governments will pay")
    assert page.updated.isoformat() == "2023-05-12T16:40+00:00"
    assert page.pictures[0].caption.startswith("A fisherman mends nets")
    assert page.dateline == "SUVA, May 12 (Reuters)"
    assert page.credit == "(With inputs from PTI)"
    assert "<h2>Who pays for it</h2>" in page.body_html


def test_a_page_with_no_date_says_so():
    reading = read_text(
        "Harbour opens again\n\nThe harbour opened again on Monday after a long winter, and the boats went out at once.\n"
    )
    assert reading.document.published is None
    assert any("date" in warning for warning in reading.document.warnings)


def test_a_relative_date_is_no_date():
    reading = read_text(
        "Harbour opens again\n\nBy Jane Doe\n\n2 hours ago\n\nThe harbour opened again on Monday after a long winter.\n"
    )
    assert reading.document.published is None
    assert reading.document.authors == ("Jane Doe",)


def test_a_date_inside_the_story_is_not_the_storys_date():
    reading = read_text(
        "Harbour opens again\n\nThe harbour, built on 4 May 1911, opened again on Monday after a long winter. The boats went out at once.\n"
    )
    assert reading.document.published is None


def test_markup_in_a_copied_page_is_text():
    reading = read_text(
        "Harbour <b>opens</b>\n\nThe sign read <script>alert(1)</script> & nothing else on that long morning.\n"
    )
    assert "&lt;script&gt;" in reading.document.body_html


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01\x02\x03" * 200, "a line\n" * 20_001])
def test_what_holds_no_text_is_a_problem(text):
    assert read_text(text).problem.message


@given(st.text(st.characters(codec=None), max_size=1_000))
def test_no_text_raises(text):
    reading = read_text(text)
    assert (reading.document is None) != (reading.problem is None)


LINES = st.sampled_from(
    ["News", "By AFP", "By Jane Doe", "March 25, 2024 01:19 PM", "Most Read", "1. A teaser A teaser", "Share", "A headline about a long harbour wall",
     "The harbour opened again on Monday after a long winter, and the boats went out at once.", "", "  * item", "Comments (2)", "(Reuters)",
     "# Heading", "Advertisement", "Photo: A. B./dpa", "Read more", "12:05"]
)  # fmt: skip


@given(st.lists(LINES, max_size=30))
def test_any_order_of_parts_is_read_without_loss_of_a_paragraph(lines):
    reading = read_text("\n".join(lines))
    if reading.document is not None:
        everything = html.to_text(reading.document.body_html) + reading.document.standfirst + reading.document.headline
        everything += "".join(removed.text for removed in reading.document.removed)
        everything += "".join(picture.caption for picture in reading.document.pictures)
        for line in lines:
            if line.startswith("The harbour"):
                assert line in everything
