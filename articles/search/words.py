"""How text is cut into words, for the index and for queries alike.

Case and accents do not matter, nor do the ways in which Arabic, Persian and Urdu keyboards write one letter. Scripts
that are written without spaces are cut into single characters, which a query finds again as a phrase: so any part
of a Chinese, Japanese, Korean or Thai sentence is found. No word is stemmed here: see ``stems``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST = 60

# Thai, Lao, Myanmar, Hangul letters, Khmer, kana, bopomofo, Han and Hangul syllables.
SPACELESS = (
    "\u0e01-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
ONE_SPACELESS = re.compile(f"([{SPACELESS}])")
# U.S. and U.N. are one word each, and the same as US and UN.
ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# What most texts leave out: accents that no letter carries, the points of Hebrew, the vowel signs and the stretching
# line of Arabic; soft hyphens, and the marks that join or part letters (a Persian word is one word with and without).
SIGNS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u00ad\u200b-\u200f\u2060\ufeff]"
)

# All that the following is about. Most texts hold nothing of it but dashes and curly quotation marks.
FOREIGN = re.compile("[\u00ad\u0300-\u1fff\u200b-\u200f\u2060\u2c00-\U0010ffff]")


def _letters() -> dict[int, str]:
    """One letter for all that stand for the same: what the analyzer's folding, which knows Latin letters, leaves."""
    # As Lucene's normalisers of Arabic and Persian do: alef, yeh, kaf and heh have one form each.
    same = {"ا": "أإآٱ", "ي": "ىیېۍ", "ك": "کڪ", "ه": "ةۃہۂۀە", "е": "ёѐ", "Е": "ЁЀ", "σ": "ς"}
    table = {ord(other): letter for letter, others in same.items() for other in others}
    for code in (*range(0x370, 0x400), *range(0x1F00, 0x2000)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isalpha():
            table[code] = base
    digits = (code for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) == "Nd")
    return table | {code: str(unicodedata.decimal(chr(code))) for code in digits}


LETTERS = _letters()

# What counts as a word in running text: for marking, where the place in the text matters.
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[{SPACELESS}]{SIGNS.pattern}*|(?:[^\W_{SPACELESS}]+|{SIGNS.pattern}+)+")


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for one in (Filter.remove_long(LONGEST * 4), Filter.lowercase(), Filter.ascii_fold(), *filters):
        builder = builder.filter(one)
    return builder.build()


ANALYZER = _analyzer()


def normalised(text: str) -> str:
    """``text`` ready for the analyzer: one form for each letter, acronyms closed up, spaceless scripts spaced."""
    # A look at the pieces between full stops is a hundred times faster than the expression.
    if any(len(piece) == 1 for piece in text.split(".")[1:]):
        text = ACRONYM.sub(lambda match: match[0].replace(".", ""), text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    if not FOREIGN.search(text):
        return text
    text = SIGNS.sub("", text).translate(LETTERS)
    # Seven times as fast as a substitution.
    return " ".join(ONE_SPACELESS.split(text))


def cut(text: str) -> list[str]:
    """The words of ``text`` as the index knows them."""
    return ANALYZER.analyze(normalised(text))


@lru_cache(maxsize=50_000)
def cut_word(word: str) -> tuple[str, ...]:
    """The same for a single word, remembered: texts repeat their words."""
    return tuple(cut(word))
