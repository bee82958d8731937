"""Maillage."""
