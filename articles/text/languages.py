"""Which language a text is written in."""

from __future__ import annotations

import re

import py3langid

_LETTERS = re.compile(r"[^\W\d_]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af\u1100-\u11ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
# Words that stand in every English text and in hardly any other, and how much of a text they are at the least.
_ENGLISH = frozenset({"the", "of", "and", "to", "that", "with", "for", "by", "was", "said", "from", "which"})
ENGLISH_SHARE = 0.12
ENOUGH_WORDS = 20
ENOUGH_LETTERS = 20
ENOUGH_TEXT = 5_000


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, or "" where there is too little to judge by.

    Scripts that one language alone uses decide by themselves; the rest is py3langid's trained model.
    """
    text = text[:ENOUGH_TEXT]
    if text.isascii():
        return _of_ascii(text)
    letters = len(_LETTERS.findall(text))
    if not letters:
        return ""
    if len(_KANA.findall(text)) * 10 > letters:
        return "ja"
    if len(_HANGUL.findall(text)) * 4 > letters:
        return "ko"
    if len(_HAN.findall(text)) * 2 > letters:
        return "zh"
    return py3langid.classify(text)[0] if letters >= ENOUGH_LETTERS else ""


def _of_ascii(text: str) -> str:
    """The same of plain ASCII. English is told by its small words, in a twentieth of the model's time."""
    words = text.lower().split()
    small = sum(map(_ENGLISH.__contains__, words))
    if len(words) >= ENOUGH_WORDS and "the" in words and small >= ENGLISH_SHARE * len(words):
        return "en"
    letters = sum(map(str.isalpha, text))
    return py3langid.classify(text)[0] if letters >= ENOUGH_LETTERS else ""
