"""The picture that social sites show for a story: a small front page of nameplate, kicker, headline, source and date.

A text with a letter that none of the faces here has is left out, since it would come out as boxes; so is one that runs
from right to left or needs its letters joined, which Pillow's plain layout cannot do.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
EDGE = 72
COLUMN = WIDTH - 2 * EDGE

# The light theme's paper, ink, soft ink, hairline and accent (static/css/tokens.css).
PAPER, INK, SOFT, HAIRLINE, ACCENT = "#fdfcf9", "#1b1a18", "#5d5951", "#dcd7cb", "#8f1d1d"
COLOURS = 48

OWN = Path(__file__).parents[1] / "data" / "fonts"
SITE = Path(settings.BASE_DIR) / "static" / "fonts"
# In each stack a face has what those before it lack. A face that is not there is passed over.
DISPLAY = (
    SITE / "archive-display.woff2",
    SITE / "archive-display-extended.woff2",
    OWN / "source-sans-3-latin-600.woff",
)
SANS = (OWN / "source-sans-3-latin-400.woff", SITE / "archive-sans-extended.woff2")
BOLD = (OWN / "source-sans-3-latin-600.woff", SITE / "archive-sans-extended.woff2")
Stack = tuple[Path, ...]

# From the largest down: the first at which the headline fits its lines.
HEADLINE_SIZES = ((84, 2), (74, 3), (66, 4), (58, 4), (50, 5), (44, 6))
LEADING = 1.14
LONGEST = 320
# No letter of Unicode; every face draws what it draws for a letter it has not.
MISSING = "\U0010fffd"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card. Each text may be empty; those that cannot be drawn are left out."""

    name: str
    kicker: str
    headline: str
    source: str
    date: str


def draw(card: Card) -> bytes:
    """The card as PNG, 1200 by 630."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    headline = clean(card.headline, DISPLAY)
    if headline:
        with_headline(pen, card, headline)
    else:
        without_headline(pen, card)
    file = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def with_headline(pen: ImageDraw.ImageDraw, card: Card, headline: str) -> None:
    """Nameplate over a rule, kicker and headline in the middle, source and date over the lower edge."""
    write(pen, (EDGE, 54), clean(card.name, DISPLAY), DISPLAY, 40, INK)
    pen.rectangle((EDGE, 116, WIDTH - EDGE, 118), fill=INK)
    size, lines = fitted(headline)
    kicker = clean(card.kicker, BOLD)
    height = round(size * LEADING * len(lines)) + (52 if kicker else 0)
    top = 128 + max(0, (HEIGHT - 108 - 128 - height) // 2)
    if kicker:
        write(pen, (EDGE, top), kicker, BOLD, 30, ACCENT)
        top += 52
    for line in lines:
        write(pen, (EDGE, top), line, DISPLAY, size, INK)
        top += round(size * LEADING)
    pen.rectangle((EDGE, HEIGHT - 96, WIDTH - EDGE, HEIGHT - 95), fill=HAIRLINE)
    source, date = clean(card.source, BOLD), clean(card.date, SANS)
    while source and width(source, BOLD, 28) > COLUMN * 0.66:
        source = f"{source.rstrip('…')[:-4].rstrip()}…"
    write(pen, (EDGE, HEIGHT - 76), source, BOLD, 28, INK)
    start = EDGE + (width(source, BOLD, 28) + 28 if source else 0)
    write(pen, (start, HEIGHT - 76), date, SANS, 28, SOFT)


def without_headline(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The archive's name and the date, in the middle."""
    name, date = clean(card.name, DISPLAY), clean(card.date, SANS)
    size = next((size for size in (104, 80, 60, 44) if width(name, DISPLAY, size) <= COLUMN), 32)
    middle = HEIGHT // 2
    write(pen, ((WIDTH - width(name, DISPLAY, size)) / 2, middle - size - 24), name, DISPLAY, size, INK)
    pen.rectangle((EDGE, middle + 28, WIDTH - EDGE, middle + 30), fill=INK)
    write(pen, ((WIDTH - width(date, SANS, 34)) / 2, middle + 56), date, SANS, 34, SOFT)


def clean(text: str, stack: Stack) -> str:
    """``text`` in one line without invisible signs; empty where a letter of it cannot be drawn."""
    seen = "".join(" " if one.isspace() else one for one in text[:LONGEST] if unicodedata.category(one) != "Cf")
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    return line if all(face_of(one, stack) for one in line) else ""


@lru_cache(maxsize=4096)
def face_of(letter: str, stack: Stack) -> Path | None:
    """The first face of a stack that has ``letter``; None where none has it."""
    if unicodedata.bidirectional(letter) in ("R", "AL", "AN") or unicodedata.category(letter)[0] in "CM":
        return None
    for path in stack:
        if not path.exists():
            continue
        mask = font(path, 32).getmask(letter)
        if letter == " " or (mask.getbbox() and bytes(mask) != bytes(font(path, 32).getmask(MISSING))):
            return path
    return None


@lru_cache(maxsize=64)
def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A face in a size of pixels."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, stack: Stack, size: int) -> float:
    """How wide ``text`` runs, in pixels."""
    return sum(font(path, size).getlength(run) for path, run in runs(text, stack))


def write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, stack: Stack, size: int, ink: str) -> None:
    """``text`` with its upper left corner ``at``; all its faces stand on one line."""
    left, top = at
    for path, run in runs(text, stack):
        face = font(path, size)
        pen.text((left, top + size * 0.82), run, ink, face, anchor="ls")
        left += face.getlength(run)


def runs(text: str, stack: Stack) -> list[tuple[Path, str]]:
    """``text`` in pieces of one face each."""
    return [(path, "".join(run)) for path, run in groupby(text, lambda one: face_of(one, stack)) if path]


def fitted(headline: str) -> tuple[int, list[str]]:
    """The size at which a headline fits, and its lines; at the smallest, what does not fit is cut off."""
    for size, most in HEADLINE_SIZES:
        lines = broken(headline, size, COLUMN)
        if len(lines) <= most and all(width(line, DISPLAY, size) <= COLUMN for line in lines):
            return size, balanced(headline, size, len(lines))
    kept = lines[:most]
    while width(kept[-1] + "…", DISPLAY, size) > COLUMN:
        kept[-1] = kept[-1][:-1].rstrip()
    return size, [shortened(line, size) for line in kept[:-1]] + [kept[-1] + "…"]


def shortened(line: str, size: int) -> str:
    """``line``, cut off where it is one word longer than the card is wide."""
    while width(line, DISPLAY, size) > COLUMN:
        line = line[:-1]
    return line


def broken(text: str, size: int, limit: float) -> list[str]:
    """``text`` in lines no wider than ``limit``, but for words that are wider themselves."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", DISPLAY, size) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def balanced(text: str, size: int, count: int) -> list[str]:
    """``text`` in ``count`` lines as even as can be: the narrowest column that still holds it in as many."""
    narrow, wide = COLUMN // 3, COLUMN
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(broken(text, size, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return broken(text, size, wide)
