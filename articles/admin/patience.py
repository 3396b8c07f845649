"""Acts on very many rows: given more time than a page, and ended with a sentence where even that is too little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from articles.editing import NotPossible

# Below what a web server gives a request.
SECONDS = 25


@contextmanager
def patiently() -> Iterator[None]:
    """Run the block in one transaction whose statements may take long.

    Raises NotPossible, and changes nothing, where the database gives up on one of them.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{SECONDS * 1000:.0f}"])
            yield
    except OperationalError as fault:
        raise NotPossible("The database took too long. Nothing was changed. Try fewer at once.") from fault
