"""CSV: every story once, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporters.delimited import COLUMNS, cell
from articles.importers.tables import unguarded
from tests.factories import make_article, make_tag


def rows(client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def test_it_holds_the_whole_selection_and_not_one_page_of_it(client, index):
    for number in range(1, 61):
        make_article(f"Story {number}", on=f"2001-{1 + number % 12:02}-{1 + number % 28:02}", countries=["JP"])
    make_article("Elsewhere", countries=["US"])
    index()
    assert len(rows(client, "/articles.csv")) == 61
    found = rows(client, "/articles.csv?country=jp")
    assert len({row["permalink"] for row in found}) == 60
    assert [row["published"] for row in found] == sorted((row["published"] for row in found), reverse=True)


def test_a_row_says_what_the_archive_knows(client, index):
    story = make_article(
        "Talks, “held”", on="2024-03-25T08:19+00:00", tags=[make_tag("Pact; and more"), make_tag("Mina Sato", kind="person")],
        countries=["JP", "US"], authors=["Ana Reyes", "Bo Lind"], body_html="<p>One.</p><p>Two.</p>", published_zone="UTC",
    )  # fmt: skip
    index()
    (row,) = rows(client, "/articles.csv")
    assert row["headline"] == "Talks, “held”"
    assert row["published"] == "2024-03-25T08:19+00:00"
    assert row["authors"] == "Ana Reyes; Bo Lind"
    assert row["topics"] == "Pact; and more"
    assert row["people"] == "Mina Sato"
    assert row["countries"] == "JP; US"
    assert row["body"] == "One.\n\nTwo."
    assert row["permalink"] == f"http://testserver/a/{story.pk}"


def test_lines_end_as_rfc_4180_has_it(client, index):
    make_article("Talks")
    index()
    assert client.get("/articles.csv").getvalue().endswith(b"\r\n")


def test_a_byte_order_mark_comes_only_where_asked(client, index):
    index()
    assert client.get("/articles.csv").getvalue().startswith(b"id,")
    assert client.get("/articles.csv?bom=1").getvalue().startswith(b"\xef\xbb\xbfid,")


def test_an_empty_selection_is_a_header(client, index):
    index()
    assert client.get("/articles.csv").getvalue().decode() == ",".join(COLUMNS) + "\r\n"


def test_it_is_a_download(client, index):
    index()
    response = client.get("/articles.csv")
    assert response["Content-Disposition"] == 'attachment; filename="newsarchive.csv"'
    assert response["Content-Type"].startswith("text/csv")
    response.close()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "'@x"]
)
def test_a_formula_is_made_harmless(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Talks", "", "1-2", "'tis", " =1", "a=b", "“=”"])
def test_other_text_is_left_alone(text):
    assert cell(text) == text


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.sampled_from(["'", "=", "'=", "''=", "'-", "＝'"])
)
def test_an_import_takes_the_guard_away_exactly(text):
    assert unguarded(cell(text)) == text
