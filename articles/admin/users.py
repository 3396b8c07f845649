"""Users and groups, at the desk of who may manage them."""

from __future__ import annotations

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.site import desk

desk.register(User, UserAdmin)
desk.register(Group, GroupAdmin)
