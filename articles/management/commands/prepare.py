"""Brings the archive to where it can be served: tables, static files, the sample, and an editor."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

EDITOR = "editor"


class Command(BaseCommand):
    help = "Migrate, collect static files and, on an archive's first start, load the sample and make an editor."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        self.stdout.write("Preparing tables and static files …")
        call_command("migrate", verbosity=0)
        first = not users.exists()
        call_command("collectstatic", interactive=False, verbosity=0)
        if first:
            self.stdout.write("First start: loading the sample archive …")
            call_command("load_sample", stdout=self.stdout, stderr=self.stderr)
            password = secrets.token_urlsafe(9)
            users.create_superuser(EDITOR, password=password)
            self.stdout.write(f"\n  Editor's user name: {EDITOR}\n  Password:           {password}\n  (shown once; change it in the admin)")
