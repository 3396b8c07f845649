"""What is remembered within an edition is asked once, and no more than a few answers are kept."""

from __future__ import annotations

from articles.search.memory import REMEMBERED, Memory


def test_an_answer_is_worked_out_once() -> None:
    memory, asked = Memory(), []
    for _ in range(3):
        assert memory.get("harbour", lambda: asked.append(1) or len(asked)) == 1
    assert len(asked) == 1


def test_the_one_not_asked_for_longest_is_forgotten_first() -> None:
    memory, asked = Memory(), []

    def answer(question: int) -> int:
        return memory.get(question, lambda: asked.append(question) or question)

    for question in range(REMEMBERED):
        answer(question)
    answer(0)
    answer(REMEMBERED)
    asked.clear()
    assert answer(0) == 0
    assert asked == []
    assert answer(1) == 1
    assert asked == [1]
