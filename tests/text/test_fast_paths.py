"""What plain text is spared gives what the long way gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import fingerprints, html, sanitise, shingles, words

PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "\n", " ", "  ", "\t", "a", "Word", "it's", "don't", "é", "e\u0301", "\u0338", "&amp;", "&lt;",
     "&nbsp;", "&", "\xa0", "\u200b", "\x00", "<b>", "</b>", "<p></p>", "3.5", "日本", "“", "\r\n", ">", "-", "."]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join)
PARAGRAPHS = st.lists(TEXTS.map(lambda text: f"<p>{text}</p>"), max_size=4).map("\n".join)


@given(st.one_of(TEXTS, PARAGRAPHS))
def test_cleaning_html_is_no_other_for_plain_paragraphs(text):
    fast = sanitise.clean_html(text), html.to_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitise, "is_plain", lambda html: False)
        patch.setattr(html, "is_plain", lambda html: False)
        assert (sanitise.clean_html(text), html.to_text(text)) == fast


@given(TEXTS)
def test_cleaning_text_is_no_other_for_plain_ascii(text):
    fast = words.clean(text), words.clean_lines(text), words.scrub(text), words.tokens(text)
    fast += fingerprints.count_and_digest(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "is_even", lambda text: False)
        patch.setattr(words, "_ASCII_WORD", words._WORD)
        slow = words.clean(text), words.clean_lines(text), words.scrub(text), words.tokens(text)
        assert slow + fingerprints.count_and_digest(text) == fast


@given(st.text(max_size=60))
def test_plain_ascii_has_nothing_to_scrub(text):
    if words.is_even(text):
        assert unicodedata.normalize("NFKC", text) == text
        assert not any(unicodedata.category(letter) == "Cc" and letter not in "\t\n" for letter in text)


@given(st.lists(st.sampled_from(["one", "two", "three", "four", "5", "日", "Zoë"]), max_size=80).map(" ".join))
def test_keys_alone_are_those_of_all_shingles(text):
    assert shingles.keys(text) == shingles.shingles(text).keys


@given(TEXTS, st.integers(0, 60))
def test_sentences_from_a_place_on_are_the_last_of_all(text, place):
    line = words.clean(text)
    every = list(words.sentences_of(line))
    some = list(words.sentences_of(line, place))
    assert some == every[len(every) - len(some) :]
