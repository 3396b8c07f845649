"""What a short passage says about itself: a pointer to another story, an appeal, a credit, a notice of the site."""

from __future__ import annotations

import re

from articles.importers.html_page.blocks import Block, Kind
from articles.importers.plain_text import vocabulary
from articles.text import names, words

_STRIPPED = " .:：…>»›→▶►|•-–—*#"
_LONGEST_MARK = 60
_LONGEST_NOTICE = 260
_LONGEST_APPEAL = 120
_SENTENCE = re.compile(r"""[.!?。！？…।॥۔؟။။]["'”’»“)\]）」』*]*$|[.!?。！？।۔؟]["'”’»“)\]]*\s""")
# "Read also: …", "Lesen Sie auch: …", "Zum Artikel: …": a word that points, a mark, and what it points at.
_POINTING = r"""
    (?:see\s+also|read\s+(?:more|also|next|on|this|the\s+full\s+\w+)|also\s+(?:read|see|on)|related(?:\s+\w+){0,2}|more(?:\s+(?:on|from|about)[^:|]{0,40})?|
    (?:watch|listen|recommended|don't\s+miss|up\s+next|you\s+(?:may|might)\s+(?:also\s+)?like|must\s+read|explore\s+more)(?:\s+\w+)?|
    lesen\s+sie(?:\s+\w+){0,3}|lies\s+auch|mehr(?:\s+(?:zum\s+thema|dazu|lesen))?|zum\s+(?:artikel|thema|video|podcast)|auch\s+interessant|weiterlesen|hintergrund|passend\s+dazu|
    (?:à\s+)?lire(?:\s+(?:aussi|également|notre\s+\w+))?|à\s+(?:voir|écouter)(?:\s+aussi)?|voir\s+aussi|
    le[ae]\s+(?:también|además|más)|lee(?:r)?\s+(?:también|más)|te\s+puede\s+interesar|más\s+información|ver\s+(?:también|más)|relacionad[ao]s?|
    leggi\s+(?:anche|pure)|vedi\s+anche|l?approfondimento|leia\s+(?:também|mais|ainda)|veja\s+(?:também|mais)|saiba\s+mais|
    lees\s+(?:ook|meer|verder)|bekijk\s+ook|läs\s+(?:också|även|mer|vidare)|les\s+(?:også|mer)|læs\s+(?:også|mere)|se\s+(?:också|også)|lue\s+(?:myös|lisää)|katso\s+myös|
    czytaj\s+(?:także|też|również|więcej)|zobacz\s+(?:także|też|również)|przeczytaj\s+(?:także|też|również)|čtěte\s+(?:také|též)|přečtěte\s+si|související|olvassa\s+el|citește\s+și|
    читайте?\s+(?:также|далее|ещ[её]|по\s+теме|також)|по\s+теме|смотрите\s+также|ilgili\s+haber|baca\s+(?:juga|selengkapnya)|simak\s+juga|lihat\s+juga|đọc\s+(?:thêm|tiếp)|xem\s+thêm|
    (?:اقرأ|إقرأ|شاهد)\s+(?:أيض[اً]+|المزيد)|بیشتر\s+بخوانید|(?:ये|यह)\s+भी\s+पढ़ें|और\s+पढ़ें|আরও\s+পড়ুন|関連記事|あわせて読みたい|相关(?:阅读|新闻|报道)|延伸閱讀|관련\s?기사)
"""
_POINTER = re.compile(rf"^\W*{_POINTING}\s*(?:[:：|>»→▶►–—]|\s-\s)\s*(?=\S)", re.IGNORECASE | re.VERBOSE)
_POINTING_ALONE = re.compile(rf"^\W*{_POINTING}\W*$", re.IGNORECASE | re.VERBOSE)
# Where to reach the one who wrote: at the end of a story, and none of it.
_CONTACT = re.compile(
    r"""(?:follow|email|e-mail|contact|reach|write\s+to|folgen\s+sie|schreiben\s+sie|suivez|síguelo|segui)\b.{0,80}(?:@\w+|\w@\w|twitter|on\s+x\b|facebook)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"""newsletter|\babonn\w+|\bsubscri\w+|(?:your|ihr|ihre|votre|tu|su)\s+feedback|leserbrief|\b(?:fill\s+(?:out|in)\s+the\s+form|e-?mail\s+(?:us|your)|send\s+us|let\s+us\s+know|
    tell\s+us|share\s+your|have\s+you\s+(?:been|got)|get\s+in\s+touch|do\s+you\s+have\s+(?:a|an|any)|contact\s+us|sign\s+up|click\s+here|download\s+(?:the|our)\b|follow\s+(?:us|me|him|her|them|@)|
    support\s+(?:our|us)\b|donate\s+(?:now|today|to\s+us)|all\s+rights\s+reserved|originally\s+(?:published|appeared)|republished|
    schreiben\s+sie\s+uns|senden\s+sie|folgen\s+sie|testen\s+sie|jetzt\s+(?:lesen|testen|kostenlos)|kostenlos\s+testen|(?:jetzt|bitte)\s+spenden|spenden\s+sie|alle\s+rechte|
    abonnez|inscrivez|suivez|écrivez|suscr[íi]b\w+|síguenos|escríbenos|iscriviti|seguici|riproduzione\s+riservata|assine|siga\s|abonneer|prenumerera|
    tipsa\s+oss|kontakta\s+oss|tips\s+oss|подпис\w+|takip\s+ed\w+|ikuti\s+kami|berlangganan)|購読|登録|订阅|구독|©""",
    re.IGNORECASE | re.VERBOSE,
)
# "The ferry in port. Photo: Ana Tui": a caption that closes with its credit.
_CREDITED = re.compile(
    r"""(?:^|[.!?)\s(|])(?:photo(?:\s+by|\s+credit)?|image(?:\s+credit)?|picture|credits?|crédits?(?:\s+photos?)?|foto|fotos|bild|bildrechte|bildquelle|imagen|imagem|
    immagine|beeld|kuva|zdjęcie|fot\.|фото|fotoğraf|gambar|ảnh|صورة|写真|图片|사진)\s*[:：/|]\s*[^.:!?]{2,60}\)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_RULE = re.compile(r"^\W{0,80}$")
_SPEAKS = re.compile(r"""["“”„«»]""")


def is_prose(block: Block) -> bool:
    """Whether a block reads like sentences and not like a label, a name or a list of links."""
    return len(block.plain) >= 40 and bool(_SENTENCE.search(block.text)) and block.link_share < 0.6


def has_sentence(text: str) -> bool:
    """Whether a text holds the end of a sentence."""
    return bool(_SENTENCE.search(text))


def told(block: Block, heads_story: bool) -> str:
    """Why a block's words take it out of the story; "" where they do not."""
    text = block.text
    if _RULE.match(text):
        return "rule"
    length = len(text)
    if length > _LONGEST_NOTICE:
        return ""
    bare = text.strip(_STRIPPED)
    if _POINTER.match(text) and (block.link_share > 0.25 or not has_sentence(text)):
        return "other stories"
    if length <= _LONGEST_MARK and (_is_date_line(text) or _POINTING_ALONE.match(text)):
        return "label"
    if length <= _LONGEST_MARK and not heads_story:
        if vocabulary.RAILS.match(bare):
            return "other stories"
        if vocabulary.TAGS.match(bare):
            return "topics"
    if len(words.tokens(bare)) <= 30 and vocabulary.ENDINGS.match(bare):
        return "foot of the page"
    if (length <= _LONGEST_APPEAL or block.link_share > 0.15) and vocabulary.NOTICES.search(text):
        return "notice"
    if _CREDITED.search(text) and not _SPEAKS.search(text):
        return "caption"
    if _CONTACT.search(text):
        return "byline"
    return ""


def is_pointer(block: Block, heads_story: bool) -> bool:
    """Whether a block is nothing but a link to something else."""
    if block.kind is Kind.TABLE or (heads_story and not block.card):
        return False
    if block.card or block.link_share > 0.95:
        return True
    return (
        block.link_share > 0.6 and len(block.text) < _LONGEST_APPEAL and not block.text.endswith((".", "。", "”", '"'))
    )


def _is_date_line(text: str) -> bool:
    """ "Updated 3.59 pm | Published 2.14 pm": times of the page, and no sentence about a time."""
    marked = vocabulary.PUBLISHED.search(text) or vocabulary.UPDATED.search(text)
    return bool(marked and marked.start() < 3 and re.search(r"\d", text) and not has_sentence(text))


def closes(block: Block) -> bool:
    """Whether a passage at the end of a story speaks to its reader about the site: an appeal, an address, a notice."""
    text = block.text
    if len(text) <= _LONGEST_APPEAL and text.endswith((":", "：")):
        return True  # It announces what was left out.
    return len(text) <= 600 and bool(_CLOSING.search(text)) and not _SPEAKS.search(text)


def is_about(block: Block, authors: tuple[str, ...]) -> bool:
    """Whether a passage at the end of a story is about who wrote it."""
    text = block.text
    if len(text) > 500:
        return False
    return any(name in text[: len(name) + 40] and not _SPEAKS.search(text) for name in authors if " " in name)


def credit(block: Block) -> str:
    """The credit line that a block is ("With inputs from PTI", "mit dpa"), or ""."""
    text = block.text
    if len(text) <= 90 and (vocabulary.CREDIT.fullmatch(text.strip()) or names.agency(text.strip("()[] "))):
        return text
    return ""
