"""Looks at the originals of stories, a few at a time."""

from __future__ import annotations

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app

from articles.ingest import still_there


@app.periodic(cron="*/10 * * * *")
@app.task(name="check_links", queue="upkeep", lock="check_links", queueing_lock="check_links", pass_context=True)
def check_links(context: JobContext, timestamp: int) -> None:
    """Look at some of the originals that nobody looked at for ``LINK_CHECK_DAYS``, where that is set."""
    if settings.LINK_CHECK_DAYS:
        still_there.look_at_some(settings.LINK_CHECK_DAYS, context.should_abort)


@app.task(name="look_again", queue="upkeep", pass_context=True)
def look_again(context: JobContext, stories: list[int]) -> None:
    """Look at the originals of these stories now, whenever they were looked at before."""
    still_there.look_at_those(stories, context.should_abort)
