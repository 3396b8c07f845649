"""What every request and answer passes: headers on all answers, and the address of who asks."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsarchive.middleware import headers, true_address

EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def address_of(settings, peer, forwarded):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    true_address(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


def test_a_proxy_of_ours_says_who_asks(settings):
    assert address_of(settings, "10.0.0.1", "198.51.100.7") == "198.51.100.7"


def test_only_what_the_proxy_added_is_believed(settings):
    assert address_of(settings, "10.0.0.1", "203.0.113.1, 198.51.100.7") == "198.51.100.7"


def test_others_cannot_say_they_are_someone_else(settings):
    assert address_of(settings, "203.0.113.9", "198.51.100.7") == "203.0.113.9"


@pytest.mark.parametrize("rubbish", ["", "unknown", "198.51.100.7:80", "'; --"])
def test_what_is_no_address_is_not_believed(settings, rubbish):
    assert address_of(settings, "10.0.0.1", rubbish) == "10.0.0.1"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/no-such-page/", "/admin/login/", "/static/no-such-file.css"])
def test_every_answer_carries_the_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_view_may_open_its_answer_to_others():
    def feed(request):
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    assert headers(feed)(RequestFactory().get("/"))["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_readers_get_no_cookie(client):
    assert client.get("/healthz").cookies == {}
