"""Stories for the benchmarks: made up, different from one another, of the length of a wire story."""

from __future__ import annotations

import json
import random

WORDS = (
    "harbour ministers ferry talks budget island treaty engineers storm council harvest railway bridge vote market "
    "teachers copper fishing summit border drought exports hospital museum pilots senate tariff lantern orchard"
).split()


def as_json_lines(number: int, words: int = 300) -> bytes:
    """``number`` stories of about ``words`` words, as JSON lines; the same every time."""
    chance = random.Random(number)
    lines = []
    for count in range(number):
        sentences = [" ".join(chance.choices(WORDS, k=15)).capitalize() + "." for _ in range(words // 15)]
        body = "\n\n".join(" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4))
        lines.append(
            json.dumps(
                {
                    "id": f"bench:{count}",
                    "headline": f"{sentences[0][:60]} ({count})",
                    "body": body,
                    "published": f"{2000 + count % 25}-{1 + count % 12:02}-{1 + count % 28:02}",
                    "topics": chance.sample(WORDS, 2),
                    "countries": chance.sample(["JP", "US", "PH", "FR", "KE", "BR"], 2),
                    "source": "Bench Wire",
                    "language": "en",
                }
            )
        )
    return "\n".join(lines).encode()
