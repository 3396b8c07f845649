"""The change log that search indexes follow, and the archive's identity by which they know their database."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now


class TransactionId(models.Field):
    """PostgreSQL's ``xid8``: a transaction's number, which never wraps around."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class ArticleChange(models.Model):
    """One row per article that a statement touched; written by triggers only.

    Serial numbers become visible out of order, so a follower asks by transaction: what is visible now and
    was not visible in the snapshot it remembers.
    """

    article_id = models.BigIntegerField()
    transaction = TransactionId(db_default=models.Func(function="pg_current_xact_id"))
    logged_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index("transaction", name="change_by_transaction")]

    def __str__(self) -> str:
        return f"change of article {self.article_id}"


class ArchiveIdentity(models.Model):
    """One row. An index that was built from another database is recognised by it, and built anew."""

    only = models.BooleanField(primary_key=True, default=True)
    identity = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="identity_one_row")]

    def __str__(self) -> str:
        return str(self.identity)
