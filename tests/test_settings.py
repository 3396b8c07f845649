"""Settings: development needs nothing, production refuses to start half-configured, a wrong value says so."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "NEWSARCHIVE_ENV": "production",
    "SECRET_KEY": "a-long-and-quite-random-text-of-0123456789-for-tests",
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgresql://app:secret@db.example.org/news",
}


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """Call it with variables: it gives the settings of a process that has these and no others of ours."""

    def read(variables):
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("NEWSARCHIVE_VAR", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "newsarchive" / "settings.py"))

    return read


def manage(tmp_path, *command, **environment):
    """``manage.py`` under an environment of its own."""
    plain = {"PATH": os.environ["PATH"], "NEWSARCHIVE_VAR": str(tmp_path), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=plain | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_development_needs_nothing_and_a_check_no_database(tmp_path):
    done = manage(tmp_path, "check")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "postgres").exists()


def test_asking_for_help_starts_no_database(tmp_path):
    assert "usage" in manage(tmp_path, "migrate", "--help").stdout
    assert not (tmp_path / "postgres").exists()


def test_other_commands_have_the_embedded_database_while_they_run(tmp_path):
    show = "from django.db import connection as c; u = c.cursor(); u.execute('SHOW statement_timeout'); print(u.fetchone())"
    done = manage(tmp_path, "shell", "-c", show)
    assert "2min" in done.stdout, done.stderr
    assert not (tmp_path / "postgres" / "data" / "postmaster.pid").exists()


def test_production_settings_pass_the_deployment_check(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_a_wrong_value_stops_a_command_with_a_sentence(tmp_path):
    done = manage(tmp_path, "check", DEBUG="perhaps")
    assert done.returncode != 0
    assert done.stderr == "The settings are not right. DEBUG is 'perhaps'. Write yes or no.\n"


def test_the_secret_of_development_is_kept_and_private(settings_of, tmp_path):
    first, second = settings_of({})["SECRET_KEY"], settings_of({})["SECRET_KEY"]
    assert len(first) > 50
    assert first == second
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_names_what_is_missing(settings_of, missing):
    with pytest.raises(ImproperlyConfigured, match=missing):
        settings_of(PRODUCTION | {missing: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "yes"),
        ("ALLOWED_HOSTS", "*"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "ab" * 30),
        ("SECRET_KEY", "django-insecure-" + PRODUCTION["SECRET_KEY"]),
        ("DATABASE_URL", "postgresql://app@db.example.org/news"),
        ("FETCH_ALLOW", "localhost:8000"),
        ("FETCH_ALLOW", "wiki.example.org:443 127.0.0.2:80"),
        ("FETCH_ALLOW", "[::1]:80"),
        ("FETCH_ALLOW", "0.0.0.0:80"),
    ],
)
def test_production_refuses_what_is_unsafe(settings_of, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        settings_of(PRODUCTION | {name: value})


@pytest.mark.parametrize(
    "url",
    ["postgresql:///news", "postgresql://app@/news?host=/run/postgresql", "postgresql://app@h/news?passfile=/etc/pass"],
)
def test_production_takes_servers_that_know_who_asks(settings_of, url):
    assert settings_of(PRODUCTION | {"DATABASE_URL": url})["DATABASES"]["default"]["NAME"] == "news"


def test_cookies_of_production_are_bound_to_the_host_and_to_https(settings_of):
    settings = settings_of(PRODUCTION)
    for cookie in ("SESSION", "CSRF"):
        assert settings[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{cookie}_COOKIE_SECURE"] is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("ARCHIVE_TIME_ZONE", "Mars/Olympus"),
        ("ARCHIVE_TIME_ZONE", "../../etc/passwd"),
        ("NEWSARCHIVE_ENV", "prod"),
        ("NEWSARCHIVE_ROLE", "king"),
        ("DATABASE_URL", "mysql://app@host/news"),
        ("FETCH_ALLOW", "wiki.example.org"),
        ("FETCH_ALLOW", "wiki.example.org:https"),
        ("FETCH_ALLOW", "wiki.example.org:65536"),
        ("FETCH_ALLOW", ":80"),
        ("FETCH_ALLOW", "fd00::1:80"),
        ("FETCH_ALLOW", "[wiki]:80"),
    ],
)
def test_a_wrong_value_is_named(settings_of, name, value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings_of({name: value})
    assert name in str(refusal.value)
    assert value in str(refusal.value)


def test_the_parts_of_a_database_address_are_understood(settings_of):
    url = "postgresql://reader:p%40ss@db.example.org:5433/news?sslmode=verify-full&options=-c%20work_mem%3D64MB"
    database = settings_of({"DATABASE_URL": url})["DATABASES"]["default"]
    assert [database[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "reader", "p@ss", "db.example.org", "5433", "news",
    ]  # fmt: skip
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert "work_mem=64MB" in database["OPTIONS"]["options"]


def test_no_place_inside_may_be_fetched_unless_it_is_named(settings_of):
    assert settings_of({})["FETCH_ALLOW"] == frozenset()
    named = settings_of(PRODUCTION | {"FETCH_ALLOW": "Wiki.example.org:443, [FD00:0::1]:8080"})["FETCH_ALLOW"]
    assert named == {("wiki.example.org", 443), ("fd00::1", 8080)}


def test_web_processes_wait_less_than_commands(settings_of):
    def waits(role):
        return settings_of({"NEWSARCHIVE_ROLE": role})["DATABASES"]["default"]["OPTIONS"]["options"]

    assert "statement_timeout=5s" in waits("web")
    assert "statement_timeout=120s" in waits("command")
