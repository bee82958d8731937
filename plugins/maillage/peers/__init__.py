"""Entries of neighbouring directories, kept in ``federation/`` and joined to our own when the site is built; never fetched here."""
