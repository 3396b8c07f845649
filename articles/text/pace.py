"""How long a text takes to read."""

from __future__ import annotations

# Words a minute that adults read silently in English non-fiction, as a meta-analysis of 190 studies has it:
# M. Brysbaert, How many words do we read per minute?, Journal of Memory and Language 109 (2019), 104047. Other
# languages that set spaces differ by less than readers do.
WORDS_A_MINUTE = 238
# Characters a minute, for languages whose words are counted by characters: S. Trauzettel-Klosinski, K. Dietz,
# Standardized Assessment of Reading Performance: IReST, IOVS 53 (2012), 5452–5461, table 2.
CHARACTERS_A_MINUTE = {"zh": 255, "ja": 357}


def minutes(count: int, language: str) -> int:
    """Whole minutes that a text takes, to the nearest; 0 for less than half of one.

    ``count`` is as ``articles.text.words.word_count`` gives it, where a Chinese or Japanese character is one;
    ``language`` a BCP 47 tag.
    """
    primary = language.partition("-")[0].lower()
    pace = CHARACTERS_A_MINUTE.get(primary, WORDS_A_MINUTE)
    return (2 * count + pace) // (2 * pace)
