"""What a reader types into the search box, and how it is read.

All words, in any order; "words in this order"; "near each other"~5; one OR another; -without; begin*; groups in
parentheses; ``headline:``, ``standfirst:``, ``body:`` or ``byline:`` before a word, a phrase or a group;
``topic:``, ``country:``, ``source:`` or ``section:`` before a name, in any of its spellings; ``before:``, ``after:``,
``until:`` or ``on:`` before a date. OR binds the two things beside it: ``japan manila OR hanoi`` is about Japan and
one of the cities. Nothing is an error: what cannot be meant is left out, a name that nothing has finds nothing, and
the reader is told how the rest was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from articles.search.periods import RELATIONS, Dated, dated
from articles.search.words import cut

MAX_LENGTH = 200
MAX_TERMS = 20
MAX_DEPTH = 8
MAX_SLOP = 50
SHORTEST_PREFIX = 2
MOST_WORDS_OF_A_NAME = 8

FIELDS = {
    "headline": "headline",
    "title": "headline",
    "standfirst": "standfirst",
    "body": "body",
    "byline": "byline",
    "author": "byline",
    "by": "byline",
}
NAMED = {
    "topic": gettext_noop("topic"),
    "tag": "topic",
    "person": "topic",
    "country": gettext_noop("country"),
    "source": gettext_noop("source"),
    "agency": "source",
    "section": gettext_noop("section"),
}
QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』＂〝〞〟", '"') | dict.fromkeys("−–—﹣－", "-") | dict.fromkeys("〜∼", "~")
)
TOKEN = re.compile(
    r"""\s*(?:
        "(?P<phrase>[^"]*)(?P<closed>"?)(?:~(?P<slop>\d{1,3}))?
      | (?P<open>\() | (?P<close>\))
      | (?P<or>(?:OR|\|{1,2})(?=[\s()]|$)) | (?P<and>(?:AND|&{1,2}|\+)(?=[\s()]|$)) | (?P<not>NOT(?=[\s("]))
      | (?P<minus>-(?=[^\s)-])) | (?P<field>[^\W\d_]+):(?=[^\s:/)])
      | (?P<spaced>headline|standfirst|byline|topic|country|source|section|before|after):\s+(?=[^\s:/)])
      | (?P<word>[^\s"()]+)
    )""",
    re.VERBOSE,
)

NO_PART = gettext_lazy("“%(word)s:” is no part of a story to look into; it was read as a word.")
NO_DATE = gettext_lazy("“%(text)s” is not a date and was left out: write YYYY, YYYY-MM or YYYY-MM-DD.")
LOOSE = re.compile(r"~\d*$")  # a phrase's sign of nearness behind a word


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, ``near`` at most so many places apart; the last one may be a beginning only."""

    words: tuple[str, ...]
    part: str = ""
    quoted: bool = False
    near: int = 0
    prefix: bool = False

    def __str__(self) -> str:
        text = f"{' '.join(self.words)}{'*' if self.prefix else ''}"
        text = f'"{text}"' if len(self.words) > 1 or self.quoted else text
        return f"{f'{self.part}:' if self.part else ''}{text}{f'~{self.near}' if self.near else ''}"


@dataclass(frozen=True, slots=True)
class Named:
    """A condition on a topic, a country, a source or a section: one of ``ids``, which are empty where none is known."""

    kind: str
    text: str
    ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f'{self.kind}:"{self.text}"'


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


Part = Term | Named | Dated | Group | Without


class Found(NamedTuple):
    """What a name stands for: numbers, and the words that readers see."""

    ids: tuple[int, ...]
    labels: tuple[str, ...]


class Names(Protocol):
    """The archive's names of each kind."""

    def find(self, kind: str, text: str) -> Found | None:
        """What is called ``text``."""

    def containing(self, kind: str, text: str) -> Found | None:
        """The one thing with all the words of ``text`` in its name."""

    def nearest(self, kind: str, text: str) -> str:
        """The name that is written most like ``text``; empty where none is."""


class Spot(NamedTuple):
    """Where in the text read a word, a phrase or a name stands; the words of operators are none."""

    start: int
    end: int
    part: Term | Named


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read: ``meaning`` is None where it holds nothing to look for. ``notes`` are for the reader.

    ``text`` is the question in plain letters and signs, and ``spots`` say where in it things stand.
    """

    meaning: Part | None
    notes: tuple[str, ...] = ()
    text: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether there is a word for which a story is found, and not only names, dates and what it must be without."""
        return any(True for _ in self.wanted())

    def wanted(self) -> Iterator[Term]:
        """The terms a story has for which it was found: not those that it must be without."""
        yield from _wanted(self.meaning)


def says_what(part: Part | None) -> bool:
    """Whether a meaning says what a story has: a word or a name, and not only dates and what it must be without."""
    match part:
        case Term() | Named():
            return True
        case Group(parts, all=True):
            return any(map(says_what, parts))
        case Group(parts):
            return all(map(says_what, parts))
    return False


def shortened(q: str) -> tuple[str, list[str]]:
    """``q`` cut to what is searched for at most, and sentences that say what was cut."""
    problems = []
    if len(q) > MAX_LENGTH:
        q = q[:MAX_LENGTH]
        problems.append(gettext("At most %(number)s characters can be searched for.") % {"number": MAX_LENGTH})
    pieces = q.split()
    if len(pieces) > MAX_TERMS:
        problems.append(gettext("At most %(number)s words can be searched for.") % {"number": MAX_TERMS})
    return " ".join(pieces[:MAX_TERMS]), problems


def read(q: str, names: Names | None = None) -> Reading:
    """How ``q`` is understood; without ``names`` nothing is known by name. Never raises."""
    q, notes = shortened(q)
    parser = _Parser(unicodedata.normalize("NFKC", q.translate(QUOTES)), notes, names)
    meaning = parser.group(0, "")
    if meaning is None:
        parser.note(gettext("There is no letter or digit to look for.") if q and not parser.notes else "")
    elif parser.odd:
        parser.note(gettext("Read as: %(question)s") % {"question": meaning})
    return Reading(meaning, tuple(parser.notes), parser.text, tuple(parser.spots))


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
    names: Names | None
    position: int = 0
    odd: bool = field(default=False)
    spots: list[Spot] = field(default_factory=list)

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
                self.strange(gettext("A closing parenthesis had no beginning and was left out."))
            elif token["or"]:
                joining = bool(together)
            elif not token["and"] and (one := self._one(token, depth, part)) is not None:
                together[-1].append(one) if joining else together.append([one])
                joining = False
        if depth:
            self.strange(gettext("A parenthesis was not closed; it was read up to the end."))
        return self._joined(together)

    def _next(self) -> re.Match[str] | None:
        match = TOKEN.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def _following(self, depth: int, part: str) -> Part | None:
        """The thing that comes next; None before a closing parenthesis, which belongs to the group."""
        before = self.position
        token = self._next()
        if token and token["close"]:
            self.position = before
            return None
        return self._one(token, depth, part) if token else None

    def _one(self, token: re.Match[str], depth: int, part: str) -> Part | None:
        """The thing that begins with ``token``."""
        if token["minus"] or token["not"]:
            one = self._following(depth, part)
            return one.part if isinstance(one, Without) else Without(one) if one else None
        if token["open"]:
            if depth == MAX_DEPTH:
                self.strange(gettext("Parentheses within parentheses go too deep; the inner ones were left out."))
                return None
            return self.group(depth + 1, part)
        if token["spaced"]:
            self.odd = True
            return self._following(depth, FIELDS.get(token["spaced"], token["spaced"]))
        if token["field"]:
            return self._in_field(token, depth, part)
        quoted = token["phrase"] is not None
        if quoted and not token["closed"]:
            self.strange(gettext("A quotation mark was not closed; the phrase was read up to the end."))
        text = token["phrase"] if quoted else token["word"]
        if text is None:
            return None
        start = token.start("phrase" if quoted else "word")
        if part in NAMED:
            return self._named(text, start, NAMED[part], quoted)
        if part in RELATIONS:
            return self._dated(text, start, part)
        return self._phrase(token, start, part) if quoted else self._word(text, start, part)

    def _in_field(self, token: re.Match[str], depth: int, part: str) -> Part | None:
        name = token["field"].lower()
        if name in FIELDS:
            return self._following(depth, FIELDS[name])
        if name in NAMED or name in RELATIONS:
            return self._following(depth, name)
        self.strange(NO_PART % {"word": token["field"]})
        part = part if part in FIELDS.values() else ""
        return _both(self._word(token["field"], token.start("field"), part), self._following(depth, part))

    def _named(self, text: str, start: int, kind: str, quoted: bool) -> Named | None:
        text = text.strip()
        found = None
        if self.names:
            text, found = (text, self.names.find(kind, text)) if quoted else self._longest_name(text, kind)
            if not found and (found := self.names.containing(kind, text)):
                self._read_as(text, kind, found.labels[:1])
            elif found and any(cut(label) == cut(text) for label in found.labels):
                self.odd = self.odd or (" " in text and not quoted)
            elif found:
                self._read_as(text, kind, found.labels)
            elif cut(text):
                near = self.names.nearest(kind, text)
                nearest = gettext(" The nearest name is “%(name)s”.") % {"name": near} if near else ""
                self.note(gettext("There is no %(kind)s “%(text)s”.") % {"kind": gettext(kind), "text": text} + nearest)
        if not cut(text):
            return None
        return self._spotted(start, Named(kind, text, found.ids if found else ()))

    def _read_as(self, text: str, kind: str, labels: Sequence[str]) -> None:
        read = {"text": text, "kind": gettext(kind), "names": gettext(" or ").join(f"“{label}”" for label in labels)}
        self.note(gettext("“%(text)s” was read as the %(kind)s %(names)s.") % read)

    def _longest_name(self, text: str, kind: str) -> tuple[str, Found | None]:
        """The name that begins with the word ``text``, without quotation marks: country:South Korea."""
        best, end = self.names.find(kind, text), self.position
        longest = text
        for _ in range(MOST_WORDS_OF_A_NAME):
            token = TOKEN.match(self.text, self.position)
            if not token or not token["word"]:
                break
            self.position = token.end()
            text = f"{text} {token['word']}"
            if found := self.names.find(kind, text):
                best, end, longest = found, self.position, text
        self.position = end
        return longest, best

    def _dated(self, text: str, start: int, relation: str) -> Part | None:
        if day := dated(relation, text):
            self.note(day.in_words)
            return day
        if any(letter.isdigit() for letter in text):
            self.note(NO_DATE % {"text": text})
            return None
        self.strange(
            gettext("“%(text)s” is not a date; “%(word)s” was read as a word.") % {"text": text, "word": relation}
        )
        return _both(self._word(relation, start, ""), self._word(text, start, ""))

    def _phrase(self, token: re.Match[str], start: int, part: str) -> Term | None:
        words = tuple(cut(token["phrase"]))
        if not words:
            return None
        near = min(int(token["slop"] or 0), MAX_SLOP) if len(words) > 1 else 0
        prefix = not near and self._is_beginning(token["phrase"], words)
        return self._spotted(start, Term(words, part, quoted=True, near=near, prefix=prefix))

    def _word(self, text: str, start: int, part: str) -> Term | None:
        if loose := LOOSE.search(text):
            text = text[: loose.start()]
            self.strange(gettext("~ stands behind a phrase: “harbour treaty”~5. It was left out."))
        words = tuple(cut(text))
        if "*" in text.strip("*"):
            self.strange(gettext("A * counts at the end of a word only."))
        return self._spotted(start, Term(words, part, prefix=self._is_beginning(text, words))) if words else None

    def _spotted(self, start: int, part: Term | Named) -> Term | Named:
        self.spots.append(Spot(start, self.position, part))
        return part

    def _is_beginning(self, text: str, words: tuple[str, ...]) -> bool:
        """Whether the last word is the beginning of one: ``harb*``, ``"san franc*"``."""
        if not words or not text.rstrip().endswith("*"):
            return False
        if len(words[-1]) < SHORTEST_PREFIX:
            self.strange(gettext("A beginning of a word needs %(n)s letters before its *.") % {"n": SHORTEST_PREFIX})
            return False
        return True

    def _joined(self, together: list[list[Part]]) -> Part | None:
        """What stands side by side: all of it, where OR ties some of it together."""
        if len(together) > 1 and any(len(one) > 1 for one in together):
            self.odd = True
        parts = [one[0] if len(one) == 1 else Group(tuple(one), all=False) for one in together]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Group(tuple(parts), all=True)


def _both(one: Part | None, other: Part | None) -> Part | None:
    known = tuple(part for part in (one, other) if part is not None)
    return Group(known, all=True) if len(known) > 1 else known[0] if known else None
