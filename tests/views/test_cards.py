"""The picture of a story for social sites."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.views.card_drawing import COLUMN, DISPLAY, Card, clean, draw, fitted, width
from tests.factories import make_article

PAPER = (253, 252, 249)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def card_of(headline: str, **values: str) -> Image.Image:
    texts = {"name": "Newsarchive", "kicker": "World", "source": "Bay Wire", "date": "25 March 2024"} | values
    return picture(draw(Card(headline=headline, **texts)))


def is_written(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper is in ``box``: left, top, right, bottom."""
    return any(
        abs(one - paper) > 40
        for channel, paper in zip(picture.crop(box).split(), PAPER, strict=True)
        for one in channel.getextrema()
    )


MIDDLE = (72, 130, 1128, 520)
HEAD = (72, 40, 1128, 110)
FOOT = (72, 550, 1128, 610)


def test_it_is_a_png_of_the_size_that_social_sites_want(client, index):
    story = make_article("Harbour ministers weigh a joint office", source="Bay Wire", section="World")
    response = client.get(f"/a/{story.pk}/card.png")
    assert response["Content-Type"] == "image/png"
    shown = picture(response.content)
    assert shown.size == (1200, 630)
    assert all(is_written(shown, box) for box in (HEAD, MIDDLE, FOOT))
    assert len(response.content) < 60_000


def test_it_is_asked_for_again_only_when_the_story_has_changed(client, index):
    story = make_article("Talks")
    address = f"/a/{story.pk}/card.png"
    first = client.get(address)
    assert "max-age=3600" in first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(f"{address}?again=1")["ETag"] == first["ETag"]
    story.headline = "Talks end"
    story.save()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed.content != first.content


@pytest.mark.parametrize(
    "headline", ["港の会談が始まる", "محادثات الميناء", "שיחות", "बंदरगाह", "ไทย", "Talks 🎉", "Talks in 北京"]
)
def test_a_headline_it_cannot_draw_is_left_out_instead_of_boxes(headline):
    assert clean(headline, DISPLAY) == ""
    plain, other = card_of(headline), card_of("会")
    assert plain.tobytes() == other.tobytes()
    assert is_written(plain, MIDDLE)


def test_names_that_cannot_be_drawn_are_left_out():
    shown = card_of("Talks", kicker="世界", source="新聞", date="")
    assert not is_written(shown, FOOT)
    assert is_written(shown, MIDDLE)


@pytest.mark.parametrize("headline", ["Ministère : l’été à São Tomé – “déjà”", "A\u200e \u202eB\u202c", "Two\nlines"])
def test_latin_letters_and_invisible_marks_are_no_hindrance(headline):
    assert clean(headline, DISPLAY)


@pytest.mark.parametrize("words", [1, 3, 8, 14, 25, 60])
def test_lines_fit_and_are_as_even_as_can_be(words):
    headline = " ".join(["harbour", "talks", "of", "ministers", "in", "spring"] * 10).split()[:words]
    size, lines = fitted(" ".join(headline))
    assert all(width(line, DISPLAY, size) <= COLUMN for line in lines)
    if len(lines) > 1 and not lines[-1].endswith("…"):
        assert width(lines[-1], DISPLAY, size) > 0.35 * max(width(line, DISPLAY, size) for line in lines)


@settings(max_examples=25)
@given(headline=st.text(max_size=500), source=st.text(max_size=200))
@example("W" * 500, "W" * 160)
@example(" ".join(["extraordinarily"] * 60), "")
@example("", "")
def test_any_text_makes_a_card_and_stays_on_it(headline, source):
    started = time.thread_time()
    shown = card_of(headline, source=source)
    assert time.thread_time() - started < 2
    for edge in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 615, 1200, 630)):
        assert not is_written(shown, edge)
