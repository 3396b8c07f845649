"""The text of an e-mail as it was written: without soft line ends, signature, and the head of a forwarded message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.importers import mime, records
from articles.text import encodings, words

_PREFIX = re.compile(
    r"(?:(?:re|aw|antw|antwort|sv|vs|tr|rv|rif|res|odp|ynt|回复|回覆|答复|返信|fwd?|wg|doorst|vb|vl|enc|i|pd|fs|转发|轉寄|転送)"
    r"(?:\s*\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
# The line that programs set above a message they forward; what they call it is free, that its head follows is not.
_ABOVE = re.compile(
    r"^(?:-{2,}+[ \t]{0,9}[^\n-][^\n]{2,60}?[ \t]{0,9}-{2,}+|_{10,}+|begin forwarded message:|anfang der weitergeleiteten nachricht:|"
    r"début du message réexpédié[ \t]?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:)[ \t]*+\n\s*+",
    re.IGNORECASE | re.MULTILINE,
)
_LABELS = {
    "subject": "subject betreff objet asunto oggetto assunto onderwerp ämne emne aihe temat předmět tárgy тема konu 主题 主旨 件名 제목",
    "date": "date sent datum gesendet envoyé fecha enviado data inviato verzonden skickat sendt lähetetty wysłano datum odesláno дата отправлено"
    " tarih gönderildi 日期 发送时间 日付 送信日時 날짜",
    "sender": "from von de da van från fra lähettäjä od feladó от kimden gönderen 发件人 寄件者 差出人 보낸사람",
    "": "to cc an à para a aan till til vastaanottaja do címzett кому kime 收件人 宛先 받는사람 reply-to antwort-an",
}
_LABEL_OF = {word: label for label, words_ in _LABELS.items() for word in words_.split()}
_HEAD_LINE = re.compile(r"[>* ]*([^\W\d_][\w-]{0,20})\*?[ \t]?[:：]\*?[ \t]*(\S.*)")
_SIGNATURE = re.compile(r"\n-- ?\n")
SHORT_PREFACE = 60
"""Whoever writes more words than this above a forwarded message wrote something of their own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text; and what the head of the message forwarded in it says, where it is one."""

    text: str
    subject: str = ""
    date: str = ""
    sender: str = ""

    @property
    def forwarded(self) -> bool:
        """Whether the text is that of a message that was forwarded."""
        return bool(self.subject or self.sender)

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, with lines joined that were broken at a fixed width."""
        return records.paragraphs(self.text)


def letter(part: mime.Message) -> Letter:
    """The text of a part in text/plain."""
    text = words.scrub(encodings.decode(mime.content(part), mime.charset(part)).text)
    if mime.is_flowed(part):
        text = _unflowed(text)
    return _forwarded(text) or Letter(_unsigned(text))


def without_prefix(subject: str) -> str:
    """A subject without what answering and forwarding put before it: "Fwd: AW: A harbour opens"."""
    return _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject


def _unflowed(text: str) -> str:
    """Lines joined that end in a space, which was set where a line was broken (RFC 3676, section 4)."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _unsigned(text: str) -> str:
    """The text above the signature, which stands below a line of two hyphens (RFC 3676, section 4.3)."""
    ends = [found.start() for found in _SIGNATURE.finditer(text)]
    return text[: ends[-1]] if ends else text


def _forwarded(text: str) -> Letter | None:
    """The message forwarded in a text, where little else stands above it."""
    for above in _ABOVE.finditer(text):
        if words.word_count(text[: above.start()]) > SHORT_PREFACE:
            return None
        head, place = _head(text, above.end())
        if {"subject", "date"} & head.keys() and len(head) >= 2:
            inner = _unsigned(text[place:]).strip("\n")
            return Letter(inner, head.get("subject", ""), head.get("date", ""), head.get("sender", ""))
    return None


def _head(text: str, place: int) -> tuple[dict[str, str], int]:
    """The named lines at a place, and the place behind them."""
    head: dict[str, str] = {}
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = _HEAD_LINE.fullmatch(text[place:end].rstrip())
        label = _LABEL_OF.get(line[1].casefold()) if line else None
        if line is None or label is None:
            break
        head.setdefault(label, words.clean(line[2].strip("* ")))
        place = end + 1
    return head, place
