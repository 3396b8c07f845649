"""Comparing two texts: nothing is lost, and what is said of them is so."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import words
from articles.text.comparing import OF_AFTER, OF_BEFORE, Comparison, Kind, compare, percent
from tests.reprints import OTHER, STORY, cut, edited

WORDS = st.sampled_from(
    ["the", "strait", "opened,", "of", "boats", "a", "“Yes”", '"Yes"', "–", "-", "1998", "東京", "ไทย", "है"]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


def side(comparison: Comparison, kinds: frozenset[Kind], name: str) -> str:
    """One of the texts, put together from the pieces."""
    return "".join(
        "".join(getattr(piece, name) for piece in paragraph.pieces) + ("\n\n" if paragraph.end in kinds else "")
        for paragraph in comparison.paragraphs
    )


def assert_gives_both_back(before: str, after: str) -> None:
    comparison = compare(before, after)
    for text, kinds, name in ((before, OF_BEFORE, "before"), (after, OF_AFTER, "after")):
        assert side(comparison, kinds, name) == "".join(f"{one}\n\n" for one in words.paragraphs(text))


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for paragraph in compare(before, after).paragraphs for piece in paragraph.pieces]


@given(TEXT, TEXT)
def test_both_texts_come_back(before, after):
    assert_gives_both_back(before, after)


@given(ANY_TEXT, ANY_TEXT)
def test_any_texts_come_back(before, after):
    assert_gives_both_back(before, after)


@given(st.lists(PARAGRAPH, max_size=8).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_paragraphs_in_another_order_come_back(texts):
    before, after = ("\n\n".join(paragraphs) for paragraphs in texts)
    assert_gives_both_back(before, after)


@given(TEXT, TEXT)
def test_turned_round_it_shares_as_much_of_each(before, after):
    comparison = compare(before, after)
    assert (comparison.of_before == 0) == (comparison.of_after == 0)
    assert 0 <= comparison.of_before <= 100 >= comparison.of_after >= 0


@given(TEXT)
def test_a_text_is_the_same_as_itself(text):
    comparison = compare(text, text)
    assert comparison.is_same
    assert comparison.of_before == comparison.of_after == (100 if words.word_count(text) else 0)


@pytest.mark.parametrize(("before", "after"), [(STORY, edited(STORY)), (STORY, cut(STORY)), (STORY, OTHER)])
def test_stories_come_back(before, after):
    assert_gives_both_back(before, after)


def test_words_are_marked_one_by_one():
    assert pieces("They agreed on Tuesday to open it.", "They agreed on Wednesday to open it.") == [
        ("same", "They agreed on"), ("removed", "Tuesday"), ("added", "Wednesday"), ("same", "to open it."),
    ]  # fmt: skip


def test_chinese_and_japanese_are_compared_by_characters():
    assert pieces("首相は8日、東京で会談した。", "首相は9日、東京で会見した。") == [
        ("same", "首相は"), ("removed", "8"), ("added", "9"), ("same", "日、東京で会"),
        ("removed", "談"), ("added", "見"), ("same", "した。"),
    ]  # fmt: skip


def test_marks_stay_with_the_letter_they_stand_on():
    assert ("removed", "ป") not in pieces("ไปกิน", "ไปกัน")
    assert {text for kind, text in pieces("हिन्दी में", "हिन्दू में") if kind != "same"} == {"हिन्दी", "हिन्दू"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"We don\'t know," he said - again...', "“We don’t know,” he said – again…"),
        ("one  two", "one two"),
        ("north--south", "north—south"),
    ],
)
def test_the_typography_of_a_desk_is_no_difference(before, after):
    assert compare(before, after).is_same
    assert_gives_both_back(before, after)


def test_a_word_in_capitals_is_another():
    assert not compare("WASHINGTON said", "Washington said").is_same


def test_what_two_unlike_texts_share_by_chance_counts_for_nothing():
    comparison = compare(STORY, OTHER)
    assert comparison.of_before <= 3
    assert [paragraph.kind for paragraph in compare(STORY[:500], OTHER[:500]).paragraphs] == ["removed", "added"]


FIRST, SECOND, THIRD, NEW = (
    "The strait is open to the boats of either side from April.",
    "A commission of six members will hear complaints about lost gear.",
    "Scientists are to begin with a survey in March, paid for by licences.",
    "Nobody at the harbour master's office could be reached on Sunday evening.",
)


@pytest.mark.parametrize(
    ("after", "where"),
    [
        ([FIRST, SECOND, NEW], "end"),
        ([NEW, FIRST, SECOND], "beginning"),
        ([FIRST, NEW, SECOND], ""),
    ],
)
def test_a_new_paragraph_is_one_wherever_it_stands(after, where):
    comparison = compare(f"{FIRST}\n\n{SECOND}", "\n\n".join(after))
    assert (comparison.added.number, comparison.added.where) == (1, where)
    assert comparison.removed.number == 0
    assert [paragraph.parted for paragraph in comparison.paragraphs] == [None] * 3
    back = compare("\n\n".join(after), f"{FIRST}\n\n{SECOND}")
    assert (back.removed.number, back.removed.where, back.added.number) == (1, where, 0)


def test_a_paragraph_in_place_of_another_is_shown_after_it():
    comparison = compare(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{FIRST}\n\n{NEW}\n\n{THIRD}")
    assert [paragraph.kind for paragraph in comparison.paragraphs] == ["same", "removed", "added", "same"]


def test_a_moved_paragraph_is_neither_new_nor_gone():
    comparison = compare(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{SECOND}\n\n{THIRD}\n\n{FIRST}")
    assert comparison.moved == 1
    assert (comparison.of_before, comparison.of_after) == (100, 100)
    assert comparison.added.number == comparison.removed.number == 0
    assert not comparison.is_same


def test_paragraphs_run_together_are_the_same_words():
    comparison = compare(f"{FIRST}\n\n{SECOND}", f"{FIRST} {SECOND}")
    assert (comparison.of_before, comparison.of_after) == (100, 100)
    assert [paragraph.parted for paragraph in comparison.paragraphs] == ["removed", None]


def test_a_text_against_none():
    assert (compare("", STORY).of_before, compare("", STORY).of_after) == (0, 0)
    assert compare("", "").is_same


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, 0), (0, 9, 0), (9, 9, 100), (1, 1000, 1), (999, 1000, 99), (1, 2, 50)]
)
def test_a_share_is_all_or_nothing_only_where_it_is(part, whole, share):
    assert percent(part, whole) == share


def test_a_very_long_text_is_compared_by_paragraphs():
    chance = random.Random(5)
    before = [" ".join(f"word{chance.randrange(3000)}" for _ in range(60)) for _ in range(1200)]
    after = [*before[:700], "A new paragraph.", *before[701:]]
    comparison = compare("\n\n".join(before), "\n\n".join(after))
    assert [
        piece.text for paragraph in comparison.paragraphs for piece in paragraph.pieces if piece.kind == "added"
    ] == ["A new paragraph."]
    assert comparison.of_before == 99


@pytest.mark.parametrize("number", [2, 3, 40])
def test_ten_thousand_words_that_repeat_are_compared_all_the_same(number):
    chance = random.Random(number)
    before, after = (" ".join(f"w{chance.randrange(number)}" for _ in range(10_000)) for _ in range(2))
    assert_gives_both_back(before, after)
