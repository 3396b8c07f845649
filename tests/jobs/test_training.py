"""Trainings as jobs: a process of its own that leaves a row, or whose end does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from articles.jobs import training as jobs
from articles.models import SuggestionModel
from tests.following import conninfo


@pytest.fixture
def goes_on() -> SimpleNamespace:
    """The context of a job that nobody asks to stop."""
    return SimpleNamespace(should_abort=lambda: False)


def test_it_trains_in_a_process_of_its_own(committed, goes_on, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", conninfo())
    jobs.train_suggestions(goes_on, user_id=None)
    assert "too little to learn from" in SuggestionModel.objects.get().fault


def test_a_process_that_breaks_down_leaves_the_reason(committed, goes_on, monkeypatch):
    monkeypatch.setattr(jobs, "NAME", "no_such_command")
    jobs.train_suggestions(goes_on, user_id=None)
    fault = SuggestionModel.objects.get().fault
    assert "ended without a result (1)" in fault and "no_such_command" in fault


def test_an_orderly_stop_ends_it_and_leaves_nothing(committed, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", conninfo())
    monkeypatch.setattr(jobs, "LOOKS", 0.01)
    jobs.train_suggestions(SimpleNamespace(should_abort=lambda: True), user_id=None)
    assert not SuggestionModel.objects.exists()


def test_the_night_asks_for_one_training_only(db):
    jobs.train_nightly(0)
    jobs.train_nightly(0)
    assert jobs.is_waiting()
    assert jobs.ProcrastinateJob.objects.filter(task_name="train_suggestions").count() == 1
