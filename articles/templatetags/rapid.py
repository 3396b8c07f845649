"""``{% rapid %}``: a part of a page that Jinja renders. See ``newsarchive.rapid``."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def rapid(name: str, **context: Any) -> SafeString:
    """The template ``templates/rapid/NAME.html`` with the given values, and nothing else."""
    return mark_safe(engines["rapid"].get_template(f"{name}.html").render(context))
