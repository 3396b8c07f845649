"""The one door through which documents become stories: resolving names, finding duplicates, writing, reporting."""
