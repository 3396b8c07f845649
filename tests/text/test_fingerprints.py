"""The very same text, and another."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text import fingerprints


def test_case_space_and_punctuation_do_not_count():
    assert fingerprints.text_digest("One, two — THREE.") == fingerprints.text_digest("one two\n\nthree")
    assert fingerprints.text_digest("one two") != fingerprints.text_digest("one three")


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_has_a_fingerprint(text):
    assert len(fingerprints.text_digest(text)) == 32
