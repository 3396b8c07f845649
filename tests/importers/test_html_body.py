"""Which passages of a page are its story, and how they stay what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import Removed
from articles.text import words
from tests.importers.news_pages import HEADLINE, STORY, body_of, news_page, paragraphs, read_page, reasons_of

TEASER = "Ten quiet beaches that nobody knows"


def within(passage, place=2):
    """The story with a passage of HTML between its paragraphs."""
    return news_page(paragraphs(STORY[:place]) + passage + paragraphs(STORY[place:]))


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        (f"<aside><p>{STORY[0][:70]} in a box of facts.</p></aside>", "aside"),
        (f"<div class='related-links'><p>{TEASER}, says our reporter after a year.</p></div>", "other stories"),
        (f"<p>Read also: <a href=/b>{TEASER}</a></p>", "other stories"),
        (f"<p>Lesen Sie auch: <a href=/b>{TEASER}</a></p>", "other stories"),
        (f"<p><a href=/b>{TEASER}</a></p>", "other stories"),
        (f"<a href=/b><h3>{TEASER}</h3></a>", "other stories"),
        (f"<p class='lead line-clamp-2'>{TEASER}, says our reporter, who went there for a whole year and …</p>", "teaser"),
        ("<div class=newsletterSignup><p>All the news of the coast in one letter, every morning at six.</p></div>", "appeal"),
        ("<p>Already a subscriber? The app has it all.</p>", "notice"),
        ("<p>The old pier before the storm. Photo: Ana Tui</p>", "caption"),
        ("<div class=image-caption>The old pier, seen from the road to the north.</div>", "caption"),
        ("<blockquote class=twitter-tweet><p>The ferry is late again, say all who wait at the pier.</p>"
         "<a href=https://twitter.com/coast/status/1>25 March</a></blockquote>", "post of another site"),
    ],
)  # fmt: skip
def test_what_is_no_story_is_left_out_with_its_reason(passage, reason):
    source = within(passage)
    assert [text for text in body_of(source) if text != "twitter.com"] == STORY
    assert reason in reasons_of(source).values()


def test_lists_of_links_are_left_out_with_the_heading_above():
    links = "".join(f"<li><b>Coast:</b> <a href=/{n}>{TEASER}, part {n}</a></li>" for n in range(3))
    assert body_of(within(f"<h3>All about the islands of the north</h3><ul>{links}</ul>")) == STORY


def test_lists_of_the_story_stay():
    source = within("<p>The line calls at:</p><ul><li>the old pier of Northport</li><li>the mill at Westbay</li></ul>")
    assert body_of(source)[2:5] == ["The line calls at:", "the old pier of Northport", "the mill at Westbay"]


@pytest.mark.parametrize("name", ["paywall", "article-with-related", "premium-content share-open"])
def test_markup_around_the_whole_story_says_nothing_against_it(name):
    assert body_of(news_page(f"<div class='{name}'>{paragraphs(STORY)}</div>")) == STORY


def test_a_word_in_a_paragraphs_own_class_says_nothing_against_a_sentence():
    story = paragraphs(STORY[:2]) + f"<p class='block before-ad'>{STORY[2]}</p>" + paragraphs(STORY[3:])
    assert body_of(news_page(story)) == STORY


@pytest.mark.parametrize(
    "closing",
    [
        "<p>Jane Doe is a reporter of the Courier and lives on an island.</p>",
        "<p>Do you have a story for us? Email us at the desk of the coast.</p>",
        "<h3>More of this</h3>",
        "<p>All that happens at the harbours, as it happens:</p>",
    ],
)
def test_what_closes_the_page_is_no_end_of_the_story(closing):
    data = {"author": {"@type": "Person", "name": "Jane Doe"}}
    assert body_of(news_page(paragraphs(STORY) + closing, data=data)) == STORY


def test_what_is_said_at_the_end_by_the_one_who_wrote_it_stays():
    said = "“Jane Doe is right,” the mayor said when the papers were signed at last in the evening."
    data = {"author": {"@type": "Person", "name": "Jane Doe"}}
    assert body_of(news_page(paragraphs([*STORY, said]), data=data)) == [*STORY, said]


def test_the_text_that_the_page_states_for_machines_is_a_yardstick():
    facts = "The line has four ships, and each of them holds ninety cars and three hundred passengers at once."
    whole = [*STORY, "The mayors will meet again in a year, to see what the line has brought to both of the towns."]
    data = {"articleBody": " ".join(whole)}
    story = paragraphs(whole[:2]) + f"<div><p>{facts}</p></div>" + paragraphs(whole[2:])
    assert body_of(news_page(story, data=data)) == whole
    assert reasons_of(news_page(story, data=data))[facts] == "not in the page's data"


def test_a_story_cut_into_parts_is_put_together():
    first, second = paragraphs(STORY * 2), paragraphs([f"{text[:-1]}, again." for text in STORY])
    appeal = "<div class=subscribe><p>Read on for one coin a month, for as long as you like to.</p></div>"
    source = news_page(
        f"<section><div class='story-body top'>{first}</div></section>{appeal}<section><div class='story-body top'>{second}</div></section>"
    )
    assert body_of(source)[-1] == f"{STORY[-1][:-1]}, again."


def test_structure_survives():
    story = within(
        "<h2>The ships</h2><p>Each has <strong>four</strong> decks and <a href=/plan>a plan</a> that all may read.</p>"
        "<blockquote><p>We have waited for this line for longer than I have lived here.</p></blockquote>"
        "<table><tr><th>Ship</th><th>Cars</th></tr><tr><td>Gull</td><td>90</td></tr></table>"
        "<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>"
    )
    html = read_page(story).body_html
    for expected in (
        "<h2>The ships</h2>",
        "<strong>four</strong>",
        '<a href="https://courier.example/plan">a plan</a>',
        "<blockquote>We have waited",
        "<tr><td>Gull</td><td>90</td></tr>",
        '<a href="https://www.youtube.com/watch?v=abcdefghijk">youtube.com</a>',
    ):
        assert expected in html


def test_two_line_ends_part_paragraphs():
    assert body_of(news_page("<br><br>".join(STORY))) == STORY


def test_icons_in_a_link_do_not_break_its_sentence():
    text = STORY[1].replace("old pier", "<a href=/pier>old pier<svg><path d=M0/></svg></a>")
    assert body_of(news_page(paragraphs([STORY[0], text, *STORY[2:]]))) == STORY


def test_dateline_and_credit_name_the_agency():
    wired = read_page(news_page(paragraphs([f"NORTHPORT, March 25 (Reuters) - {STORY[0]}", *STORY[1:]])))
    assert (wired.source, wired.dateline) == ("Reuters", "NORTHPORT, March 25 (Reuters)")
    assert "(Reuters)" in wired.body_html
    credited = read_page(news_page(paragraphs([*STORY, "(With inputs from PTI)"])))
    assert (credited.source, credited.credit) == ("PTI", "(With inputs from PTI)")


def test_a_story_of_a_few_words_is_a_story():
    assert body_of(news_page("<p>The ferry sails again.</p>")) == ["The ferry sails again."]


@pytest.mark.parametrize("tags", ["<ul><li>", "<table><tr><td>", "<blockquote><p>"])
def test_deep_pages_are_read(tags):
    assert read_page(f"<title>{HEADLINE}</title>{tags * 250}{paragraphs(STORY)}").headline == HEADLINE


def test_what_was_left_out_does_not_repeat_the_fields():
    removed = read_page(news_page(before=f"<p class=byline>{STORY[0][:40]}</p>")).removed
    assert all(isinstance(one, Removed) and HEADLINE not in one.text for one in removed)


@settings(max_examples=200)
@given(st.text(st.sampled_from("aä\r\n\u2028\u200b\u0301\u0308\ud800é中 \x00\x85"), max_size=40))
def test_scrubbing_in_runs_equals_scrubbing_at_once(text):
    assert words.scrub(text) == words._scrubbed(text)
