"""The site in other languages: addresses, dates, names of countries, and what stays the same."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils.translation import override

from articles.templatetags.reading import listed, partial_date, short_date
from tests.factories import make_article, make_tag

CATALOGUE = Path(__file__).parent.parent / "articles" / "locale" / "ja" / "LC_MESSAGES" / "django.po"


@pytest.fixture
def archive(index):
    """One story about two countries."""
    make_article("Pact signed", on="1951-09-08", countries=["JP", "US"], tags=[make_tag("Harbour alliance")])
    index()


def test_an_address_without_a_prefix_speaks_english_whatever_the_browser_prefers(client, archive):
    response = client.get("/articles/", headers={"Accept-Language": "ja"})
    assert response["Content-Language"] == "en"
    assert '<html lang="en">' in response.text
    assert "Accept-Language" not in response["Vary"]


def test_a_prefix_names_the_language_and_links_keep_it(client, archive):
    response = client.get("/ja/articles/")
    assert response["Content-Language"] == "ja"
    assert '<html lang="ja">' in response.text
    assert 'href="/ja/articles/1951/09/08/pact-signed-' in response.text
    assert 'href="/ja/topics/harbour-alliance/"' in response.text


def test_one_language_is_not_served_for_the_other(client, archive):
    english, japanese = client.get("/countries/").text, client.get("/ja/countries/").text
    assert "Japan" in english
    assert "日本" not in english.replace("日本語", "")
    assert "日本" in japanese.replace("日本語", "")
    assert client.get("/countries/").text == english


def test_what_was_counted_for_one_language_is_not_shown_in_the_other(client, archive, index):
    make_article("Port opened", on="2024-03-25", countries=["PH"])
    index()
    assert "日本" in client.get("/ja/articles/").text.replace("日本語", "")
    assert "日本" not in client.get("/articles/").text.replace("日本語", "")


def test_what_programs_ask_for_has_one_address(client, archive):
    page = client.get("/ja/articles/").text
    assert "/ja/articles.atom" not in page
    assert "/articles.atom" in page
    assert client.get("/ja/articles.atom").status_code == 404
    assert client.get("/ja/api/v1/articles/").status_code == 404


def test_a_language_the_archive_does_not_speak_is_no_address(client, archive):
    assert client.get("/fr/articles/").status_code == 404


def test_no_cookie_is_set(client, archive):
    assert not client.get("/ja/articles/").cookies


def test_dates_are_written_as_the_reader_writes_them():
    with override("ja"):
        assert partial_date("2024-03-25") == "2024年3月25日"
        assert partial_date("2024-03") == "2024年3月"
        assert short_date("2024-03-25") == "3月25日"
    assert partial_date("2024-03-25") == "25 March 2024"


def test_names_are_listed_in_english_as_ever():
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B"], "or") == "A or B"


def test_a_country_is_found_by_its_name_in_either_language(client, archive):
    assert [one["label"] for one in client.get("/ja/suggest/", {"name": "Japan"}).json()["names"]] == ["日本"]
    assert [one["label"] for one in client.get("/suggest/", {"name": "日本"}).json()["names"]] == ["Japan"]
    assert "Pact signed" in client.get("/articles/", {"q": "country:日本"}).text


def test_each_page_leads_to_itself_in_the_other_language(client, archive):
    assert 'href="/ja/articles/?country=jp" lang="ja"' in client.get("/articles/?country=jp").text
    japanese = client.get("/ja/articles/?country=jp").text
    assert 'href="/articles/?country=jp" lang="en"' in japanese
    assert 'hreflang="en" href="http://testserver/articles/?country=jp"' in japanese


def test_everything_readers_see_is_translated():
    # Whoever adds words adds their translations: manage.py gather_messages writes the catalogue anew.
    call_command("gather_messages", check=True, stdout=StringIO())


def as_written(catalogue):
    """Message and translation, each in all its plurals, by context, which Babel reads as bytes where it is compiled."""
    return {
        (
            message.context.decode() if isinstance(message.context, bytes) else message.context,
            *(message.id if isinstance(message.id, (tuple, list)) else [message.id]),
        ): (tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,))
        for message in catalogue
        if message.id
    }


def test_what_is_compiled_is_what_translators_wrote():
    written = read_po(BytesIO(CATALOGUE.read_bytes()))
    assert as_written(read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))) == as_written(written)


def test_a_translation_has_no_place_for_a_value_that_the_message_has_not():
    places = re.compile(r"%\(\w+\)s")
    for (_, *texts), translated in as_written(read_po(BytesIO(CATALOGUE.read_bytes()))).items():
        asked = {place for text in texts for place in places.findall(text)}
        assert {place for text in translated for place in places.findall(text)} == asked, texts


def test_the_sentence_over_a_list_is_japanese(client, archive):
    page = client.get("/ja/articles/?country=jp&country=us").text
    assert "日本、アメリカ合衆国に関する1951年の記事<strong>1</strong>件。" in page


def test_the_words_of_a_countrys_map_are_in_the_language_of_its_page(client, index):
    index()
    assert 'alt="日本、フィリピンを強調した地図。"' in client.get("/ja/countries/jp/ph/").content.decode()
    assert "位置図：日本。地図：Newsarchive" in client.get("/ja/countries/jp/").content.decode()
    assert 'alt="Map of Eastern Asia with Japan highlighted."' in client.get("/countries/jp/").content.decode()
