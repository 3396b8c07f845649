"""Telling what stories are about: by editors' rules, by the model that learned from tagged stories, and by names.

Here meet the search engine, which knows what a rule catches, and the import, which has stories that it does not know.
"""
