"""Most read: readers counted without cookies, and with nothing kept that points to a person.

A page reports itself as read after it was visible for some seconds. The report is marked by a hash of
address, browser and story under the day's random salt, so that a reload counts once; salt and marks are
thrown away after the day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import re
import secrets

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Exists, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.caching import private
from articles.models import Article, DailySalt, ReadCount, ReadMark

WEEK = dt.timedelta(days=7)
MONTH = dt.timedelta(days=30)

# Programs that load pages without a person reading them; most of them say so.
ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|scrap|archiv|preview|headless|lighthouse|monitor|check|fetch|feed|http"
    r"|curl|wget|python|java/|ruby|perl|go-|node|axios|okhttp|libwww|phantom|selenium",
    re.IGNORECASE,
)
FETCHED_AHEAD = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")


@csrf_exempt  # Nothing is done in anyone's name, and an anonymous page has no token to send.
@require_POST
def read(request: HttpRequest, id: int) -> HttpResponse:
    """Count one reader of a published story; 204 whether it counted or not, 404 for no such story."""
    if not Article.objects.published().filter(pk=id).exists():
        raise Http404
    if is_a_person(request):
        count(id, request)
    return private(HttpResponse(status=204))


def is_a_person(request: HttpRequest) -> bool:
    """Whether the report comes from a page of this site, opened by somebody who reads."""
    agent = request.headers.get("User-Agent", "")
    if not agent or ROBOT.search(agent):
        return False
    if any("prefetch" in request.headers.get(name, "").lower() for name in FETCHED_AHEAD):
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def count(id: int, request: HttpRequest) -> None:
    """Count this reader for this story today, once."""
    day = timezone.now().date()
    try:
        with transaction.atomic():
            ReadMark.objects.create(day=day, digest=_digest(id, request, day))
            ReadCount.objects.bulk_create([ReadCount(article_id=id, day=day)], ignore_conflicts=True)
            ReadCount.objects.filter(article_id=id, day=day).update(readers=F("readers") + 1)
    except IntegrityError:
        return  # The mark was there: a reload.


def _digest(id: int, request: HttpRequest, day: dt.date) -> bytes:
    salt, _ = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    made_of = "\n".join([_network(request.META.get("REMOTE_ADDR", "")), request.headers["User-Agent"], str(id)])
    return hashlib.blake2b(made_of.encode(errors="replace"), key=bytes(salt.salt), digest_size=32).digest()


def _network(address: str) -> str:
    """The address; of IPv6 the first 64 bits, because one connection has all the addresses behind them."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))


def most_read(limit: int = 5) -> list[int]:
    """Ids of the published stories with most readers in seven days; where few, in thirty, then ever."""
    today = timezone.now().date()
    published = ReadCount.objects.filter(article__status=Article.Status.PUBLISHED)
    month = published.since(today - MONTH)
    # The whole of the counts is long: the database only reads it where the month has too few.
    enough = month.values("article_id").distinct()[limit - 1 : limit]
    recent = _ranked(month, today, limit, recent=True)
    ever = _ranked(published.exclude(Exists(enough)), today, limit, recent=False)
    ranked = recent.union(ever, all=True).order_by("-recent", "-week", "-total", "-article_id")
    return list(dict.fromkeys(row["article_id"] for row in ranked))[:limit]


def _ranked(counts: QuerySet[ReadCount], today: dt.date, limit: int, *, recent: bool) -> QuerySet:
    return (
        counts.values("article_id", recent=Value(recent, output_field=BooleanField()))
        .annotate(week=Coalesce(Sum("readers", filter=Q(day__gt=today - WEEK)), 0), total=Sum("readers"))
        .order_by("-week", "-total", "-article_id")[:limit]
    )
