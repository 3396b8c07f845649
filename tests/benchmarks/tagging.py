"""How well topics and countries are suggested, and what learning them costs.

    BENCH_REUTERS=reuters.jsonl.gz python -m tests.benchmarks.tagging

The file holds stories of the Reuters-21578 collection, one JSON object a line with ``title``, ``dateline``, ``body``,
``topics``, ``places``, ``lewissplit`` and ``topics_flag``. Learned from and asked for are the training stories of the
"ModApte" split alone, in several ways of parting them; nothing is chosen by looking at the stories asked for.
``BENCH_SPLITS`` names some of the ways. It needs neither Django nor a database.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from articles.learning import Lesson, Model, countries_named

COUNTRIES = Path(__file__).parents[2] / "articles" / "data" / "countries.json"
# Places of the collection that are no name of countries.json.
PLACES = {
    "usa": "US", "uk": "GB", "ussr": "SU", "uae": "AE", "burma": "MM", "kampuchea": "KH",
    "trinidad-tobago": "TT", "yemen-demo-republic": "YD", "yemen-arab-republic": "YE",
}  # fmt: skip
HEAD = """| split | learned from | asked for | topics micro-F1 | P | R | countries micro-F1 | by names alone | s to learn \
(of CPU) | stories/s | MB of model | MB of memory |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""


def codes() -> dict[str, str]:
    """Alpha-2 by a place as the collection writes it."""
    named: dict[str, str] = {}
    for row in json.loads(COUNTRIES.read_text(encoding="utf-8")):
        for name in (row["name"], *row["aliases"]):
            named.setdefault(name.lower().replace(" ", "-").replace("'", ""), row["alpha2"])
    return named | PLACES


def lessons(path: str) -> list[Lesson]:
    """The training stories of the ModApte split, in their order in time."""
    alpha2 = codes()
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        stories = [json.loads(line) for line in stream]
    return [
        Lesson(
            story["title"], story["dateline"], story["body"], tuple(story["topics"]),
            tuple(dict.fromkeys(alpha2[place] for place in story["places"])),
        )
        for story in stories
        if story["lewissplit"] == "TRAIN" and story["topics_flag"] == "YES"
    ]  # fmt: skip


def splits(number: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By name: which stories are learned from, and which are asked for."""
    whole, quarter = np.arange(number), number // 4
    parted = {
        "last quarter by the first three": (whole[: 3 * quarter], whole[3 * quarter :]),
        "third quarter by the first two": (whole[: 2 * quarter], whole[2 * quarter : 3 * quarter]),
    }
    for seed in (1, 2):
        aside = np.random.default_rng(seed).random(number) < 0.15
        parted[f"15 % at random ({seed})"] = (whole[~aside], whole[aside])
    return parted


def micro_f1(found: Iterable[Iterable[str]], true: Iterable[Iterable[str]]) -> tuple[float, float, float]:
    """F1, precision and recall over all pairs of story and label."""
    right = given = wanted = 0
    for one, other in zip(found, true, strict=True):
        labels, truths = set(one), set(other)
        right, given, wanted = right + len(labels & truths), given + len(labels), wanted + len(truths)
    return 2 * right / max(given + wanted, 1), right / max(given, 1), right / max(wanted, 1)


def row(name: str, known: Sequence[Lesson], asked: Sequence[Lesson]) -> str:
    """One line of the table."""
    start, start_of_cpu = time.perf_counter(), time.process_time()
    model = Model.trained(known)
    learned, cpu = time.perf_counter() - start, time.process_time() - start_of_cpu
    start = time.perf_counter()
    suggested = model.suggest(asked)
    speed = len(asked) / (time.perf_counter() - start)
    topics = micro_f1(
        ([one.label for one in labels.topics if one.suggested] for labels in suggested),
        (story.topics for story in asked),
    )
    truths = [story.countries for story in asked]
    countries = micro_f1(([one.label for one in labels.countries if one.suggested] for labels in suggested), truths)
    named = micro_f1(([one.label for one in countries_named(story) if one.suggested] for story in asked), truths)
    size = len(model.to_bytes()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {name} | {len(known):,} | {len(asked):,} | {topics[0]:.4f} | {topics[1]:.3f} | {topics[2]:.3f} "
        f"| {countries[0]:.4f} | {named[0]:.4f} | {learned:.0f} ({cpu:.0f}) | {speed:,.0f} | {size:.0f} | {memory:,.0f} |\n"
    )


def main() -> None:
    """Print the table, a line as soon as it is known."""
    path = os.environ.get("BENCH_REUTERS", "")
    if not Path(path).is_file():
        sys.exit("BENCH_REUTERS has to name the collection, JSON lines in gzip; see the head of this module.")
    stories = lessons(path)
    wanted = os.environ.get("BENCH_SPLITS", "")
    sys.stdout.write(HEAD)
    for name, (known, asked) in splits(len(stories)).items():
        if not wanted or any(part in name for part in wanted.split(",")):
            sys.stdout.write(row(name, [stories[one] for one in known], [stories[one] for one in asked]))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
