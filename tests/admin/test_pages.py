"""Every page of the desk, for everybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.site import desk
from articles.models import ChangeSet, Country, Import, LinkCheck, Subscription
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

LISTS = [
    "subscription",
    "linkcheck",
    "article",
    "tag",
    "country",
    "source",
    "section",
    "author",
    "changeset",
    "columnmapping",
    "import",
]


@pytest.mark.parametrize("model", LISTS)
def test_an_editor_sees_every_list(at_desk, model):
    make_article(
        tags=[make_tag("Harbours")], countries=["JP"], authors=["Ana Poe"], source="Daily Wharf", section="News"
    )
    assert at_desk.get(reverse(f"admin:articles_{model}_changelist")).status_code == 200


@pytest.mark.parametrize(
    "model", ["article", "tag", "source", "section", "author", "columnmapping", "import", "subscription"]
)
def test_an_editor_gets_every_form(at_desk, model):
    assert at_desk.get(reverse(f"admin:articles_{model}_add")).status_code == 200


def test_the_front_page_says_what_waits(at_desk):
    make_article("Harbour strike ends", status="review")
    page = at_desk.get(reverse("admin:index"))
    assert page.status_code == 200
    heaps = {heap.label: heap.number for heap in page.context["waiting"].states + page.context["waiting"].gaps}
    assert heaps == {
        "In review": 1, "Drafts": 0, "Published": 0, "Withdrawn": 0,
        "No topic": 1, "No country": 1, "No date": 0, "No source": 1,
    }  # fmt: skip


def every_address() -> list[str]:
    story, tag = make_article(tags=[make_tag("Harbours")]), make_tag("Ports")
    changeset, run = ChangeSet.objects.create(kind="edit", title="Something"), Import.objects.create()
    japan = Country.objects.get(code="JP")
    addresses = [reverse("admin:index")]
    things = {"article": story, "tag": tag, "changeset": changeset, "import": run, "country": japan}
    things["subscription"] = Subscription.objects.create(name="Daily Wharf", address="https://news.example/feed")
    things["linkcheck"] = LinkCheck.objects.create(
        article=story, url="https://news.example/", state="alive", checked_at=timezone.now()
    )
    for model, thing in things.items():
        addresses += [
            reverse(f"admin:articles_{model}_changelist"),
            reverse(f"admin:articles_{model}_add"),
            reverse(f"admin:articles_{model}_change", args=[thing.pk]),
            reverse(f"admin:articles_{model}_history", args=[thing.pk]),
            reverse(f"admin:articles_{model}_delete", args=[thing.pk]),
        ]
    addresses.append(reverse("admin:articles_tag_merge", args=[tag.pk]))
    addresses += [reverse(f"admin:articles_subscription_{name}") for name in ("opml", "download")]
    addresses.append(reverse("admin:articles_changeset_undo", args=[changeset.pk]))
    addresses += [
        reverse(f"admin:articles_import_{name}", args=[run.pk]) for name in ("columns", "progress", "outcomes")
    ]
    addresses.append(reverse("admin:auth_user_changelist"))
    addresses.append(reverse("admin:autocomplete") + "?term=a&app_label=articles&model_name=articletag&field_name=tag")
    return addresses


def test_nobody_gets_in_without_signing_in():
    answers = {address: Client().get(address) for address in every_address()}
    assert {answer.status_code for answer in answers.values()} <= {302, 403}


def test_staff_without_rights_sees_nothing(desk_of, django_user_model):
    client = desk_of(django_user_model.objects.create_user("nora", is_staff=True))
    seen = {address: client.get(address).status_code for address in every_address()[1:]}
    assert {address: code for address, code in seen.items() if code not in (302, 403, 404)} == {}


def test_no_page_of_the_desk_fails_for_an_editor(at_desk):
    answers = {address: at_desk.get(address).status_code for address in every_address()}
    assert set(answers.values()) <= {200, 302, 403}, answers


def test_only_administrators_manage_users(at_desk):
    assert at_desk.get(reverse("admin:auth_user_changelist")).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["by_tag=x", "by_tag=99999999999999999999999", "by_source=0", "gap=nonsense", "by_import=7", "q=%00", "status__exact=odd",
     "published_at__year=0", "published_at__year=99999", "p=99999", "language=%27"],
)  # fmt: skip
def test_no_query_string_breaks_the_list(at_desk, query):
    make_article()
    assert at_desk.get(f"{reverse('admin:articles_article_changelist')}?{query}").status_code in (200, 302)


def test_every_table_stands_in_one_group_of_the_desk(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("ada"))
    groups = {group["name"]: group["models"] for group in client.get(reverse("admin:index")).context["app_list"]}
    assert list(groups) == ["Stories", "Bringing in", "Names", "Suggestions", "Looking back", "Accounts"]
    shown = [row["model"] for rows in groups.values() for row in rows]
    assert sorted(map(str, shown)) == sorted(map(str, desk._registry))


def test_an_app_has_no_page_beside_the_front_page(at_desk):
    assert at_desk.get("/admin/articles/").headers["Location"] == reverse("admin:index")


def test_a_story_is_called_a_story(at_desk):
    for name in ("changelist", "add"):
        page = at_desk.get(reverse(f"admin:articles_article_{name}")).content.decode()
        assert re.findall(r">[^<]*\barticle\b[^<]*<", page) == []
