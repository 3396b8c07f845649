"""How static files are served: under names made of their bytes, to be kept for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Modules(CompressedManifestStaticFilesStorage):
    """As WhiteNoise does it, and with those names in the imports of scripts as well: a release never mixes with another."""

    support_js_module_import_aggregation = True
