"""``manage.py train_suggestions``: trains the model that suggests topics and countries."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.tagging.training import AtWork, train


class Command(BaseCommand):
    help = "Train the model that suggests topics and countries, on the newest stories that people tagged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", type=int, help="The number of the user who asked for it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            training = train(options["user"])
        except AtWork as reason:
            raise CommandError(str(reason), returncode=3) from reason
        if training.fault:
            raise CommandError(f"No model was trained: {training.fault}", returncode=3)
        self.stdout.write(
            f"Learned {training.topics:,} topics and {training.countries:,} countries from {training.stories:,} stories"
            f" in {training.seconds:.0f} s. {training.told}"
        )
