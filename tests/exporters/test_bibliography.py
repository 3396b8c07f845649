"""Bibliographies that reference managers read."""

from __future__ import annotations

from tests.factories import make_article


def test_ris_holds_a_record_for_each_story(client, index):
    story = make_article("Talks open", on="2024-03-25", authors=["Ana Reyes"], source="Bay Wire", section="World")
    make_article("Talks end", on="2024-03-26")
    index()
    text = client.get("/articles.ris").getvalue().decode()
    assert text.count("TY  - NEWS\r\n") == text.count("ER  - \r\n") == 2
    for line in (
        "TI  - Talks open",
        "AU  - Ana Reyes",
        "T2  - Bay Wire",
        "DA  - 2024/03/25",
        f"UR  - http://testserver/a/{story.pk}",
    ):
        assert f"{line}\r\n" in text


def test_a_line_end_in_a_headline_starts_no_field(client, index):
    make_article("Talks\nER  - \nTY  - BOOK")
    index()
    text = client.get("/articles.ris").getvalue().decode()
    assert text.count("\r\nER  - ") == 1


def test_bibtex_escapes_what_tex_would_run(client, index):
    story = make_article(r"100% of \input{x} & $5_a", authors=["The #1 {Desk}"])
    index()
    text = client.get("/articles.bib").getvalue().decode()
    assert f"@misc{{newsarchive-{story.pk}," in text
    assert r"100\% of \textbackslash{}input\{x\} \& \$5\_a" in text
    assert r"The \#1 \{Desk\}" in text
