"""The command that shows what an import would read."""

import base64
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.importers import packing
from tests.website import story

PAGE = "News\n\nHarbour opens again\n\nBy AFP\n\nMarch 25, 2024 01:19 PM\n\nThe harbour opened again on Monday after a long winter.\n\nAFP\n"


def extract(*arguments):
    out = io.StringIO()
    call_command("extract", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def batch(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return extract("--batch")


def test_a_file_is_printed_as_one_object(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    (found,) = extract(str(path), "--url", "https://example.org/a")
    assert found["headline"] == "Harbour opens again"
    assert found["authors"] == ["AFP"]
    assert found["published"] == "2024-03-25T13:19"
    assert found["published_printed"] == "March 25, 2024 01:19 PM"
    assert found["body"] == "The harbour opened again on Monday after a long winter."
    assert found["url"] == "https://example.org/a"
    assert found["evidence"]["headline"]["text"] == "Harbour opens again"
    assert "standfirst" not in found


def test_what_a_sender_says_of_status_and_embargo_is_printed(tmp_path):
    path = tmp_path / "wire.json"
    path.write_text(
        '{"uri": "urn:a:1", "version": "2", "pubstatus": "withheld", "headline": "A", "embargoed": "2024-03-26T06:00Z"}'
    )
    (found,) = extract(str(path))
    assert (found["guid"], found["status"], found["version"]) == ("urn:a:1", "withheld", "2")
    assert found["embargo"] == "2024-03-26T06:00+00:00"
    assert found["evidence"]["status"] == {"where": "pubStatus", "text": "withheld"}


def test_a_feed_is_printed_entry_by_entry(tmp_path):
    path = tmp_path / "feed.xml"
    entry = "<item><title>{}</title><link>https://a.example/{}</link><description>In short.</description></item>"
    path.write_text(
        f'<rss version="2.0"><channel><title>C</title>{entry.format("A", 1)}{entry.format("B", 2)}</channel></rss>'
    )
    found = extract(str(path))
    assert [(one["headline"], one["site_name"], one["summary_only"]) for one in found] == [
        ("A", "C", True),
        ("B", "C", True),
    ]


def test_each_record_of_a_file_is_a_line(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text('{"title": "A"}\n{"title": "B"}\n')
    assert [found["headline"] for found in extract(str(path))] == ["A", "B"]


def test_what_cannot_be_read_is_said_and_the_code_is_3(tmp_path, capsys):
    (tmp_path / "a.jsonl").write_text('{"title": "A"}\n{broken}\n')
    with pytest.raises(SystemExit) as stop:
        call_command("extract", str(tmp_path / "a.jsonl"), str(tmp_path / "missing.txt"))
    assert stop.value.code == 3
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["headline"] == "A"
    assert second["line"] == 2
    assert "could not be opened" in third["error"]


def test_a_batch_is_answered_line_by_line_in_order(monkeypatch):
    html = base64.b64encode(b"<title>A page</title><p>Some words of a story on a page.</p>").decode()
    answers = batch(
        monkeypatch,
        json.dumps({"id": 7, "filename": "p.txt", "text": PAGE}),
        json.dumps({"id": "h", "url": "https://example.org/", "html_b64": html}),
        json.dumps({"id": 8, "html_b64": "%%%"}),
        "{broken",
        json.dumps([1]),
        json.dumps({"id": 9, "text": ""}),
        json.dumps({"id": 10, "text": 5}),
    )
    assert [answer["id"] for answer in answers] == [7, "h", 8, None, None, 9, 10]
    assert answers[0]["headline"] == "Harbour opens again"
    assert answers[1]["headline"] == "A page"
    assert all("error" in answer for answer in answers[2:])


def test_an_address_is_fetched(website, settings):
    settings.FETCH_ALLOW = frozenset({website.place})
    website.redirect("/short", "/story")
    page = story("Паром уходит", paragraphs=12).encode("koi8-r")
    url = website.page("/story", page, content_type="text/html; charset=koi8-r")
    (found,) = extract("--url", website.url("/short"))
    assert (found["headline"], found["url"]) == ("Паром уходит", url)


def test_an_address_that_cannot_be_had_is_said_and_the_code_is_3(capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("extract", "--url", "http://127.0.0.1/")
    assert stop.value.code == 3
    assert json.loads(capsys.readouterr().out) == {"url": "http://127.0.0.1/", "error": "It could not be reached."}


@pytest.mark.parametrize("arguments", [[], ["--batch", "file.txt"]])
def test_files_or_a_batch_have_to_be_named(arguments):
    with pytest.raises(CommandError):
        extract(*arguments)


def test_a_folder_is_read_without_what_was_saved_along_with_its_pages(tmp_path):
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a.html").write_bytes(packing.page("A"))
    (tmp_path / "a_files" / "frame.html").write_bytes(packing.page("Frame"))
    (tmp_path / "b.txt").write_text(PAGE)
    assert [found["headline"] for found in extract(str(tmp_path))] == ["A", "Harbour opens again"]


def test_an_item_of_an_archive_says_where_it_stood(tmp_path, capsys):
    path = tmp_path / "reports.zip"
    path.write_bytes(packing.zipped({"may/01.html": packing.page("A"), "may/02.pdf": b"%PDF-1.7"}))
    with pytest.raises(SystemExit):
        call_command("extract", str(path))
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["headline"], first["member"]) == ("A", "reports.zip › may/01.html")
    assert (second["member"], second["file"]) == ("reports.zip › may/02.pdf", str(path))
