"""How good the order of relevance is: nDCG@10 over questions whose answers were judged by hand.

``tests/search/judged/judgements.json`` holds, for each question, the stories of the sample archive that answer it:
3 for the story one was looking for, 2 for one about the matter, 1 for one that touches it; all others count 0.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from tantivy import Index

from articles.management.commands.load_sample import SAMPLE
from articles.search import schema
from articles.search.columns import COLUMNS
from articles.search.conditions import conditions
from articles.search.index import Reader
from articles.search.recency import most_relevant
from articles.search.stories import Story
from articles.selection import Selection

JUDGEMENTS = Path(__file__).parents[1] / "search" / "judged" / "judgements.json"
DEPTH = 10


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of a list of ids: 1.0 for the best order there can be.

    Järvelin and Kekäläinen (2002), with the gain 2^grade − 1 and the discount log2(place + 1) of Burges et al. (2005).
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(id, 0) for id in found[:depth]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def judgements() -> dict[str, dict[str, int]]:
    """By question, the grades of the sample stories, by their ids."""
    return json.loads(JUDGEMENTS.read_text(encoding="utf-8"))


class Sample:
    """The sample stories in an index in memory, without a database."""

    def __init__(self) -> None:
        rows = [
            json.loads(line)
            for file in sorted(SAMPLE.glob("*.jsonl"))
            for line in file.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
        self.names = {number: row["id"].removeprefix("sample:") for number, row in enumerate(rows, 1)}
        self.headlines = {row["id"].removeprefix("sample:"): row["headline"] for row in rows}
        index = schema.with_analyzers(Index(schema.build()))
        writer = index.writer(20_000_000, 1)
        for number, row in enumerate(rows, 1):
            writer.add_document(_story(number, row).document(index.schema))
        writer.commit()
        index.reload()
        self.reader = Reader(index.searcher(), index.schema, "sample")

    def found(self, q: str, depth: int = DEPTH) -> list[str]:
        """The ids of the stories that a question finds, the most relevant first."""
        query = conditions(Selection(q=q), self.reader).query()
        _, hits = most_relevant(query, self.reader, 0, depth)
        return [self.names[id] for id in self.reader.searcher.fast_field_values("id", hits)]


def _story(number: int, row: dict[str, object]) -> Story:
    parts = [int(part) for part in str(row["published"])[:10].split("-")]
    day = dt.date(*parts, *[1] * (3 - len(parts)))
    values = {name: row.get(name) or "" for name in ("headline", "standfirst", "body", "language")}
    return Story(
        number,
        values
        | {
            "version": 1,
            "kind": "news",
            "byline": "; ".join(row["authors"]),
            "sort_key": schema.sort_key(dt.datetime.combine(day, dt.time(), dt.UTC), number),
            "day": day.toordinal(),
            "month": schema.month_number(day),
        }
        | {name: [] for name in COLUMNS},
    )


def scores() -> dict[str, float]:
    """nDCG@10 by question."""
    sample = Sample()
    return {q: ndcg(sample.found(q), grades) for q, grades in judgements().items()}


def report() -> str:
    """One line: the mean over all questions, and the worst of them."""
    by_question = scores()
    worst = min(by_question, key=by_question.__getitem__)
    return (
        f"nDCG@{DEPTH} over {len(by_question)} judged questions: {statistics.mean(by_question.values()):.3f} "
        f"(the worst, “{worst}”: {by_question[worst]:.3f})"
    )
