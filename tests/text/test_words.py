"""Cleaning, cutting and counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import words

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\u00a0 spaces\tand\r\nlines ", "two spaces and lines"),
        ("nul\x00 bell\x07 feff\ufeff shy\u00ad", "nul bell feff shy"),
        ("turned \u202eround\u202c", "turned round"),
        ("cafe\u0301", "café"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("می‌خواهم", "می‌خواهم"),
        ("\u200b\u2060 \u3164", ""),
    ],
)
def test_a_line_is_cleaned(text, cleaned):
    assert words.clean(text) == cleaned


def test_ten_thousand_stacked_marks_are_cut():
    assert len(words.clean("z" + "\u0301" * 10_000)) <= 5


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    once = words.clean(text)
    assert words.clean(once) == once


@given(ANY_TEXT, st.integers(0, 80))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(words.excerpt(text, length)) <= length


def test_an_excerpt_ends_between_words():
    assert words.excerpt("The ferry left the harbour early.", 22) == "The ferry left the…"
    assert words.excerpt("The ferry left.", 22) == "The ferry left."


def test_a_text_without_spaces_is_cut_anyway():
    assert words.excerpt("港" * 50, 10) == "港" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "count"),
    [("Two words", 2), ("", 0), ("don't stop-and-go", 2), ("首相は", 3), ("G7の会合", 4), ("안녕하세요 세계", 2)],
)
def test_words_are_counted(text, count):
    assert words.word_count(text) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. Then it stopped!", ["It rained.", "Then it stopped!"]),
        ("Mr. Ito met Dr. Cruz on Jan. 5. They spoke.", ["Mr. Ito met Dr. Cruz on Jan. 5.", "They spoke."]),
        ("The U.S. base stays. So it is.", ["The U.S. base stays.", "So it is."]),
        ("雨が降った。止んだ。", ["雨が降った。", "止んだ。"]),
        ("One line\nanother line", ["One line", "another line"]),
        ("“We agree.” She left.", ["“We agree.”", "She left."]),
    ],
)
def test_sentences_are_parted(text, sentences):
    assert words.sentences(text) == sentences


@given(ANY_TEXT)
def test_sentences_keep_every_visible_character(text):
    def squeezed(value):
        return "".join(words.clean(value).split())

    assert squeezed(" ".join(words.sentences(text))) == squeezed(text.replace("\x85", "\n"))


def test_paragraphs_are_parted_by_blank_lines():
    assert words.paragraphs("a\nb\r\n\r\n  c \n \t\n\n d") == ["a\nb", "c", "d"]
