"""Settings: development needs nothing, production refuses to start half-configured, a wrong value says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "NEWSARCHIVE_ENV": "production",
    "SECRET_KEY": "k3-" + "long-and-random-" * 4,
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "postgresql://app:secret@db.example.org/news",
}


def check(tmp_path, *options, **environment):
    """``manage.py check`` under an environment of its own."""
    plain = {"PATH": os.environ["PATH"], "NEWSARCHIVE_VAR": str(tmp_path), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *options], cwd=ROOT, env=plain | environment, capture_output=True, text=True
    )


def test_development_needs_nothing(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr


def test_production_settings_pass_the_deployment_check(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_names_what_is_missing(tmp_path, missing):
    done = check(tmp_path, **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", "yes"), ("ALLOWED_HOSTS", "*"), ("SECRET_KEY", "short")],
)
def test_production_refuses_what_is_unsafe(tmp_path, name, value):
    done = check(tmp_path, **(PRODUCTION | {name: value}))
    assert done.returncode != 0
    assert name in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", "perhaps"), ("ARCHIVE_TIME_ZONE", "Mars/Olympus"), ("NEWSARCHIVE_ENV", "prod"), ("NEWSARCHIVE_ROLE", "king")],
)
def test_a_wrong_value_is_named(tmp_path, name, value):
    done = check(tmp_path, **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert value in done.stderr
