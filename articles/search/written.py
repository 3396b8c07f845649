"""Conditions whose values the index holds as readers write them, and what each value is called in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language_info, gettext

from articles.models import Article


def kind_name(value: str) -> str:
    """The name of a kind of story in the language being spoken."""
    return str(Article.Kind(value).label)


def language_name(tag: str) -> str:
    """The name of a language in the one being spoken; its tag where Django has no name for it."""
    try:
        in_english = get_language_info(tag.lower())["name"]
    except KeyError:
        return tag
    return gettext(in_english)


# By parameter, which is also the field of the index and of its stories.
WRITTEN: dict[str, Callable[[str], str]] = {"kind": kind_name, "language": language_name}
