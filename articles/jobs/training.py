"""Training as a job: every night, and when an editor asks for it, in a process of its own.

Learning takes a gigabyte of memory and all of a processor; both are given back when that process ends.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from articles.models import SuggestionModel

logger = logging.getLogger(__name__)

NAME = "train_suggestions"
# What is done while somebody waits goes first (nice(1)).
NICENESS = 10
# How often the job looks whether it is to stop, in seconds.
LOOKS = 1.0
LONGEST_FAULT = 2000
# How the command ends where it noted how it went, or where there was nothing to do.
NOTED = (0, 3)


@app.periodic(cron="17 2 * * *")
@app.task(name="train_nightly", queue="upkeep", queueing_lock="train_nightly")
def train_nightly(timestamp: int) -> None:
    """Train the model anew every night."""
    enqueue(None)


def enqueue(user_id: int | None) -> None:
    """Queue a training, unless one waits already. Two never run at once."""
    try:
        with transaction.atomic():
            train_suggestions.configure(lock=NAME, queueing_lock=NAME).defer(user_id=user_id)
    except AlreadyEnqueued:
        logger.info("a training is in the queue already")


def is_waiting() -> bool:
    """Whether a training is in the queue or at work."""
    return ProcrastinateJob.objects.filter(task_name=NAME, status__in=["todo", "doing"]).exists()


@app.task(name=NAME, queue="upkeep", pass_context=True)
def train_suggestions(context: JobContext, user_id: int | None) -> None:
    """Train the model in a process of its own. An orderly stop of the worker ends that, and the next night tries again."""
    command = [sys.executable, "-m", "django", NAME, *([] if user_id is None else ["--user", str(user_id)])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "NEWSARCHIVE_ROLE": "command"}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        told = _wait(process, context)
    if process.returncode not in NOTED and not context.should_abort():
        logger.error("a training ended with %s: %s", process.returncode, told)
        ended = f"The training ended without a result ({process.returncode}). {told.strip()}"
        SuggestionModel.objects.create(asked_by_id=user_id, fault=ended[-LONGEST_FAULT:])


def _wait(process: subprocess.Popen[str], context: JobContext) -> str:
    """Wait for the process, and end it where the worker is to stop; gives what it complained of."""
    while True:
        try:
            return process.communicate(timeout=LOOKS)[1]
        except subprocess.TimeoutExpired:
            if context.should_abort():
                process.terminate()
