"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
os.environ.setdefault("NEWSARCHIVE_ROLE", "web")

application = get_wsgi_application()
# gunicorn loads this before it forks. What the views import is then in memory once for all workers, and what lives
# as long as the process is not looked through again and again for something to free.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
