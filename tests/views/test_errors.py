"""Pages that say what went wrong."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client


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


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff", "q=" + "a" * 5000, "page=1e999", "page=-1", "page=٣", "page=" + "9" * 400, "sort=body__%00", "sort=?",
     "from=0000-01-01", "from=9999-12-31&to=9999-12-31", "to=10000", "topic=%2e%2e", "topic=a,b", "country=%ff", "language=%00",
     "&".join(f"topic=t{n}" for n in range(300)), "q=a&q=b", "kind=x", "q=%ED%A0%80", "q=((((((", "q=\"", "q=*"],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/articles/", "/articles.atom", "/articles.csv", "/countries/jp/"])
def test_no_query_string_breaks_a_page(index, query, page):
    index()
    response = Client(raise_request_exception=True).get(f"{page}?{query}")
    assert response.status_code in (200, 302, 400)
