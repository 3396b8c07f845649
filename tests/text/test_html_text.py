"""Between HTML and plain text."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text import html, words
from articles.text.sanitise import clean_html


def test_blocks_become_paragraphs():
    source = "<h2>Head</h2><p>One &amp; two<br>three</p><ul><li>a</li><li>b</li></ul><table><tr><td>1</td><td>2</td></tr></table>"
    assert html.to_text(source) == "Head\n\nOne & two\nthree\n\na\n\nb\n\n1 2"


def test_text_becomes_escaped_paragraphs():
    assert html.from_text("A <b> & c\nnext\n\nD") == "<p>A &lt;b&gt; &amp; c<br>next</p>\n<p>D</p>"


def test_markup_around_words_leaves_no_gap():
    assert html.to_text("<p>un<em>believ</em>able <a href='https://e.org'>link</a>.</p>") == "unbelievable link."


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60).map(words.clean), max_size=6))
def test_paragraphs_survive_the_round_trip(paragraphs):
    kept = [paragraph for paragraph in paragraphs if paragraph]
    assert html.paragraphs(html.from_paragraphs(kept)) == kept


@given(st.text(st.characters(codec=None), max_size=300))
def test_the_text_is_the_same_before_and_after_cleaning(source):
    assert html.to_text(source) == html.to_text(clean_html(source))
