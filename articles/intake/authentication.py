"""Who sends a request, by the token in its ``Authorization`` header (RFC 6750)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from articles.models import Token
from articles.models.tokens import digest_of

SCHEME = b"bearer"
# A program that hands in every minute need not write its token's row every minute.
NOTED_AFTER = dt.timedelta(hours=1)


class ByToken(BaseAuthentication):
    """``Authorization: Bearer SECRET``."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        """The user and the token; None without such a header. Raises AuthenticationFailed for a token that is none."""
        scheme, _, secret = get_authorization_header(request).strip().partition(b" ")
        if scheme.lower() != SCHEME:
            return None
        digest = digest_of(secret.strip().decode(errors="replace"))
        token = Token.objects.select_related("user").filter(digest=digest, revoked_at=None).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("There is no such token, or it was revoked.")
        self._note(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a client without a token is told to bring (``WWW-Authenticate``)."""
        return "Bearer"

    def _note(self, token: Token) -> None:
        now = timezone.now()
        if token.used_at is None or now - token.used_at > NOTED_AFTER:
            Token.objects.filter(pk=token.pk).update(used_at=now)
