"""Acts on very many rows end with a sentence, never with a fault."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.admin import patience
from articles.editing import NotPossible
from articles.models import Section

pytestmark = pytest.mark.django_db


def test_a_statement_that_takes_too_long_changes_nothing_and_says_so(monkeypatch):
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    with pytest.raises(NotPossible, match="took too long"), patience.patiently():
        Section.objects.create(name="Harbour", slug="harbour")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")
    assert not Section.objects.exists()
