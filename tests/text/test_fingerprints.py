"""The same text, nearly the same, and another."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text import fingerprints

STORY = (
    "The ferry company said on Tuesday that it would add two ships to the northern line before summer. Fishermen in both harbours had asked"
    " for it since the old pier was closed. A spokeswoman said the first ship would sail in May and the second in June, if the weather allows."
    " Tickets for islanders stay at half price, and freight goes by night. The council will look at the timetable again in autumn."
)


def test_case_space_and_punctuation_do_not_count():
    assert fingerprints.text_digest("One, two — THREE.") == fingerprints.text_digest("one two\n\nthree")
    assert fingerprints.text_digest("one two") != fingerprints.text_digest("one three")


def test_a_reprint_with_small_changes_is_near():
    reprint = STORY.replace("Tuesday", "Wednesday").replace("half price", "a reduced price")
    assert fingerprints.distance(fingerprints.simhash(STORY), fingerprints.simhash(reprint)) <= 10


def test_another_story_is_far():
    other = (
        "The court in the capital opened the hearing on fishing rights with a long statement by both governments. " * 4
    )
    assert fingerprints.distance(fingerprints.simhash(STORY), fingerprints.simhash(other)) > 16


@given(st.text(st.characters(codec=None), max_size=200))
def test_a_fingerprint_fits_a_signed_64_bit_column(text):
    value = fingerprints.simhash(text)
    assert -(2**63) <= value < 2**63
    assert fingerprints.distance(value, value) == 0
    assert len(fingerprints.text_digest(text)) == 32


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1))
def test_distance_is_symmetric_and_bounded(a, b):
    assert fingerprints.distance(a, b) == fingerprints.distance(b, a)
    assert 0 <= fingerprints.distance(a, b) <= 64
