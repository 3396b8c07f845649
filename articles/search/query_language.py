"""What a reader types into the search box, and how it is read.

All words, in any order; "words in this order"; "near each other"~5; one OR another; -without; begin*; groups in
parentheses; ``headline:``, ``standfirst:``, ``body:`` or ``byline:`` before a word, a phrase or a group. OR binds
the two things beside it: ``japan manila OR hanoi`` is about Japan and one of the cities. Nothing is an error:
what cannot be meant is left out, and the reader is told how the rest was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.search.words import cut

MAX_LENGTH = 200
MAX_TERMS = 20
MAX_DEPTH = 8
MAX_SLOP = 50
SHORTEST_PREFIX = 2

FIELDS = {
    "headline": "headline",
    "title": "headline",
    "standfirst": "standfirst",
    "body": "body",
    "byline": "byline",
    "author": "byline",
    "by": "byline",
}
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂〝〞〟", '"') | dict.fromkeys("−–—﹣－", "-"))
TOKEN = re.compile(
    r"""\s*(?:
        "(?P<phrase>[^"]*)(?P<closed>"?)(?:~(?P<slop>\d{1,3}))?
      | (?P<open>\() | (?P<close>\))
      | (?P<or>(?:OR|\|{1,2})(?=[\s()]|$)) | (?P<and>(?:AND|&{1,2}|\+)(?=[\s()]|$)) | (?P<not>NOT(?=[\s("]))
      | (?P<minus>-(?=[^\s)-])) | (?P<field>[^\W\d_]+):(?=[^\s:/)])
      | (?P<word>[^\s"()]+)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, ``near`` at most so many places apart; the last one may be a beginning only."""

    words: tuple[str, ...]
    part: str = ""
    quoted: bool = False
    near: int = 0
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words) + ("*" if self.prefix else "")
        text = f'"{text}"' if len(self.words) > 1 or self.quoted else text
        return f"{f'{self.part}:' if self.part else ''}{text}{f'~{self.near}' if self.near else ''}"


@dataclass(frozen=True, slots=True)
class Group:
    """Several things, of which ``all`` or at least one must be there."""

    parts: tuple[Part, ...]
    all: bool

    def __str__(self) -> str:
        joined = (" AND " if self.all else " OR ").join(
            f"({part})" if isinstance(part, Group) else str(part) for part in self.parts
        )
        return joined


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be there."""

    part: Part

    def __str__(self) -> str:
        return f"NOT ({self.part})" if isinstance(self.part, Group) else f"NOT {self.part}"


Part = Term | Group | Without


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read: ``meaning`` is None where it holds no word. ``notes`` are for the reader."""

    meaning: Part | None
    notes: tuple[str, ...] = ()

    def wanted(self) -> Iterator[Term]:
        """The terms a story has for which it was found: not those that it must be without."""
        yield from _wanted(self.meaning)


def shortened(q: str) -> tuple[str, list[str]]:
    """``q`` cut to what is searched for at most, and sentences that say what was cut."""
    problems = []
    if len(q) > MAX_LENGTH:
        q = q[:MAX_LENGTH]
        problems.append(f"At most {MAX_LENGTH} characters can be searched for.")
    pieces = q.split()
    if len(pieces) > MAX_TERMS:
        problems.append(f"At most {MAX_TERMS} words can be searched for.")
    return " ".join(pieces[:MAX_TERMS]), problems


def read(q: str) -> Reading:
    """How ``q`` is understood. Never raises."""
    q, notes = shortened(q)
    parser = _Parser(unicodedata.normalize("NFKC", q.translate(QUOTES)), notes)
    meaning = parser.group(0, "")
    if meaning is None:
        parser.note("There is no letter or digit to look for." if q else "")
    elif parser.odd:
        parser.note(f"Read as: {meaning}")
    return Reading(meaning, tuple(parser.notes))


def _wanted(part: Part | None) -> Iterator[Term]:
    if isinstance(part, Term):
        yield part
    elif isinstance(part, Group):
        for one in part.parts:
            yield from _wanted(one)


@dataclass(slots=True)
class _Parser:
    """Reads from left to right, once."""

    text: str
    notes: list[str]
    position: int = 0
    odd: bool = field(default=False)

    def note(self, sentence: str) -> None:
        if sentence and sentence not in self.notes:
            self.notes.append(sentence)

    def strange(self, sentence: str) -> None:
        self.odd = True
        self.note(sentence)

    def group(self, depth: int, part: str) -> Part | None:
        """Everything up to the closing parenthesis, or to the end."""
        together: list[list[Part]] = []
        joining = False
        while token := self._next():
            if token["close"]:
                if depth:
                    return self._joined(together)
                self.strange("A closing parenthesis had no beginning and was left out.")
            elif token["or"]:
                joining = bool(together)
            elif not token["and"] and (one := self._one(token, depth, part)) is not None:
                together[-1].append(one) if joining else together.append([one])
                joining = False
        if depth:
            self.strange("A parenthesis was not closed; it was read up to the end.")
        return self._joined(together)

    def _next(self) -> re.Match[str] | None:
        match = TOKEN.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def _one(self, token: re.Match[str], depth: int, part: str) -> Part | None:
        """The thing that begins with ``token``."""
        if token["minus"] or token["not"]:
            following = self._next()
            one = self._one(following, depth, part) if following else None
            return one.part if isinstance(one, Without) else Without(one) if one else None
        if token["open"]:
            if depth == MAX_DEPTH:
                self.strange("Parentheses within parentheses go too deep; the inner ones were left out.")
                return None
            return self.group(depth + 1, part)
        if token["field"]:
            return self._in_field(token["field"], depth, part)
        if token["phrase"] is not None:
            return self._phrase(token, part)
        if token["word"]:
            return self._word(token["word"], part)
        return None

    def _in_field(self, name: str, depth: int, part: str) -> Part | None:
        following = self._next()
        if name.lower() in FIELDS:
            return self._one(following, depth, FIELDS[name.lower()]) if following else None
        self.strange(f"“{name}:” is no part of a story to look into; it was read as a word.")
        before = self._word(name, part)
        after = self._one(following, depth, part) if following else None
        known = tuple(one for one in (before, after) if one is not None)
        return Group(known, all=True) if len(known) > 1 else known[0] if known else None

    def _phrase(self, token: re.Match[str], part: str) -> Term | None:
        if not token["closed"]:
            self.strange("A quotation mark was not closed; the phrase was read up to the end.")
        words = tuple(cut(token["phrase"]))
        if not words:
            return None
        near = min(int(token["slop"] or 0), MAX_SLOP) if len(words) > 1 else 0
        return Term(words, part, quoted=True, near=near, prefix=not near and self._is_beginning(token["phrase"], words))

    def _word(self, text: str, part: str) -> Term | None:
        words = tuple(cut(text))
        return Term(words, part, prefix=self._is_beginning(text, words)) if words else None

    def _is_beginning(self, text: str, words: tuple[str, ...]) -> bool:
        """Whether the last word is the beginning of one: ``harb*``, ``"san franc*"``."""
        if text.rstrip().endswith("*") and len(words[-1]) < SHORTEST_PREFIX:
            self.strange(f"A beginning of a word needs {SHORTEST_PREFIX} letters before its *.")
            return False
        return text.rstrip().endswith("*")

    def _joined(self, together: list[list[Part]]) -> Part | None:
        """What stands side by side: all of it, where OR ties some of it together."""
        if len(together) > 1 and any(len(one) > 1 for one in together):
            self.odd = True
        parts = [one[0] if len(one) == 1 else Group(tuple(one), all=False) for one in together]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Group(tuple(parts), all=True)
