"""Pelican's settings; every fact about the territory is in territory.yaml."""

from maillage.conf import pelican_settings

globals().update(pelican_settings(__file__))
