"""Stored pictures are served from here, and can do no harm."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.views.pages import PIXEL


def test_a_picture_is_shown_and_kept_for_ever(client, db):
    default_storage.save("images/quay.png", ContentFile(PIXEL))
    response = client.get("/media/images/quay.png")
    assert response.getvalue() == PIXEL
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "script.js", "feed.xml", "nameless"])
def test_anything_else_is_a_download(client, db, name):
    default_storage.save(f"images/{name}", ContentFile(b"<svg onload='alert(1)'/>"))
    response = client.get(f"/media/images/{name}")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


@pytest.mark.parametrize(
    "name",
    [
        "images/none.png",
        "../secret_key",
        "images/../../secret_key",
        "%2e%2e/secret_key",
        "/etc/passwd",
        "images",
        "a%00b",
    ],
)
def test_nothing_outside_the_store_is_served(client, db, name):
    default_storage.save("images/quay.png", ContentFile(PIXEL))
    assert client.get(f"/media/{name}").status_code == 404
