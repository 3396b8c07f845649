"""From the meaning of a reader's words to the engine's query."""

from __future__ import annotations

import re

from tantivy import Occur, Query

from articles.search.index import Reader
from articles.search.query_language import Group, Part, Term, Without
from articles.search.schema import TEXT_FIELDS
from articles.search.words import stem

# Another form of the word (trades for trade) counts, but less than the word itself.
WEIGHT_OF_FORMS = 0.5
SHORTEST_STEMMED = 4
MOST_FORMS = 60
INFLECTED = ("headline", "standfirst", "body")


def meaning_query(meaning: Part | None, reader: Reader) -> Query:
    """Stories that the words find; none where there is no word."""
    match meaning:
        case None:
            return Query.empty_query()
        case Term():
            return _term_query(meaning, reader)
        case Without():
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), (Occur.MustNot, meaning_query(meaning.part, reader))]
            )
        case Group(parts, all=False):
            return Query.boolean_query([(Occur.Should, meaning_query(part, reader)) for part in parts])
        case Group(parts):
            return _all_query(parts, reader)


def _all_query(parts: tuple[Part, ...], reader: Reader) -> Query:
    clauses = [
        (Occur.MustNot, meaning_query(part.part, reader))
        if isinstance(part, Without)
        else (Occur.Must, meaning_query(part, reader))
        for part in parts
    ]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return Query.boolean_query(clauses)


def inflected(term: Term) -> bool:
    """Whether other forms of the term's word are found as well: a phrase and a beginning mean themselves."""
    return len(term.words) == 1 and not (term.quoted or term.prefix) and has_forms(term.words[0])


def has_forms(word: str) -> bool:
    """Whether a word can have a stem in English."""
    return len(word) >= SHORTEST_STEMMED and word.isascii() and word.isalpha()


def is_form(form: str, word: str) -> bool:
    """Whether ``form`` has the stem of ``word``."""
    return has_forms(form) and form[:2] == word[:2] and stem(form) == stem(word)


def forms(word: str, reader: Reader) -> list[str]:
    """Other forms of a word that the archive's texts have."""
    root = stem(word)
    start = root[: max(SHORTEST_STEMMED - 1, len(root) - 1)]
    known = {form for field in INFLECTED for form, _ in reader.searcher.terms_with_prefix(field, start)}
    return sorted(form for form in known if form != word and is_form(form, word))[:MOST_FORMS]


def _term_query(term: Term, reader: Reader) -> Query:
    fields = {term.part: TEXT_FIELDS[term.part]} if term.part else TEXT_FIELDS
    other = forms(term.words[0], reader) if inflected(term) else []
    clauses = []
    for field, weight in fields.items():
        clauses.append(Query.boost_query(_in_field(term, field, reader), weight))
        if other:
            found = Query.const_score_query(Query.term_set_query(reader.schema, field, other), 1.0)
            clauses.append(Query.boost_query(found, weight * WEIGHT_OF_FORMS))
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _in_field(term: Term, field: str, reader: Reader) -> Query:
    words = list(term.words)
    if len(words) == 1:
        if term.prefix:
            return Query.regex_query(reader.schema, field, f"{re.escape(words[0])}.*")
        return Query.term_query(reader.schema, field, words[0])
    if term.prefix:
        patterns = [re.escape(word) for word in words]
        return Query.regex_phrase_query(reader.schema, field, [*patterns[:-1], f"{patterns[-1]}.*"])
    return Query.phrase_query(reader.schema, field, words, slop=term.near)
