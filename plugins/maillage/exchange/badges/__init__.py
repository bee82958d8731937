"""Badges that travel: Open Badges 3.0 credentials, their signature and their images."""
