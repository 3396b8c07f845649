"""Bringing stories in at the desk by their addresses: fetched, looked through, stored like a paste."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, Import
from articles.text.links import canonical
from tests.website import story

pytestmark = pytest.mark.django_db
PUBLIC = "93.184.215.14"


@pytest.fixture
def site(website, settings):
    """A web site that the archive may fetch from."""
    settings.FETCH_ALLOW = frozenset({website.place})
    return website


def hand_in(client, addresses: str, **values):
    data = {"pasted": "", "format": "auto", "addresses": addresses} | values
    return client.post(reverse("admin:articles_import_add"), data)


def faults(answer) -> list[str]:
    assert answer.status_code == 200
    assert not Import.objects.exists()
    return answer.context["form"].errors.get("addresses", [])


def test_an_address_is_fetched_looked_through_and_stored(at_desk, editor, site):
    url = site.page("/ferry?utm_source=x", story("Ferry leaves the harbour"))
    assert hand_in(at_desk, url).status_code == 302
    run = Import.objects.get()
    page = at_desk.get(run.get_absolute_url(), follow=True)
    assert page.context["form"]["headline"].value() == "Ferry leaves the harbour"
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    written = Article.objects.get()
    assert (written.headline, written.added_by, written.status) == ("Ferry leaves the harbour", editor, "draft")
    assert written.appearances.get().url == canonical(url)


def test_several_addresses_become_one_import(at_desk, site):
    urls = [site.page(f"/{number}", story(f"Ferry number {number} sails")) for number in range(3)]
    assert hand_in(at_desk, f" {urls[0]}\r\n\r\n{urls[1]}  {urls[2]}\n{urls[0]}\n").status_code == 302
    run = Import.objects.get()
    assert [file.url for file in run.files.all()] == urls
    assert [item.headline for item in run.items.all()] == [f"Ferry number {number} sails" for number in range(3)]
    assert "Ferry number 2 sails" in at_desk.get(run.get_absolute_url()).content.decode()


def test_pages_come_between_the_paste_and_the_files(at_desk, site):
    url = site.page("/a", story())
    hand_in(at_desk, url, pasted='{"headline": "Pasted"}', url="https://news.example/pasted")
    assert [file.url for file in Import.objects.get().files.all()] == ["https://news.example/pasted", url]


def test_both_the_address_asked_and_the_one_that_answered_are_kept(at_desk, site):
    hand_in(at_desk, site.redirect("/short", "/story"))
    site.page("/story", story())
    hand_in(at_desk, site.url("/short"))
    file = Import.objects.get().files.get()
    assert (file.url, file.final_url) == (site.url("/short"), site.url("/story"))


def test_the_encoding_that_the_header_names_is_used(at_desk, site):
    page = story("Паром уходит", paragraphs=1).encode("koi8-r")
    hand_in(at_desk, site.page("/a", page, content_type="text/html; charset=koi8-r"))
    assert Import.objects.get().items.get().headline == "Паром уходит"


def test_failures_are_named_each_and_what_was_typed_stays(at_desk, site):
    good, missing, empty = site.page("/a", story()), site.url("/missing"), site.page("/empty", "")
    typed = f"{good}\n{missing}\n{empty}\n"
    answer = hand_in(at_desk, typed, source="Example Times")
    assert faults(answer) == [
        f"{missing}: The server answered 404 (Not Found).",
        f"{empty}: There is nothing on the page.",
    ]
    page = answer.content.decode()
    assert missing in page and f"{good}\n" in page and 'value="Example Times"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("file:///etc/passwd", "begin with http"),
        ("javascript:alert(1)", "begin with http"),
        ("http://me:secret@news.example/", "password"),
        ("http://[", "not an address"),
        ("news.example:22", "ports of the web"),
        ("localhost", "could not be reached"),
        ("http://127.0.0.1:5432/", "ports of the web"),
        ("http://0x7f.1/", "number for a host"),
        ("https://[::1]/", "could not be reached"),
        ("http://169.254.169.254/latest/meta-data/", "could not be reached"),
    ],
)
def test_no_editor_gets_inside(at_desk, internet, typed, said):
    (fault,) = faults(hand_in(at_desk, typed))
    assert said in fault
    assert internet.reached == []


def test_what_a_page_answers_is_never_shown_with_its_failure(at_desk, site):
    answer = hand_in(at_desk, site.page("/a", "<script>secret()</script>", "500 Secret"))
    assert "secret" not in answer.content.decode().lower()


def test_addresses_are_escaped(at_desk):
    answer = hand_in(at_desk, '<script>alert("x")</script>')
    assert faults(answer)
    assert "<script>alert" not in answer.content.decode()


def test_too_many_addresses_are_refused(at_desk, site):
    answer = hand_in(at_desk, "\n".join(site.url(f"/{number}") for number in range(21)))
    assert "too many" in faults(answer)[0]
    assert site.asked == []


def test_nothing_is_fetched_while_something_else_is_amiss(at_desk, site):
    hand_in(at_desk, site.page("/a", story()), format="papyrus")
    assert site.asked == []


def test_the_address_of_a_paste_is_not_fetched_and_says_so(at_desk, site):
    url = site.page("/a", story())
    answer = hand_in(at_desk, "", url=url)
    assert "only noted" in answer.context["form"].errors["url"][0]
    assert site.asked == []


def test_a_contributor_may_fetch_too(contributor, desk_of, site):
    assert hand_in(desk_of(contributor), site.page("/a", story())).status_code == 302


@pytest.mark.parametrize(
    ("pasted", "moved"),
    [
        ("https://a.example.org/1\n", "https://a.example.org/1"),
        (" https://a.example.org/1\r\n\r\nwww.example.org/2", "https://a.example.org/1\nwww.example.org/2"),
    ],
)
def test_pasted_addresses_are_put_where_they_can_be_fetched(at_desk, site, pasted, moved):
    answer = at_desk.post(reverse("admin:articles_import_add"), {"pasted": pasted, "format": "auto"})
    form = answer.context["form"]
    assert (form["pasted"].value(), form["addresses"].value()) == ("", moved)
    assert "What you pasted" in faults(answer)[0]
    assert not site.asked and not Import.objects.exists()


@pytest.mark.parametrize("pasted", ["See https://a.example.org/1", "https://a.example.org/1\nThe ferry sails."])
def test_a_text_with_an_address_in_it_is_a_text(at_desk, site, pasted):
    answer = at_desk.post(reverse("admin:articles_import_add"), {"pasted": pasted, "format": "auto"})
    assert answer.status_code == 302
    assert not site.asked
