"""Bringing stories in by program: who may, what is taken, what the answer says, and what is refused."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.intake import receiving
from articles.models import Article, Import, Token
from articles.models.tokens import digest_of, new_secret
from tests.admin.conftest import member
from tests.factories import make_tag

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/imports/"
BODY = "The harbour masters of two towns agreed on Tuesday to share their pilots for five years, officials said."


def stories(*headlines: str) -> bytes:
    rows = [{"headline": one, "published": "2024-03-25", "body": f"{one}. {BODY}"} for one in headlines]
    return "\n".join(map(json.dumps, rows)).encode()


def client_of(group: str) -> Client:
    """A program with a token of a member of ``group``."""
    secret = new_secret()
    Token.objects.create(user=member(group.lower(), group), name="script", digest=digest_of(secret))
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def program() -> Client:
    return client_of("Editor")


def post(client: Client, content: bytes, query: str = "", kind: str = "application/x-ndjson"):
    return client.generic("POST", ADDRESS + query, content, content_type=kind)


def test_the_body_is_a_file_and_the_answer_says_what_became_of_it(program):
    answer = post(program, stories("Pilots shared", "Pilots paid"), "?filename=may.jsonl&publish=true&source=Bay+Wire")
    assert answer.status_code == 201
    said = answer.json()
    assert (said["status"], said["total"], said["counts"]["created"]) == ("done", 2, 2)
    assert answer["Location"] == said["url"] == f"{ADDRESS}{said['id']}/"
    assert answer["Cache-Control"] == "private, no-store"
    story = Article.objects.get(headline="Pilots paid")
    assert (story.is_published, story.source.name, story.changeset_id) == (True, "Bay Wire", said["changeset"])


def test_the_same_again_is_unchanged(program):
    post(program, stories("Pilots shared"))
    assert post(program, stories("Pilots shared")).json()["counts"]["unchanged"] == 1


def test_a_form_may_have_several_files(program):
    files = [SimpleUploadedFile(f"{name}.jsonl", stories(name)) for name in ("One", "Two")]
    said = program.post(ADDRESS, {"file": files}).json()
    assert said["counts"]["created"] == 2
    items = program.get(said["url"]).json()["items"]
    assert [(one["file"], one["outcome"]) for one in items] == [("One.jsonl", "created"), ("Two.jsonl", "created")]


def test_what_curl_sends_by_itself_is_a_file(program):
    answer = post(program, stories("Pilots shared"), kind="application/x-www-form-urlencoded")
    assert answer.json()["counts"]["created"] == 1


def test_the_charset_of_the_body_is_heeded(program):
    page = f"<html><head><title>Порт</title></head><body><article><h1>Порт открыт</h1><p>{'Порт открыт снова. ' * 20}"
    post(program, page.encode("koi8-r"), kind="text/html; charset=koi8-r")
    assert Article.objects.get().headline == "Порт открыт"


def test_items_of_one_outcome_are_shown_with_their_reasons_and_can_be_paged(program, monkeypatch):
    monkeypatch.setattr("articles.intake.views.ITEMS_SHOWN", 1)
    said = post(program, stories("One", "Two") + b"\n{broken\n[]").json()
    assert said["counts"]["rejected"] >= 1
    rejected = program.get(f"{said['url']}?outcome=rejected").json()
    assert all(one["reason"] for one in rejected["items"])
    first = program.get(f"{said['url']}?outcome=created").json()
    second = program.get(f"{said['url']}?outcome=created&after={first['next_after']}").json()
    assert [first["items"][0]["headline"], second["items"][0]["headline"]] == ["One", "Two"]
    assert "next_after" not in second


@pytest.mark.parametrize("query", ["?outcome=lost", "?after=x", "?after=²"])
def test_what_is_asked_wrongly_of_an_import_is_named(program, query):
    said = post(program, stories("One")).json()
    assert program.get(said["url"] + query).status_code == 400


def test_a_long_import_is_accepted_and_goes_on(program, monkeypatch):
    monkeypatch.setattr("articles.jobs.imports.AT_ONCE", 0)
    answer = post(program, stories("One"))
    assert answer.status_code == 202
    assert answer.json()["status"] == "queued"


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer newsarchive_guess", "Basic YTpi", "Bearer \xff"])
def test_without_a_token_nothing_is_taken(header):
    client = Client(headers={"Authorization": header} if header else {})
    answer = post(client, stories("One"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert not Import.objects.exists()


def test_a_revoked_token_and_one_of_a_closed_account_are_refused(program, at_desk, editor):
    token = Token.objects.get()
    token.user.is_active = False
    token.user.save()
    assert post(program, stories("One")).status_code == 401
    token.user.is_active = True
    token.user.save()
    assert post(program, stories("One")).status_code == 201
    token.revoked_at = token.created_at
    token.save()
    assert post(program, stories("One")).status_code == 401


def test_a_contributor_hands_in_drafts_and_may_not_publish():
    program = client_of("Contributor")
    refused = post(program, stories("One"), "?publish=true")
    assert (refused.status_code, Import.objects.count()) == (403, 0)
    assert post(program, stories("One")).status_code == 201
    assert not Article.objects.get().is_published


def test_an_import_of_somebody_else_is_not_there_for_a_contributor(program):
    said = post(program, stories("One")).json()
    assert client_of("Contributor").get(said["url"]).status_code == 404


@pytest.mark.parametrize(
    "query", ["?format=docx", "?topic=nothing-like-it", "?duplicates=maybe", "?kind=poem", "?url=javascript:alert(1)"]
)
def test_an_option_that_is_none_is_named_and_nothing_is_kept(program, query):
    answer = post(program, stories("One"), query)
    assert answer.status_code == 400
    assert list(answer.json()) == [query[1:].partition("=")[0]]
    assert not Import.objects.exists()


def test_topics_hold_for_all_of_it(program):
    make_tag("Harbours")
    post(program, stories("One"), "?topic=harbours")
    assert Article.objects.get().tags.get().name == "Harbours"


@pytest.mark.parametrize("kind", ["application/x-ndjson", "multipart/form-data; boundary=x"])
def test_an_empty_body_is_refused_in_words(program, kind):
    answer = post(program, b"", kind=kind)
    assert (answer.status_code, Import.objects.count()) == (400, 0)
    assert answer.json()


def test_a_body_that_is_too_large_is_refused_before_and_while_it_is_read(program, monkeypatch):
    monkeypatch.setattr("articles.intake.views.LARGEST", 10)
    assert post(program, stories("One")).status_code == 413
    monkeypatch.undo()
    monkeypatch.setattr(receiving, "LARGEST", 10)
    assert post(program, stories("One")).status_code == 413
    assert not Import.objects.exists()


def test_a_token_is_made_at_the_desk_shown_once_and_revoked(at_desk):
    page = at_desk.post("/admin/articles/token/add/", {"name": "CMS"}, follow=True).content.decode()
    secret = page.partition("<code>")[2].partition("</code>")[0]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert post(program, stories("One")).status_code == 201
    listed = at_desk.get("/admin/articles/token/").content.decode()
    assert "CMS" in listed
    assert secret not in listed
    at_desk.post("/admin/articles/token/", {"action": "revoke", "_selected_action": [Token.objects.get().pk]})
    assert post(program, stories("Two")).status_code == 401
