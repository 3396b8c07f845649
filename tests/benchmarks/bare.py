"""The first yardstick: what the engine itself takes for the numbers of a page, asked straight from a script.

The query is the app's own; whatever the app remembers or works out beforehand is not used. Timed are the calls that
the page cannot do without: 25 stories and their exact total, every facet, the years; and, where a facet's further
values would widen the list (another source beside the chosen one), the count of what they would bring.
"""

from __future__ import annotations

from typing import Any

from tantivy import Index, Order, Query

from articles.search import columns, schema
from articles.search.conditions import ANY_OF, conditions
from articles.search.generations import current
from articles.search.index import reader
from articles.selection import PAGE_SIZE, Selection, Sort
from tests.benchmarks.timing import median_ms

FACETS = ("topic", "country", "source", "author", "section", "kind", "language")
MONTHS: dict[str, Any] = {
    "first": {"min": {"field": "day"}},
    "last": {"max": {"field": "day"}},
    "months": columns.terms("month"),
}


class Engine:
    """The index that is in force, opened by itself."""

    def __init__(self) -> None:
        index = schema.with_analyzers(Index.open(str(current())))
        self.searcher = index.searcher()

    def ask(self, selection: Selection) -> tuple[int, float]:
        """How many stories a selection finds, and the milliseconds that the engine takes for the page's numbers."""
        found = conditions(selection, reader())
        query = found.query()
        beyond = {name: found.beyond(name) for name in ANY_OF if getattr(selection, name)}
        names = [name for name in FACETS if name not in beyond]

        def answer() -> int:
            total = self._page(selection, query)
            self.searcher.aggregate(query, counting(names, total) | MONTHS)
            for name, other in beyond.items():
                self.searcher.aggregate(other, counting([name], total))
            return total

        return answer(), median_ms(answer)

    def _page(self, selection: Selection, query: Query) -> int:
        order: dict[str, Any] = {}
        if selection.order is not Sort.RELEVANCE:
            order = {
                "order_by_field": "sort_key",
                "order": Order.Asc if selection.order is Sort.OLDEST else Order.Desc,
            }
        offset = (selection.page - 1) * PAGE_SIZE
        result = self.searcher.search(query, PAGE_SIZE, offset=offset, **order)
        self.searcher.fast_field_values("id", [address for _, address in result.hits])
        return result.count


def counting(names: Any, among: int) -> dict[str, Any]:
    """A request for how many of ``among`` stories have each value of these fields."""
    return {field: one for name in names for field, one in columns.request(name, among).items()}
