"""What a list shows of a story: the best passage and the headline, the words marked, and nothing unescaped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.search import search
from articles.search.query_language import read
from articles.search.snippets import LENGTH, Finder, passage, text_with_marks
from articles.selection import Selection
from tests.factories import make_article


class TestSnippets:
    TEXT = "Nothing here yet. " * 30 + "The <b>fleet</b> & the harbour, 日本の港. " + "Nothing more follows. " * 30

    def shown(self, q: str, text: str = TEXT) -> str | None:
        return passage(text, Finder(read(q).wanted()))

    def test_the_words_are_marked_and_the_rest_is_escaped(self) -> None:
        shown = self.shown("fleet harbour")
        assert "The &lt;b&gt;<mark>fleet</mark>&lt;/b&gt; &amp; the <mark>harbour</mark>, 日本の港." in shown

    def test_a_passage_is_short_and_says_where_it_was_cut(self) -> None:
        shown = self.shown("harbour")
        assert shown.startswith("… ")
        assert shown.endswith(" …")
        assert len(shown) < LENGTH + 60

    def test_a_short_text_is_shown_whole(self) -> None:
        assert self.shown("harbour", "The harbour.\n\nIt is old.") == "The <mark>harbour</mark>. It is old."

    @pytest.mark.parametrize(
        ("q", "marked"),
        [
            ("日本", "<mark>日本</mark>の港"),
            ('"the harbour"', "<mark>the harbour</mark>"),
            ("harb*", "<mark>harbour</mark>"),
            ("harbours", "<mark>harbour</mark>"),
            ("FLEET", "<mark>fleet</mark>"),
            ("fleet -harbour", "the harbour"),
        ],
    )
    def test_what_was_asked_for_is_marked(self, q: str, marked: str) -> None:
        assert marked in self.shown(q)

    def test_the_passage_with_most_of_the_words_is_chosen(self) -> None:
        text = "A harbour here. " + "Nothing. " * 60 + "A fleet in a harbour there."
        assert "A <mark>fleet</mark> in a <mark>harbour</mark> there." in self.shown("harbour fleet", text)

    def test_words_of_the_headline_alone_give_no_passage(self) -> None:
        assert self.shown("railway") is None

    @given(text=st.text(max_size=400), word=st.text("ab日é<&", min_size=1, max_size=3))
    def test_no_text_comes_out_unescaped(self, text: str, word: str) -> None:
        shown = self.shown(word, f"{text} {word} {text}")
        if shown is not None:
            bare = shown.replace("<mark>", "").replace("</mark>", "")
            assert "<" not in bare

    def test_of_passages_with_as_many_words_the_one_with_the_phrase_is_chosen(self) -> None:
        text = (
            "A harbour, and far on a fleet. " + "Nothing. " * 60 + "The old harbour fleet sailed. " + "Nothing. " * 60
        )
        assert "The old <mark>harbour fleet</mark> sailed." in self.shown('"harbour fleet" harbour fleet', text)

    def test_of_passages_with_as_many_words_the_densest_is_chosen(self) -> None:
        text = "A harbour here. " + "Nothing. " * 60 + "The harbour of harbours, a harbour. " + "Nothing. " * 60
        assert "The <mark>harbour</mark> of <mark>harbours</mark>, a <mark>harbour</mark>." in self.shown(
            "harbour", text
        )

    @pytest.mark.parametrize(
        ("q", "text", "language", "marked"),
        [
            ("Vertrag", "Die Verträge galten.", "de", "Die <mark>Verträge</mark> galten."),
            ("Vertrag", "The Vertragen word.", "en", None),
            ("treaty", "Two treaties held.", "ja", "Two <mark>treaties</mark> held."),
            ("договор", "Новые договоры.", "ru", "Новые <mark>договоры</mark>."),
            ("معاهدة", "وقّعوا المُعاهدات.", "ar", "وقّعوا <mark>المُعاهدات</mark>."),
            ("コンテナ", "港のｺﾝﾃﾅです。", "ja", "港の<mark>ｺﾝﾃﾅ</mark>です。"),
            ("조약", "새 조약에 서명", "ko", "새 <mark>조약</mark>에 서명"),
            ("น้ำมัน", "ภาษีน้ำมันใหม่", "th", "ภาษี<mark>น้ำมัน</mark>ใหม่"),
            ("harb* OR tre*", "Harbour treaty.", "en", "<mark>Harbour</mark> <mark>treaty</mark>."),
            ("country:japan harbour", "Japan has a harbour.", "en", "Japan has a <mark>harbour</mark>."),
            ('"treaty harbour"~4', "The harbour treaty.", "en", "The <mark>harbour</mark> <mark>treaty</mark>."),
            ("U.S.", "The US fleet & U.S. ships", "en", "The <mark>US</mark> fleet &amp; <mark>U.S.</mark> ships"),
        ],
    )  # fmt: skip
    def test_words_are_marked_as_the_story_s_language_has_them(
        self, q: str, text: str, language: str, marked: str | None
    ) -> None:
        assert text_with_marks(text, Finder(read(q).wanted(), language)) == marked


class TestOnTheList:
    @pytest.fixture
    def archive(self, index: Callable[[], None]) -> None:
        make_article("Harbour <treaties> & bases", body_html="<p>Japan agreed to a treaty about bases.</p>")
        index()

    def test_headline_and_passage_are_marked(self, archive: None, client: Client) -> None:
        page = client.get("/articles/", {"q": "treaty japan"}).content.decode()
        assert "Harbour &lt;<mark>treaties</mark>&gt; &amp; bases</a></h3>" in page
        assert "<mark>Japan</mark> agreed to a <mark>treaty</mark> about bases." in page

    def test_a_headline_without_the_words_is_shown_plain(self, archive: None, client: Client) -> None:
        assert search(Selection(q="agreed")).headlines == {}
        assert (
            "Harbour &lt;treaties&gt; &amp; bases</a></h3>"
            in client.get("/articles/", {"q": "agreed"}).content.decode()
        )

    def test_a_word_asked_for_in_one_part_is_marked_in_that_part(self, archive: None) -> None:
        results = search(Selection(q="headline:treaty"))
        assert len(results.headlines) == 1
        assert results.snippets == {}
        results = search(Selection(q="body:treaty"))
        assert results.headlines == {}
        assert len(results.snippets) == 1


LETTERS = st.text("aAeéÉhoOr uU.s.-’ßı1_ﬁ½日港", max_size=60)


@given(
    LETTERS,
    st.lists(st.sampled_from(["harbo*", "us", "a", "e", "ho", '"us har"', "ess", "é", "1", "half~"]), min_size=1),
)
def test_looking_only_where_a_word_may_begin_overlooks_none(text: str, words: list[str]) -> None:
    quick = Finder(read(" ".join(words)).wanted())
    thorough = Finder(read(" ".join(words)).wanted())
    thorough.starts = set()
    assert quick.find(text) == thorough.find(text)
