#!/usr/bin/env python
"""Runs the archive's commands. Where DATABASE_URL is not set, they use the embedded database."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from newsarchive.development import database

WITHOUT_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "extract", "findstatic", "help", "makemessages",
    "version", "--help", "--version", "-h",
}  # fmt: skip


def main() -> None:
    """Run the command of this line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        if command in WITHOUT_DATABASE or {"--help", "-h"} & set(sys.argv):
            execute_from_command_line(sys.argv)
        else:
            with database():
                execute_from_command_line(sys.argv)
    except ImproperlyConfigured as reason:
        sys.exit(f"The settings are not right. {reason}")


if __name__ == "__main__":
    main()
