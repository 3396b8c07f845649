"""Small archives to learn from: made sentences about a few subjects, in English and in Japanese."""

from __future__ import annotations

import random

from articles.learning import Lesson

SUBJECTS = {
    "harvest": ("wheat farmers", "barley growers", "maize planters", "orchard owners"),
    "football": ("the goalkeeper", "the midfield", "the coach", "the referee"),
    "shipping": ("dock workers", "a freighter", "container ships", "the harbour pilot"),
}
DOES = {
    "harvest": "expect a rich crop after the rain on their fields",
    "football": "praised the team after the match in the stadium",
    "shipping": "waited for cargo at the port while cranes stood still",
}
LANDS = {"JP": ("Japan", "OSAKA"), "FR": ("France", "LYON"), "BR": ("Brazil", "RECIFE")}
JAPANESE = {
    "shogyo": ("貿易赤字が縮小した", "輸出は自動車を中心に伸びた", "関税の交渉が再開した"),
    "yakyu": ("投手が完封勝利を収めた", "打線が本塁打で逆転した", "球団が新しい監督を迎えた"),
}


def english(number: int, seed: int = 1) -> list[Lesson]:
    """Lessons of which each has one subject and one country; every tenth has no topic and names no country."""
    dice = random.Random(seed)
    lessons = []
    for place in range(number):
        if place % 10 == 9:
            lessons.append(Lesson("A quiet day", "", f"Nothing of note happened, wrote reader {dice.random():.3f}."))
            continue
        subject, land = dice.choice(list(SUBJECTS)), dice.choice(list(LANDS))
        country, city = LANDS[land]
        who = dice.choice(SUBJECTS[subject])
        headline = f"{who.capitalize()} in {country}"
        body = f"{who.capitalize()} {DOES[subject]}, said an official from {country}. It was day {dice.randrange(900)}."
        lessons.append(Lesson(headline, f"{city}, May {dice.randrange(1, 31)}", body, (subject,), (land,)))
    return lessons


def japanese(number: int) -> list[Lesson]:
    """Lessons in a script that sets no spaces."""
    dice = random.Random(2)
    lessons = []
    for _ in range(number):
        subject = dice.choice(list(JAPANESE))
        first, second = dice.sample(JAPANESE[subject], 2)
        lessons.append(Lesson(first, "", f"{second}。発表は{dice.randrange(1, 29)}日だった。", (subject,)))
    return lessons
