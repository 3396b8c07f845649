"""E-mails, mailboxes, and pages saved as a single file."""

import base64
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import importers
from articles.importers import mail_text, mime
from tests.importers import packing
from tests.importers.packing import items, zipped
from tests.text.sentences import ENCODINGS, SENTENCES

SENTENCE = (
    "The harbour of the town opened on Monday after three years of work, its owners said to reporters who had come. "
)
PARAGRAPHS = [SENTENCE * 3, SENTENCE.replace("harbour", "lighthouse") * 3]
TEXT = "\n\n".join(PARAGRAPHS)


def mail(text=TEXT, subject="A harbour opens", **headers):
    message = EmailMessage(policy=email.policy.SMTP)
    stated = {
        "From": "Jane Doe <jane@paper.example>", "To": "desk@archive.example", "Subject": subject,
        "Date": "Mon, 25 Mar 2024 13:30:00 +0100", "Message-ID": "<1@paper.example>",
    }  # fmt: skip
    for name, value in (stated | headers).items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    return message


def attach(message, content, filename, kind="application/octet-stream"):
    maintype, subtype = kind.split("/")
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=filename)
    return message


def document(message):
    data = message if isinstance(message, bytes) else message.as_bytes()
    (reading,) = importers.read(data, "x.eml")
    return reading.document


# The message itself


def test_the_headers_say_what_the_message_is():
    story = document(mail(**{"Archived-At": "<https://lists.example/1>"}))
    assert (story.headline, story.published.isoformat()) == ("A harbour opens", "2024-03-25T13:30:00+01:00")
    assert (story.guid, story.url, story.authors) == ("mid:1@paper.example", "https://lists.example/1", ())
    assert story.evidence["sender"].text == "Jane Doe <jane@paper.example>"
    assert story.body_html.count("<p>") == 2
    assert not story.warnings


def test_the_fuller_of_text_and_page_is_taken():
    message = mail()
    message.add_alternative("<html><body><h1>A harbour opens</h1><p>" + "</p><p>".join(PARAGRAPHS) + "</p></body></html>", subtype="html")  # fmt: skip
    assert document(message).body_html.count("<p>") == 2
    message = mail()
    message.add_alternative("<html><body><p>See this message in your browser.</p></body></html>", subtype="html")
    assert "lighthouse" in document(message).body_html


def test_a_message_with_a_page_alone_is_read():
    message = mail(None)
    message.set_content("<html><body><p>" + "</p><p>".join(PARAGRAPHS) + "</p></body></html>", subtype="html")
    assert "lighthouse" in document(message).body_html


def test_an_agency_that_sends_is_the_source():
    assert document(mail(From="AFP <wire@afp.example>")).source == "AFP"


@pytest.mark.parametrize(
    ("language", "codec"), [(one, codec) for one in ENCODINGS for codec in ENCODINGS[one] if "mac" not in codec]
)
def test_subject_and_text_are_read_in_the_charset_they_state(language, codec):
    text = SENTENCES[language].encode(codec, "ignore").decode(codec)
    message = mail(None, subject="x")
    message.set_content(text, charset=codec, cte="base64")
    data = message.as_bytes().replace(b"Subject: x", b"Subject: =?" + codec.encode() + b"?B?" + encoded(text[:30], codec) + b"?=")  # fmt: skip
    story = document(data)
    assert story.headline == " ".join(text[:30].split())
    assert text[-20:].strip() in text_of(story)


def encoded(text, codec):
    return base64.b64encode(text.encode(codec))


def text_of(story):
    return " ".join(story.body_html.replace("<p>", " ").replace("</p>", " ").replace("<br>", " ").split())


@pytest.mark.parametrize(
    ("subject", "headline"),
    [("Fwd: AW: A harbour opens", "A harbour opens"), ("Re[2]: Fw: A", "A"), ("转发：渔业", "渔业"), ("Reform: more ships", "Reform: more ships"),
     ("I: Il porto", "Il porto"), ("", "")],
)  # fmt: skip
def test_what_forwarding_puts_before_a_subject_goes(subject, headline):
    assert mail_text.without_prefix(subject) == headline


FORWARDED = """FYI, for the archive.

{above}
{sender}: Press Office <press@port.example>
{date}: Mon, Mar 25, 2024 at 1:30 PM
{subject}: The harbour opens
{to}: <desk@archive.example>

"""


@pytest.mark.parametrize(
    "words",
    [
        {"above": "---------- Forwarded message ---------", "sender": "From", "date": "Date", "subject": "Subject", "to": "To"},
        {"above": "-------- Weitergeleitete Nachricht --------", "sender": "Von", "date": "Datum", "subject": "Betreff", "to": "An"},
        {"above": "-----Message d'origine-----", "sender": "De ", "date": "Envoyé", "subject": "Objet ", "to": "À"},
        {"above": "Begin forwarded message:\n", "sender": "From", "date": "Date", "subject": "Subject", "to": "To"},
        {"above": "________________________________", "sender": "From", "date": "Sent", "subject": "Subject", "to": "To"},
    ],
)  # fmt: skip
def test_a_forwarded_message_is_the_story(words):
    story = document(mail(FORWARDED.format(**words) + TEXT, subject="Fwd: see this"))
    assert story.headline == "The harbour opens"
    assert story.published.isoformat() == "2024-03-25T13:30"
    assert "FYI" not in story.body_html
    assert story.body_html.count("<p>") == 2


def test_whoever_writes_much_above_a_forwarded_message_is_the_author_of_a_story():
    text = TEXT + "\n\n" + FORWARDED.format(above="--- Forwarded message ---", sender="From", date="Date", subject="Subject", to="To") + "x"  # fmt: skip
    assert document(mail(text)).headline == "A harbour opens"


def test_a_signature_and_soft_line_ends_go():
    part = mime.parsed(
        b"Content-Type: text/plain; format=flowed; charset=utf-8\n\nThe harbour \nopened.\n\n From the town.\n-- \nJane"
    )
    assert mail_text.letter(part).text == "The harbour opened.\n\nFrom the town."


# What is attached


def test_attachments_that_can_be_imported_are_items():
    message = attach(mail(), packing.page("B"), "b.html", "text/html")
    attach(message, b"title,body\nC,x\nD,y\n", "table.csv", "text/csv")
    attach(message, zipped({"e.html": packing.page("E")}), "pages.zip", "application/zip")
    message.add_attachment(mail(subject="F"))
    attach(message, b"%PDF-1.7", "report.pdf", "application/pdf")
    attach(message, b"\x89PNG", "logo.png", "image/png")
    assert items(message.as_bytes(), "m.eml") == [
        ("", "A harbour opens"),
        ("m.eml › b.html", "B"),
        ("m.eml › table.csv", "C"),
        ("m.eml › table.csv", "D"),
        ("m.eml › pages.zip › e.html", "E"),
        ("m.eml › F", "F"),
    ]
    (first, *_) = importers.read(message.as_bytes())
    assert first.document.warnings == ("An attachment was left out: report.pdf.",)


def test_a_covering_note_is_no_story():
    message = attach(mail("Please find the page attached."), packing.page("B"), "b.html", "text/html")
    assert [said for _, said in items(message.as_bytes())] == ["B"]


def test_messages_forwarded_in_one_another_are_opened_three_deep():
    message = mail(subject="0")
    for number in range(1, 9):
        outer = mail(subject=str(number))
        outer.add_attachment(message)
        message = outer
    found = items(message.as_bytes(), "m.eml")
    assert [said for _, said in found[:-1]] == ["8", "7", "6", "5"]
    assert "deep" in found[-1][1]


def nested(times):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="x{number}"\n\n--x{number}\n' for number in range(times))
    return f"From: a@b.example\nDate: x\nMessage-ID: 1\n{parts}".encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (mail("").as_bytes(), "no story"),
        (b"From: a@b.example\nDate: x\nMessage-ID: 1\nContent-Type: multipart/encrypted; boundary=x\n\n--x--", "encrypted"),
        (nested(2_000), "nested"),
        (nested(9_000), "too many"),
        (b"From: a@b.example\nDate: x\nMessage-ID: 1\n" + b"a: b\n" * 250_000, "no end"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_in_words(data, says):
    ((_, problem),) = items(data, "m.eml")
    assert says in problem


# Mailboxes


def test_a_mailbox_is_read_message_by_message():
    opening = b"From jane@paper.example Mon Mar 25 13:30:00 2024\n"
    quoted = mail("From the town: " + TEXT, subject="B").as_bytes().replace(b"\nFrom the", b"\n>From the")
    data = opening + mail(subject="A").as_bytes() + b"\n\n" + opening + quoted + b"\n\n" + opening + b"Subject: C\n\n"
    found = items(data, "mails.mbox")
    assert found[:2] == [("mails.mbox › 1 A", "A"), ("mails.mbox › 2 B", "B")]
    assert "no story" in found[2][1]
    assert ">From" not in list(importers.read(data))[1].original


def test_a_mailbox_may_be_packed_in_an_archive():
    opening = b"From jane@paper.example Mon Mar 25 13:30:00 2024\n"
    message = attach(mail("Note."), zipped({"e.html": packing.page("E")}), "pages.zip", "application/zip")
    data = zipped({"mails.mbox": opening + mail(subject="A").as_bytes() + b"\n\n" + opening + message.as_bytes()})
    (first, second) = items(data, "x.zip")
    assert first == ("x.zip › mails.mbox › 1 A", "A")
    assert "not opened" in second[1]


@pytest.mark.parametrize(
    ("data", "filename", "format"),
    [
        (mail().as_bytes(), "", "eml"),
        (b"Subject: A\nFrom: b\n\ntext", "a.eml", "eml"),
        (b"Subject: A harbour opens\nBy Jane Doe\n\nText", "", "text"),
        (b"From: the town\n\nText", "", "text"),
        (b"From jane@paper.example Mon Mar 25 13:30:00 2024\nSubject: x\n\nx", "", "mbox"),
        (b"From the town to the sea at 10:30 in 2024\nit is far", "", "text"),
    ],
)
def test_mails_are_told_from_texts(data, filename, format):
    assert importers.detect(data, filename).name == format


# Pages saved as a single file


def saved(page, headers="", location="https://news.example/a", charset="utf-8"):
    return (
        "From: <Saved by a browser>\r\nSubject: A harbour opens\r\nDate: Tue, 26 Mar 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        f'{headers}Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
        "----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://news.example/pier.png\r\n\r\niVBORw0K\r\n"
        f"----x\r\nContent-Type: text/html; charset={charset}\r\nContent-Location: {location}\r\n\r\n"
    ).encode() + page + b"\r\n----x\r\nContent-Type: text/html\r\n\r\n<p>An advertisement in a frame</p>\r\n----x--\r\n"  # fmt: skip


def test_a_saved_page_is_one_story_with_its_address_and_its_picture():
    page = packing.page("新しい港", encoding="shift_jis").replace(b"<title>", b'<meta property="og:image" content="https://news.example/pier.png"><title>')  # fmt: skip
    (reading,) = importers.read(saved(page, charset="shift_jis"), "a.mhtml")
    story = reading.document
    assert (story.headline, story.url) == ("新しい港", "https://news.example/a")
    assert story.pictures[0].content == b"\x89PNG\r\n"


def test_the_address_may_stand_in_the_head():
    head = "Snapshot-Content-Location: https://news.example/b\r\n"
    (reading,) = importers.read(saved(packing.page("A"), head, location="cid:frame-1@mhtml.blink"))
    assert reading.document.url == "https://news.example/b"


def test_a_saved_page_is_told_from_an_e_mail():
    assert importers.detect(saved(b"x")).name == "mhtml"
    newsletter = saved(b"x", "Received: by mail.example\r\nTo: a@b.example\r\nMessage-ID: <1@b>\r\n")
    assert importers.detect(newsletter, "n.eml").name == "eml"
    assert importers.detect(newsletter, "n.mht").name == "mhtml"


def test_a_saved_page_without_a_page_says_so():
    ((_, problem),) = items(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nx\n--x--", "a.mht"
    )
    assert "no HTML" in problem


@settings(max_examples=60)
@given(st.sampled_from(["eml", "mhtml", "mbox"]), st.data())
def test_no_damage_raises(format, data):
    message = attach(mail(), b"title,body\nC,x\n", "table.csv", "text/csv")
    message.add_attachment(mail(subject="F"))
    whole = bytearray(b"From jane@paper.example Mon Mar 25 13:30:00 2024\n" if format == "mbox" else b"")
    whole += saved(packing.page("A")) if format == "mhtml" else message.as_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place : place + 9] = data.draw(st.binary(max_size=9))
    assert list(importers.read(bytes(whole), format=format))


@given(st.text(alphabet="=?BQutf-8gbk_ \udcff\udc80é\r\n", max_size=60))
def test_no_header_raises(value):
    mime._decoded(value)
