"""Who sits at the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


def member(name: str, group: str) -> User:
    """A user of the desk with the rights of ``group``."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db) -> User:
    return member("erin", "Editor")


@pytest.fixture
def contributor(db) -> User:
    return member("colin", "Contributor")


@pytest.fixture
def desk_of(db):
    """A browser in which the given user has signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def at_desk(editor, desk_of) -> Client:
    """A browser in which an editor has signed in."""
    return desk_of(editor)
