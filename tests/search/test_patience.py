"""How long the follower waits, and for what it does not blame the index."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError

from articles.search.patience import FAILURES, LONGEST_PAUSE, LONGEST_PAUSE_OF_DATABASE, Patience, is_passing

FULL = [OSError(errno.ENOSPC, "No space left"), ValueError("An IO error occurred: 'File too large (os error 27)'")]


def test_it_waits_longer_and_longer_and_not_for_ever():
    patience = Patience()
    pauses = [patience.after(OSError("away")) for _ in range(10)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1, LONGEST_PAUSE)
    patience.renew()
    assert patience.after(OSError("away")) == 1


def test_a_database_is_asked_again_soon():
    patience = Patience()
    assert max(patience.after(OperationalError("away")) for _ in range(10)) == LONGEST_PAUSE_OF_DATABASE


@pytest.mark.parametrize("fault", [*FULL, OperationalError("away")], ids=str)
def test_an_index_is_not_to_blame_for_a_full_disk_or_a_database(fault):
    patience = Patience()
    for _ in range(FAILURES * 2):
        patience.after(fault)
    assert not patience.is_exhausted


def test_an_index_that_cannot_be_written_at_all_is_given_up():
    patience = Patience()
    for _ in range(FAILURES):
        assert not patience.is_exhausted
        patience.after(ValueError("An error occurred in a thread"))
    assert patience.is_exhausted


def test_an_order_to_stop_is_no_failure():
    assert not is_passing(SystemExit(0))
    assert not is_passing(KeyError("a mistake in the code"))
