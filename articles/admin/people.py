"""Authors at the desk."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.named import Counted, NamedForm
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.models import Author, Byline


@admin.register(Author, site=desk)
class AuthorAdmin(Counted, Recorded):
    """The people and desks named in bylines."""

    form = NamedForm
    list_display = ["name", "other_spellings", "stories"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "aliases", "about"]
    links, by = Byline, "author"

    @admin.display(description="other spellings")
    def other_spellings(self, author: Author) -> str:
        return ", ".join(author.aliases)
