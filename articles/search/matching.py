"""From the meaning of a reader's words to the engine's query."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Hashable
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext
from tantivy import FieldType, Occur, Query

from articles.search.index import Reader
from articles.search.periods import Dated
from articles.search.query_language import Group, Named, Part, Reading, Term, Without, read
from articles.search.schema import TEXT_FIELDS
from articles.search.vocabulary import FIELDS as INFLECTED
from articles.search.vocabulary import MOST_BEGUN, Forms

# The weights were chosen by the judged questions of tests/benchmarks/ranking.py.
# Another form of the word (trades for trade) counts, but less than the word itself.
WEIGHT_OF_FORMS = 0.8
# Words that stand side by side, or nearly so, count more than the same words far apart.
WEIGHT_OF_NEARNESS = 0.5
NEAR = 4
# Nearness has to be looked up word by word: not in more stories than these.
MOST_NEAR = 60_000
# A phrase that ends in the beginning of a word is looked for with so many words, in each field.
MOST_ENDINGS = 100
# Where the index holds the numbers of names of each kind. A tag is there for the ones below it, too.
NUMBERED = {"topic": "tag", "country": "country", "source": "source", "section": "section"}


def meaning_query(meaning: Part | None, reader: Reader) -> Query:
    """Stories that the words find; none where there is nothing to look for."""
    match meaning:
        case None:
            return Query.empty_query()
        case Term():
            return _term_query(meaning, reader)
        case Named():
            return _numbered(meaning, reader)
        case Dated():
            return published_between(meaning.first, meaning.last, reader)
        case Without():
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), (Occur.MustNot, meaning_query(meaning.part, reader))]
            )
        case Group(parts, all=False):
            return Query.boolean_query([(Occur.Should, meaning_query(part, reader)) for part in parts])
        case Group(parts):
            return _all_query(parts, reader)


def dictionary(meaning: Part, reader: Reader) -> Hashable:
    """What a meaning takes from the dictionary of the edition: the forms of its words, and the words that begin so."""
    match meaning:
        case Term() if meaning.prefix:
            return tuple(_begun(meaning, field, reader)[0] for field in _fields(meaning))
        case Term() if inflected(meaning):
            return reader.vocabulary.forms(meaning.words[0], reader.searcher).all
        case Without():
            return dictionary(meaning.part, reader)
        case Group(parts):
            return tuple(dictionary(part, reader) for part in parts)
    return ()


def inflected(term: Term) -> bool:
    """Whether other forms of the term's word are found as well: a phrase and a beginning mean themselves."""
    return len(term.words) == 1 and not (term.quoted or term.prefix)


def understood(q: str, reader: Reader) -> Reading:
    """How a question is read in this archive, and sentences for the beginnings of words that are too many."""
    reading = read(q, reader.book)
    notes = [
        gettext("More than %(most)s words begin with “%(start)s”; the most frequent %(most)s were looked for.")
        % {"most": f"{MOST_BEGUN:,}", "start": term.words[-1]}
        for term in dict.fromkeys(reading.wanted())
        if term.prefix and not all(_begun(term, field, reader)[1] for field in _fields(term))
    ]
    return replace(reading, notes=(*reading.notes, *notes))


def _all_query(parts: tuple[Part, ...], reader: Reader) -> Query:
    clauses = [
        (Occur.MustNot, meaning_query(part.part, reader))
        if isinstance(part, Without)
        else (Occur.Must, meaning_query(part, reader))
        for part in parts
    ]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    nearness = [(Occur.Should, query) for query in _nearness(parts, reader)]
    return Query.boolean_query([*clauses, *nearness])


def _nearness(parts: tuple[Part, ...], reader: Reader) -> list[Query]:
    """What makes a story more relevant in which words that follow each other in the question are near each other."""
    queries = []
    for one, other in pairwise(parts):
        if not (_is_plain(one) and _is_plain(other) and one.part == other.part):
            continue
        words = [*one.words, *other.words]
        for field, weight in _fields(one).items():
            fewest = min(reader.searcher.doc_freq(field, word) for word in words)
            if field in INFLECTED and fewest <= MOST_NEAR:
                near = Query.phrase_query(reader.schema, field, words, slop=NEAR)
                queries.append(Query.boost_query(near, weight * WEIGHT_OF_NEARNESS))
    return queries


def _is_plain(part: Part) -> bool:
    return isinstance(part, Term) and not part.prefix and not part.near


def _fields(term: Term) -> dict[str, float]:
    return {term.part: TEXT_FIELDS[term.part]} if term.part else TEXT_FIELDS


def _term_query(term: Term, reader: Reader) -> Query:
    forms = reader.vocabulary.forms(term.words[0], reader.searcher) if inflected(term) else Forms()
    if forms.all:
        return _with_forms(term, forms, reader)
    weighed = [Query.boost_query(_in_field(term, field, reader), weight) for field, weight in _fields(term).items()]
    return Query.boolean_query([(Occur.Should, query) for query in weighed])


def _with_forms(term: Term, forms: Forms, reader: Reader) -> Query:
    """Stories with the word or one of its forms.

    A form counts where the story's language is one in which it is a form of the word. All are as rare as they are
    together: a form must not count more than the word itself only because fewer stories have it.
    """
    word = term.words[0]
    anywhere: list[Query] = []
    by_language: dict[str, list[Query]] = {language: [] for language in forms.of}
    for field, weight in _fields(term).items():
        of_field = _weighed((word, *forms.all) if field in INFLECTED else (word,), field, weight, reader)
        anywhere += [of_field[one] for one in (word, *forms.shared) if one in of_field]
        for language, words in forms.of.items():
            by_language[language] += [of_field[one] for one in words if one in of_field]
    clauses = [(Occur.Should, query) for query in anywhere]
    for language, queries in by_language.items():
        here = Query.boolean_query([(Occur.Should, query) for query in queries])
        clauses.append((Occur.Should, Query.boolean_query([(Occur.Must, here), *_in_language(language, reader)])))
    return Query.boolean_query(clauses)


def _weighed(words: tuple[str, ...], field: str, weight: float, reader: Reader) -> dict[str, Query]:
    """A query for each of a word and its forms that a field has; the first is the word itself."""
    count = {one: reader.searcher.doc_freq(field, one) for one in words}
    rarity = _rarity(sum(count.values()), reader)
    return {
        one: Query.boost_query(
            Query.term_query(reader.schema, field, one),
            weight * (1.0 if one == words[0] else WEIGHT_OF_FORMS) * rarity / _rarity(count[one], reader),
        )
        for one in words
        if count[one]
    }


def _rarity(count: int, reader: Reader) -> float:
    """The weight of a word that ``count`` stories have, as BM25 has it (Robertson and Spärck Jones)."""
    held = reader.searcher.num_docs
    return math.log(1 + (held - min(count, held) + 0.5) / (min(count, held) + 0.5))


def _in_language(language: str, reader: Reader) -> list[tuple[Occur, Query]]:
    """The condition that a story is in a language; of the archive's own, that it is in no other one with stems."""
    languages = reader.vocabulary.languages(reader.searcher)
    tags = languages.get(language, ())
    occur = Occur.Must
    if language == reader.vocabulary.own:
        tags = tuple(tag for other, its in languages.items() if other != language for tag in its)
        occur = Occur.MustNot
    # Not one query for a set of languages: it would read all stories of theirs before it looks at one.
    terms = [(Occur.Should, Query.term_query(reader.schema, "language", tag, "basic")) for tag in tags]
    return [(occur, Query.const_score_query(Query.boolean_query(terms), 0.0))] if terms else []


def _in_field(term: Term, field: str, reader: Reader) -> Query:
    words = list(term.words)
    if term.prefix:
        begun, _ = _begun(term, field, reader)
        if not begun:
            return Query.empty_query()
        if len(words) == 1:
            return Query.term_set_query(reader.schema, field, list(begun))
        ending = "|".join(re.escape(word) for word in begun[:MOST_ENDINGS])
        return Query.regex_phrase_query(reader.schema, field, [*map(re.escape, words[:-1]), f"({ending})"])
    if len(words) == 1:
        return Query.term_query(reader.schema, field, words[0])
    return Query.phrase_query(reader.schema, field, words, slop=term.near)


def _begun(term: Term, field: str, reader: Reader) -> tuple[tuple[str, ...], bool]:
    return reader.vocabulary.beginning(term.words[-1], field, reader.searcher)


def _numbered(named: Named, reader: Reader) -> Query:
    if not named.ids:
        return Query.empty_query()
    found = Query.term_set_query(reader.schema, NUMBERED[named.kind], list(named.ids))
    return Query.const_score_query(found, 0.0)


def published_between(first: dt.date | None, last: dt.date | None, reader: Reader) -> Query:
    """Stories of these days and those between. They have no say in the order of relevance."""
    days = Query.range_query(
        reader.schema,
        "day",
        FieldType.Integer,
        lower_bound=first.toordinal() if first else None,
        upper_bound=last.toordinal() if last else None,
    )
    return Query.const_score_query(days, 0.0)
