"""``manage.py follow_index``: keeps this machine's search index equal to the database, for ever."""

from __future__ import annotations

import logging
import signal
import sys
import time
from types import FrameType
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from articles.search import follower
from articles.search.generations import Busy

log = logging.getLogger(__name__)

RETRY_SECONDS = 1


def leave(number: int, frame: FrameType | None) -> NoReturn:
    """End at once. What was not committed is read again next time."""
    sys.exit(0)


class Command(BaseCommand):
    help = "Follow the database's change log and keep the search index up to date. Runs until it is stopped."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        told = False
        while True:
            try:
                follower.follow()
            except Busy:
                if not told:
                    log.warning("Another follower writes this index. Waiting for it to end.")
                told = True
            time.sleep(RETRY_SECONDS)
