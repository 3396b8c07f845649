"""Pages that the sample archive has none of: a story withdrawn, one printed twice, one that has changed.

Run by ``manage.py shell`` in an archive that is thrown away; prints the addresses of these pages as JSON.
"""

from __future__ import annotations

import json

from django.db.models import F
from django.urls import reverse

from articles.editing.history import change
from articles.editing.publishing import withdraw
from articles.ingest import runs
from articles.models import Article, ChangeSet


def stage() -> dict[str, str]:
    """Withdraw, print again and change a story each; gives the pages that show it, by name."""
    gone, printed, changed = Article.objects.published().filter(language="en", kind="news").order_by("pk")[:3]
    with change(ChangeSet.Kind.EDIT, "Changed for the audit", None):
        Article.objects.filter(pk=changed.pk).update(
            headline="A headline that was another one before", version=F("version") + 1
        )
    copy = {
        "headline": f"{printed.headline}, agency reports",
        "body": printed.body_text + "\n\nThe agency added a last paragraph of its own to the story.",
        "source": "Courier of the Audit",
        "published": printed.published_on.isoformat(),
        "language": "en",
    }
    handed = [runs.Handed("copy.jsonl", json.dumps(copy).encode())]
    run = runs.open_import(handed, user=None, publish=True, duplicates="add")
    runs.confirm(run)
    runs.execute(run)
    again = run.items.get().article_id
    withdraw(Article.objects.filter(pk=gone.pk), "A date in it was wrong, and it is being checked.", None)
    return {
        "410": gone.get_absolute_url(),
        "printings": reverse("printings", args=[printed.pk]),
        "comparison": reverse("comparison", args=[printed.pk, again]),
        "versions": reverse("versions", args=[changed.pk]),
    }
