"""The command that learns from one file and suggests for another; it needs no database."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.learning import Lesson
from tests.learning.samples import english

ROOT = Path(__file__).parents[2]


def written(path: Path, lessons: list[Lesson], *, labelled: bool = True) -> Path:
    records = [{"id": number, **asdict(lesson)} for number, lesson in enumerate(lessons)]
    if not labelled:
        records = [{key: record[key] for key in ("id", "headline", "dateline", "body")} for record in records]
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def suggested(*arguments: str) -> list[dict]:
    stream = StringIO()
    call_command("suggest", *arguments, stdout=stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_labels_are_suggested_line_by_line(tmp_path: Path) -> None:
    new = english(20, seed=4)
    train = written(tmp_path / "train.jsonl.gz", english(120))
    test = written(tmp_path / "test.jsonl", new, labelled=False)
    answers = suggested("--train", str(train), "--test", str(test))
    assert [answer["id"] for answer in answers] == list(range(20))
    assert {label for answer in answers for label in answer["topics"]} <= {"harvest", "football", "shipping"}
    right = [
        answer["topics"] == list(lesson.topics) and answer["countries"] == list(lesson.countries)
        for answer, lesson in zip(answers, new, strict=True)
    ]
    assert sum(right) >= 18


def test_without_training_countries_are_named_and_no_topics(tmp_path: Path) -> None:
    test = written(tmp_path / "test.jsonl", [Lesson("Japan votes", "TOKYO, May 3", "Japan has voted.")], labelled=False)
    out = tmp_path / "out.jsonl"
    assert suggested("--test", str(test), "--out", str(out)) == []
    assert json.loads(out.read_text()) == {"id": 0, "topics": [], "countries": ["JP"]}


def test_no_database_is_needed(tmp_path: Path) -> None:
    test = written(tmp_path / "test.jsonl", [Lesson("Japan votes", "TOKYO, May 3", "Japan has voted.")], labelled=False)
    nowhere = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"}
    command = [sys.executable, "manage.py", "suggest", "--test", str(test)]
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["countries"] == ["JP"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "line 2: it is not valid JSON"),
        (b"[1]", "line 2: it is no JSON object"),
        (b"\xff{}", "line 2: it is not UTF-8"),
        (b'{"headline": "x"}', 'line 2: "id" is missing'),
        (b'{"id": 1, "body": 3}', 'line 2: "body" is no text'),
        (b'{"id": 1, "topics": "earn"}', 'line 2: "topics" is no list of texts'),
        (b"[" * 100_000, "line 2: its JSON is nested too deep"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes, message: str) -> None:
    train = tmp_path / "train.jsonl"
    train.write_bytes(b'{"id": 1}\n' + line + b"\n")
    test = written(tmp_path / "test.jsonl", english(1), labelled=False)
    with pytest.raises(CommandError, match=message):
        suggested("--train", str(train), "--test", str(test))


def test_a_missing_and_a_damaged_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.jsonl cannot be read: No such file"):
        suggested("--test", str(tmp_path / "absent.jsonl"))
    cut = written(tmp_path / "cut.jsonl.gz", english(50))
    cut.write_bytes(cut.read_bytes()[:-40])
    with pytest.raises(CommandError, match="is damaged"):
        suggested("--test", str(cut))


def test_too_few_lessons_are_named(tmp_path: Path) -> None:
    train = written(tmp_path / "train.jsonl", english(3))
    with pytest.raises(CommandError, match=r"train\.jsonl: There is too little to learn from: 3 stories"):
        suggested("--train", str(train), "--test", str(train))


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    test = written(tmp_path / "test.jsonl", english(1), labelled=False)
    with pytest.raises(CommandError, match="cannot be written"):
        suggested("--test", str(test), "--out", str(tmp_path / "no" / "folder"))
