"""Messages in the parts of pages that Jinja renders: in the reader's language, and never as markup."""

from __future__ import annotations

import pytest
from django.template import engines
from django.utils import translation


def part(source: str, language: str = "en", **values: object) -> str:
    """The part of a page with this source."""
    with translation.override(language):
        return engines["rapid"].env.from_string(source).render(**values)


@pytest.mark.parametrize(("language", "said"), [("en", "Monday"), ("de", "Montag"), ("ja", "月曜日"), ("en", "Monday")])
def test_a_message_is_in_the_language_of_who_reads(language, said):
    assert part('{{ _("Monday") }}', language) == said
    assert part("{% trans %}Monday{% endtrans %}", language) == said


def test_values_of_a_message_are_escaped_and_its_own_markup_is_not():
    assert part('{{ _("<b>%(name)s</b>", name=name) }}', name="<i>") == "<b>&lt;i&gt;</b>"
    assert part("{% trans %}<b>{{ name }}</b>{% endtrans %}", name="<i>") == "<b>&lt;i&gt;</b>"


def test_a_sign_of_per_cent_is_one():
    assert part('{{ _("100%%") }}') == "100%"
    assert part('{{ _("%(part)s%%", part=5) }}') == "5%"


def test_a_number_chooses_its_words():
    source = '{{ ngettext("%(num)s story in %(place)s", "%(num)s stories in %(place)s", count, place="<X>") }}'
    assert part(source, count=1) == "1 story in &lt;X&gt;"
    assert part(source, count=2) == "2 stories in &lt;X&gt;"


def test_a_part_within_a_part_does_not_end_the_language_of_the_outer_one():
    inner = engines["rapid"].env.from_string('{{ _("Monday") }}')
    with translation.override("ja"):
        outer = engines["rapid"].env.from_string('{{ _("Tuesday") }}{{ inner() }}{{ _("Tuesday") }}')
        assert outer.render(inner=inner.render) == "火曜日月曜日火曜日"
