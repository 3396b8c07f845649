"""A story's original beside what is read of it: the page as it came, shown where it can do nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.documents import Document, Evidence
from articles.editing.roles import may_publish
from articles.ingest.again import Again, item_of, read_again
from articles.ingest.entries import Entry, to_json
from articles.models import Article, ImportItem, Original
from articles.text import encodings, html

# What is shown of an original: so many characters, or bytes of one that cannot be read.
MOST_SHOWN = 1_000_000
# Nothing is loaded and nothing runs: no script, no form, no frame, no link that leads anywhere.
HARMLESS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
# No policy forbids the first of these to look up a name or to open a connection, and of the others only holes would be
# seen. <basefont> takes their place, which does nothing.
REACHING_OUT = re.compile(r"<(?:link|meta|base|iframe|frame|embed|object)(?=[\s/>])", re.IGNORECASE)
PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|!--|(?:html|head|body)\b)", re.IGNORECASE)
# What is read of a story: how each field is called, how evidence names it, and where its value stands in an entry.
READ = (
    ("Headline", "headline"),
    ("Standfirst", "standfirst"),
    ("Byline", "authors"),
    ("Published", "published"),
    ("Date as printed", "published_printed"),
    ("Updated", "updated"),
    ("Section", "section"),
    ("Source", "source"),
    ("Type", "kind"),
    ("Dateline", "dateline"),
    ("Credit", "credit"),
    ("Language", "language"),
    ("Address", "url"),
    ("Lead image", "image_url"),
    ("Image caption", "image_caption"),
    ("Image credit", "image_credit"),
)
EVIDENCE = {"image_url": "image", "published_printed": "published_printed"}


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field as it is read now: its value, where it was found, and what else the page says of it."""

    label: str
    value: str
    evidence: Evidence | None = None
    others: tuple[str, ...] = field(default=())


def fields_of(document: Document) -> list[ReadField]:
    """The fields of a document that hold something, or about which the page disagrees with itself."""
    values = to_json(Entry(document))
    found = []
    for label, name in READ:
        value, key = values[name], EVIDENCE.get(name, name)
        told = ", ".join(value) if isinstance(value, list) else value
        others = tuple(str(one) for one in document.conflicts.get(key, ()) if str(one) != told)
        if told or others:
            found.append(ReadField(label, told, document.evidence.get(key), others))
    if document.labels:
        labels = ", ".join(f"{label.name} ({label.kind})" for label in document.labels)
        found.append(ReadField("Labels", labels, document.evidence.get("labels")))
    return found


class Originals(admin.ModelAdmin):
    """Pages of a story that came by an import, about its original."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:story_id>/original/", view(self.original_view), name="articles_article_original"),
            path("<int:story_id>/original/page/", view(self.original_page_view), name="articles_article_original_page"),
            path("<int:story_id>/original/file/", view(self.original_file_view), name="articles_article_original_file"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The story's form, with the way to its original where there is one."""
        item = item_of(Article(pk=int(object_id))) if object_id.isdecimal() and len(object_id) < 19 else None
        has_original = item is not None and may_see_original(request.user, item)
        return super().change_view(request, object_id, form_url, {"has_original": has_original} | (extra_context or {}))

    def imported(self, request: HttpRequest, story_id: int) -> tuple[Article, ImportItem]:
        """A story and the item that made it. Who may not see its import sees its original no more than that."""
        story = self.get_object(request, str(story_id))
        if story is None:
            raise Http404("There is no such story.")
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        item = item_of(story)
        if item is None:
            raise Http404("This story came by no import: there is no original.")
        if not may_see_original(request.user, item):
            raise PermissionDenied
        return story, item

    def about_story(self, request: HttpRequest, story: Article, title: str, **context: Any) -> dict[str, Any]:
        """What every page about a story's original is told."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "story": story,
            "may_read_again": self.has_change_permission(request, story),
            **context,
        }

    # The page's own policy forbids frames; this one shows one, of our own.
    @method_decorator(csp_update({"frame-src": ["'self'"]}))
    def original_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """The original on the one side, what the present importer reads of it on the other."""
        story, item = self.imported(request, story_id)
        again = read_again([item])[item.pk]
        text = text_of(again)
        document = again.reading.document
        context = self.about_story(
            request, story, "Original and reading",
            item=item, file=item.file, original=item.file.original, again=again, document=document,
            sha256=bytes(item.file.original.digest).hex(),
            headers=sorted((item.file.headers or {}).items()),
            last=getattr(story, "last_reading", None),
            is_page=is_page(text),
            text=text[:MOST_SHOWN], is_cut=len(text) > MOST_SHOWN, most_shown=MOST_SHOWN,
            fields=fields_of(document) if document else [],
            body=html.to_text(document.body_html) if document else "",
        )  # fmt: skip
        return TemplateResponse(request, "admin/original.html", context)

    @method_decorator(xframe_options_sameorigin)
    def original_page_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """The original itself, as HTML that can do nothing: for the frame of the page beside it."""
        _, item = self.imported(request, story_id)
        again = read_again([item])[item.pk]
        text = text_of(again)
        if not is_page(text):
            raise Http404("The original is no HTML page.")
        response = HttpResponse(
            REACHING_OUT.sub("<basefont", text[:MOST_SHOWN]), content_type="text/html; charset=utf-8"
        )
        response["Content-Security-Policy"] = HARMLESS
        response["X-DNS-Prefetch-Control"] = "off"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    def original_file_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """The bytes that were handed in, every one of them."""
        _, item = self.imported(request, story_id)
        original = item.file.original
        response = StreamingHttpResponse(original.pieces(), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{file_name(item)}"'
        response["Content-Length"] = str(original.size)
        response["Content-Security-Policy"] = HARMLESS
        return response


def may_see_original(user: Any, item: ImportItem) -> bool:
    """Whether a user may see what was handed in: an editor all of it, others what they handed in themselves."""
    return may_publish(user) or item.run.user_id == user.pk


def file_name(item: ImportItem) -> str:
    """A name for the file that no header and no file system takes amiss."""
    name = item.file.name.rpartition("/")[2] or f"original-of-import-{item.run_id}"
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.")[-100:] or "original"


def text_of(again: Again) -> str:
    """The item's own text as it stood in the file; of one that cannot be read, the file's beginning."""
    if again.reading.original:
        return again.reading.original
    return encodings.decode(beginning(again.item.file.original)).text


def beginning(original: Original) -> bytes:
    """The first bytes of an original."""
    return next(original.pieces(), b"")[:MOST_SHOWN]


def is_page(text: str) -> bool:
    """Whether the original is shown as a page, not as text."""
    return PAGE.match(text) is not None
