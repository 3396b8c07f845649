"""What goes into learning and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

SUGGESTED = 0.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A story as far as it tells what it is about; for learning, with the labels that an editor gave it.

    ``topics`` and ``countries`` are labels of any kind (slugs, codes). ``body`` is plain text.
    """

    headline: str
    dateline: str
    body: str
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A label, how sure it is, and the words of the text that weighed most for it, heaviest first.

    ``score`` lies between 0 and 1. From 0.5 on the label is suggested; that point is where the balance of wrong and
    missing labels was best on the lessons, whatever the probability there.
    """

    label: str
    score: float
    words: tuple[str, ...] = ()

    @property
    def suggested(self) -> bool:
        return self.score >= SUGGESTED


@dataclass(frozen=True, slots=True)
class Suggested:
    """The labels that come into question for one text, surest first; those with ``suggested`` are meant."""

    topics: tuple[Scored, ...] = field(default=())
    countries: tuple[Scored, ...] = field(default=())
