"""Bringing stories in by program: ``POST /api/v1/imports/`` with a token, the same path as the desk's Import page."""
