"""The sentence that earned a label."""

from __future__ import annotations

from articles.learning.lessons import Scored
from articles.text import words

LIMIT = 400


def sentence_for(scored: Scored, headline: str, body: str) -> str:
    """The sentence of a story that holds most of the words for which a label was suggested; the first of equals.

    The heavier a word, the more it counts. At most 400 characters; "" where no sentence holds any of the words.
    """
    best, most = "", 0.0
    for sentence in ([headline] if headline else []) + words.sentences(body):
        folded = f" {' '.join(sentence.lower().split())} "
        found = sum(1 / (1 + place) for place, word in enumerate(scored.words) if word.lower() in folded)
        if found > most:
            best, most = sentence, found
    return words.excerpt(best, LIMIT)
