"""``manage.py suggest``: learns topics and countries from one file of stories and suggests them for another."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.learning import Lesson, Model, Suggested, countries_named
from articles.management.lessons import BadLines, Id, lessons_of

AT_ONCE = 1000


class Command(BaseCommand):
    help = (
        "Learn topics and countries from the stories of one file and suggest them for those of another. Both hold one "
        'JSON object a line, {"id", "headline", "dateline", "body"}, and the first also "topics" and "countries" '
        "(lists); both may be gzipped. Prints one JSON object a line. Touches no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--train", metavar="FILE", default="",
            help="Stories with their labels, in the order in which they appeared. Without: countries only, by name.",
        )  # fmt: skip
        parser.add_argument("--test", metavar="FILE", required=True, help="The stories to suggest labels for.")
        parser.add_argument("--out", metavar="FILE", default="", help="Where to write; standard output without it.")

    def handle(self, *, train: str, test: str, out: str, **options: Any) -> None:
        try:
            asked = list(lessons_of(test, labelled=False))
            model = Model.trained([lesson for _, lesson in lessons_of(train, labelled=True)]) if train else None
        except BadLines as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{train}: {error}") from error
        try:
            with Path(out).open("w", encoding="utf-8") if out else nullcontext(self.stdout) as stream:
                for answer in _answers(model, asked):
                    stream.write(json.dumps(answer, ensure_ascii=False) + "\n")
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            raise CommandError(f"{out or 'Standard output'} cannot be written: {error.strerror}.") from error


def _answers(model: Model | None, asked: Sequence[tuple[Id, Lesson]]) -> Iterator[dict[str, Any]]:
    """What is suggested for each story, in order."""
    stories = iter(asked)
    while some := list(islice(stories, AT_ONCE)):
        lessons = [lesson for _, lesson in some]
        suggested = model.suggest(lessons) if model else [Suggested((), countries_named(one)) for one in lessons]
        for (story, _), labels in zip(some, suggested, strict=True):
            yield {
                "id": story,
                "topics": [one.label for one in labels.topics if one.suggested],
                "countries": [one.label for one in labels.countries if one.suggested],
            }
