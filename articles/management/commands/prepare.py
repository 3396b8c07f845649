"""Brings the archive to where it can be served: tables, static files and, for a trial, a sample and an editor."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

EDITOR = "editor"


class Command(BaseCommand):
    help = "Migrate and collect static files; with --with-sample, fill an archive that nobody has used yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-sample",
            action="store_true",
            help="Load the sample archive and make an editor where there is no user.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing tables and static files …")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if get_user_model().objects.exists():
            return
        if options["with_sample"]:
            self._fill()
        else:
            self.stdout.write("There is no user yet. Make one: python manage.py createsuperuser")

    def _fill(self) -> None:
        self.stdout.write("First start: loading the sample archive …")
        call_command("load_sample", stdout=self.stdout, stderr=self.stderr)
        call_command("rebuild_index", stdout=self.stdout, stderr=self.stderr)
        password = secrets.token_urlsafe(9)
        get_user_model().objects.create_superuser(EDITOR, password=password)
        self.stdout.write(f"\n  Editor's user name: {EDITOR}\n  Password:           {password}")
        self.stdout.write("  (shown once; to set another one: python manage.py changepassword editor)")
