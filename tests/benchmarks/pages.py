"""Whole pages of lists, as a reader gets them: first in a new edition, again in the same one, and unchanged.

Before each round an editor changes a story, so that no page that was rendered in an earlier round can answer, and its
numbers only after they were brought up to date. In the first round nothing of any list is known. Then every list is asked for once, which is the page's time; at the end once more, as
another reader would; and with the ``ETag`` of before, as the same reader's browser would.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from articles.models import Article
from articles.search import edition, follower
from tests.benchmarks.selections import Ask
from tests.benchmarks.timing import ROUNDS
from tests.benchmarks.web import Answer, Client, Web

# Not in the list: it has the worker open the new edition before anything is timed.
FIRST = "/articles/?q=summit&language=fr&sort=oldest"


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one list's page: in each round, again, and as 304."""

    first: list[float]
    again: float
    unchanged: float

    @property
    def median(self) -> float:
        return statistics.median(self.first)


def measure(web: Web, asks: list[Ask]) -> tuple[dict[str, Times], float]:
    """The times of every list, by its name; and the milliseconds of processor that a page takes on average."""
    client = web.client()
    first: dict[str, list[float]] = {ask.name: [] for ask in asks}
    used = web.cpu_seconds()
    for round in range(ROUNDS):
        new_edition(f"Benchmark, round {round}")
        page(client, FIRST)
        for ask in asks:
            first[ask.name].append(page(client, ask.address).ms)
    cpu = 1000 * (web.cpu_seconds() - used) / (ROUNDS * (len(asks) + 1))
    again = {ask.name: page(client, ask.address) for ask in asks}
    unchanged = {
        ask.name: page(client, ask.address, {"If-None-Match": again[ask.name].headers["ETag"]}, status=304)
        for ask in asks
    }
    return {name: Times(times, again[name].ms, unchanged[name].ms) for name, times in first.items()}, cpu


def page(client: Client, address: str, headers: dict[str, str] | None = None, status: int = 200) -> Answer:
    """The answer, which must be a page: an error that comes quickly is no result."""
    answer = client.get(address, headers)
    if answer.status != status:
        raise RuntimeError(f"{address} is answered {answer.status}, not {status}.")
    return answer


def new_edition(words: str) -> None:
    """Change a story as an editor would, and have the index follow."""
    before = edition()
    Article.objects.filter(pk=Article.objects.published().newest_first().values("pk")[:1]).update(credit=words)
    follower.catch_up()
    if edition() == before:
        raise RuntimeError("The index did not follow a change.")


def touch_all_workers(web: Web, asks: list[Ask]) -> None:
    """Ask for every list over several connections, so that each worker has answered some."""
    for client in [web.client() for _ in range(8)]:
        for ask in asks:
            page(client, ask.address)
