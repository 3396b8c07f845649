"""Tokens of programs: made at the desk, shown once, revoked with a click."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.site import desk
from articles.editing.roles import may_import
from articles.models import Token
from articles.models.tokens import digest_of, new_secret


@admin.register(Token, site=desk)
class TokenAdmin(admin.ModelAdmin):
    """One's own tokens; whoever manages users sees everybody's."""

    fields = ["name"]
    list_display = ["name", "user", "created_at", "used_at", "state"]
    actions = ["revoke"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Token]:
        tokens = super().get_queryset(request).select_related("user")
        return tokens if request.user.is_superuser else tokens.filter(user=request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_import(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return may_import(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_import(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        """A list with its action, and no form: a token is not changed."""
        return obj is None and may_import(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        """A revoked token stays: it says what was brought in with it."""
        return False

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        """Keep the new token, and show its secret this once."""
        secret = new_secret()
        obj.user, obj.digest = request.user, digest_of(secret)
        super().save_model(request, obj, form, change)
        messages.warning(
            request,
            format_html("Copy the token now, it is not shown again: <code>{}</code>", secret),
        )

    @admin.display(description="state")
    def state(self, token: Token) -> str:
        return "revoked" if token.revoked_at else "in force"

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        """End them, at once and for good."""
        number = queryset.filter(revoked_at=None).update(revoked_at=timezone.now())
        messages.success(request, f"{number} {'token' if number == 1 else 'tokens'} revoked.")
