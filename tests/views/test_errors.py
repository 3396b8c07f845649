"""Pages that say what went wrong."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from tests.factories import make_article


def test_an_unknown_address_says_so_and_leads_on(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()
    assert 'href="/articles/"' in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_every_error_has_a_page_that_needs_no_request(name):
    assert "<h1>" in render_to_string(name)


def test_what_an_address_says_is_never_markup(client, db):
    assert "<script>" not in client.get("/%3Cscript%3E/").content.decode().replace('<script type="module"', "")


HOSTILE = [
    "q=%00", "q=%ff", "q=" + "a" * 5000, "q=a&q=b", "q=%ED%A0%80", "q=((((((", 'q="', "q=*", "q=%20or%20" * 50,
    "page=1e999", "page=-1", "page=0", "page=٣", "page=" + "9" * 400, "sort=body__%00", "sort=?", "sort=password",
    "from=0000-01-01", "from=9999-12-31&to=9999-12-31", "to=10000", "from=1600&to=2199", "from=2024-02-30",
    "topic=%2e%2e", "topic=a,b", "topic=%00", "country=%ff", "language=%00", "kind=x",
    "&".join(f"topic=t{number}" for number in range(300)),
]  # fmt: skip


@pytest.mark.parametrize("page", ["/articles/", "/articles.atom", "/articles.csv", "/countries/jp/", "/2024/"])
def test_no_query_string_breaks_a_page(client, index, page):
    make_article(countries=["JP"])
    index()
    answers = {query[:60]: client.get(f"{page}?{query}").status_code for query in HOSTILE}
    assert set(answers.values()) <= {200, 400}, answers
