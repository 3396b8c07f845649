"""Lists of feeds at the desk: an OPML file from a feed reader becomes subscriptions, and the other way round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.fetch import Misunderstood, understood
from articles.importers import opml
from articles.importers.formats import Unreadable
from articles.models import Subscription

LARGEST = 5_000_000
NAMED = 10


class OutlinesForm(forms.Form):
    """A list of feeds, and what its feeds have in common."""

    file = forms.FileField(label="OPML file", help_text="As feed readers write it: “Export subscriptions”.")
    interval = forms.TypedChoiceField(
        label="Polled", coerce=int, choices=Subscription.Interval.choices, initial=Subscription.Interval.THREE
    )
    begin = forms.ChoiceField(
        label="Afterwards",
        widget=forms.RadioSelect,
        choices=[("paused", "Keep them paused, to look through them first"), ("active", "Poll them at once")],
        initial="paused",
        help_text="Their stories are drafts until a subscription is told to publish.",
    )

    def clean_file(self) -> list[opml.Outline]:
        """The feeds of the list. Raises ValidationError where it is none."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB.")
        try:
            return opml.read(file.read())
        except Unreadable as fault:
            raise forms.ValidationError(str(fault)) from None


def subscribe_to(outlines: list[opml.Outline], **values: Any) -> tuple[list[Subscription], list[str]]:
    """Make subscriptions of feeds that have none; gives these, and a sentence for each that cannot be fetched."""
    faults: list[str] = []
    wanted: dict[str, str] = {}
    for one in outlines:
        try:
            address = understood(one.address).url
        except Misunderstood as fault:
            faults.append(f"{one.name}: {fault}")
            continue
        if len(address) <= Subscription._meta.get_field("address").max_length:
            wanted.setdefault(address, one.name)
        else:
            faults.append(f"{one.name}: The address is too long.")
    held = set(Subscription.objects.filter(address__in=wanted).values_list("address", flat=True))
    new = [
        Subscription(name=name, address=address, **values) for address, name in wanted.items() if address not in held
    ]
    return Subscription.objects.bulk_create(new, ignore_conflicts=True), faults


class Outlines(admin.ModelAdmin):
    """Reading and writing lists of feeds."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("opml/", view(self.opml_view), name="articles_subscription_opml"),
            path("subscriptions.opml", view(self.download_view), name="articles_subscription_download"),
            *super().get_urls(),
        ]

    def opml_view(self, request: HttpRequest) -> HttpResponse:
        """Hand in a list of feeds."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OutlinesForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            outlines = form.cleaned_data["file"]
            new, faults = subscribe_to(
                outlines,
                interval=form.cleaned_data["interval"],
                state=form.cleaned_data["begin"],
                user=request.user,
            )
            held = len(outlines) - len(new) - len(faults)
            made = f"{len(new)} subscription{pluralize(len(new))} made"
            messages.success(request, f"{made}; {held} {pluralize(held, 'was,were')} there already.")
            for fault in faults[:NAMED]:
                messages.warning(request, f"Left out: {fault}")
            return HttpResponseRedirect(reverse("admin:articles_subscription_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Subscribe to a list of feeds",
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/subscription_opml.html", context)

    def download_view(self, request: HttpRequest) -> HttpResponse:
        """All subscriptions as a list of feeds."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        held = Subscription.objects.values_list("name", "address")
        content = opml.write(f"Subscriptions of {settings.ARCHIVE_NAME}", (opml.Outline(*one) for one in held))
        response = HttpResponse(content, content_type="text/x-opml; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="subscriptions.opml"'
        return response
