"""Feeds as sites offer them to readers: RSS 0.9 to 2.0, Atom, JSON Feed."""
