"""What every test has: no static manifest, cheap passwords, its own media folder."""

from __future__ import annotations

import pytest

from articles.pages import pages
from tests.fixtures_index import committed, index, index_root, test_database
from tests.website import internet, website

__all__ = ["committed", "index", "index_root", "internet", "no_pages", "plain_storage", "test_database", "website"]


@pytest.fixture(autouse=True)
def plain_storage(settings, tmp_path):
    """Static files without a manifest, media in a folder of the test's own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_pages():
    """No page that another test left: two tests may number their stories alike."""
    pages.clear()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: packed ones hold the time of day, and processes that share the tests must agree on names."""
    return argname if isinstance(val, bytes) else None
