"""The search index in tests: each test has its own, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_django
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases

from articles.search import follower
from articles.search import index as opening

# What tests fill.
FILLED = ("articles_", "auth_user", "axes_", "django_admin_log", "django_session", "procrastinate_jobs")
# What a migration filled, and no test changes.
KEPT = ("articles_country", "articles_archiveidentity")


@pytest.fixture(scope="session")
def test_database(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The tests' database, which pytest-django makes only where a test asks for it in one of its own ways."""
    made = []
    with django_db_blocker.unblock():
        if not connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
            made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(test_database: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """A database in which transactions really are committed, emptied afterwards.

    pytest-django's own way empties the countries as well, and cannot put them back past the history's triggers.
    """
    with django_db_blocker.unblock():
        yield
        # The test may have lost its connection, or brought down the server.
        connection.close()
        tables = [name for name in connection.introspection.table_names() if name.startswith(FILLED)]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(name for name in tables if not name.startswith(KEPT))} CASCADE")
        connection.close()


@pytest.fixture
def index_root(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the test's index, of which this process has opened nothing yet."""
    monkeypatch.setattr(opening, "_opened", None)
    settings.INDEX_ROOT = tmp_path / "index"
    return settings.INDEX_ROOT


@pytest.fixture
def index(db, index_root: Path) -> Callable[[], None]:
    """Call it to bring the test's index to the present state of the database."""
    return follower.catch_up
