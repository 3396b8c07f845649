"""Two printings of one story, and two stories that merely sound alike."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.shingles import KEYS, likeness, shingles

# Sentences of the tests' own, enough for a story of some 190 words.
SENTENCES = [
    "The two governments agreed on Tuesday to open the northern strait to each other's fishing boats for the first time since the war.",
    "Officials who took part in the talks called the agreement a modest step, reached after eleven rounds and one broken table.",
    "Under its terms 140 boats from either side may work the banks between April and September, within limits set each year.",
    "A joint commission of six members will sit in the old customs house and hear complaints about nets, lights and lost gear.",
    "Fishermen in the harbour towns had asked for such a commission since the winter storms of 1998 sank nineteen trawlers.",
    "The opposition said that the government had given away waters which its own fleet could hardly do without in a poor year.",
    "The minister answered that nobody had counted the fish properly for a decade and that the first task was to count them.",
    "Scientists from both universities are to begin with a survey in March, paid for out of the licence fees.",
    "The agreement runs for five years and will be renewed by itself unless one of the sides ends it in writing.",
]
STORY = " ".join(SENTENCES)
OTHER = (
    "A court in the capital opened the hearing on the collapse of the harbour crane with a long statement by the defence. "
    "It argued that the maker had been warned twice and that the inspectors had signed off the cable a week before. "
    "Families of the four workers who died sat in the front row and left when the photographs were shown to the judges. "
    "The trial is to last until the summer, and more than ninety witnesses have been called by the prosecution alone. "
    "Outside, a small crowd held up the names of the dead and asked for the port authority to be put in the dock as well."
)
REPORT = (
    "Shares closed {} in moderate trading as investors waited for the central bank's decision on Thursday. The broad index "
    "ended the day at {} points after {} the day before, on a volume of {} million shares. Advances led declines by {} to {}. "
    "Among the most active issues the shipping line gained {} to {} and the brewery lost {} to {}. Dealers said that the market "
    "lacked direction and that many funds kept to the sidelines. The currency stood at {} to the dollar in late dealing, "
    "compared with {} at the opening. Ten year government bonds yielded {} per cent, and overnight money was offered at {}. "
    "Bullion was fixed at {} an ounce in the afternoon. The exchange will be closed on Monday for a public holiday."
)
DAY_ONE = REPORT.format("higher", 3412, 3398, 215, 412, 301, 12, 640, 3, 118, 7.84, 7.86, 4.25, 3.5, 382)
DAY_TWO = REPORT.format("higher", 3466, 3412, 240, 455, 280, 9, 649, 2, 116, 7.81, 7.83, 4.31, 3.6, 379)


def same(one, other, apart=None):
    return likeness(shingles(one), shingles(other)).is_reprint(apart)


@pytest.mark.parametrize(
    "printed",
    [
        STORY.upper(),
        STORY.replace("other's", "other’s").replace(". ", ".\n\n"),
        "WASHINGTON, March 25 (AFP) - " + STORY + " (With inputs from agencies)",
        " ".join(SENTENCES[:5]),
        " ".join(SENTENCES[2:]),
        STORY + " Our correspondent adds that the quays were quiet on Wednesday morning and that nobody cared to comment.",
        STORY.replace("Tuesday", "Wednesday").replace("modest", "small").replace("decade", "long time").replace("runs", "holds"),
        " ".join([SENTENCES[0], *reversed(SENTENCES[1:])]),
    ],
    ids=["case", "quotes and lines", "dateline and credit", "cut", "other opening", "paragraph added", "words", "order"],
)  # fmt: skip
def test_a_light_edit_is_another_printing(printed):
    assert same(STORY, printed)
    assert same(printed, STORY)


def test_another_story_is_none():
    assert not same(STORY, OTHER)


def test_a_report_with_other_figures_is_none():
    assert not same(DAY_ONE, DAY_TWO)
    assert same(DAY_ONE, DAY_ONE.replace("moderate", "slow"))


def test_background_that_many_stories_share_is_not_enough():
    assert not same(OTHER + " " + SENTENCES[0] + " " + SENTENCES[1], STORY)
    assert not same(
        " ".join(SENTENCES[:2]), " ".join([*SENTENCES, OTHER, OTHER.replace("the", "one"), DAY_ONE, DAY_TWO])
    )


def test_a_short_notice_days_later_is_another_notice():
    notice = (
        "The bank left its rates unchanged after the regular meeting of its council, a spokesman said. The discount rate "
        "remains at three per cent and the lending rate at five. The next meeting is in a fortnight, as usual."
    )
    assert same(notice, notice)
    assert same(notice, notice, dt.timedelta(hours=30))
    assert not same(notice, notice, dt.timedelta(days=14))
    assert same(STORY, STORY, dt.timedelta(days=400))


def test_a_line_of_text_is_never_told_from_others():
    assert not same("Weather tomorrow: fair.", "Weather tomorrow: fair.")
    assert shingles("Weather tomorrow: fair.").keys == ()


def test_a_text_without_spaces_is_taken_by_the_character():
    text = "両国の政府は火曜日、北の海峡を互いの漁船に開くことで合意した。漁業者は冬の嵐のあと委員会を求めていた。科学者は三月に調査を始める。"
    other = "首都の裁判所は港のクレーン事故について審理を始め、弁護側が長い声明を読み上げた。遺族は最前列に座り、写真が示されると退席した。"
    assert same(text, text.replace("火曜日", "水曜日"))
    assert not same(text, other)


def shuffled(number):
    """Some other text of the same words, in another order each time."""
    words = f"{STORY} {OTHER} {DAY_ONE}".split()
    random.Random(number).shuffle(words)
    return words


@pytest.mark.parametrize(
    "edit",
    [
        lambda words: words[: len(words) // 4],
        lambda words: words[len(words) // 4 :],
        lambda words: words[len(words) // 2 :],
        lambda words: ["other" if place % 20 == 19 else word for place, word in enumerate(words)],
    ],
    ids=["first quarter", "without it", "second half", "a word in twenty"],
)
def test_nearly_all_printings_lead_to_one_another(edit):
    shared = []
    for number in range(60):
        words = shuffled(number)
        shared.append(set(shingles(" ".join(words)).keys) & set(shingles(" ".join(edit(words))).keys))
    assert sum(map(bool, shared)) >= 54


@given(st.text(st.characters(codec=None), max_size=400))
def test_any_text_has_shingles(text):
    found = shingles(text)
    assert len(found.keys) <= KEYS
    assert all(-(2**31) <= key < 2**31 for key in found.keys)
    assert likeness(found, found).resemblance in (0.0, 1.0)
