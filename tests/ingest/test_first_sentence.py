"""The sentence shown for a tag is the one that a whole search for its names finds first."""

from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.suggesting import Named, Told, _found, _spellings
from articles.models import Country, Tag
from articles.text import words
from articles.text.naming import Finder

THINGS = (
    Tag(pk=1, name="Pilot Union", aliases=["PU", "Union"]),
    Tag(pk=2, name="harbour", aliases=["harbor"]),
    Tag(pk=3, name="日本", aliases=["東京"]),
    Country(pk=4, code="US", name="United States", case_sensitive_aliases=["US"], adjectives=["American"]),
    Tag(pk=6, name="İstanbul"),
    Country(pk=5, code="GE", name="Georgia", not_in=["South Georgia"]),
)
PIECES = (
    "Pilot Union", "pilot union", "reunion", "unions", "Union", "harbour", "harbourmaster", "the harbor.", "日本の東京",
    "us", "US", "USA", "discuss", "American", "Latin-American", "Georgia", "South Georgia", "union_x", "ß", " İstanbul ", " İzmir ", ". ",
    " ", "\n", "\n\n", "-", "’s", "Mr. ", "! ",
)  # fmt: skip


@given(headline=st.lists(st.sampled_from(PIECES), max_size=4), text=st.lists(st.sampled_from(PIECES), max_size=30))
def test_it_is_the_first_that_names_it(headline, text):
    top, body = " ".join(headline).replace("\n", " "), "".join(text)
    sentences = [top, *words.sentences(body)]
    for thing in THINGS:
        found = _found(Finder([_spellings(thing)]), sentences, True)
        whole = found[0].evidence if found else ""
        assert Named(thing).first_sentence(Told(top, body)) == whole
