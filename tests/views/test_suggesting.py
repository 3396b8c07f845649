"""Adding a name to a list: the answers for the combobox, and the plain form."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_article, make_tag
from tests.views.pages import read


@pytest.fixture
def archive(index):
    guild = make_tag("Harbour guild", kind="organisation", aliases=["Dockers"])
    make_article(tags=[make_tag("Harbours"), guild], countries=["MM", "JP"], source="Bay Agency")
    make_article(tags=[make_tag("Dockers", slug="dockers-strike")], countries=["JP"])
    index()


def sent_to(client, address: str) -> dict[str, list[str]]:
    response = client.get(address)
    assert response.status_code == 302
    parts = urlsplit(response["Location"])
    assert parts.path == "/articles/"
    return parse_qs(parts.query)


def test_names_are_answered_as_json_with_an_etag(client, archive, index):
    response = client.get("/suggest/?name=burm")
    assert response.json()["names"] == [
        {"kind": "Country", "choice": "country:MM", "label": "Myanmar", "matched": "Burma", "count": 1}
    ]
    again = client.get("/suggest/?name=burm", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_article(countries=["MM"])
    index()
    changed = client.get("/suggest/?name=burm", headers={"If-None-Match": response["ETag"]})
    assert changed.json()["names"][0]["count"] == 2


@pytest.mark.parametrize("query", ["", "?name=", "?name=%00", "?name=%ED%A0%80", f"?name={'x' * 100_000}", "?how=odd"])
def test_strange_questions_have_no_names_and_no_error(client, archive, query):
    response = client.get(f"/suggest/{query}")
    assert (response.status_code, response.json()) == (200, {"names": []})
    assert client.get(f"/suggest/add/{query}").status_code == 200


@pytest.mark.parametrize(("how", "parameter"), [("all", "country"), ("any", "country_any"), ("none", "country_not")])
def test_a_name_written_in_full_is_added_in_the_way_asked_for(client, archive, how, parameter):
    sent = sent_to(client, f"/suggest/add/?name=burma&how={how}&topic=harbours&sort=oldest")
    assert sent == {"topic": ["harbours"], parameter: ["MM"], "sort": ["oldest"]}


def test_of_several_names_one_is_chosen_on_a_page_with_exact_numbers(client, archive):
    html = client.get("/suggest/add/?name=dockers&how=all&country=JP").content.decode()
    links = re.findall(r'href="(/articles/\?topic=[^"]+)"[^>]*>([^<]+)</a>\s*<span>([^<]+)<', html)
    assert [(label, about) for _, label, about in links] == [
        ("Dockers", "Topic · 1 story"),
        ("Dockers → Harbour guild", "Organisation · 1 story"),
    ]
    for address, _, _ in links:
        assert "1 story" in read(client, address.replace("&amp;", "&"))


def test_what_the_script_chose_among_several_is_added(client, archive):
    sent = sent_to(client, "/suggest/add/?name=dockers&how=any&choice=topic:harbour-guild")
    assert sent == {"topic_any": ["harbour-guild"]}


def test_a_choice_that_is_not_among_the_names_is_not_followed(client, archive):
    page = read(client, "/suggest/add/?name=dockers&choice=topic:harbours")
    assert "Which one do you mean?" in page


def test_a_part_of_a_name_leads_to_a_page_to_choose_from(client, archive):
    page = read(client, "/suggest/add/?name=harb")
    assert "Which one do you mean?" in page
    assert "Harbours" in page and "Harbour guild" in page


def test_a_name_that_is_not_there_is_kept_in_its_field_beside_the_nearest(client, archive):
    html = client.get("/suggest/add/?name=harbuors&topic=dockers-strike").content.decode()
    assert "No such name" in html and 'value="harbuors"' in html
    assert "/articles/?topic=dockers-strike&amp;topic=harbours" in html
    assert '<input type="hidden" name="topic" value="dockers-strike">' in html


def test_a_source_cannot_be_left_out_and_it_says_so(client, archive):
    assert client.get("/suggest/?name=bay&how=none").json()["names"] == []
    assert "a source cannot be" in read(client, "/suggest/add/?name=bay+agency&how=none")
    assert sent_to(client, "/suggest/add/?name=bay+agency&how=any") == {"source": ["bay-agency"]}


def test_what_is_written_is_shown_as_text(client, archive):
    html = client.get("/suggest/add/", {"name": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in html


def test_the_panel_of_a_list_has_the_form_with_the_whole_selection(client, archive):
    html = client.get("/countries/jp/?topic=harbours").content.decode()
    form = html.partition('<form action="/suggest/add/"')[2].partition("</form>")[0]
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form)
    assert hidden == [("topic", "harbours"), ("country", "JP")]
