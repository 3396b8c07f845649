"""Tokens: with one, a program brings stories in as the editor to whom it belongs."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

# Tells what it is where somebody finds one; scanners for leaked secrets look for such a beginning.
PREFIX = "newsarchive_"
BYTES = 32


class Token(models.Model):
    """The right to import as ``user``. Only the SHA-256 of the secret is kept: nobody can read it here again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, help_text="What uses it: newsroom CMS, nightly script.")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="Last time, to the hour.")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


def new_secret() -> str:
    """A secret that nobody can guess."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def digest_of(secret: str) -> bytes:
    """What is kept of a secret. It is long and random, so it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()
