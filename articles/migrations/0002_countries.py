"""The countries of ISO 3166, and the archive's identity."""

import json
from pathlib import Path

from django.db import migrations

COUNTRIES = Path(__file__).parent.parent / "data" / "countries.json"


def load(apps, schema_editor):
    Country = apps.get_model("articles", "Country")
    rows = json.loads(COUNTRIES.read_text(encoding="utf-8"))
    Country.objects.bulk_create(
        Country(
            code=row["code"],
            alpha2=row["alpha2"] if row.get("to_year") else "",
            alpha3=row.get("alpha3") or "",
            numeric=row.get("numeric") or "",
            name=row["name"],
            official_name=row.get("official_name") or "",
            aliases=row.get("aliases", []),
            case_sensitive_aliases=row.get("case_sensitive", []),
            adjectives=row.get("adjectives", []),
            not_in=row.get("not_in", []),
            ambiguous=row.get("ambiguous", False),
            continent=row.get("continent") or "",
            region=row.get("region") or "",
            from_year=row.get("from_year"),
            to_year=row.get("to_year"),
            note=row.get("note") or "",
        )
        for row in rows
    )
    by_code = {country.code: country for country in Country.objects.all()}
    for row in rows:
        if row.get("successors"):
            by_code[row["code"]].successors.set(by_code[code] for code in row["successors"])
    apps.get_model("articles", "ArchiveIdentity").objects.create()


def unload(apps, schema_editor):
    apps.get_model("articles", "Country").objects.all().delete()
    apps.get_model("articles", "ArchiveIdentity").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_record")]

    operations = [migrations.RunPython(load, unload)]
